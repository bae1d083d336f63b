/**
 * A statement of an earlier text where it stands in a later one: while one types, most of them only move along.
 *
 * As a copy, since somebody may look at the earlier text still; or itself, its spans changed in place, once nobody does.
 * To make all spans behind a keystroke anew costs more than the rest of reading a long guideline.
 */
import type { Span } from "../text.js"
import type { AnyStatement } from "./ast.js"
import type { Trivia } from "./trivia.js"

/** @returns the statement at another place, without the details that it had; itself where nothing changes */
export function placed(statement: AnyStatement, start: number, trivia: Trivia): AnyStatement {
  const by = start - statement.span.start
  if (by === 0 && hasSame(trivia, statement) && !("details" in statement)) return statement
  const out: Record<string, unknown> = {}
  for (const key in statement) {
    const value = (statement as unknown as Record<string, unknown>)[key]
    if (key === "details") out[key] = []
    else if (key === "above") out[key] = trivia.above
    else if (key !== "beside") out[key] = moved(value, by)
  }
  if (trivia.beside !== undefined) out.beside = trivia.beside
  return out as unknown as AnyStatement
}

const hasSame = ({ above, beside }: Trivia, statement: AnyStatement): boolean =>
  beside === statement.beside &&
  above.length === statement.above.length &&
  above.every((line, i) => line === statement.above[i])

/** A span that may be changed. */
type Movable = { -readonly [K in keyof Span]: Span[K] }

/** What is kept of a statement for the next text. */
export class Kept {
  readonly statement: AnyStatement
  /** All in it, in no order; made when it is first moved. */
  #spans: Movable[] | undefined

  constructor(statement: AnyStatement) {
    this.statement = statement
  }

  /** Changes the statement itself. @returns false where that does not do, since its comments are others now */
  move(start: number, trivia: Trivia): boolean {
    const { statement } = this
    if (!hasSame(trivia, statement)) return false
    if ("details" in statement && statement.details.length > 0) (statement.details as AnyStatement[]).length = 0
    const by = start - statement.span.start
    if (by === 0) return true
    this.#spans ??= [...spansIn(statement, new Set<Movable>())]
    for (const span of this.#spans) {
      span.start += by
      span.end += by
    }
    return true
  }
}

/** A set, since two parts may have the same one. */
function spansIn(node: unknown, found: Set<Movable>): Set<Movable> {
  if (typeof node !== "object" || node === null) return found
  if (isSpan(node)) found.add(node)
  else for (const part of Object.values(node)) spansIn(part, found)
  return found
}

const isSpan = (node: object): node is Span => "start" in node && "end" in node

/** A part of a tree with all spans in it further on; everything else in it is a text, a number or a mark. */
function moved(node: unknown, by: number): unknown {
  if (by === 0 || typeof node !== "object" || node === null) return node
  if (Array.isArray(node)) return node.length === 0 ? node : node.map((item) => moved(item, by))
  if (isSpan(node)) return { start: node.start + by, end: node.end + by }
  const out: Record<string, unknown> = {}
  for (const key in node) out[key] = moved((node as Record<string, unknown>)[key], by)
  return out
}
