/**
 * What a value shows in a notebook: a bundle of the same thing in several MIME types, of which a front end takes the
 * richest that it knows.
 *
 * A value shows itself by `[Symbol.for("Jupyter.display")]()`, as in Deno's notebooks, so display code needs no kernel. Our
 * kernel hands it what a notebook can do beyond showing; elsewhere it gets nothing and must do without.
 */

/** MIME type to content: text for text types, base64 for images, JSON for `+json`. */
export type MimeBundle = Readonly<Record<string, unknown>> & { readonly [BESIDE]?: MimeBundle }

/**
 * The key of an output that follows the bundle's own, of the same value. For what a front end may take to be richer than
 * the rest of a bundle and then fail to show, which hides the rest: a widget whose kernel is gone.
 */
export const BESIDE: unique symbol = Symbol.for("Glossator.beside") as never

/** The key of the method `(context?: DisplayContext) => MimeBundle | Promise<MimeBundle>`. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never

export interface Displayable {
  [DISPLAY](context?: DisplayContext): MimeBundle | Promise<MimeBundle>
}

/** A promise that has nothing to show as the last value of a cell: what it waits for is shown already. */
export const unshown = <T>(promise: Promise<T>): Promise<T> =>
  Object.defineProperty(promise, DISPLAY, { value: (): MimeBundle => ({}), configurable: true })

export interface DisplayContext {
  /** Channels to the front end; widgets are built on them. */
  readonly comms: Comms
  /** Whether somebody is there, who may answer: a notebook that is run without a window has no use for what talks back. */
  readonly isAttended: boolean
  /**
   * For a library that a page needs once. What a cell's output carried is forgotten when the cell runs again.
   *
   * @returns true where no output of the notebook's session carries this key yet
   */
  once(key: string): boolean
}

export interface Comms {
  /** Sends `comm_open`. */
  open(target: string, data: JsonObject, options?: CommOptions): Comm
}

export interface CommOptions {
  readonly metadata?: JsonObject
  /** Binary parts, sent beside the JSON and not inside it. */
  readonly buffers?: readonly Uint8Array[]
}

/** One channel to the front end. */
export interface Comm {
  readonly id: string
  send(data: JsonObject, options?: CommOptions): void
  /** The front end sent something. A throw is shown as an error of the notebook and ends nothing. */
  onMessage: ((data: JsonObject, buffers: readonly Uint8Array[]) => void | Promise<void>) | undefined
  /** The front end closed it. */
  onClose: (() => void) | undefined
  close(data?: JsonObject): void
}

export type JsonObject = Readonly<Record<string, unknown>>
