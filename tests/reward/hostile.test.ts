import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { AnswerReader } from "../../src/reward/answer/read.js"
import { possibleTotals } from "../../src/reward/combine.js"
import type { Plan } from "../../src/reward/plan.js"
import { scorer } from "../../src/reward/score.js"
import type { Example } from "../../src/value.js"
import { caseFiles, planFrom } from "./answer-plan.js"
import { planOf, R1_RE } from "./plans.js"

const score = scorer(planOf())
const gold = { gold: { label: "Cause-Effect(e1,e2)" } }
const totals = possibleTotals(R1_RE)!
const runs = { seed: 20261123, numRuns: 400 }

const pieces = fc.oneof(
  fc.constantFrom("<answer>", "</answer>", "<think>", "</think>", "<answer", "answer>", "</", "<", "(", ")", "（", ","),
  fc.constantFrom("Cause-Effect(e1,e2)", "cause effect", "(e2,e1)", "Other", "no relation", "Associated_With(e2,e1)"),
  fc.constantFrom(
    " ",
    "\n",
    "\u0000",
    "\ud800",
    "\udc00",
    "\u200b",
    "\u202e",
    "-",
    "_",
    "İ",
    "ß",
    "\u{1d402}",
    "\ufeff",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
)
const hostile = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""))
const texts = fc.oneof(
  hostile,
  fc.string({ unit: "binary" }),
  hostile.map((inside) => `<answer>${inside}</answer>`),
)

describe("any text", () => {
  it("gets a verdict with a possible total, between 0 and 1 when normalised", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const verdict = score(text, gold)
        expect(verdict.unscorable).toBeUndefined()
        expect(totals).toContain(verdict.score)
        expect(verdict.normalised).toBeGreaterThanOrEqual(0)
        expect(verdict.normalised).toBeLessThanOrEqual(1)
        expect(verdict.terms[0]!.value === 1).toBe(verdict.answer.label !== undefined)
      }),
      runs,
    )
  })

  it("gets the same verdict every time, also from another reader", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(scorer(planOf())(text, gold)).toEqual(score(text, gold))
      }),
      { ...runs, numRuns: 100 },
    )
  })

  it("has its findings inside it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { span } of score(text, gold).findings) {
          if (!span) continue
          expect(span.start).toBeGreaterThanOrEqual(0)
          expect(span.end).toBeGreaterThanOrEqual(span.start)
          expect(span.end).toBeLessThanOrEqual(text.length)
        }
      }),
      runs,
    )
  })

  it("behind the last answer does not change it, unless it is an answer itself", () => {
    fc.assert(
      fc.property(texts, hostile, (text, garbage) => {
        fc.pre(!/<answer>.*<\/answer>/s.test(garbage))
        expect(score(`${text}<answer>Other</answer>`, gold).answer.label).toBe("Other")
        // the space keeps the garbage from completing what stands before it
        expect(score(`${text}<answer>Other</answer> ${garbage}`, gold).answer.label).toBe("Other")
      }),
      runs,
    )
  })

  it("with a label spelled in other cases, spaces and hyphens is read as that label", () => {
    const space = fc.constantFrom("", "", " ", "\n", "\u00a0", "\u200b")
    const hyphen = fc.constantFrom("-", "_", "–", "‐", " ", "")
    const spelled = fc
      .tuple(
        fc.array(fc.boolean(), { minLength: 19, maxLength: 19 }),
        fc.array(space, { minLength: 19, maxLength: 19 }),
        hyphen,
      )
      .map(([upper, spaces, dash]) =>
        [..."Cause-Effect(e2,e1)"]
          .map((sign, i) => (sign === "-" ? dash : upper[i] ? sign.toUpperCase() : sign.toLowerCase()) + spaces[i])
          .join(""),
      )
    fc.assert(
      fc.property(spelled, (text) => {
        expect(score(`<answer>${text}</answer>`, gold).answer.label).toBe("Cause-Effect(e2,e1)")
      }),
      runs,
    )
  })
})

