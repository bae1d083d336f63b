/**
 * JSON as models write it, in one pass: values with their places, and every liberty that was taken with the notation.
 * In prose too, where a brace need not begin a value. Never throws; the work is linear in the length of the text.
 *
 * Liberties: a comma before a closing bracket, single quotes, comments, keys without quotes, line ends and unknown escapes
 * in texts, other spaces, Python's words for true, false and null, and a text that ends before the value does: of a cut off
 * value, what was complete is kept. Whoever reads decides whether liberties count.
 */
import type { Span } from "../../text.js"
import { FAILED, JsonReader } from "./json-reader.js"
import { BRACE, nextOpening, shortListEnd } from "./json-signs.js"
import type { Json, Liberty } from "./json-value.js"

export type { Json, Liberty, Member } from "./json-value.js"

export interface JsonFound {
  readonly json: Json
  /** The first of each kind. */
  readonly liberties: readonly Liberty[]
}

/** @returns the value that a stretch of text consists of, or where it stops being one */
export function jsonIn(text: string, { start, end }: Span): JsonFound | { readonly failed: number } {
  const reader = new JsonReader(text, end)
  const outcome = reader.attempt(start)
  if (outcome === FAILED) return { failed: reader.failedAt }
  const { json } = outcome
  const rest = outcome.kind === "value" ? reader.skip(json.span.end) : end
  return rest < end ? { failed: rest } : { json, liberties: reader.liberties }
}

/** @param span of a value that `eachJson` named */
export function jsonAt(text: string, span: Span): JsonFound {
  const found = jsonIn(text, span)
  if ("failed" in found) throw new RangeError(`no JSON from ${span.start} to ${span.end}`)
  return found
}

/**
 * Names, in their order, all objects and lists in a stretch of prose that are not inside another one, and where they stand;
 * `jsonAt` reads one of them. Nothing is made of them here: a hostile text has hundreds of thousands.
 */
export function eachJson(
  text: string,
  { start, end }: Span,
  found: (kind: "object" | "array", start: number, end: number) => void,
): void {
  const reader = new JsonReader(text, end, (from, to) =>
    found(text.charCodeAt(from) === BRACE ? "object" : "array", from, to),
  )
  for (let at = nextOpening(text, start, end); at < end; ) {
    let next = shortListEnd(text, at, end)
    if (next > 0) found("array", at, next)
    else {
      const outcome = reader.attempt(at)
      if (outcome === FAILED) next = reader.again
      else {
        next = outcome.kind === "value" ? outcome.end : end
        found(text.charCodeAt(at) === BRACE ? "object" : "array", at, next)
      }
    }
    at = nextOpening(text, Math.max(next, at + 1), end)
  }
}
