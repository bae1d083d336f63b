import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { loadGuidelineText } from "../../src/compile/load.js"
import type { UserError } from "../../src/diagnostic.js"
import { curveTable, flipsTable } from "../../src/display/rescored.js"
import { rescore as rescoreLog } from "../../src/index.js"
import { openLog } from "../../src/rollout/logs/index.js"
import { jsonLines } from "../../src/rollout/logs/json-lines.js"
import { rescore } from "../../src/rollout/rescore.js"

const guideline = (reward: string) => `guideline "Test" version "1"
task "Say what holds."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
answer label: relation between e1 and e2 in last <answer>
relation Cause-Effect(cause, effect)
  example "<e1>a</e1> made <e2>b</e2>" is Cause-Effect(e1, e2)
otherwise Other
  example "<e1>a</e1> and <e2>b</e2>" is Other
${reward}
`
const OLD = guideline(`reward +1 for format else -3
reward +2 for label equals gold else -1.5 after format`)
const NEW = guideline(`accept any-case
reward +1 for format else -3
reward +2 for label equals gold else -2 after format`)

const load = (text: string) => loadGuidelineText("test.guideline", text).task!

function logOf(completions: readonly string[], broken = ""): string {
  const task = load(OLD)
  const input = { sentence: "<e1>a</e1> made <e2>b</e2>" }
  const gold = { label: "Cause-Effect(e1,e2)" }
  const lines = completions.map((completion, i) => {
    const { score, terms } = task.score(completion, { input, gold })
    return JSON.stringify({
      arm: "grpo",
      seed: 1,
      step: 1 + (i >> 1),
      id: String(i),
      input,
      gold,
      completion,
      score,
      terms,
    })
  })
  const file = join(mkdtempSync(join(tmpdir(), "glossator-rescore-")), "rollouts.jsonl")
  writeFileSync(file, `${lines.join("\n")}\n${broken}`)
  return file
}

const COMPLETIONS = [
  "<answer>Cause-Effect(e1,e2)</answer>", // 3 and 3
  "<answer>cause-effect(e1,e2)</answer>", // -3 and 3: the case is accepted now
  "<answer>Other</answer>", // -0.5 and -1
  "nothing", // -3 and -3
]

test("what flips, and by which terms", async () => {
  const log = logOf(COMPLETIONS)
  const result = await rescore(load(NEW), (await openLog(log)).answers())
  expect(result).toMatchObject({ answers: 4, unread: 0, flipped: 2 })
  expect(result.flips.map(({ id, line, before, after, why }) => [id, line, before, after, why])).toEqual([
    ["1", 2, -3, 3, "format -3 to +1, label-equals 0 to +2; case-differs"],
    ["2", 3, -0.5, -1, "label-equals -1.5 to -2"],
  ])
  expect(flipsTable(result).numRows()).toBe(2)
})

test("the curve as it would have been", async () => {
  const log = logOf(COMPLETIONS)
  const result = await rescore(load(NEW), (await openLog(log)).answers())
  expect(curveTable(result).objects()).toEqual([
    { arm: "grpo", set: "", step: 1, answers: 2, before: 0, after: 3 },
    { arm: "grpo", set: "", step: 2, answers: 2, before: -1.75, after: -2 },
  ])
})

test("under its own guideline nothing flips", async () => {
  const log = logOf(COMPLETIONS)
  expect(await rescore(load(OLD), (await openLog(log)).answers())).toMatchObject({ flipped: 0, flips: [] })
})

test("a line that was cut off, or holds no answer, is counted and left out", async () => {
  const log = logOf(COMPLETIONS, '{"a": 1}\n{"completion": "x", "inp')
  expect(await rescore(load(NEW), (await openLog(log)).answers())).toMatchObject({ answers: 4, unread: 2 })
})

test("reasons are counted beyond the flips that are kept", async () => {
  const log = logOf(Array.from({ length: 50 }, () => COMPLETIONS[2]!))
  const result = await rescore(load(NEW), (await openLog(log)).answers(), 3)
  expect(result.flips).toHaveLength(3)
  expect(result.reasons).toEqual([{ why: "label-equals -1.5 to -2", answers: 50, change: -25 }])
})

test("an answer that could not be scored, before or after, is not 0", async () => {
  const row = { id: "1", input: {}, gold: {}, completion: "<answer>Other</answer>", score: 3 }
  const file = join(mkdtempSync(join(tmpdir(), "glossator-rescore-")), "x.jsonl")
  writeFileSync(file, JSON.stringify(row))
  const result = await rescore(load(NEW), (await openLog(file)).answers())
  expect(result.flips[0]!.after).toBeNaN()
  expect(result.flips[0]!.why).toMatch(/^cannot be scored: /)
  // it is seen among the flips, and does not count as a score that is another one
  expect(result).toMatchObject({ answers: 1, compared: 0, flipped: 0, unscorable: 1, curve: [] })
  expect(result.reasons).toMatchObject([{ answers: 1, change: null }])
  const before = {
    ...row,
    input: { sentence: "a" },
    gold: { label: "Other" },
    score: null,
    unscorable: "a judge failed",
  }
  writeFileSync(file, JSON.stringify(before))
  const again = await rescore(load(NEW), (await openLog(file)).answers())
  expect(again).toMatchObject({ answers: 1, unknown: 0, unscorableBefore: 1, compared: 0, flipped: 0 })
  expect(again.flips).toMatchObject([{ before: Number.NaN, after: expect.any(Number) }])
})

