/** `glossator run NOTEBOOK.ipynb`: runs a notebook from top to bottom without a window, and writes it with what its cells showed. */
import { writeFileSync } from "node:fs"
import path from "node:path"
import { UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import { type Notebook, type Parameters, readNotebook, sourceOf, withParameters } from "../kernel/notebook/file.js"
import { FrontEnd } from "../kernel/notebook/front-end.js"
import { report } from "./codes.js"
import { EXIT } from "./exit.js"
import { interruptible } from "./interrupt.js"
import { err, type Io, out, outJson } from "./io.js"

export interface RunNotebookFlags {
  /** `name=value`, the value as JSON where it is some. */
  readonly param?: readonly string[]
  readonly out?: string
  readonly json?: boolean
}

export async function runNotebook(file: string, flags: RunNotebookFlags, io: Io): Promise<number> {
  const at = path.resolve(io.cwd, file)
  const notebook = withParameters(readNotebook(at), file, parametersOf(flags.param ?? []))
  const written = path.resolve(io.cwd, flags.out ?? file.replace(/(\.ipynb)?$/, ".executed.ipynb"))
  const frontEnd = await FrontEnd.start(path.dirname(at))
  try {
    const failed = await interruptible(
      io,
      "\nEnding the cell that runs; press Ctrl-C again to stop at once.",
      (signal) => runCells(notebook, frontEnd, signal, io),
      () => "Stopped at once; the notebook was not written.",
    )
    write(written, notebook)
    if (flags.json) outJson(io, { notebook: written, ...(failed && { failed }) })
    else if (!failed) out(io, `Wrote ${written}`)
    if (failed)
      err(io, `Cell ${failed.cell} failed: ${failed.ename}: ${failed.evalue}\nWrote ${written}, up to that cell.`)
    if (!failed) return EXIT.ok
    return failed.interrupted ? EXIT.interrupted : EXIT.input
  } finally {
    await frontEnd.close()
  }
}

interface FailedCell {
  /** Among the cells of code, from 1. */
  readonly cell: number
  readonly ename: string
  readonly evalue: string
  /** By Ctrl-C. */
  readonly interrupted: boolean
}

/** Writes into the cells what they show. @returns the first cell that failed; those after it are not run */
async function runCells(
  { cells }: Notebook,
  frontEnd: FrontEnd,
  signal: AbortSignal,
  io: Io,
): Promise<FailedCell | undefined> {
  const interrupt = (): void => void frontEnd.interrupt()
  signal.addEventListener("abort", interrupt, { once: true })
  const code = cells.filter(({ cell_type }) => cell_type === "code")
  for (const cell of code) {
    cell.outputs = []
    cell.execution_count = null
  }
  const all: { readonly cell: (typeof code)[number]; readonly outputs: readonly object[] }[] = []
  // a later cell may replace what an earlier one shows
  const keep = (): void => {
    for (const { cell, outputs } of all) cell.outputs = outputs
  }
  try {
    for (const [i, cell] of code.entries()) {
      err(io, `cell ${i + 1} of ${code.length}`)
      const { count, outputs, error } = await frontEnd.execute(sourceOf(cell))
      cell.execution_count = count
      all.push({ cell, outputs })
      if (error) return { cell: i + 1, ename: error.ename, evalue: error.evalue, interrupted: signal.aborted }
    }
    return undefined
  } finally {
    keep()
    signal.removeEventListener("abort", interrupt)
  }
}

/** @throws UserError */
function write(file: string, notebook: Notebook): void {
  try {
    writeFileSync(file, `${JSON.stringify(notebook, undefined, 1)}\n`)
  } catch (error) {
    throw new UserError(report("file-unwritable", { path: file, reason: fileReason(error) }))
  }
}

/** @throws UserError for what is not `name=value` */
function parametersOf(words: readonly string[]): Parameters {
  return Object.fromEntries(
    words.map((word) => {
      const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(word) ?? []
      if (name === undefined || value === undefined)
        throw new UserError(report("option-value", { option: "--param", value: word, expected: "name=value" }))
      try {
        return [name, JSON.parse(value) as unknown]
      } catch {
        return [name, value]
      }
    }),
  )
}
