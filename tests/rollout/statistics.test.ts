import { expect, test } from "vitest"
import {
  bootstrap,
  bootstrapDifference,
  bootstrapFigure,
  bootstrapOverSeeds,
  intervalsOverlap,
  quantile,
  wilson,
} from "../../src/rollout/statistics.js"

const ones = (k: number, n: number): number[] => Array.from({ length: n }, (_, i) => (i < k ? 1 : 0))

// Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("Wilson's interval of %i in %i is the published one", (k, n, low, high) => {
  const interval = wilson(k, n)
  expect(interval.value).toBe(k / n)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

test("Wilson's interval of all successes mirrors that of none, and ends at 1", () => {
  expect(wilson(20, 20).high).toBe(1)
  expect(wilson(20, 20).low).toBeCloseTo(1 - 0.1611, 4)
})

test("a proportion of nothing, or of more than there is, is refused", () => {
  expect(() => wilson(0, 0)).toThrow(RangeError)
  expect(() => wilson(5, 4)).toThrow(RangeError)
})

test("quantiles are those of type 7: R's quantile(c(1, 2, 3, 10), c(.25, .9)) is 1.75 and 7.9", () => {
  expect(quantile([1, 2, 3, 10], 0.25)).toBeCloseTo(1.75, 12)
  expect(quantile([1, 2, 3, 10], 0.9)).toBeCloseTo(7.9, 12)
})

test("the bootstrap of 30 successes in 100 finds the binomial's quantiles (21 and 39)", () => {
  const { value, low, high } = bootstrap(ones(30, 100), { seed: 1 })
  expect(value).toBeCloseTo(0.3, 12)
  expect(Math.abs(low - 0.21)).toBeLessThanOrEqual(0.0101)
  expect(Math.abs(high - 0.39)).toBeLessThanOrEqual(0.0101)
})

test("the bootstrap of a difference finds the quantiles of the difference of two binomials (-33 and -7)", () => {
  const { low, high } = bootstrapDifference(ones(30, 100), ones(50, 100), { seed: 1, paired: false })
  expect(Math.abs(low + 0.33)).toBeLessThanOrEqual(0.0151)
  expect(Math.abs(high + 0.07)).toBeLessThanOrEqual(0.0151)
})

test("pairs that all differ by the same have no spread, which drawing them apart would hide", () => {
  const a = ones(50, 100)
  const b = a.map((value) => value - 0.25)
  expect(bootstrapDifference(a, b, { seed: 3, paired: true })).toEqual({ value: 0.25, low: 0.25, high: 0.25 })
  const apart = bootstrapDifference(a, b, { seed: 3, paired: false })
  expect(apart.high - apart.low).toBeGreaterThan(0.2)
})

test("over seeds, the spread between seeds counts: two seeds at 0 and 1 leave everything open", () => {
  const { value, low, high } = bootstrapOverSeeds([ones(0, 40), ones(40, 40)], { seed: 2 })
  expect([value, low, high]).toEqual([0.5, 0, 1])
})

test("seeds that agree on every item are no more evidence than one of them", () => {
  const one = bootstrapOverSeeds([ones(30, 100)], { seed: 5 })
  const three = bootstrapOverSeeds([ones(30, 100), ones(30, 100), ones(30, 100)], { seed: 5 })
  expect(three.high - three.low).toBeGreaterThan(0.9 * (one.high - one.low))
})

test("the same seed draws the same interval, another one another", () => {
  const values = ones(7, 31)
  expect(bootstrap(values, { seed: 9 })).toEqual(bootstrap(values, { seed: 9 }))
  const low = (seed: number): number => bootstrap([0.1, 0.5, 0.7, 0.2, 0.93, 0.11], { seed }).low
  expect(low(9)).not.toBe(low(10))
})

test("no values have no interval, and unequal pairs no difference", () => {
  expect(() => bootstrap([], { seed: 1 })).toThrow(RangeError)
  expect(() => bootstrapOverSeeds([], { seed: 1 })).toThrow(RangeError)
  expect(() => bootstrapOverSeeds([[1], [1, 0]], { seed: 1 })).toThrow(RangeError)
  expect(() => bootstrapDifference([1], [1, 0], { seed: 1, paired: true })).toThrow(RangeError)
})

test("intervals overlap when they share a point", () => {
  expect(intervalsOverlap({ low: 0.1, high: 0.3 }, { low: 0.3, high: 0.5 })).toBe(true)
  expect(intervalsOverlap({ low: 0.1, high: 0.3 }, { low: 0.31, high: 0.5 })).toBe(false)
  expect(intervalsOverlap({ low: 0, high: 1 }, { low: 0.4, high: 0.5 })).toBe(true)
})

test("a figure of items that come in groups is drawn by whole groups: answering everything twice tells nothing more", () => {
  const values = ones(30, 100)
  const share = (of: readonly number[]) => (times?: ArrayLike<number>) => {
    const times_N = times ?? of.map(() => 1)
    return of.reduce((sum, one, i) => sum + one * times_N[i]!, 0) / of.reduce((sum, _, i) => sum + times_N[i]!, 0)
  }
  const once = bootstrapFigure([...values.keys()], share(values), { seed: 3 })
  const twice = bootstrapFigure(
    [...values, ...values].map((_, i) => i % 100),
    share([...values, ...values]),
    { seed: 3 },
  )
  expect(once.value).toBeCloseTo(0.3, 12)
  // normal approximation: 0.3 ± 1.96 √(0.3 · 0.7 / 100)
  expect([once.low, once.high]).toEqual([expect.closeTo(0.21, 1), expect.closeTo(0.39, 1)])
  expect(twice.low).toBeCloseTo(once.low, 12)
  expect(twice.high).toBeCloseTo(once.high, 12)
})

test("draws that have no such figure are left out, and items without one are a mistake of the caller", () => {
  const values = [0, 1]
  const defined = (times?: ArrayLike<number>) => (times && times[0] === 0 ? undefined : 0.5)
  expect(bootstrapFigure([...values.keys()], defined, { seed: 1 })).toEqual({ value: 0.5, low: 0.5, high: 0.5 })
  expect(() => bootstrapFigure([0], () => undefined, { seed: 1 })).toThrow(RangeError)
})
