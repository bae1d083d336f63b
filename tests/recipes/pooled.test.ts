import { describe, expect, it } from "vitest"
import { hierarchicalInterval, type Outcome } from "../../src/recipes/pooled.js"
import { wilson } from "../../src/rollout/statistics.js"

const outcomes = (worlds: number, perWorld: number, value: (world: number, item: number) => number): Outcome[] =>
  Array.from({ length: worlds * perWorld }, (_, i) => {
    const world = Math.floor(i / perWorld)
    return { world: `w${world}`, value: value(world, i % perWorld) }
  })

describe("hierarchical interval", () => {
  it("is about as wide as Wilson's where worlds do not differ", () => {
    const { value, low, high } = hierarchicalInterval([outcomes(100, 4, (_, item) => item % 2)], 1)
    const other = wilson(200, 400)
    expect(value).toBe(0.5)
    // inside a world two of four are right: drawing four of them again adds the binomial spread
    expect(high - low).toBeGreaterThan(0.8 * (other.high - other.low))
    expect(high - low).toBeLessThan(1.2 * (other.high - other.low))
  })

  it("is as wide as for the worlds alone where sentences of a world agree", () => {
    const { low, high } = hierarchicalInterval([outcomes(100, 16, (world) => world % 2)], 1)
    const worlds = wilson(50, 100)
    expect(high - low).toBeGreaterThan(0.9 * (worlds.high - worlds.low))
    expect(high - low).toBeLessThan(1.1 * (worlds.high - worlds.low))
  })

  it("widens when seeds differ", () => {
    const right = outcomes(50, 8, () => 1)
    const half = outcomes(50, 8, (_, item) => item % 2)
    const same = hierarchicalInterval([half, half, half], 1)
    const different = hierarchicalInterval([right, half, half], 1)
    expect(different.value).toBeCloseTo(2 / 3, 12)
    expect(different.high - different.low).toBeGreaterThan(2 * (same.high - same.low))
  })

  it("is Wilson's of the items where all are right, so that few items do not look certain", () => {
    const all = outcomes(17, 4, () => 1)
    expect(hierarchicalInterval([all, all, all], 1)).toEqual(wilson(68, 68))
    expect(hierarchicalInterval([outcomes(5, 4, () => 0)], 1)).toEqual(wilson(0, 20))
  })

  it("refuses seeds that answered different items", () => {
    expect(() => hierarchicalInterval([outcomes(2, 2, () => 1), outcomes(2, 3, () => 1)], 1)).toThrow(RangeError)
    expect(() => hierarchicalInterval([], 1)).toThrow(RangeError)
  })
})
