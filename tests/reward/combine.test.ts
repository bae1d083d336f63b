import { describe, expect, it } from "vitest"
import { combine, possibleTotals, rangeOf } from "../../src/reward/combine.js"
import { check, equalsGold, inTag, judge, part, planOf, R1_RE, ruleIs, says, term, textOf } from "./plans.js"

describe("totals of published rewards", () => {
  it("are -3, -0.5 and 3 for R1-RE", () => expect(possibleTotals(R1_RE)).toEqual([-3, -0.5, 3]))

  it("are -1, 0 and 1 for RuleReasoner's released code", () => {
    const terms = [
      term({ name: "format", pays: 0, otherwise: -1 }),
      term({ name: "right", phrase: equalsGold("answer"), pays: 1, after: ["format"] }),
    ]
    expect(possibleTotals(terms)).toEqual([-1, 0, 1])
  })

  it("are 0 and 1 for a single right answer, -1 and 1 for a right or wrong one", () => {
    expect(possibleTotals([term({ name: "right", phrase: equalsGold("answer") })])).toEqual([0, 1])
    expect(possibleTotals([term({ name: "right", phrase: equalsGold("answer"), otherwise: -1 })])).toEqual([-1, 1])
  })
})

describe("a term", () => {
  const graded = term({ name: "overlap", phrase: says("x", "matches", ["y"]), pays: 2, otherwise: -1 })

  it("pays in proportion to its value", () => {
    expect(combine([graded], () => 0.25).total).toBe(-0.25)
    expect(combine([graded], () => 1).total).toBe(2)
  })

  it("pays nothing while one that it waits for does not hold or did not apply", () => {
    const chain = [
      term({ name: "a", phrase: ruleIs("a") }),
      term({ name: "b", phrase: ruleIs("b"), pays: 10, otherwise: -10, after: ["a"] }),
      term({ name: "c", phrase: ruleIs("c"), pays: 100, otherwise: -100, after: ["b"] }),
    ]
    const total = (a: number, b: number, c: number) =>
      combine(chain, ({ name }) => ({ a, b, c })[name as "a" | "b" | "c"])
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
    const tenths = [0.1, 0.2, -0.3].map((pays, i) => term({ name: String(i), phrase: ruleIs(String(i)), pays }))
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
      term({ name: `t${i}`, phrase: ruleIs(`v${i}`), pays: 1, otherwise: -1, after: i === 0 ? [] : [`t${i - 1}`] }),
    )
    expect(possibleTotals(many)).toBeUndefined()
    expect(rangeOf(many)).toEqual({ lowest: -40, highest: 40 })
  })
})

const TABLE_R1_INPUTS = [
  { name: "kind", type: { kind: "choice" as const, texts: ["question", "fact", "free"], lists: [] } },
]
const when = (...values: string[]) => ({ when: { field: "kind", values } })

describe("terms whose conditions exclude each other", () => {
  const terms = [
    term({ name: "format" }),
    term({ name: "items", phrase: equalsGold("short"), ...when("question") }),
    term({ name: "fact", phrase: equalsGold("verdict"), ...when("fact") }),
    term({ name: "bleu", phrase: says("sentence", "resembles", ["x"], { by: "bleu" }), pays: 0.5, ...when("free") }),
    term({
      name: "rouge",
      phrase: says("sentence", "resembles", ["x"], { by: "rouge-l" }),
      pays: 0.5,
      ...when("free"),
    }),
  ]

  it("are never paid together: Table-R1's highest total is 2", () => {
    expect(rangeOf(terms)).toEqual({ lowest: 0, highest: 2 })
    expect(possibleTotals(terms)).toEqual([0, 0.5, 1, 1.5, 2])
    expect(rangeOf(terms, planOf({ terms, inputs: TABLE_R1_INPUTS }))).toEqual({ lowest: 0, highest: 2 })
  })

  it("are told from the conditions of their parts as well", () => {
    const answer = ["short", "verdict"].map((name, i) =>
      part(name, { kind: "text" }, { ...inTag("answer"), ...when(["question", "fact"][i]!) }),
    )
    const bare = terms.slice(0, 3).map(({ when: _, ...rest }) => rest)
    expect(rangeOf(bare, planOf({ terms: bare, answer, inputs: TABLE_R1_INPUTS }))).toEqual({ lowest: 0, highest: 2 })
    expect(rangeOf(bare)).toEqual({ lowest: 0, highest: 3 })
  })

  it("that every input must fall under leave no case in which none is paid", () => {
    const sure = [
      term({ name: "a", phrase: ruleIs("a"), pays: 2, otherwise: 1, ...when("question") }),
      term({ name: "b", phrase: ruleIs("a"), pays: 2, otherwise: 1, ...when("fact", "free") }),
    ]
    const rules = [judge("a")]
    expect(possibleTotals(sure, planOf({ terms: sure, rules, inputs: TABLE_R1_INPUTS }))).toEqual([1, 2])
    expect(possibleTotals(sure)).toEqual([0, 1, 2])
  })

  it("let pass what waits for them where they ask for nothing", () => {
    const gated = [
      terms[1]!,
      term({ name: "more", phrase: says("x", "begins-with", [textOf("y")]), pays: 5, after: ["items"] }),
    ]
    expect(combine(gated, ({ name }) => (name === "items" ? undefined : 1))).toMatchObject({
      total: 5,
      terms: [
        { applied: false, paid: 0 },
        { applied: true, paid: 5 },
      ],
    })
    expect(possibleTotals(gated)).toEqual([0, 1, 5, 6])
  })

  it("of many fields are bounded in no time", () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      term({ name: `t${i}`, phrase: ruleIs(`r${i}`), when: { field: `f${i}`, values: ["a", "b"] } }),
    )
    expect(rangeOf(many)).toEqual({ lowest: 0, highest: 30 })
  })
})

describe("rules", () => {
  const rules = [
    check("short", says("x", "at-most", [5])),
    check("cited", says("x", "cites", ["y"]), when("fact")),
    judge("same"),
  ]

  it("that are waited for must hold", () => {
    const terms = [term({ name: "a", after: ["short", "same"] })]
    const total = (...holding: string[]) =>
      combine(
        terms,
        () => 1,
        (rule) => holding.includes(rule),
      ).total
    expect(total("short")).toBe(0)
    expect(total("short", "same")).toBe(1)
    expect(possibleTotals(terms, planOf({ terms, rules }))).toEqual([0, 1])
  })

  it("hold together with a term that says the same", () => {
    const terms = [
      term({ name: "a", phrase: says("x", "at-most", [5]) }),
      term({ name: "b", pays: -3, phrase: ruleIs("short") }),
    ]
    expect(possibleTotals(terms, planOf({ terms, rules }))).toEqual([-2, 0])
  })

  it("hold where their condition does not", () => {
    const terms = [
      term({ name: "a", phrase: ruleIs("cited"), pays: 2, otherwise: 1 }),
      term({ name: "b", pays: 10, ...when("free") }),
    ]
    expect(possibleTotals(terms, planOf({ terms, rules }))).toEqual([1, 2, 12])
  })
})

describe("an arm without terms", () => {
  it("pays 0 whatever the answer", () => expect(rangeOf([])).toEqual({ lowest: 0, highest: 0 }))
})
