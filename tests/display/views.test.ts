/** What a notebook shows of answers: groups with advantages, findings that link to lines, a confusion matrix; all of it text. */
import { describe, expect, test } from "vitest"
import { loadGuideline } from "../../src/compile/load.js"
import { DISPLAY, type Displayable, type MimeBundle } from "../../src/display/bundle.js"
import { confusion, UNREAD } from "../../src/display/confusion.js"
import { rollouts } from "../../src/display/rollout-view.js"
import { toWire } from "../../src/reward/wire.js"
import type { RolloutRow } from "../../src/rollout/rows.js"

const { task } = loadGuideline("guidelines/semeval2010-task8.guideline")
const input = { sentence: "The <e1>storm</e1> caused a <e2>delay</e2>." }
const gold = { label: "Cause-Effect(e1,e2)" }

/** A row as training would log it, scored by the real reward. */
function row(completion: string, more: Partial<RolloutRow> = {}): RolloutRow {
  const { score, answer, terms, findings } = task!.score(completion, { input, gold })
  const origins = new Map(task!.plan.terms.map(({ name, origin }) => [name, origin]))
  const base = { arm: "grpo", seed: 1, step: 2, prompt: 0, id: "7", guideline: task!.name, guidelineHash: task!.hash }
  return {
    ...base,
    input,
    gold,
    completion,
    score,
    answer,
    terms: terms.map((term) => ({ ...term, origin: origins.get(term.name)! })),
    findings,
    logProbNats: -3,
    length: 9,
    ended: true,
    ...more,
  }
}

const bundle = (value: Displayable): MimeBundle => value[DISPLAY]() as MimeBundle
const html = (value: Displayable): string => String(bundle(value)["text/html"])

describe("answers of a step", () => {
  const right = row("<think>caused</think> <answer>Cause-Effect(e1,e2)</answer>", { advantage: 1.2 })
  const wrong = row("<answer>cause-effect(e2,e1)</answer>", { advantage: -0.4 })
  const none = row("I do not know <script>alert(1)</script> \u001b[31m \u202e", { advantage: -0.8 })
  const shown = rollouts([right, wrong, none], { guidelines: task!.meaning.files })

  test("stand side by side, each with its score and its advantage", () => {
    const text = html(shown)
    expect(text.match(/class="answer"/g)).toHaveLength(3)
    for (const said of ["advantage +1.2", "advantage −0.4", "advantage −0.8", "answer 3"]) expect(text).toContain(said)
    const lines = String(bundle(shown)["text/plain"]).split("\n")
    expect(lines[1]).toMatch(/^step 2 · item 7: mean .* of 3 answers$/)
    expect(lines[2]).toMatch(/^ +\+3 {2}\(\+1\.2\) {2}<think>/)
  })

  test("link what was found to the line that charges it, and what is accepted to none", () => {
    const text = html(shown)
    const format = task!.plan.terms.find(({ name }) => name === "format")!.origin.line
    const missing = /<li><code>answer-missing<\/code>[\s\S]*?<\/li>/.exec(text)![0]
    expect(missing).toContain(`>line ${format}</a>`)
    const target = /href="#([^"]+)"/.exec(missing)![1]
    expect(text).toContain(`<li id="${target}"`)
    const accepted = /<li><code>case-differs<\/code>[\s\S]*?<\/li>/.exec(text)![0]
    expect(accepted).not.toContain("href")
  })

  test("are underlined where the finding is, in logs that count code points and in those of before", () => {
    const text = "<think>\u{1f600}\u{1f600}</think> <answer>cause-effect(e1,e2)</answer>"
    const before = row(text)
    const wire = toWire(task!.score(text, { input, gold }), text)
    const now = row(text, { format: 2, findings: wire.findings })
    expect(now.findings).not.toEqual(before.findings)
    const marksOf = (shown: RolloutRow) => html(rollouts([shown])).match(/<mark[^>]*>[\s\S]*?<\/mark>/g)
    expect(marksOf(before)!.join()).toContain(">cause-e</mark>")
    expect(marksOf(now)).toEqual(marksOf(before))
  })

  test("without a score have none, whatever number stood beside the reason", () => {
    for (const score of [null, -3]) {
      const lost = row("x", { score, unscorable: "the judge is silent", findings: [] })
      expect(html(rollouts([lost]))).toContain("not scorable")
      expect(String(bundle(rollouts([lost]))["text/plain"])).toMatch(/^ +\? /m)
    }
  })

  test("are text, whatever the model wrote", () => {
    const text = html(shown)
    expect(text).toContain("&lt;script&gt;alert(1)")
    expect(text).not.toContain("<script>alert")
    for (const sign of ["\u001b", "\u202e"]) {
      expect(text).not.toContain(sign)
      expect(bundle(shown)["text/plain"]).not.toContain(sign)
    }
  })

  test("of a broken rule link to the rule's own term", () => {
    const rag = loadGuideline("guidelines/rag-zeval.guideline").task!
    const broken = rag.plan.rules.find((rule) => rule.grade === "checked")!
    const origin = { path: rag.meaning.files[0]!.path, line: 12 }
    const found = row("x", {
      findings: [{ code: "rule-broken", message: "broken", span: { start: 0, end: 1 }, rule: broken.name }],
      terms: [{ name: broken.name, value: 0, paid: 0, applied: true, origin }],
    })
    expect(html(rollouts([found], { guidelines: rag.meaning.files }))).toMatch(/rule-broken<\/code>[^\n]*line 12<\/a>/)
  })

  test("come in groups: those that teach first, and a group that agrees is said to teach nothing", () => {
    const same = [0, 1].map(() => row("nothing", { prompt: 0, id: "same", advantage: 0 }))
    const mixed = [right, wrong].map((one) => ({ ...one, prompt: 1, id: "mixed" }))
    const text = html(rollouts([...same, ...mixed]))
    expect(text.indexOf("item mixed")).toBeLessThan(text.indexOf("item same"))
    expect(text).toMatch(/item same[^<]*all the same: teaches nothing/)
    expect(text.match(/<details class="group" open>/g)).toHaveLength(1)
  })

  test("of no rows say so", () => {
    expect(bundle(rollouts([]))["text/plain"]).toBe("No answers")
  })

  test("that could not be scored are neither in the mean nor shown as a zero", () => {
    const failed = row("<answer>Other</answer>", { score: 0, unscorable: "the judge gave no value" })
    const text = String(bundle(rollouts([right, failed]))["text/plain"])
    expect(text).toContain("mean +3 of 2 answers")
    expect(text).toMatch(/\n +\? /)
  })
})

