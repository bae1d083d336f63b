/**
 * Seeded randomness on pure-rand's xoroshiro128+. One number determines everything drawn from it; a fork draws from a
 * stream of its own, so that adding a draw in one place does not change another. The state can be saved and restored.
 */
import { createHash } from "node:crypto"
import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus"
import type { RandomGenerator } from "pure-rand/types/RandomGenerator"

export class Random {
  readonly #generator: RandomGenerator

  private constructor(generator: RandomGenerator) {
    this.#generator = generator
  }

  /** @param path distinguishes streams of one seed: `Random.of(7, "rollout", 12)` */
  static of(seed: number, ...path: readonly (string | number)[]): Random {
    if (path.length === 0) return new Random(xoroshiro128plus(seed | 0))
    const digest = createHash("sha256")
      .update(JSON.stringify([seed, ...path]))
      .digest()
    return new Random(xoroshiro128plusFromState([0, 4, 8, 12].map((at) => digest.readInt32LE(at))))
  }

  static fromState(state: readonly number[]): Random {
    return new Random(xoroshiro128plusFromState([...state]))
  }

  state(): readonly number[] {
    return this.#generator.getState()
  }

  /** Uniform in [0, 1), 32 bits. */
  next(): number {
    return (this.#generator.next() >>> 0) / 4294967296
  }

  /** Uniform whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError("pick from an empty list")
    return items[this.below(items.length)]!
  }

  /** A new list in drawn order (Fisher and Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const out = [...items]
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      ;[out[i], out[j]] = [out[j]!, out[i]!]
    }
    return out
  }

  /** `count` different items, in drawn order. @throws RangeError when there are fewer */
  sample<T>(items: readonly T[], count: number): T[] {
    if (count > items.length) throw new RangeError(`sample of ${count} from ${items.length} items`)
    const pool = [...items]
    for (let i = 0; i < count; i++) {
      const j = i + this.below(pool.length - i)
      ;[pool[i], pool[j]] = [pool[j]!, pool[i]!]
    }
    return pool.slice(0, count)
  }

  /** Standard normal (Box and Muller, one of the pair). */
  gauss(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }
}
