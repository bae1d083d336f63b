/** Entities of triplets, compared by their words. */
import { wordsOf } from "./words.js"

/**
 * Is one text the other with so many words before and behind it, together at most? Off by one token at the front or the
 * back is 1.
 */
export function isWithinTokens(a: string, b: string, atMost: number): boolean {
  if (a === b) return true
  const [x, y] = [wordsOf(a).map(({ text }) => text), wordsOf(b).map(({ text }) => text)]
  const [short, long] = x.length <= y.length ? [x, y] : [y, x]
  const more = long.length - short.length
  if (short.length === 0 || more > atMost) return false
  for (let at = 0; at <= more; at++) if (short.every((word, i) => word === long[at + i])) return true
  return false
}
