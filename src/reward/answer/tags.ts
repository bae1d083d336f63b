/**
 * Pairs of tags. A pair is an opening tag and the next closing one with no opening tag between, so nested and cut off tags
 * never swallow each other. Tags are literal text.
 */
import type { Span } from "../../text.js"

export interface Tags {
  readonly open: string
  readonly close: string
}

export const tagsOf = (tag: string): Tags => ({ open: `<${tag}>`, close: `</${tag}>` })

/**
 * @param from nothing before it is looked at
 * @returns the span between the tags, tags left out; a fixed number of searches, each linear
 */
export function findPair(text: string, { open, close }: Tags, which: "first" | "last", from = 0): Span | undefined {
  if (which === "last") {
    const lastClose = text.lastIndexOf(close)
    if (lastClose < 0) return undefined
    const opened = text.lastIndexOf(open, lastClose)
    if (opened < from) return undefined
    const start = opened + open.length
    return { start, end: text.indexOf(close, start) }
  }
  const opened = text.indexOf(open, from)
  if (opened < 0) return undefined
  const end = text.indexOf(close, opened)
  return end < 0 ? undefined : { start: text.lastIndexOf(open, end) + open.length, end }
}

/** All pairs, in order. */
export function findPairs(text: string, { open, close }: Tags, from: number): Span[] {
  const pairs: Span[] = []
  let opened = text.indexOf(open, from)
  let end = 0
  while (opened >= 0) {
    const start = opened + open.length
    const next = text.indexOf(open, start)
    if (end < start) end = text.indexOf(close, start)
    if (end < 0) break
    if (next < 0 || end < next) pairs.push({ start, end })
    opened = next
  }
  return pairs
}

/** Another opening tag of the same kind than that of the pair, complete or not. */
export function findRepetition(text: string, { open }: Tags, pair: Span): Span | undefined {
  const own = pair.start - open.length
  const first = text.indexOf(open)
  const other = first === own ? text.indexOf(open, pair.end) : first
  return other < 0 ? undefined : { start: other, end: other + open.length }
}

/** True when each tag stands exactly once. */
export function standsOnce(text: string, { open, close }: Tags, from: number): boolean {
  return [open, close].every((tag) => text.indexOf(tag, from) === text.lastIndexOf(tag))
}
