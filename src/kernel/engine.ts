/**
 * What runs cells: the seam between the kernel's session (protocol, queue, magics) and a language.
 *
 * Positions are UTF-16 offsets in the cell's text; the session translates from the protocol's code points. A cell's own
 * faults are results, never rejections.
 *
 * An interrupt reaches a cell in three ways. A synchronous part that the host runs (`stoppable`) throws. The run's signal
 * is aborted, which ends what the cell awaits. What goes on computing all the same (a loop behind an await) is terminated
 * from outside after a quarter of a second: its promise never settles, and the session goes on without it. The session
 * says the error of an interrupted cell, whatever the engine's result is.
 */
import type { MimeBundle } from "../display/bundle.js"

/** What an engine gets from the session that runs it. */
export interface EngineHost {
  /** Ambient declarations, as TypeScript, of the globals that the session gives to cells: `display`, `prompt`, … */
  readonly declarations: string
  /** Runs synchronous work that no interrupt may end half way: a compiler's, never a cell's. */
  shield<T>(work: () => T): T
  /** Runs the synchronous part of a cell. @throws what the work throws; an error of Node's where an interrupt ended it */
  stoppable<T>(work: () => T): T
  /** Shows a bundle at the cell that runs. @param options.update replaces what is shown under this id instead */
  show(bundle: MimeBundle, options?: { readonly id?: string; readonly update?: boolean }): void
}

export type EngineFactory = (host: EngineHost) => Promise<CellEngine>

export interface CellEngine {
  /** Runs one cell to its end, its top-level awaits included. */
  execute(code: string, run: CellRun): Promise<CellResult>
  complete(code: string, cursor: number): Promise<Completions>
  /** @param detail 0: what it is; 1: with all documentation */
  inspect(code: string, cursor: number, detail: 0 | 1): Promise<Inspection | undefined>
  isComplete(code: string): Completeness
  /**
   * Makes a value a variable of later cells; a second time under the same name replaces it.
   *
   * @param type as TypeScript: `import("glossator").Task`
   */
  define(name: string, value: unknown, type: string): void
  /** What cells have declared so far, by name. */
  variables(): readonly Variable[]
  /** The value of a variable, or of a short expression. @throws what evaluating it throws */
  evaluate(expression: string): Promise<unknown>
  /** What becomes of type errors: nothing, a warning on stderr before the cell runs, or an error instead of running. */
  typecheck: Typecheck
  close(): void
}

export type Typecheck = "off" | "warn" | "error"

export interface CellRun {
  /** The execution count: positions in errors name it. */
  readonly count: number
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal
}

export type CellResult =
  /** `value` is what the last expression gave; undefined shows nothing. */
  { readonly status: "ok"; readonly value: unknown } | ({ readonly status: "error" } & CellError)

/** As the protocol's `error` message; traceback lines may carry ANSI colours. */
export interface CellError {
  readonly ename: string
  readonly evalue: string
  readonly traceback: readonly string[]
}

export interface Completions {
  readonly matches: readonly CompletionMatch[]
  /** The part of the cell that a match replaces. */
  readonly start: number
  readonly end: number
}

export interface CompletionMatch {
  readonly text: string
  /** "function", "keyword": as in the experimental types of the protocol. */
  readonly type?: string
  readonly signature?: string
}

export interface Inspection {
  readonly text: string
  readonly markdown?: string
}

export type Completeness =
  | { readonly status: "complete" | "invalid" | "unknown" }
  /** `indent` is what the next line should begin with. */
  | { readonly status: "incomplete"; readonly indent: string }

export interface Variable {
  readonly name: string
  readonly type: string
  /** One line. */
  readonly preview: string
}
