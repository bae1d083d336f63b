/**
 * Parsing while somebody types: the same result as parsing the whole text, for the price of what changed.
 *
 * The text is cut into statements anew, which is quick; a statement that parsed without a problem is a matter of its own
 * text alone, so one that stood anywhere in the text before is taken from there. Those with a problem may depend on their
 * neighbours, and are parsed again.
 */
import type { Source, Span } from "../text.js"
import type { AnyStatement } from "./ast.js"
import { type Known, type Parsed, parse } from "./parse.js"
import type { Trivia } from "./trivia.js"

/** The trees that it gives are never changed. */
export class ParseCache {
  readonly #files = new Map<string, { readonly parsed: Parsed; readonly known: Statements }>()

  /** Identical to `parse`; quick where the text is nearly that of the last call for the same path. */
  parse(source: Source): Parsed {
    const last = this.#files.get(source.path)
    if (last?.parsed.tree.source.text === source.text) return last.parsed
    const known = last?.known ?? new Statements()
    const parsed = parse(source, known)
    known.settle()
    this.#files.set(source.path, { parsed, known })
    return parsed
  }

  forget(path: string): void {
    this.#files.delete(path)
  }
}

interface Entry {
  /** Where it stood last. */
  statement: AnyStatement
  /** Of the last text that held it. */
  turn: number
}

/** The statements of the last texts, by what is written. */
class Statements implements Known {
  readonly #entries = new Map<string, Entry>()
  #turn = 0
  #used = 0

  find(text: string): Entry | undefined {
    return this.#entries.get(text)
  }

  at(found: object, start: number, trivia: Trivia): AnyStatement {
    const entry = found as Entry
    entry.statement = placed(entry.statement, start, trivia)
    this.#use(entry)
    return entry.statement
  }

  learn(text: string, statement: AnyStatement): void {
    const entry = { statement, turn: -1 }
    this.#entries.set(text, entry)
    this.#use(entry)
  }

  /** After a text: forgets what stands in it no more, once that is more than what does. */
  settle(): void {
    if (this.#entries.size > 2 * this.#used)
      for (const [text, { turn }] of this.#entries) if (turn !== this.#turn) this.#entries.delete(text)
    this.#turn++
    this.#used = 0
  }

  #use(entry: Entry): void {
    if (entry.turn !== this.#turn) this.#used++
    entry.turn = this.#turn
  }
}

/** The statement at another place, without the details that it had. */
function placed(statement: AnyStatement, start: number, { above, beside }: Trivia): AnyStatement {
  const by = start - statement.span.start
  const isBare = above.length === 0 && statement.above.length === 0 && beside === statement.beside
  if (by === 0 && isBare && !("details" in statement)) return statement
  const out: Record<string, unknown> = {}
  for (const key in statement) {
    const value = (statement as unknown as Record<string, unknown>)[key]
    if (key === "details") out[key] = []
    else if (key === "above") out[key] = above
    else if (key !== "beside") out[key] = moved(value, by)
  }
  if (beside !== undefined) out.beside = beside
  return out as unknown as AnyStatement
}

/** A part of a tree with all spans in it further on; everything else in it is a text, a number or a mark. */
function moved(node: unknown, by: number): unknown {
  if (by === 0 || typeof node !== "object" || node === null) return node
  if (Array.isArray(node)) return node.length === 0 ? node : node.map((item) => moved(item, by))
  const { start, end } = node as Partial<Span>
  if (start !== undefined && end !== undefined) return { start: start + by, end: end + by }
  const out: Record<string, unknown> = {}
  for (const key in node) out[key] = moved((node as Record<string, unknown>)[key], by)
  return out
}
