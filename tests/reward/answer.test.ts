import { describe, expect, it } from "vitest"
import { AnswerReader } from "../../src/reward/answer/read.js"
import type { Plan } from "../../src/reward/plan.js"
import { planFrom } from "./answer-plan.js"
import { LABELS, planOf } from "./plans.js"

type Fields = Partial<Plan>
const read = (completion: string, fields: Fields = {}) => new AnswerReader(planOf(fields)).read(completion, {})
const label = (completion: string, fields: Fields = {}) => read(completion, fields).values.label
const codes = (completion: string, fields: Fields = {}) => read(completion, fields).findings.map((f) => f.code)
const CE = "Cause-Effect(e1,e2)"
/** The stretch of the completion that the finding with this code is about. */
const seen = (completion: string, code: string, fields: Fields = {}) => {
  const span = read(completion, fields).findings.find((f) => f.code === code)?.span
  return span && completion.slice(span.start, span.end)
}

describe("which pair of tags counts", () => {
  it("is the last complete one for the label, whatever stands around it", () => {
    expect(label(`<think>hm</think> <answer>Other</answer> no: <answer> ${CE} </answer> done`)).toBe(CE)
    expect(codes(`<answer>Other</answer> <answer>${CE}</answer>`)).toEqual(["answer-repeated"])
  })

  it("does not ask for reasoning, nor where or how often it stands", () => {
    for (const completion of [
      `<answer>${CE}</answer>`,
      `<answer>${CE}</answer><think>late</think>`,
      `<think>a</think><think>b</think><answer>${CE}</answer>`,
      `<think>never closed <answer>${CE}</answer>`,
    ]) {
      expect(read(completion)).toMatchObject({ complete: true, values: { label: CE } })
    }
    expect(read(`<think>a</think><think>b</think><answer>${CE}</answer>`).values.reasoning).toBe("a")
  })

  it("is the first complete one where the guideline says first", () => {
    const answer = planOf().answer.map((part) => ({ ...part, place: { ...part.place!, which: "first" as const } }))
    expect(label(`<answer>${CE}</answer> <answer>Other</answer>`, { answer })).toBe(CE)
    expect(label(`<answer> oh <answer>${CE}</answer> <answer>Other</answer>`, { answer })).toBe(CE)
  })

  it("is not swallowed by tags that are nested, cut off or closed twice", () => {
    expect(label(`<answer>Other <answer>${CE}</answer>`)).toBe(CE)
    expect(label(`<answer>${CE}</answer></answer>`)).toBe(CE)
    expect(label(`<answer>${CE}</answer> and <answer>Oth`)).toBe(CE)
    expect(label(`<answer><answer>${CE}</answer></answer>`)).toBe(CE)
  })

  it("is missing when a tag is, and the finding says which", () => {
    expect(codes("Cause-Effect(e1,e2)")).toEqual(["answer-missing"])
    expect(codes("")).toEqual(["answer-missing"])
    expect(seen(`so <answer>${CE}`, "answer-unclosed")).toBe("<answer>")
    expect(seen(`${CE}</answer>`, "answer-unopened")).toBe("</answer>")
    expect(codes(`</answer>${CE}<answer>`)).toEqual(["answer-unclosed"])
    expect(codes(`<Answer>${CE}</Answer>`)).toEqual(["answer-missing"])
    expect(read(`<Answer>${CE}</Answer>`).findings[0]!.message).toContain("</Answer> stands there")
    expect(read(`<other>${CE}</other>`).findings[0]!.message).not.toContain("stands there")
  })
})

