/**
 * The corpus of cells: `# name`, marks, then cells of one notebook in their order, each with what it must give.
 *
 *     # name
 *     @tslab                  stock tslab gives the same
 *     let a = 1
 *     a + 1
 *     ==>
 *     = 2
 *     --                      the next cell; `----` ends the case
 *
 * A cell may begin with an instruction to the harness: `%typecheck off`, `%interrupt` (when the cell prints "now"), or
 * stand for a question: `%complete`, `%hover`, `%ready`, `%who`, `%evaluate`, `%define name: type = JSON`, `%file name`.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import util from "node:util"
import type { CellEngine, Typecheck } from "../../../src/kernel/engine.js"

export interface CellCase {
  readonly file: string
  readonly name: string
  readonly isForTslab: boolean
  readonly cells: readonly { readonly text: string; readonly expected: string }[]
}

const FOLDER = "tests/kernel/cells"

/** @throws SyntaxError for a cell without an expectation */
export function cellCases(): CellCase[] {
  return readdirSync(FOLDER).flatMap((file) => {
    const cases = readFileSync(`${FOLDER}/${file}`, "utf8").trimEnd().split("\n----\n")
    return cases.map((whole): CellCase => {
      const lines = whole.split("\n")
      const name = lines.shift()!.slice(2)
      const isForTslab = lines[0] === "@tslab"
      if (isForTslab) lines.shift()
      const cells = lines
        .join("\n")
        .split("\n--\n")
        .map((cell) => {
          const [text, expected] = cell.split("\n==>\n")
          if (!expected) throw new SyntaxError(`${file}: "${name}" has a cell that expects nothing`)
          return { text: text!, expected }
        })
      return { file, name, isForTslab, cells }
    })
  })
}

/** Writes what was found into the files of the cases. */
export function writeCases(found: ReadonlyMap<CellCase, readonly string[]>): void {
  for (const file of new Set([...found.keys()].map((one) => one.file))) {
    const cases = [...found.keys()].filter((one) => one.file === file)
    const text = cases.map((one) => {
      const cells = one.cells.map(({ text }, i) => `${text}\n==>\n${found.get(one)![i]}`)
      return `# ${one.name}\n${one.isForTslab ? "@tslab\n" : ""}${cells.join("\n--\n")}`
    })
    writeFileSync(`${FOLDER}/${file}`, `${text.join("\n----\n")}\n`)
  }
}

/** What a result looks like in an expectation. */
export const shownValue = (value: unknown): string => `= ${util.inspect(value, { breakLength: 100 })}`

/** Runs the cells of a notebook. @param log what the engine shows goes there @returns what each cell gave */
export async function runCells(
  engine: CellEngine,
  cells: readonly string[],
  folder: string,
  log: string[],
): Promise<string[]> {
  const given: string[] = []
  for (const [i, cell] of cells.entries()) {
    log.length = 0
    await runCell(engine, cell, i + 1, folder, log)
    const text = log.join("\n").replaceAll(folder, "~")
    given.push(text === "" ? "(nothing)" : text)
  }
  return given
}

async function runCell(engine: CellEngine, cell: string, count: number, folder: string, log: string[]): Promise<void> {
  const [first, ...rest] = cell.split("\n")
  const [, instruction, argument = ""] = /^%(\w+) ?(.*)$/.exec(first!) ?? []
  const code = instruction ? rest.join("\n") : cell
  const cursor = code.indexOf("‸")
  const plain = code.replace("‸", "")
  const interrupt = new AbortController()

  if (instruction === "file") {
    mkdirSync(path.dirname(path.join(folder, argument)), { recursive: true })
    writeFileSync(path.join(folder, argument), `${code}\n`)
    return
  }
  if (instruction === "complete") {
    const { matches, start, end } = await engine.complete(plain, cursor)
    const shown = matches.slice(0, 5).map(({ text, type }) => `${text} (${type})`)
    log.push(`${start}-${end}: ${shown.join(", ")}${matches.length > 5 ? ", …" : ""}`)
    return
  }
  if (instruction === "hover") {
    log.push((await engine.inspect(plain, cursor, argument === "1" ? 1 : 0))?.text ?? "")
    return
  }
  if (instruction === "ready") {
    log.push(JSON.stringify(engine.isComplete(code)))
    return
  }
  if (instruction === "who") {
    log.push(...engine.variables().map(({ name, type, preview }) => `${name}: ${type} = ${preview}`))
    return
  }
  if (instruction === "evaluate") {
    log.push(
      await engine.evaluate(code).then(
        (value) => shownValue(value),
        (error) => `throws ${error}`,
      ),
    )
    return
  }
  if (instruction === "define") {
    const [, name, type, value] = /^(\w+): (.*?) = (.*)$/.exec(argument)!
    engine.define(name!, JSON.parse(value!), type!)
    return
  }
  if (instruction === "typecheck") engine.typecheck = argument as Typecheck
  const release = capture((line, stream) => {
    if (instruction === "interrupt" && line === "now") setImmediate(() => interrupt.abort())
    else log.push(`${stream} | ${line}`)
  })
  try {
    const result = await engine.execute(code, { count, signal: interrupt.signal })
    if (result.status === "error") log.push(`error ${result.ename}: ${result.evalue}`, ...result.traceback)
    else if (result.value !== undefined) log.push(shownValue(result.value))
  } finally {
    release()
  }
}

/** Takes what is printed, line by line. @returns what ends it */
function capture(line: (text: string, stream: "out" | "err") => void): () => void {
  const { log } = console
  const { write } = process.stderr
  console.log = (...all: unknown[]) => {
    for (const one of util.format(...all).split("\n")) line(one, "out")
  }
  process.stderr.write = ((text: string) => {
    for (const one of text.trimEnd().split("\n")) line(one, "err")
    return true
  }) as typeof write
  return () => {
    console.log = log
    process.stderr.write = write
  }
}
