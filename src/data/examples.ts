/**
 * Examples in bulk: splits by seed, and how often each answer occurs. Knows no file.
 */
import { Random } from "../random.js"
import type { Example } from "../value.js"

export interface Split {
  readonly train: readonly Example[]
  readonly heldOut: readonly Example[]
}

/**
 * Parts examples at random; both parts keep the order of the data, so that only membership depends on the seed.
 *
 * @param fraction share that is held out, in [0, 1]; the count is rounded to the nearest whole number
 */
export function split(examples: readonly Example[], { fraction, seed }: { fraction: number; seed: number }): Split {
  if (!(fraction >= 0 && fraction <= 1)) throw new RangeError(`a fraction of ${fraction}, expected 0 to 1`)
  const count = Math.round(fraction * examples.length)
  const drawn = new Set(Random.of(seed, "split").sample([...examples.keys()], count))
  return {
    train: examples.filter((_, i) => !drawn.has(i)),
    heldOut: examples.filter((_, i) => drawn.has(i)),
  }
}

/** How often each gold value of a field occurs, most frequent first, ties by name; what is no text counts as its JSON. */
export function distribution(examples: readonly Example[], field: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { gold } of examples) {
    const value = Object.hasOwn(gold, field) ? gold[field] : undefined
    if (value === undefined) continue
    const key = typeof value === "string" ? value : JSON.stringify(value)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return new Map([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)))
}
