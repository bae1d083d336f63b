/**
 * A language of cells that knows magics: what the session asks is answered by a magic where the cell is one, by the engine
 * everywhere else. Offsets count in the whole cell.
 */
import { nearest } from "../../text.js"
import type { CellResult, Completeness, Completions, Inspection } from "../engine.js"
import { type CellMagic, DONE, type MagicContext, type MagicEngine, type Magics } from "./magic.js"
import { type MagicCell, split } from "./split.js"

export async function execute(cell: string, context: MagicContext): Promise<CellResult> {
  const { magics, engine, run } = context
  const parts = split(cell)
  if (parts.kind === "cell") {
    const magic = find(magics.cell, parts.name)
    return magic ? magic.run(parts.body, parts.args, context) : unknown("%%", parts.name, magics.cell)
  }
  let result: CellResult = DONE
  for (const { name, args } of parts.lines) {
    const magic = find(magics.line, name)
    result = magic ? await magic.run(args, context) : unknown("%", name, magics.line)
    if (result.status === "error") return result
  }
  return parts.code.trim() === "" ? result : engine.execute(parts.code, run)
}

export async function complete(
  cell: string,
  cursor: number,
  magics: Magics,
  context: MagicEngine,
): Promise<Completions> {
  const typed = /^\s*(%%?)[\w-]*$/.exec(cell.slice(0, cursor))
  if (typed) return names(cell, cursor, typed[1] as "%" | "%%", magics)
  const parts = split(cell)
  if (parts.kind === "cell") {
    const { args, body, bodyAt } = parts
    const magic = inBody(parts, cursor, magics)
    return moved((await magic?.complete?.(body, cursor - bodyAt, args, context)) ?? none(0), bodyAt)
  }
  const line = parts.lines.findLast(({ at }) => at <= cursor)
  const typedInLine = cell.slice(line?.at, cursor)
  if (!line || typedInLine.includes("\n")) return context.engine.complete(parts.code, cursor)
  if (/^[ \t]*%[\w-]*$/.test(typedInLine)) return names(cell, cursor, "%", magics)
  const { name, args, argsAt } = line
  return moved((await find(magics.line, name)?.complete?.(args, cursor - argsAt, context)) ?? none(0), argsAt)
}

export async function inspect(
  cell: string,
  cursor: number,
  detail: 0 | 1,
  magics: Magics,
  context: MagicEngine,
): Promise<Inspection | undefined> {
  const parts = split(cell)
  if (parts.kind === "code") return context.engine.inspect(parts.code, cursor, detail)
  const { args, body, bodyAt } = parts
  return inBody(parts, cursor, magics)?.inspect?.(body, cursor - bodyAt, detail, args, context)
}

export function isComplete(cell: string, magics: Magics, context: MagicEngine): Completeness {
  const parts = split(cell)
  if (parts.kind === "code") return parts.code.trim() === "" ? COMPLETE : context.engine.isComplete(parts.code)
  const { name, args, body } = parts
  const magic = find(magics.cell, name)
  if (magic?.isComplete) return magic.isComplete(body, args, context)
  return /\n[ \t]*$/.test(cell) && body.trim() !== "" ? COMPLETE : { status: "incomplete", indent: "" }
}

const COMPLETE: Completeness = { status: "complete" }

const find = <M extends { readonly name: string }>(all: readonly M[], name: string): M | undefined =>
  all.find((one) => one.name === name)

const inBody = ({ name, bodyAt }: MagicCell, cursor: number, magics: Magics): CellMagic | undefined =>
  cursor < bodyAt ? undefined : find(magics.cell, name)

const none = (at: number): Completions => ({ matches: [], start: at, end: at })

const moved = ({ matches, start, end }: Completions, by: number): Completions => ({
  matches,
  start: start + by,
  end: end + by,
})

function names(cell: string, cursor: number, sign: "%" | "%%", magics: Magics): Completions {
  const start = cell.lastIndexOf(sign, cursor)
  const typed = cell.slice(start, cursor)
  const all = [...magics.line.map(({ name }) => `%${name}`), ...magics.cell.map(({ name }) => `%%${name}`)]
  return {
    matches: all.filter((one) => one.startsWith(typed)).map((text) => ({ text, type: "magic" })),
    start,
    end: cursor,
  }
}

function unknown(sign: string, name: string, all: readonly { readonly name: string }[]): CellResult {
  const near = nearest(
    name,
    all.map((one) => one.name),
  )
  const evalue = `There is no magic ${sign}${name}${near ? `; did you mean ${sign}${near}?` : "."}`
  return { status: "error", ename: "UsageError", evalue, traceback: [`UsageError: ${evalue}`, "All magics: %help"] }
}