describe("a confusion matrix", () => {
  const rows = [
    row("<answer>Cause-Effect(e1,e2)</answer>"),
    row("<answer>Cause-Effect(e1,e2)</answer>"),
    row("<answer>Cause-Effect(e2,e1)</answer>"),
    row("none"),
    row("<answer>Other</answer>", { gold: { label: "Other" } }),
    row("<answer>Cause-Effect(e1,e2)</answer>", { gold: { label: "Other" } }),
  ]
  const matrix = confusion(rows)

  test("counts gold against answer, unread answers in a column of their own", () => {
    expect(matrix.labels).toEqual(["Cause-Effect(e1,e2)", "Cause-Effect(e2,e1)", "Other", UNREAD])
    expect(matrix.count("Cause-Effect(e1,e2)", "Cause-Effect(e1,e2)")).toBe(2)
    expect(matrix.count("Cause-Effect(e1,e2)", UNREAD)).toBe(1)
    expect(matrix.table().objects()).toContainEqual({ gold: "Other", answer: "Cause-Effect(e1,e2)", count: 1 })
  })

  test("gives precision, recall and F1 by hand computation", () => {
    expect(matrix.scores("Cause-Effect(e1,e2)")).toEqual({ precision: 2 / 3, recall: 2 / 4, f1: 4 / 7 })
    expect(matrix.scores("Other")).toEqual({ precision: 1, recall: 1 / 2, f1: 2 / 3 })
    expect(matrix.scores("Cause-Effect(e2,e1)")).toEqual({ precision: 0, f1: 0 })
  })

  test("shows every count as a number, and labels as text", () => {
    const hostile = confusion([row("x", { gold: { label: "<img onerror=alert(1)>" }, answer: {} })])
    expect(html(hostile)).not.toContain("<img")
    expect(html(matrix)).toContain("<b>2</b>")
    const lines = String(bundle(matrix)["text/plain"]).split("\n")
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ["gold", "Cause-Effect(e1,e2)", "Cause-Effect(e2,e1)", "Other", "(not read)"],
      ["Cause-Effect(e1,e2)", "2", "1", "0", "1"],
      ["Cause-Effect(e2,e1)", "0", "0", "0", "0"],
      ["Other", "1", "0", "1", "0"],
    ])
  })

  test("has its labels in the guideline's order, or by name, what has no arguments last", () => {
    const some = ["Other", "B(e2,e1)", "A(e1,e2)", "B(e1,e2)"].map((label) =>
      row("x", { gold: { label }, answer: { label: "C(e1,e2)" } }),
    )
    expect(confusion(some).labels).toEqual(["A(e1,e2)", "B(e1,e2)", "B(e2,e1)", "C(e1,e2)", "Other"])
    const labels = ["B(e2,e1)", "B(e1,e2)", "C(e1,e2)", "D(e1,e2)", "Other"]
    expect(confusion(some, { labels }).labels).toEqual(["B(e2,e1)", "B(e1,e2)", "C(e1,e2)", "Other", "A(e1,e2)"])
  })

  test("without the part in any gold is refused", () => {
    expect(() => confusion(rows, { part: "colour" })).toThrow('no row has a gold "colour"')
    expect(() => confusion(rows, { part: "constructor" })).toThrow('no row has a gold "constructor"')
    expect(() => confusion([])).toThrow(RangeError)
  })
})
