/** `glossator metrics`: rows in, one table out; what it prints is compared whole with text cases. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import type { PassThrough } from "node:stream"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { main } from "../../src/cli.js"
import { captured } from "./support/io.js"

const SEMEVAL = "guidelines/semeval2010-task8.guideline"
let home: string
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "glossator-metrics-"))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

async function metrics(guideline: string, rows: readonly unknown[], ...more: string[]) {
  const io = captured()
  const text = rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n")
  ;(io.stdin as unknown as PassThrough).end(text)
  const code = await main(["metrics", guideline, "--rows", "-", ...more], io)
  return { code, ...io.written }
}

const input = { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." }
const row = (id: string, label: string, said: string) => ({
  ...{ id, input, gold: { label }, completion: said === "" ? "" : `<answer>${said}</answer>` },
})

/** Worked by hand in tests/rollout/semeval-score.test.ts: two skipped, one answered with a relation that the key lacks. */
const KEY = ["Cause-Effect(e1,e2)", "Cause-Effect(e1,e2)", "Cause-Effect(e2,e1)", "Message-Topic(e1,e2)"]
const SAID = ["Cause-Effect(e1,e2)", "Cause-Effect(e2,e1)", "", "Message-Topic(e1,e2)"]
const ROWS = [
  ...KEY.map((label, i) => row(`${i + 1}`, label, SAID[i]!)),
  row("5", "Message-Topic(e2,e1)", "Message-Topic(e2,e1)"),
  row("6", "Other", "Cause-Effect(e1,e2)"),
  row("7", "Other", "Entity-Origin(e1,e2)"),
  row("8", "Other", ""),
]

test("one answer to each problem: shares by Wilson, means and F1 by a bootstrap, and what can not be told", async () => {
  const { code, out, err } = await metrics(SEMEVAL, ROWS)
  expect([code, err]).toEqual([0, ""])
  expect(out).toBe(`Semantic relations between nominals 1.0
8 of 8 answers have a score, 1 for each of 8 problems

                             value  95 % interval      of
  score                   0.1875    [-1.3125, 1.8125]  8 problems   bootstrap
  accuracy                 37.50 %  [13.68, 69.43]     8 problems   wilson
  format                   75.00 %  [40.93, 92.85]     8 problems   wilson
  label/micro-f1           54.55 %  [16.67, 88.89]     8 decisions  bootstrap; without Other
  label/macro-f1           50.00 %  [11.11, 75.00]     8 decisions  bootstrap; without Other
  label/semeval-macro-f1   66.67 %  [18.18, 100.00]    8 decisions  bootstrap; the official score; 2 unread answers count as Other

  label                 precision  recall      F1
  Cause-Effect(e1,e2)       50.00   50.00   50.00
  Cause-Effect(e2,e1)        0.00    0.00    0.00
  Entity-Origin(e1,e2)       0.00    0.00    0.00
  Message-Topic(e1,e2)     100.00  100.00  100.00
  Message-Topic(e2,e1)     100.00  100.00  100.00

Not computed:
  pass@k: no problem has two answers with a score; give its rows one id
  roc-auc, ece: the guideline asks no judge

Intervals of 95 %: Wilson's, or a bootstrap over problems (2000 draws, seed 1). They cover the drawing of problems only.
`)
})

