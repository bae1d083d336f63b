/**
 * What a magic is: a cell or a line that is not TypeScript. One magic is one file, and one line in index.ts.
 *
 * A cell magic is a first line `%%name args`, and the rest of the cell is its body; all offsets that it is given or gives
 * count in the body. A line magic is a line `%name args` at the top of a cell.
 */
import type { CellEngine, CellResult, CellRun, Completeness, Completions, Inspection } from "../engine.js"
import type { Output } from "../output.js"

export interface Magic {
  readonly name: string
  /** As it is typed: `%%writefile [--append] PATH`. */
  readonly usage: string
  /** What it does, in one line. */
  readonly summary: string
}

export interface CellMagic extends Magic {
  run(body: string, args: string, context: MagicContext): Promise<CellResult>
  /** What the body can go on with; without it, nothing. */
  complete?(body: string, cursor: number, args: string, context: MagicEngine): Promise<Completions>
  inspect?(
    body: string,
    cursor: number,
    detail: 0 | 1,
    args: string,
    context: MagicEngine,
  ): Promise<Inspection | undefined>
  /** Without it, a body is complete when its last line is empty. */
  isComplete?(body: string, args: string, context: MagicEngine): Completeness
}

export interface LineMagic extends Magic {
  run(args: string, context: MagicContext): Promise<CellResult>
  /** What the arguments can go on with; offsets count in them. */
  complete?(args: string, cursor: number, context: MagicEngine): Promise<Completions>
}

export interface MagicEngine {
  readonly engine: CellEngine
}

export interface MagicContext extends MagicEngine {
  readonly run: CellRun
  readonly output: Output
  /** All magics, for help. */
  readonly magics: Magics
}

export interface Magics {
  readonly cell: readonly CellMagic[]
  readonly line: readonly LineMagic[]
}

/** A magic that shows nothing of its own. */
export const DONE: CellResult = { status: "ok", value: undefined }

/** A magic was used wrongly: no stack, but the way it is used. */
export const misused = ({ usage }: Magic, reason: string): CellResult => ({
  status: "error",
  ename: "UsageError",
  evalue: reason,
  traceback: [`UsageError: ${reason}`, `Usage: ${usage}`],
})
