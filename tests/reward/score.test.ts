import { describe, expect, it } from "vitest"
import { scorer } from "../../src/reward/score.js"
import { equalsGold, planOf, R1_RE, says, term } from "./plans.js"

const gold = { gold: { label: "Cause-Effect(e1,e2)" } }

describe("R1-RE", () => {
  const score = scorer(planOf())
  it.each([
    ["<think>so</think> <answer> Cause-Effect(e1,e2) </answer>", 3, 1],
    ["<answer>cause_effect (e1,e2)</answer>", 3, 1],
    ["<answer> Cause-Effect(e2,e1) </answer>", -0.5, 2.5 / 6],
    ["<answer> Message-Topic(e1,e2) </answer>", -0.5, 2.5 / 6],
    ["<answer> Other </answer>", -0.5, 2.5 / 6],
    ["<answer> Cause-Effect(e1,e2) Other </answer>", -3, 0],
    ["<answer></answer>", -3, 0],
    ["Cause-Effect(e1,e2)", -3, 0],
    ["", -3, 0],
  ])("pays %j with %d", (completion, expected, normalised) => {
    const verdict = score(completion, gold)
    expect(verdict.score).toBe(expected)
    expect(verdict.normalised).toBeCloseTo(normalised, 9)
    expect(verdict.unscorable).toBeUndefined()
  })

  it("says term by term what was paid and what was read", () => {
    expect(score("<think> it burns </think> <answer>Other</answer>", gold)).toEqual({
      score: -0.5,
      normalised: 0.416666667,
      terms: [
        { name: "format", value: 1, paid: 1, applied: true },
        { name: "right", value: 0, paid: -1.5, applied: true },
      ],
      reports: [],
      findings: [],
      answer: { reasoning: "it burns", label: "Other" },
    })
    expect(score("", gold).terms[1]).toEqual({ name: "right", value: 0, paid: 0, applied: false })
  })
})

describe("reports", () => {
  it("are measured and not paid: the right relation in the wrong direction", () => {
    const reports = [
      term({ name: "relation", phrase: equalsGold("label", { by: "name" }), pays: 0 }),
      term({ name: "form", pays: 0 }),
    ]
    const score = scorer(planOf({ reports }))
    const values = (completion: string) => score(completion, gold).reports.map(({ value }) => value)
    expect(values("<answer>Cause-Effect(e2,e1)</answer>")).toEqual([1, 1])
    expect(values("<answer>Message-Topic(e1,e2)</answer>")).toEqual([0, 1])
    expect(values("?")).toEqual([0, 0])
    expect(score("<answer>Cause-Effect(e2,e1)</answer>", gold).score).toBe(-0.5)
  })
})

describe("a symmetric relation", () => {
  it("is right in either order, in the answer and in the gold", () => {
    const score = scorer(planOf())
    for (const label of ["Associated_With(e1,e2)", "Associated_With(e2,e1)"]) {
      for (const answer of ["Associated_With(e1,e2)", "Associated_With(e2,e1)"]) {
        expect(score(`<answer>${answer}</answer>`, { gold: { label } }).score).toBe(3)
      }
    }
  })
})

describe("what can not be judged", () => {
  const score = scorer(planOf())
  const broken = score as (completion: unknown, example: unknown) => ReturnType<typeof score>

  it("is unscorable with its reason, and no score of 0", () => {
    expect(broken(undefined, gold).unscorable).toBe("the completion is not a text but undefined")
    expect(broken(["<answer>"], gold).unscorable).toBe("the completion is not a text but a list")
    expect(score("x", { gold: {} }).unscorable).toBe('the example has no gold "label"')
    expect(broken("x", undefined).unscorable).toBe('the example has no gold "label"')
    expect(broken("x", { gold: { label: 3 } }).unscorable).toBe("the gold label 3 is no label of the guideline")
    expect(score("x", { gold: { label: "Part-Whole(e1,e2)" } }).unscorable).toBe(
      'the gold label "Part-Whole(e1,e2)" is no label of the guideline',
    )
  })

  it("includes a gold that is not in canonical form: data is not read leniently", () => {
    for (const label of ["cause-effect(e1,e2)", "Cause-Effect(e1, e2)", "causes(e1,e2)", "Other(e1,e2)", ""]) {
      expect(score("<answer>Other</answer>", { gold: { label } }).unscorable).toContain("no label of the guideline")
    }
  })

  it("does not include a reward that never looks at gold", () => {
    const blind = scorer(planOf({ terms: R1_RE.slice(0, 1) }))
    expect(blind("<answer>Other</answer>", { gold: {} })).toMatchObject({ score: 1, normalised: 1 })
  })

  it("is a mistake of the caller's where a plan names a verb that nothing has", () => {
    expect(() => scorer(planOf({ terms: [term({ name: "x", phrase: says("label", "rhymes") })] }))).toThrow(RangeError)
  })
})
