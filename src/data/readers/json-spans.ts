/**
 * Where a value stands in a line of JSON that was read already, so that a mistake in it has its caret there and not under
 * the whole line. One pass without recursion: a line may nest as deep as it is long.
 */
import type { Place } from "../../diagnostic.js"
import type { Span } from "../../text.js"
import { stringEnd } from "./json-place.js"

const BLANK = new Set([" ", "\t", "\r", "\n"])

/** @param path names, from the outermost object; @returns of the first such value its name and itself */
export function jsonSpans(
  text: string,
  path: readonly string[],
): { readonly key: Span; readonly value: Span } | undefined {
  let depth = 0
  let at = behindBlank(text, text.indexOf("{") + 1)
  while (text[at] === '"') {
    const key = { start: at, end: stringEnd(text, at) ?? text.length }
    const start = behindBlank(text, behindBlank(text, key.end) + 1)
    const isOnPath = JSON.parse(text.slice(key.start, key.end)) === path[depth]
    if (isOnPath && depth === path.length - 1) return { key, value: { start, end: valueEnd(text, start) } }
    if (isOnPath && text[start] === "{") {
      depth++
      at = behindBlank(text, start + 1)
      continue
    }
    const end = behindBlank(text, valueEnd(text, start))
    if (text[end] !== ",") return undefined
    at = behindBlank(text, end + 1)
  }
  return undefined
}

/** @returns the place of a name, or of what it holds, in a row's line; the row's own where it is not found */
export function placeIn(row: Place, path: readonly string[], which: "key" | "value"): Place {
  const text = row.source.slice(row.span)
  const span = text.trimStart().startsWith("{") ? jsonSpans(text, path)?.[which] : undefined
  const { start } = row.span
  return span ? { source: row.source, span: { start: start + span.start, end: start + span.end } } : row
}

function behindBlank(text: string, offset: number): number {
  let at = offset
  while (BLANK.has(text[at]!)) at++
  return at
}

function valueEnd(text: string, start: number): number {
  let at = start
  let open = 0
  while (at < text.length) {
    const sign = text[at]!
    if (sign === '"') at = stringEnd(text, at) ?? text.length
    else if (sign === "{" || sign === "[") {
      open++
      at++
    } else if (sign === "}" || sign === "]") {
      if (open === 0) return at
      open--
      at++
    } else if (open === 0 && (sign === "," || BLANK.has(sign))) return at
    else at++
    if (open === 0 && (sign === '"' || sign === "}" || sign === "]")) return at
  }
  return at
}
