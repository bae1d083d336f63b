/**
 * Messages of the Jupyter protocol, as the kernel's two threads hand them to each other.
 *
 * The protocol's names (`msg_type`, `parent_header`) stay on the wire; framing.ts is the only place that writes them.
 */

export const PROTOCOL_VERSION = "5.4"

export interface Header {
  readonly msg_id: string
  readonly msg_type: string
}

export type JsonObject = Readonly<Record<string, unknown>>

/** What an answer refers to: the front end finds the cell by it. */
export interface Parent {
  /** The request's header, as the JSON that came: it goes back as it is. */
  readonly headerText: string
  /** Who asked, for sockets that answer only one. */
  readonly identities: readonly Uint8Array[]
}

export interface Request extends Parent {
  readonly channel: "shell" | "control" | "stdin"
  readonly header: Header
  readonly content: JsonObject
  readonly metadata: JsonObject
  readonly buffers: readonly Uint8Array[]
  /** How many interrupts had been asked for when it came; those of later may be for it, also while it waits. */
  readonly interruptsBefore?: number
}

export type StreamName = "stdout" | "stderr"

/** From the main thread to the thread of the sockets. */
export type ToWire =
  | { readonly kind: "send"; readonly channel: "shell" | "control" | "stdin" | "iopub"; readonly message: Outgoing }
  | { readonly kind: "stream"; readonly name: StreamName; readonly text: string; readonly parent: string }
  /** The status of the kernel for one request; of a cell it is what the kernel is busy with. */
  | { readonly kind: "status"; readonly busy: boolean; readonly isCell: boolean; readonly parent: string }
  | { readonly kind: "end" }

/** JSON is text already, so that what can not be written fails where it was made. */
export interface Outgoing {
  readonly type: string
  /** The parent's header as JSON. */
  readonly parent: string
  readonly identities?: readonly Uint8Array[]
  readonly content: string
  readonly metadata?: string
  readonly buffers?: readonly Uint8Array[]
}

/** From the thread of the sockets to the main thread. */
export type FromWire =
  | { readonly kind: "bound" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "request"; readonly request: Request }
  | { readonly kind: "interrupt" }
  | { readonly kind: "shutdown" }
  | { readonly kind: "ended" }
