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

/** So many places of a tag are passed by one after the other. */
const MOST_PASSED = 8

/**
 * The last place of a tag. A search from the front jumps from `<` to `<`, the one from the end compares at every place: that
 * is left to texts that are full of it.
 */
export function lastOf(text: string, tag: string): number {
  let last = -1
  for (let i = 0; i < MOST_PASSED; i++) {
    const next = text.indexOf(tag, last + 1)
    if (next < 0) return last
    last = next
  }
  return text.lastIndexOf(tag)
}

/** The last of a tag's places from `at`, which is one, up to `end`. */
function lastBefore(text: string, tag: string, at: number, end: number): number {
  let last = at
  for (let next = text.indexOf(tag, at + 1); next >= 0 && next < end; next = text.indexOf(tag, next + 1)) last = next
  return last
}

/**
 * @param from nothing before it is looked at
 * @returns the span between the tags, tags left out; a fixed number of searches, each linear
 */
export function findPair(text: string, { open, close }: Tags, which: "first" | "last", from = 0): Span | undefined {
  if (which === "last") {
    const lastClose = lastOf(text, close)
    if (lastClose < 0) return undefined
    const opened = text.lastIndexOf(open, lastClose)
    if (opened < from) return undefined
    const start = opened + open.length
    return { start, end: text.indexOf(close, start) }
  }
  const opened = text.indexOf(open, from)
  if (opened < 0) return undefined
  const end = text.indexOf(close, opened)
  return end < 0 ? undefined : { start: lastBefore(text, open, opened, end) + open.length, end }
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
  return [open, close].every((tag) => text.indexOf(tag, from) === lastOf(text, tag))
}