describe("what stands between the tags", () => {
  it("is one label in canonical form, with free white space around it", () => {
    for (const inside of [CE, ` ${CE} `, `\n\t${CE}\r\n`]) {
      const { values, complete, findings } = read(`<answer>${inside}</answer>`)
      expect({ values, complete, findings }).toEqual({ values: { label: CE }, complete: true, findings: [] })
    }
    expect(label("<answer>Cause-Effect(e2,e1)</answer>")).toBe("Cause-Effect(e2,e1)")
    expect(label("<answer>Other</answer>")).toBe("Other")
  })

  it.each([
    ["", "answer-empty"],
    [" \n ", "answer-empty"],
    ["Part-Whole(e1,e2)", "label-unknown"],
    ["label", "label-unknown"],
    [`${CE} Other`, "label-several"],
    [`${CE} or Message-Topic(e1,e2)`, "label-several"],
    ["Cause-Effect(e1,e2), Cause-Effect(e2,e1)", "label-several"],
    [`The answer is ${CE}.`, "label-surrounded"],
    [`**${CE}**`, "label-surrounded"],
    ["Cause-Effect", "arguments-missing"],
    ["Cause-Effect(e1", "arguments-unknown"],
    ["Cause-Effect(e1,e1)", "arguments-unknown"],
    ["Cause-Effect(fire,smoke)", "arguments-unknown"],
    ["Cause-Effect(e1,e2,e1)", "arguments-unknown"],
    ["Other(e1,e2)", "arguments-superfluous"],
    ["Other()", "arguments-superfluous"],
  ])("is not read from %j: %s", (inside, code) => {
    const completion = `<think>x</think><answer>${inside}</answer>`
    expect(read(completion)).toMatchObject({ complete: false })
    expect(codes(completion)).toEqual([code])
    expect(label(completion)).toBeUndefined()
    expect(seen(completion, code)?.trim()).toBe(inside.trim())
  })

  it("is the same for both orders of a symmetric relation", () => {
    expect(label("<answer>Associated_With(e2,e1)</answer>")).toBe("Associated_With(e1,e2)")
    expect(label("<answer>associated with(E2, E1)</answer>")).toBe("Associated_With(e1,e2)")
  })

  it("may be an alias, which is a finding", () => {
    expect(label("<answer>causes(e2,e1)</answer>")).toBe("Cause-Effect(e2,e1)")
    expect(label("<answer>no relation</answer>")).toBe("Other")
    expect(codes("<answer>No-Relation</answer>")).toContain("alias-used")
    expect(codes("<answer>no relation</answer>")).toEqual(["alias-used"])
  })
})

describe("differences that the guideline accepts", () => {
  it.each([
    ["cause-effect(e1,e2)", ["case-differs"], "cause-e"],
    ["Cause_Effect(e1,e2)", ["hyphen-differs"], "_"],
    ["Cause\u2013Effect(e1,e2)", ["hyphen-differs"], "\u2013"],
    ["Cause-Effect (e1, e2)", ["spacing-differs"], " (e1, "],
    ["Cause-\nEffect(e1,\u00a0e2)", ["spacing-differs"], "\nEffect(e1,\u00a0"],
    ["Cause-Effect\u200b(e1,e2)", ["spacing-differs"], "\u200b"],
    ["Сause-Effect(e1,e2)", ["letter-differs"], "С"],
    ["Cause-Effect(e₁,e₂)", ["letter-differs"], "₁,e₂"],
    ["Cause-Effect（e1，e2）", ["letter-differs"], "（e1，e2）"],
    ["𝐂ause-Effect(e1,e2)", ["letter-differs"], "𝐂"],
    ["Cause Effect(e1,e2)", ["hyphen-differs", "spacing-differs"], undefined],
    ["CauseEffect(e1,e2)", ["hyphen-differs", "spacing-differs"], undefined],
    ["CAUSE_EFFECT ( E1 , E2 )", ["case-differs", "hyphen-differs", "spacing-differs"], undefined],
  ])("read %j, and each is a finding with its place", (inside, expected, place) => {
    const completion = `<think>😀</think><answer> ${inside} </answer>`
    expect(label(completion)).toBe(CE)
    expect(codes(completion).sort()).toEqual(expected)
    if (place !== undefined) expect(seen(completion, expected[0]!)).toBe(place)
  })

  it("of look-alike letters cover both cases of Cyrillic and Greek", () => {
    expect(label("<answer>ОТНЕR</answer>")).toBe("Other")
    expect(codes("<answer>ОТНЕR</answer>").sort()).toEqual(["case-differs", "letter-differs"])
    expect(label("<answer>Οther</answer>")).toBe("Other")
  })

  it("are not read when they are not accepted, and the finding says what would have read them", () => {
    const read1 = (inside: string, accept: Plan["accept"]) => read(`<answer>${inside}</answer>`, { accept })
    expect(read1("cause_effect(e1,e2)", ["any-case"])).toMatchObject({
      complete: false,
      values: {},
      findings: [
        {
          code: "tolerance-needed",
          message: "This would be Cause-Effect(e1,e2) if the guideline accepted any-hyphen.",
        },
      ],
    })
    for (const inside of [
      "Cause-Effect (e1,e2)",
      "cause-effect(e1,e2)",
      "Cause_Effect(e1,e2)",
      "Сause-Effect(e1,e2)",
    ]) {
      expect(read1(inside, []).findings.map((f) => f.code)).toEqual(["tolerance-needed"])
      expect(read1(inside, []).values).toEqual({})
    }
    expect(read1("Cause Effect(e1,e2)", ["any-spacing"]).complete).toBe(false)
    expect(read1("Cause_Effect(e1,e2)", ["any-hyphen"]).values.label).toBe(CE)
  })

  it("can make an answer mean two labels, which is then none", () => {
    const labels: Plan["labels"] = {
      ...LABELS,
      relations: ["part-of", "part_of"].map((name) => ({ ...LABELS.relations[0]!, name, aliases: [] })),
    }
    expect(label("<answer>part_of(e1,e2)</answer>", { labels })).toBe("part_of(e1,e2)")
    expect(codes("<answer>part of(e1,e2)</answer>", { labels })).toEqual(["label-ambiguous"])
  })
})