test("hostile answers are scored like any other, and what is none is counted", async () => {
  const row = { id: "1", input: { sentence: "<e1>a</e1> made <e2>b</e2>" }, gold: { label: "Other" }, score: -3 }
  const texts = [
    "\ud800<answer>Other</answer>\udfff",
    "\0<answer>Other\0</answer>",
    "{".repeat(1e7),
    "<answer>".repeat(1.25e6),
  ]
  const rows = [
    ...texts.map((completion) => ({ ...row, completion })),
    { ...row, completion: 7 },
    { ...row, gold: undefined, completion: "x" },
  ]
  const file = join(mkdtempSync(join(tmpdir(), "glossator-rescore-")), "rollouts.jsonl")
  writeFileSync(file, rows.map((one) => JSON.stringify(one)).join("\n"))
  const result = await rescore(load(NEW), (await openLog(file)).answers())
  const task = load(NEW)
  const flips = texts.filter((completion) => task.score(completion, row).score !== -3)
  expect(result).toMatchObject({ answers: 4, unread: 2, unscorable: 0, flipped: flips.length })
  expect(flips.length).toBeGreaterThan(0)
})

test("a strict one ends at the first answer that can not be scored, or is none", async () => {
  const strict = async (log: string) => rescore(load(NEW), (await openLog(log)).answers(), undefined, true)
  expect(await strict(logOf(COMPLETIONS))).toMatchObject({ answers: 4 })
  await expect(strict(logOf(COMPLETIONS, '{"id": 3}'))).rejects.toThrow(
    "Answer 5 of the log can not be scored: it is no answer",
  )
  const file = join(mkdtempSync(join(tmpdir(), "glossator-rescore-")), "rollouts.jsonl")
  writeFileSync(file, JSON.stringify({ id: "1", input: {}, gold: {}, completion: "<answer>Other</answer>", score: 3 }))
  await expect(strict(file)).rejects.toThrow('Answer 1 of the log can not be scored: the example has no gold "label"')
})

test("an answer without a score of before is counted, and on neither side of the curve", async () => {
  const row = { id: "1", input: { sentence: "<e1>a</e1> made <e2>b</e2>" }, gold: { label: "Other" }, completion: "x" }
  const file = join(mkdtempSync(join(tmpdir(), "glossator-rescore-")), "x.jsonl")
  writeFileSync(file, `${JSON.stringify(row)}\n${JSON.stringify({ ...row, score: 3 })}\n`)
  const result = await rescore(load(NEW), (await openLog(file)).answers())
  expect(result).toMatchObject({ answers: 2, unknown: 1, flipped: 1 })
  expect(result.curve).toEqual([{ arm: "", set: "", step: 0, answers: 1, before: 3, after: -3 }])
})

test("what is no number is no score of before: it is counted, and no flip", async () => {
  const row = { id: "1", input: { sentence: "<e1>a</e1> made <e2>b</e2>" }, gold: { label: "Other" }, completion: "x" }
  const file = join(mkdtempSync(join(tmpdir(), "glossator-rescore-")), "x.jsonl")
  const scores = [null, "2", "x", true, [3], { score: 3 }]
  writeFileSync(file, scores.map((score) => JSON.stringify({ ...row, score, terms: "none" })).join("\n"))
  const result = await rescore(load(NEW), (await openLog(file)).answers())
  const nothing = { compared: 0, flipped: 0, flips: [], reasons: [], curve: [] }
  expect(result).toMatchObject({ answers: scores.length, unknown: scores.length, ...nothing })
})

test("answers of one id and step are found by their line, also behind empty lines and long ones", async () => {
  const row = {
    id: "1",
    input: { sentence: "<e1>a</e1> made <e2>b</e2>" },
    gold: { label: "Other" },
    step: 1,
    score: 9,
  }
  const file = join(mkdtempSync(join(tmpdir(), "glossator-rescore-")), "x.jsonl")
  const line = (completion: string) => JSON.stringify({ ...row, completion })
  writeFileSync(file, `${line("x")}\n\n\n${line("y".repeat(2e6))}\nnothing\n${line("z")}`)
  const result = await rescore(load(NEW), (await openLog(file)).answers())
  expect(result.flips.map((flip) => flip.line)).toEqual([1, 4, 6])
})

test("a log is tables in a notebook: what flips, by which reasons, and the curve", async () => {
  const log = logOf(COMPLETIONS)
  const { flips, reasons, curve, flipped } = await rescoreLog(log, load(NEW))
  expect([flipped, flips.numRows(), curve.numRows(), reasons.numRows()]).toEqual([2, 2, 2, 2])
  expect(flips.columnNames()).toEqual(["id", "arm", "seed", "step", "line", "before", "after", "why"])
  expect(flips.filter("d => d.after > d.before").array("id")).toEqual(["1"])
  expect(curve.objects()[0]).toMatchObject({ step: 1, before: 0, after: 3 })
})

test("lines are found across the stretches that are read", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "glossator-rescore-")), "long.jsonl")
  const texts = Array.from({ length: 12 }, (_, i) => String.fromCodePoint(0x4e00 + i).repeat(300_000))
  writeFileSync(file, texts.map((text) => JSON.stringify(text)).join("\n"))
  const read: unknown[] = []
  for await (const batch of jsonLines(file)) read.push(...batch)
  expect(read).toEqual(texts)
})

test("what is no log, and what is not there, is said", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "glossator-rescore-")), "x.jsonl")
  writeFileSync(file, '{"a": 1}\n')
  const codes = (path: string) =>
    openLog(path).catch((error: unknown) => (error as UserError).diagnostics.map(({ code }) => code))
  expect(await codes(file)).toEqual(["log-unknown"])
  expect(await codes(join(file, "..", "absent.jsonl"))).toEqual(["log-unreadable"])
})