describe("any text under any guideline", () => {
  const json = fc.constantFrom(
    ...[
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "'",
      "\\",
      '{"',
      '":',
      '", "',
      "[[",
      "]]",
      "null",
      "true",
      "4,000",
      "-1",
      "2.5",
      "3/4",
    ],
    ...[
      "\\boxed{",
      "\\frac{",
      "```json\n",
      "```",
      "//",
      "/*",
      "*/",
      "\n",
      " ",
      "|",
      "|---|",
      " > ",
      "1: ",
      "yes",
      "No",
    ],
  )
  describe.each(caseFiles())("$file", ({ guideline, cases }) => {
    const plan = planFrom(guideline)
    const inputs = cases.flatMap(({ given }) => (given === undefined ? [] : [JSON.parse(given) as Example["input"]]))
    // whole answers, halves of them, and what stands in them
    const own = fc.constantFrom(...cases.map(({ completion }) => completion))
    const half = fc
      .tuple(own, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
      .map(([text, at, head]) => (head ? text.slice(0, at * text.length) : text.slice(at * text.length)))
    const words = fc.constantFrom(
      ...cases.flatMap(({ completion }) => completion.match(/<[^<>]*>|"[^"]*"|[\w-]+/g) ?? [""]),
    )
    const texts = fc
      .array(fc.oneof(own, half, words, words, json, json, pieces), { maxLength: 12 })
      .map((all) => all.join(""))
    const input = fc.constantFrom<Example["input"]>({}, { toString: 1 }, ...inputs)

    it("is read or not, always in the same way, with findings inside of it", () => {
      const reader = new AnswerReader(plan)
      fc.assert(
        fc.property(texts, input, (text, given) => {
          const { values, complete, findings } = reader.read(text, given)
          const again = new AnswerReader(plan).read(text, structuredClone(given))
          expect({ values: again.values, complete: again.complete, findings: again.findings }).toEqual({
            ...{ values, complete, findings },
          })
          for (const { span } of findings) {
            if (!span) continue
            expect(span.start).toBeGreaterThanOrEqual(0)
            expect(span.end).toBeGreaterThanOrEqual(span.start)
            expect(span.end).toBeLessThanOrEqual(text.length)
          }
        }),
        { ...runs, numRuns: 200 },
      )
    })

    it("gives values that are canonical: as gold they stay as they are", () => {
      const reader = new AnswerReader(plan)
      const top = plan.answer.filter(({ parent }) => parent === undefined)
      fc.assert(
        fc.property(texts, input, (text, given) => {
          const { values } = reader.read(text, given)
          for (const { name } of top) {
            const value = values[name]
            if (value !== undefined) expect(reader.readGold(name, value, given)).toEqual({ value })
          }
        }),
        runs,
      )
    })

    it("is complete only with every part that is asked for", () => {
      const reader = new AnswerReader(plan)
      fc.assert(
        fc.property(texts, input, (text, given) => {
          const reading = reader.read(text, given)
          if (!reading.complete) return
          const required = plan.answer.filter(({ optional }) => !optional)
          for (const { name } of required.filter(({ parent }) => parent === undefined || !isOptional(plan, parent)))
            for (const { asked, value } of reading.occurrences(name))
              if (asked) expect({ name, value }).not.toEqual({ name, value: undefined })
        }),
        runs,
      )
    })
  })
})

const isOptional = (plan: Plan, name: string): boolean => {
  const part = plan.answer.find((one) => one.name === name)!
  return part.optional || (part.parent !== undefined && isOptional(plan, part.parent))
}

const MB = 1_000_000
const repeated = (piece: string, length = MB) => piece.repeat(Math.ceil(length / piece.length))

describe("a megabyte", () => {
  it.each([
    ["of opening tags", repeated("<answer>")],
    ["of closing tags", repeated("</answer>")],
    ["of pairs", repeated("<answer></answer>")],
    ["of tags nested", repeated("<answer>").slice(0, MB / 2) + repeated("</answer>").slice(0, MB / 2)],
    ["of half tags", repeated("<answe")],
    ["of labels in one answer", `<answer>${repeated("Cause-Effect(e1,e2) ")}</answer>`],
    ["of spaces inside a label", `<answer>Cause-Effect(${repeated(" ")}e1,e2)</answer>`],
    ["of hyphens inside a label", `<answer>Cause${repeated("-")}Effect(e1,e2)</answer>`],
    ["of parentheses", `<answer>Cause-Effect${repeated("(")}</answer>`],
    ["of lone surrogates", `<answer>${repeated("\ud800")}</answer>`],
    ["of NUL", `<answer>${repeated("\u0000")}</answer>`],
    ["of white space", `<answer>${repeated(" \n")}</answer>`],
    // A quadratic reader would need minutes: the limit of the test is the check.
  ])("%s is read in linear time", { timeout: 20_000 }, (_, text) => {
    const verdict = score(text, gold)
    expect(totals).toContain(verdict.score)
    for (const { message } of verdict.findings) expect(message.length).toBeLessThan(400)
  })

  it("of spaces inside a label still is that label", () => {
    expect(score(`<answer>Cause-Effect(${repeated(" ")}e1,e2)</answer>`, gold).score).toBe(3)
  })
})

describe("a long text under any guideline", () => {
  const pieces = [
    ...[
      "{",
      "[",
      "[[",
      '{"a":',
      '["',
      "['",
      "[1,",
      "[{},",
      '{"a":1}',
      "\\boxed{",
      "}",
      "```json\n",
      "\n",
      "a\n",
      "]]",
      "[[A]]",
    ],
    ...[
      "<quote>",
      "<quote>a</quote>",
      "<answer>[",
      ":",
      "a:b, ",
      "1: 2\n",
      "|",
      "|a",
      "1,000",
      "9",
      "-",
      "1/",
      "\\",
      "/*",
    ],
  ]
  // A quadratic reader would need minutes: the limit of the test is the check.
  it.each(caseFiles())("$file is read in linear time", { timeout: 60_000 }, ({ guideline, cases }) => {
    const plan = planFrom(guideline)
    const reader = new AnswerReader(plan)
    const input = JSON.parse(cases.find(({ given }) => given)?.given ?? "{}") as Example["input"]
    const tags = plan.answer.flatMap(({ place }) => (place?.spot.kind === "tag" ? [place.spot.tag] : []))
    for (const piece of pieces) {
      const text = repeated(piece, MB / 5)
      const inside = tags.map((tag) => `<${tag}>${text}</${tag}>`).join("")
      for (const completion of [text, inside, `\\boxed{${text}}`, `{"scores": ${text}`]) {
        const { findings } = reader.read(completion, input)
        expect(findings.length).toBeLessThanOrEqual(100)
        for (const { message } of findings) expect(message.length).toBeLessThan(600)
      }
    }
  })

  it("is not read as a list of more than 10,000 items", () => {
    const { guideline } = caseFiles().find(({ file }) => file === "lines.txt")!
    const reader = new AnswerReader(planFrom(guideline))
    const words = (count: number) => reader.read(`<words>${"a\n".repeat(count)}</words>\n[[a]]`, {})
    expect(words(10_000)).toMatchObject({ complete: true })
    expect(words(10_001)).toMatchObject({ complete: false })
    expect(words(10_001).findings.map(({ code }) => code)).toEqual(["list-too-long"])
  })
})
