import { describe, expect, it } from "vitest"
import { Random } from "../../src/random.js"

const draw = (random: Random, count = 5) => Array.from({ length: count }, () => random.next())

describe("a seed", () => {
  it("determines every draw", () => expect(draw(Random.of(7, "rollout", 3))).toEqual(draw(Random.of(7, "rollout", 3))))
  it("gives each path a stream of its own", () => {
    const streams = [Random.of(7), Random.of(7, "a"), Random.of(7, "b"), Random.of(8, "a")].map((r) => draw(r).join())
    expect(new Set(streams).size).toBe(4)
  })
  it("goes on where its saved state stopped", () => {
    const random = Random.of(7, "x")
    draw(random, 100)
    const saved = random.state()
    expect(draw(Random.fromState(saved))).toEqual(draw(random))
  })
})

describe("draws", () => {
  it("are uniform: chi-square over 20 bins of 20,000 draws stays under its 99.9 % point", () => {
    const random = Random.of(1, "uniform")
    const bins = new Array<number>(20).fill(0)
    for (let i = 0; i < 20_000; i++) bins[random.below(20)]!++
    expect(bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(43.82) // 19 degrees of freedom
  })
  it("of a normal have mean 0 and variance 1", () => {
    const random = Random.of(2, "normal")
    const values = Array.from({ length: 20_000 }, () => random.gauss())
    const mean = values.reduce((a, b) => a + b) / values.length
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.04)
  })
  it("shuffle and sample without loss or repetition", () => {
    const random = Random.of(3)
    expect(random.shuffled([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5])
    expect(new Set(random.sample([1, 2, 3, 4, 5], 3)).size).toBe(3)
    expect(() => random.sample([1], 2)).toThrow("sample of 2 from 1 items")
    expect(() => random.pick([])).toThrow(RangeError)
  })
})
