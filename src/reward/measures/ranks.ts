/** Items of a list by how good they are said to be: from scores, from an order, from shares of yes. */
import type { Value } from "../../value.js"
import { rounded } from "../rounded.js"

/** A higher number is better. An order gives its first item the highest; a yes-no is 1 or 0. */
export function ranked(value: Value): Map<string, number> {
  const ranks = new Map<string, number>()
  if (Array.isArray(value)) {
    for (const [i, name] of value.entries())
      if (typeof name === "string" && !ranks.has(name)) ranks.set(name, value.length - i)
  } else if (typeof value === "object") {
    for (const [name, score] of Object.entries(value)) {
      if (typeof score === "number") ranks.set(name, score)
      else if (typeof score === "boolean") ranks.set(name, score ? 1 : 0)
    }
  }
  return ranks
}

export interface Pair {
  /** Above 0: the first is better; 0: as good as the other. */
  readonly right: number
  /** Absent: one of the two was not ranked. */
  readonly own?: number
}

/** Every pair of the items that the right ranking has: quadratic in their number. */
export function* pairsOf(own: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): Generator<Pair> {
  const items = [...right]
  for (const [i, [first, a]] of items.entries()) {
    for (let j = i + 1; j < items.length; j++) {
      const [second, b] = items[j]!
      const [x, y] = [own.get(first), own.get(second)]
      const difference = rounded(a - b)
      yield x === undefined || y === undefined ? { right: difference } : { right: difference, own: rounded(x - y) }
    }
  }
}