test("rows of one id are tries at one problem; those without a score or an id of their own are in no other's", async () => {
  const rows = [
    ...["Other", "Other", "Cause-Effect(e1,e2)", ""].map((said) => row("a", "Other", said)),
    ...["Other", ""].map((said) => row("b", "Cause-Effect(e1,e2)", said)),
    { ...row("c", "Other", "Other"), gold: {} },
    { ...row("", "Other", "Other"), id: undefined },
    { ...row("", "Other", "Other"), id: undefined },
    "{",
  ]
  const { code, out, err } = await metrics(SEMEVAL, rows, "--json")
  expect(code).toBe(1)
  expect(err).toContain("error data-json")
  const said = JSON.parse(out)
  expect(said).toMatchObject({ answers: 9, unread: 1, unscorable: 1, problems: 4, tries: { least: 1, most: 4 } })
  expect(said.reasons).toEqual([{ reason: 'the example has no gold "label"', answers: 1 }])
  const value = (name: string) => said.metrics.find(({ metric }: { metric: string }) => metric === name)
  // a: 2 of 4; b: 0 of 2; two problems without an id: right
  expect(value("accuracy")).toMatchObject({ value: 2.5 / 4, n: 4, interval: "bootstrap" })
  // of a's six pairs of tries one is wrong twice; b is wrong
  expect(value("pass@2")).toMatchObject({
    value: expect.closeTo(5 / 6 / 2, 12),
    n: 2,
    note: "without 2 with fewer answers",
  })
  expect(value("pass@4")).toMatchObject({ value: 1, n: 1, low: null, high: null, interval: null })
  expect(said.bootstrap).toEqual({ seed: 1, draws: 2000 })
  expect(said.guideline).toMatchObject({ version: "1.0", hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

describe("what can not be told", () => {
  test("is said with the reason where no answer has a score", async () => {
    const { code, out } = await metrics(SEMEVAL, [{ ...row("a", "Other", "Other"), gold: {} }])
    expect(code).toBe(1)
    expect(out).toContain("0 of 1 answers have a score, 0 for each of 0 problems; 1 unscorable ones are in no figure:")
    expect(out).toContain('  1 × the example has no gold "label"')
    expect(out).toContain("Not computed:\n  every figure: no answer has a score\n")
    expect((await metrics(SEMEVAL, [])).out).toContain("every figure: there is no answer")
  })

  test("is warned of where one id stands for several problems", async () => {
    const { err } = await metrics(SEMEVAL, [row("a", "Other", "Other"), row("a", "Cause-Effect(e1,e2)", "Other")])
    expect(err).toContain("warning metrics-ids-mixed: An id stands for rows of different inputs or golds")
    expect((await metrics(SEMEVAL, [row("a", "Other", "Other"), row("a", "Other", "")])).err).toBe("")
  })

  test("is warned of where rows lack an input that no rule reads", async () => {
    const bare = { ...row("a", "Other", "Other"), input: { sentense: "x" } }
    const { code, err } = await metrics(SEMEVAL, [bare, { ...bare, id: "b" }])
    expect(code).toBe(0)
    expect(err).toContain('warning input-lacking: Row a and 1 more have no input "sentence", but "sentense"')
  })

  test("is no official score for other labels, and no F1 where nothing is a label", async () => {
    const file = path.join(home, "two.guideline")
    writeFileSync(
      file,
      `guideline "Two" version "1"
task "Say which."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
relation Near(one, other) symmetric "They are near."
otherwise Other "They are not."
answer label: relation between e1 and e2 in last <answer>
reward +1 for label equals gold else -1
`,
    )
    const { out } = await metrics(file, [row("a", "Near(e2,e1)", "Near(e1,e2)")])
    expect(out).toMatch(/label\/macro-f1 +100.00 % +none: all are alike/)
    expect(out).toContain(
      "label/semeval-macro-f1: the labels are not the nine directed relations of SemEval-2010 Task 8",
    )
    expect(out).toContain("format: the guideline pays nothing for the form")
    const number = { id: "1", input: { problem: "2 + 2" }, gold: { result: 4 }, completion: "\\boxed{4}" }
    const { out: said } = await metrics("guidelines/one-shot.guideline", [number])
    expect(said).toContain("f1: no part of the answer is a label, a choice or yes or no")
  })
})

test("judges: area under the curve and calibration from what rows give and what they say was true", async () => {
  const judged = [0.9, 0.8, 0.3, 0.6, 0.2].map((same, i) => ({
    ...{ id: `${i}`, input: { question: "?" }, gold: { reference: "12" }, completion: "Therefore, the answer is 12." },
    ...{ given: { same }, truth: { same: i < 3 } },
  }))
  const guideline = "guidelines/soft-reward.guideline"
  const { out } = await metrics(guideline, judged)
  // of six pairs the true one is above in 0.9 and 0.8 twice each, and 0.3 is above 0.2
  expect(out).toMatch(/same\/roc-auc +83.33 % +\[.*\] +5 answers +bootstrap/)
  // (0.1 + 0.2 + 0.7 + 0.6 + 0.2) / 5
  expect(out).toMatch(/same\/ece +36.00 % +\[.*\] +5 answers +bootstrap; 10 bins/)
  const untold = judged.map(({ truth, ...rest }) => rest)
  expect((await metrics(guideline, untold)).out).toContain('no row says what was true: "truth": { "same": true }')
  const allTrue = judged.map((one) => ({ ...one, truth: { same: true } }))
  expect((await metrics(guideline, allTrue)).out).toContain("same/roc-auc: what it was asked was always true")
})