describe("names that could be mistaken for JavaScript's own", () => {
  it("are read like any other", () => {
    const labels: Plan["labels"] = {
      ...LABELS,
      relations: [{ ...LABELS.relations[0]!, name: "constructor", aliases: ["toString"] }],
    }
    const [reasoning, relation] = planOf().answer
    const answer = [
      { ...reasoning!, name: "__proto__", optional: false },
      { ...relation!, name: "constructor" },
    ]
    const reading = read("<think>x</think><answer>toString(e2,e1)</answer>", { labels, answer })
    expect(Object.entries(reading.values)).toEqual([
      ["__proto__", "x"],
      ["constructor", "constructor(e2,e1)"],
    ])
    expect(read("", { labels, answer }).values.constructor).toBeUndefined()
  })

  it("are keys of groups and names of items as well", () => {
    const plan = planFrom(`guideline "x" version "1"
task "Answer."
input toString: list of text numbered 1
answer constructor: group in json
answer valueOf of constructor: number for each of toString
reward +1 for format
`)
    const input = { toString: ["a"] }
    const reader = new AnswerReader(plan)
    const own = Object.entries(reader.read('{"valueOf": {"1": 2}, "__proto__": {"valueOf": 3}}', input).values)
    expect(own).toEqual([["constructor", { valueOf: { 1: 2 } }]])
    expect(reader.read("{}", {}).values.constructor).toEqual({})
    expect(reader.gold("valueOf", [3], input)).toEqual({ 1: 3 })
  })
})

describe("lists in the input", () => {
  const plan = planFrom(`guideline "x" version "1"
task "Choose."
input options: list of text numbered A
answer choice: one of options in <answer>
reward +1 for format
`)
  it("are those of the row that is answered, whichever row was answered before", () => {
    const reader = new AnswerReader(plan)
    const choice = (input: Record<string, unknown>) =>
      reader.read("<answer>B</answer>", input as Record<string, string[]>).values.choice
    const [two, one] = [{ options: ["x", "y"] }, { options: ["x"] }]
    expect([choice(two), choice(one), choice(two), choice({ options: ["x", "y"] }), choice({})]).toEqual([
      "B",
      undefined,
      "B",
      "B",
      undefined,
    ])
  })

  it("that are no lists are none", () => {
    for (const options of ["xy", 3, true, { A: "x", length: 2 }])
      expect(new AnswerReader(plan).read("<answer>A</answer>", { options }).values).toEqual({})
  })
})
