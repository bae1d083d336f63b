import { describe, expect, test } from "vitest"
import { Random } from "../../src/random.js"
import { advantages, agrees } from "../../src/train/advantage.js"
import { randomReward } from "../../src/train/random-reward.js"
import { toyTask } from "./toy.js"

describe("advantages", () => {
  test("mean 0, over the population's deviation", () => {
    expect(advantages([1, 0, 0, 1])).toEqual([1, -1, -1, 1])
    // Mean -1/6; differences 19/6, -2/6, -17/6; deviation √((361 + 4 + 289) / 36 / 3) = 2.4608.
    const [a, b, c] = advantages([3, -0.5, -3]) as number[]
    expect(a).toBeCloseTo(3.1666667 / 2.4608038, 6)
    expect(b).toBeCloseTo(-0.3333333 / 2.4608038, 6)
    expect(c).toBeCloseTo(-2.8333333 / 2.4608038, 6)
  })

  test("without a scale the difference is left as it is", () => {
    expect(advantages([3, -3, 0, 0], "none")).toEqual([3, -3, 0, 0])
  })

  test("a group that agrees teaches nothing", () => {
    expect(advantages([0.1, 0.1, 0.1])).toEqual([0, 0, 0])
    expect(agrees([0.1, 0.1, null])).toBe(true)
    expect(agrees([0.1, 0.2])).toBe(false)
  })

  test("an answer without a score takes no part", () => {
    expect(advantages([1, null, 0, null])).toEqual([1, null, -1, null])
    expect(advantages([null, null])).toEqual([null, null])
    expect(advantages([2, null])).toEqual([0, null])
  })

  test("one answer can not be compared", () => {
    expect(() => advantages([1])).toThrow(RangeError)
  })
})

describe("the random reward", () => {
  test("is one of R1-RE's three totals, each equally likely", () => {
    const random = Random.of(3)
    const counts = new Map<number, number>()
    for (let i = 0; i < 3000; i++) {
      const reward = randomReward(toyTask.plan, random)
      counts.set(reward, (counts.get(reward) ?? 0) + 1)
    }
    // Standard deviation of each count: √(3000 · 1/3 · 2/3) = 25.8.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(100)
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-3, -0.5, 3])
  })
})
