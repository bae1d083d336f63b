/** Where the items of a list stand in a JSON text that `JSON.parse` accepts, so that each can be pointed at; in one pass. */
import type { Span } from "../../text.js"

const SIGNS = /["[\]{},]/g

/** @param text JSON @returns the spans of the outermost list's items in their order; none if the text is no list */
export function jsonItems(text: string): Span[] {
  const items: Span[] = []
  const open = /\S/.exec(text)
  if (!open || text[open.index] !== "[") return items
  let depth = 1
  let start = open.index + 1
  const close = (end: number) => {
    const item = text.slice(start, end)
    const from = start + (item.length - item.trimStart().length)
    if (from < end) items.push({ start: from, end: start + item.trimEnd().length })
    start = end + 1
  }
  for (SIGNS.lastIndex = start; depth > 0; ) {
    const found = SIGNS.exec(text)
    if (!found) return items
    const sign = found[0]
    if (sign === '"') SIGNS.lastIndex = behindString(text, found.index)
    else if (sign === "[" || sign === "{") depth++
    else if (sign === "," && depth === 1) close(found.index)
    else if (sign !== ",") {
      depth--
      if (depth === 0) close(found.index)
    }
  }
  return items
}

function behindString(text: string, open: number): number {
  let at = open + 1
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1
  return at + 1
}
