/** Conclusions come from rows alone, and claim a difference only where two intervals do not meet. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { conclude } from "../../src/display/conclusions.js"
import { pool } from "../../src/display/results.js"
import { results, row } from "./support/run.js"

describe("a comparison", () => {
  test("of disjoint intervals says which is higher, and by how much", () => {
    const [one] = conclude(results, [{ arm: "grpo", against: "base", set: "in-domain" }])
    expect(one).toMatchObject({ verdict: "higher" })
    expect(one!.difference).toBeCloseTo(0.32, 12)
    expect(one!.sentence).toBe(
      "In-domain accuracy: grpo is higher than base by 32.0 points (94.0 % [92.0, 96.0], 2 seeds, against 62.0 % [58.0, 66.0]).",
    )
    expect(one!.headline).toBe("In-domain accuracy: grpo is higher than base by 32.0 points.")
  })

  test("the other way round says lower", () => {
    const [one] = conclude(results, [{ arm: "base", against: "grpo", set: "in-domain" }])
    expect(one).toMatchObject({ verdict: "lower" })
    expect(one!.headline).toBe("In-domain accuracy: base is lower than grpo by 32.0 points.")
  })

  test("of intervals that meet in one point shows no difference", () => {
    const rows = [row("a", "s", 0.5, 0.1), row("b", "s", 0.7, 0.1)]
    // binary fractions: 0.5 + 0.1 and 0.7 - 0.1 are not the same number, so the ends are set
    const touching = [
      { ...rows[0]!, high: 0.6 },
      { ...rows[1]!, low: 0.6 },
    ]
    const [one] = conclude(touching, [{ arm: "b", against: "a", set: "s" }])
    expect(one!.verdict).toBe("no-difference")
    expect(one!.sentence).toContain("no difference shown between b and a")
  })

  test("goes through every kind that both arms have, each with its own verdict", () => {
    const [one] = conclude(results, [{ arm: "grpo", against: "base", set: "in-domain" }])
    expect(one!.kinds.map(({ verdict, comparison }) => [comparison.metric, verdict])).toEqual([
      ["kind/relation", "no-difference"],
      ["kind/negated", "higher"],
    ])
    expect(one!.kinds[1]!.headline).toBe("In-domain accuracy, negated: grpo is higher than base by 55.0 points.")
  })

  test("with an arm that was not measured concludes nothing", () => {
    const [one] = conclude(results, [{ arm: "sft-labels", against: "base", set: "in-domain" }])
    expect(one).toMatchObject({
      verdict: "not-measured",
      sentence: "In-domain accuracy: sft-labels was not measured, so nothing is concluded.",
    })
    expect(one!.difference).toBeUndefined()
  })

  test("with the control says what was gained or lost without a reward that means anything", () => {
    const [one] = conclude(results, [{ arm: "grpo-random-reward", against: "base", set: "in-domain", control: true }])
    expect(one).toMatchObject({ verdict: "lower" })
    expect(one!.headline).toBe(
      "In-domain accuracy: grpo-random-reward is lower than base by 12.0 points. That much is lost without a meaningful reward.",
    )
  })

  test("never claims a difference between intervals that overlap", () => {
    const numbers = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.3, noNaN: true }))
    fc.assert(
      fc.property(numbers, numbers, ([a, halfA], [b, halfB]) => {
        const [one] = conclude(
          [row("a", "s", a, halfA), row("b", "s", b, halfB)],
          [{ arm: "a", against: "b", set: "s" }],
        )
        const apart = a - halfA > b + halfB || b - halfB > a + halfA
        expect(one!.verdict).toBe(!apart ? "no-difference" : a > b ? "higher" : "lower")
      }),
      { seed: 1 },
    )
  })
})

describe("pooling", () => {
  test("takes the row over all seeds where there is one", () => {
    const one = pool(results).find((p) => p.arm === "grpo" && p.set === "in-domain" && p.metric === "accuracy")
    expect(one).toMatchObject({ value: 0.94, interval: "rows", seeds: [1, 2], perSeed: [0.95, 0.93] })
  })

  test("else takes the mean of the seeds with the widest ends, never a narrower interval", () => {
    const one = pool(results).find((p) => p.arm === "grpo" && p.set === "out-of-domain")!
    expect(one.interval).toBe("envelope")
    expect(one.value).toBeCloseTo(0.74, 12)
    expect(one.low).toBeCloseTo(0.68, 12)
    expect(one.high).toBeCloseTo(0.8, 12)
  })

  test("keeps the report's order of sets and arms, whatever the order of the rows", () => {
    const order = pool([...results].reverse())
      .filter(({ metric }) => metric === "accuracy")
      .map(({ set, arm }) => `${set} ${arm}`)
    expect(order).toEqual([
      "in-domain base",
      "in-domain grpo",
      "in-domain grpo-random-reward",
      "out-of-domain base",
      "out-of-domain grpo",
    ])
  })
})
