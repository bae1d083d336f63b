/** A statement of an earlier text where it stands in a later one: while one types, most of them only move along. */
import type { Span } from "../text.js"
import type { AnyStatement } from "./ast.js"
import type { Trivia } from "./trivia.js"

/** @returns the statement at another place, without the details that it had; itself where nothing changes */
export function placed(statement: AnyStatement, start: number, { above, beside }: Trivia): AnyStatement {
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
