import { describe, expect, it } from "vitest"
import { combine, possibleTotals, rangeOf } from "../../src/reward/combine.js"
import { R1_RE, term } from "./plans.js"

describe("totals of published rewards", () => {
  it("are -3, -0.5 and 3 for R1-RE", () => expect(possibleTotals(R1_RE)).toEqual([-3, -0.5, 3]))

  it("are -1, 0 and 1 for RuleReasoner's released code", () => {
    const terms = [
      term({ name: "format", pays: 0, otherwise: -1 }),
      term({ name: "right", verb: "equals", subject: "answer", pays: 1, after: ["format"] }),
    ]
    expect(possibleTotals(terms)).toEqual([-1, 0, 1])
  })

  it("are 0 and 1 for a single right answer, -1 and 1 for a right or wrong one", () => {
    expect(possibleTotals([term({ name: "right", verb: "equals", subject: "answer" })])).toEqual([0, 1])
    expect(possibleTotals([term({ name: "right", verb: "equals", subject: "answer", otherwise: -1 })])).toEqual([-1, 1])
  })
})

describe("a term", () => {
  const graded = term({ name: "overlap", verb: "overlaps", subject: "x", pays: 2, otherwise: -1 })

  it("pays in proportion to its value", () => {
    expect(combine([graded], () => 0.25).total).toBe(-0.25)
    expect(combine([graded], () => 1).total).toBe(2)
  })

  it("pays nothing while one that it waits for does not hold or did not apply", () => {
    const chain = [
      term({ name: "a", verb: "a" }),
      term({ name: "b", verb: "b", pays: 10, otherwise: -10, after: ["a"] }),
      term({ name: "c", verb: "c", pays: 100, otherwise: -100, after: ["b"] }),
    ]
    const total = (a: number, b: number, c: number) =>
      combine(chain, ({ verb }) => ({ a, b, c })[verb as "a" | "b" | "c"])
    expect(total(0, 1, 1).total).toBe(0)
    expect(total(1, 0, 1).total).toBe(-9)
    expect(total(1, 1, 0).total).toBe(-89)
    expect(total(0.99, 1, 1)).toMatchObject({
      total: 0.99,
      terms: [{ applied: true }, { applied: false }, { applied: false }],
    })
    expect(possibleTotals(chain)).toEqual([-89, -9, 0, 111])
  })

  it("adds up without the crumbs of binary fractions, and never to -0", () => {
    const tenths = [0.1, 0.2, -0.3].map((pays, i) => term({ name: String(i), verb: String(i), pays }))
    expect(combine(tenths.slice(0, 2), () => 1).total).toBe(0.3)
    expect(Object.is(combine(tenths, () => 1).total, 0)).toBe(true)
    expect(Object.is(combine([term({ name: "x", pays: -1 })], () => 0).total, 0)).toBe(true)
  })

  it("that says the same as another holds with it", () => {
    const twice = [term({ name: "a", pays: 1 }), term({ name: "b", pays: -3, otherwise: 2 })]
    expect(possibleTotals(twice)).toEqual([-2, 2])
  })
})

describe("the range", () => {
  it("is what the gates let through, not the sum of the extremes", () => {
    expect(rangeOf(R1_RE)).toEqual({ lowest: -3, highest: 3 })
  })

  it("of very many phrases is an outer bound and takes no time", () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      term({ name: `t${i}`, verb: `v${i}`, pays: 1, otherwise: -1, after: i === 0 ? [] : [`t${i - 1}`] }),
    )
    expect(possibleTotals(many)).toBeUndefined()
    expect(rangeOf(many)).toEqual({ lowest: -40, highest: 40 })
  })
})
