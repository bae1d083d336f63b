/** Short answers are kept with what they were read as: a reader that has read much says what a new one says. */
import { expect, test } from "vitest"
import { Random } from "../../src/random.js"
import { AnswerReader } from "../../src/reward/answer/read.js"
import { lastOf } from "../../src/reward/answer/tags.js"
import { planFrom } from "./answer-plan.js"

const GUIDELINE = `guideline "Again" version "1"
task "Choose."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
input options: list of text numbered A
answer label: relation between e1 and e2 in last <answer>
answer sure: yes-no in last <sure>
answer size: number in last <size>
answer pick: one of options in last <pick>
answer kind: one of "alpha", "beta" in last <kind>
accept any-case, any-spacing, thousands-comma
rescue any-hyphen, units
relation Cause-Effect(cause, effect) "It causes."
relation Causes-Effect(cause, effect) "It causes, too."
otherwise Other "None."
reward +1 for format
`

/** Bodies of each tag: right, tolerated, rescued, refused, ambiguous, empty. */
const BODIES: Readonly<Record<string, readonly string[]>> = {
  answer: [
    "Cause-Effect(e1,e2)",
    " cause effect( e1,e2 )",
    "CAUSE_EFFECT(e2,e1)",
    "Other",
    "other",
    "Оther",
    "Other(e1,e2)",
    "Cause",
    "",
  ],
  sure: ["yes", "No", " TRUE", "y-e-s", "perhaps", ""],
  size: ["4000", "4,000", "40 km", "−4", "four", ""],
  pick: ["A", "b", "C", "A.", "one", "Two", ""],
  kind: ["alpha", " Beta", "ALPHA", "al-pha", "gamma", ""],
}

test("an answer that was read before is read as if it were the first, wherever it stands", () => {
  const plan = planFrom(GUIDELINE)
  const random = Random.of(1, "read again")
  const used = new AnswerReader(plan)
  const rows = [
    ["one", "two"],
    ["b", "a", "one"],
  ].map((options) => ({ sentence: "<e1>a</e1> <e2>b</e2>", options }))
  const findings = new Set<string>()
  /** Spaces inside make more bodies than are kept, and longer ones. */
  const spaced = (body: string) => {
    const at = random.below(body.length + 1)
    return body.slice(0, at) + " ".repeat(random.below(70)) + body.slice(at)
  }
  for (let i = 0; i < 2000; i++) {
    const completion = Object.entries(BODIES)
      .map(([tag, bodies]) => `${"x".repeat(random.below(9))}<${tag}>${spaced(random.pick(bodies))}</${tag}>`)
      .join("")
    const input = random.pick(rows)
    const [again, first] = [used, new AnswerReader(plan)].map((reader) => {
      const { values, complete, findings } = reader.read(completion, input)
      return { values, complete, findings }
    })
    expect(again).toEqual(first)
    for (const { code } of first!.findings) findings.add(code)
  }
  expect([...findings]).toEqual(
    expect.arrayContaining(["tolerance-needed", "form-rescued", "case-differs", "unit-removed"]),
  )
})

test("the last place of a tag is the last one, however many there are", () => {
  for (let count = 0; count < 30; count++) {
    const text = `a${"<a>b<".repeat(count)}<ab>`
    expect(lastOf(text, "<a>")).toBe(text.lastIndexOf("<a>"))
  }
})
