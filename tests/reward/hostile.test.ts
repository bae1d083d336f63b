import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { possibleTotals } from "../../src/reward/combine.js"
import { scorer } from "../../src/reward/score.js"
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

describe("a megabyte", () => {
  const MB = 1_000_000
  const repeated = (piece: string) => piece.repeat(Math.ceil(MB / piece.length))
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
