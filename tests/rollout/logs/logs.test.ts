/** Logs that TRL, verl and verifiers wrote themselves: read, joined to their rows, scored again. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { loadGuideline, loadGuidelineText } from "../../../src/compile/load.js"
import type { UserError } from "../../../src/diagnostic.js"
import { AskedRows, joined } from "../../../src/rollout/join.js"
import { askedRows } from "../../../src/rollout/logs/asked-rows.js"
import { openLog } from "../../../src/rollout/logs/index.js"
import type { LoggedAnswer } from "../../../src/rollout/logs/log-reader.js"
import { fits } from "../../../src/rollout/logs/trl-sum.js"
import { readSteps } from "../../../src/rollout/monitors/read.js"
import { rescore } from "../../../src/rollout/rescore.js"
import type { Example } from "../../../src/value.js"
import { exported, FIXTURES, GUIDELINE, ROWS, STEPS } from "./written.js"

const old = loadGuideline(GUIDELINE).task!
const changed = loadGuidelineText(
  GUIDELINE,
  readFileSync(GUIDELINE, "utf8").replace("reward +1 for format", "accept any-case\n\nreward +1 for format"),
).task!
const ask = (input: Example["input"]) => old.prompt(input).messages.at(-1)!.content
const folder = mkdtempSync(path.join(tmpdir(), "glossator-logs-"))
exported(folder)

const ANSWERS = STEPS.flatMap((answers, i) =>
  answers.map(([row, completion]) => ({ step: i + 1, row: ROWS[row]!, completion })),
)
const same = (value: unknown) => value

async function all(log: string, data?: string): Promise<(LoggedAnswer | undefined)[]> {
  const opened = (await openLog(log)).answers()
  const rows: (LoggedAnswer | undefined)[] = []
  const source = data === undefined ? opened : joined(opened, new AskedRows(await askedRows(data, ask)))
  for await (const batch of source) rows.push(...batch)
  return rows
}

describe.each([
  { name: "trl", log: "trl", inner: "trl/completions" },
  { name: "verl", log: "verl", inner: "verl" },
  { name: "verifiers", log: "verifiers", inner: "verifiers/traces.jsonl" },
])("the log of $name", ({ name, log, inner }) => {
  const at = path.join(FIXTURES, log)
  const data = path.join(folder, name)

  test("is known by its folder and by its files, and its steps come in their order", async () => {
    const opened = await openLog(at)
    expect(opened.kind).toBe(name)
    expect((await openLog(path.join(FIXTURES, inner))).files).toEqual(opened.files)
    expect((await openLog(opened.files[0]!)).kind).toBe(name)
  })

  test("has every answer with its step, its score then, and after joining its row", async () => {
    const read = await all(at, data)
    expect(read).toHaveLength(ANSWERS.length)
    for (const [i, { step, row, completion }] of ANSWERS.entries()) {
      const verdict = old.score(completion, row)
      expect(read[i]).toMatchObject({ step, completion, gold: row.gold, input: row.input })
      // the new trainer of verl logs neither what was unscorable nor the terms
      const isBare = name === "verl" && step === 2
      if (verdict.unscorable === undefined) expect(read[i]!.score).toBe(verdict.score)
      else if (isBare) expect(read[i]!.score).toBe(0)
      else expect([read[i]!.score, typeof read[i]!.unscorable]).toEqual([undefined, "string"])
      if (verdict.unscorable === undefined && !isBare)
        expect(read[i]!.terms).toEqual(verdict.terms.map(({ name, paid }) => expect.objectContaining({ name, paid })))
    }
  })

  test("scores as it did under its own guideline, and flips as the changed one says", async () => {
    const opened = await openLog(at)
    const rows = new AskedRows(await askedRows(data, ask))
    const before = await rescore(old, joined(opened.answers(), rows))
    // verl made 0 of what can not be scored, and its new trainer does not log which
    expect(before).toMatchObject({ answers: 10, unread: 0, unjoined: 0, unknown: 0, flipped: 0 })
    expect(before.flips.map(({ before: was, after: is }) => [was, is])).toEqual(
      name === "verl" ? [[0, Number.NaN]] : [],
    )
    const after = await rescore(changed, joined(opened.answers(), rows))
    const flips = after.flips.filter(({ after: score }) => !Number.isNaN(score))
    expect(flips.map(({ step, before, after }) => [step, before, after])).toEqual([
      [1, -3, 3],
      [2, -3, 3],
    ])
    expect(flips[0]!.why).toBe("format -3 to +1, label-equals 0 to +2; case-differs")
    expect(after.curve.filter(({ step }) => step === 1)).toMatchObject([{ answers: 4, before: 0.625, after: 2.125 }])
  })
})

describe("without data", () => {
  const count = async (log: string) => {
    const { answers, unjoined, flipped, unjoinedAsked } = await rescore(old, (await openLog(log)).answers())
    return { answers, unjoined, flipped, asked: unjoinedAsked }
  }

  test("a log with its own input and gold needs none, and one with gold alone is scored where that is enough", async () => {
    expect(await count(path.join(FIXTURES, "verifiers"))).toMatchObject({ answers: 10, unjoined: 0, flipped: 0 })
    // the row without gold: as nothing is known of its input, it could be that
    expect(await count(path.join(FIXTURES, "verl"))).toMatchObject({ answers: 10, unjoined: 2, flipped: 0 })
  })

  test("answers whose gold nobody knows are counted, and what the first one was asked is told", async () => {
    expect(await count(path.join(FIXTURES, "trl"))).toEqual({
      ...{ answers: 10, unjoined: 10, flipped: 0 },
      asked: "The <e1>fire</e1> made <e2>smoke</e2>.",
    })
  })
})

describe("rows", () => {
  const row = (id: string, asked: string, label = id) => ({ id, asked, input: { sentence: asked }, gold: { label } })
  const rows = new AskedRows([
    row("long", "Is the evidence sufficient? Sentence A."),
    row("end", "Sentence A."),
    row("short", "art"),
    row("twice-1", "Both?", "yes"),
    row("twice-2", "Both?", "no"),
    row("alike-1", "The same row again.", "x"),
    row("alike-2", "The same row again.", "x"),
  ])
  const found = (asked: string, more: Partial<LoggedAnswer> = {}) => rows.find({ id: "?", asked, ...more })?.id

  test("are found by the message, alone or at the end of a prompt in any template, the longest first", () => {
    expect(found("Sentence A.")).toBe("end")
    expect(found("system\nBe brief.\nuser\nSentence A.\nassistant\n")).toBe("end")
    expect(found("Be brief.Is the evidence sufficient? Sentence A.assistant\n\n<think>\n")).toBe("long")
    expect(found("[INST] Sentence A. [/INST]")).toBe("end")
    expect(found("system\nuser\nSentence B.\nassistant\n")).toBe(undefined)
  })

  test("as short as a part of a word are not found inside one", () => {
    expect(found("system\nuser\nWhat is a part?\nassistant\n")).toBe(undefined)
    expect(found("system\nuser\nart\nassistant\n")).toBe("short")
  })

  test("that ask the same are told apart by the gold, else by nothing", () => {
    expect(found("Both?")).toBe(undefined)
    expect(found("Both?", { gold: { label: "no" } })).toBe("twice-2")
    expect(found("The same row again.")).toBe("alike-1")
    expect(found("Both?", { id: "twice-1", isRow: true })).toBe("twice-1")
  })

  test("a thousand messages with the same end in prompts of 20 kB are found at once", () => {
    const many = Array.from({ length: 1000 }, (_, i) => row(`${i}`, `${i}: ${"which of these holds? ".repeat(20)}`))
    const index = new AskedRows(many)
    const system = "a rule. ".repeat(2500)
    for (const { id, asked } of many)
      expect(index.find({ id: "?", asked: `${system}\n${asked}\nassistant\n` })?.id).toBe(id)
  })

  test.each(["trl", "verl", "verifiers"])("are read from the folder for %s", async (name) => {
    const read = await askedRows(path.join(folder, name), ask)
    const twice = name === "verl" ? 2 : 1 // it asks for a file to validate with
    expect(read.map(({ id }) => id)).toEqual(Array.from({ length: twice }, () => ["r1", "r2", "r3", "r4"]).flat())
    expect(read[0]).toEqual({ ...ROWS[0], asked: "The <e1>fire</e1> made <e2>smoke</e2>." })
  })

  test("are read from a file of rows without prompts", async () => {
    const file = path.join(folder, "rows.jsonl")
    writeFileSync(file, ROWS.map((one) => JSON.stringify(one)).join("\n"))
    expect(await askedRows(file, ask)).toEqual(ROWS.map((one) => ({ ...one, asked: ask(one.input) })))
  })
})

test("our own log is read in the form of now and in that of before, where a number stood beside unscorable", async () => {
  const file = path.join(folder, "rollouts.jsonl")
  const { input, gold } = ROWS[0]!
  const row = { id: "r1", step: 1, input, gold, completion: "\u{1f600}", findings: [] }
  const lost = { ...row, unscorable: "no judge" }
  const rows = [
    { format: 2, ...row, score: 3 },
    { format: 2, ...lost, score: null },
    { ...row, score: 3 },
    { ...lost, score: -3 },
  ]
  writeFileSync(file, rows.map((one) => JSON.stringify(one)).join("\n"))
  const read = await all(file)
  expect(read.map((one) => [one?.score, one?.unscorable])).toEqual([
    [3, undefined],
    [undefined, "no judge"],
    [3, undefined],
    [undefined, "no judge"],
  ])
  const [step] = await readSteps(file)
  expect(step).toMatchObject({ step: 1, reward: 3 })
})

describe("tables of TRL with several reward functions and no total", () => {
  const at = path.join(FIXTURES, "trl-several")
  const scores = async (column?: string) => {
    const answers: (LoggedAnswer | undefined)[] = []
    for await (const batch of (await openLog(at, column)).answers()) answers.push(...batch)
    return answers
  }

  test("have the sum as their score where the advantages fit it, which is said; what gave nothing is left out of it", async () => {
    const answers = await scores()
    // right: 1 + 2; Other: 1 and no accuracy; wrong direction: 1 - 0.5; nothing: 0 - 0.5
    expect(answers.map((one) => one?.score)).toEqual([3, 1, 0.5, -0.5, -0.5, 0.5, 1, 3])
    const assumed = 'the score is "form_reward" + "accuracy_reward", unweighted, which the advantages fit'
    expect(new Set(answers.map((one) => one?.assumed))).toEqual(new Set([assumed]))
    const steps = await readSteps(at)
    expect(steps.map(({ reward }) => reward)).toEqual([1, 1])
    expect(steps[0]!.assumed).toContain(assumed)
  })

  test("have the one that is named, and an answer to which it gave nothing is unscorable", async () => {
    const answers = await scores("accuracy_reward")
    expect(answers.map((one) => one?.score)).toEqual([2, undefined, -0.5, -0.5, -0.5, -0.5, undefined, 2])
    expect(answers[1]!.unscorable).toBe("no reward was given")
    expect(answers[0]!.assumed).toBeUndefined()
    expect((await readSteps(at, undefined, "form_reward")).map(({ reward }) => reward)).toEqual([0.75, 0.75])
  })

  const rows = (weight: number, advantages?: readonly number[]) =>
    [3, 1, 0.5, -0.5].map((accuracy, i) => {
      const form = i % 2
      return { prompt: "p", form, accuracy, advantage: advantages?.[i] ?? weight * accuracy + form }
    })
  const tells = (weight: number, advantages?: readonly number[]) => {
    const told = new Set<string>()
    return [fits(rows(weight, advantages), ["form", "accuracy"], told), [...told]]
  }

  test("have no sum where the weights were others, or where the groups do not tell", () => {
    expect(tells(1)).toEqual([true, ["form", "accuracy"]])
    expect(tells(0.5)).toEqual([false, []])
    expect(tells(1, [0, 0, 0, 0])).toEqual([false, []])
    const two = [
      { form: 0, accuracy: 0, advantage: -1 },
      { form: 1, accuracy: 1, advantage: 1 },
    ]
    const told = new Set<string>()
    expect([fits(two, ["form", "accuracy"], told), told.size]).toEqual([true, 0])
  })

  test("do not have what is no column, and other logs have none to name", async () => {
    await expect(openLog(at, "accuracy")).rejects.toMatchObject({
      diagnostics: [
        { code: "log-column-unknown", message: expect.stringMatching(/only form_reward, accuracy_reward/) },
      ],
    })
    await expect(openLog(path.join(FIXTURES, "verl"), "score")).rejects.toMatchObject({
      diagnostics: [{ code: "log-column-unknown" }],
    })
  })
})

describe("what is wrong is said", () => {
  const codes = (work: Promise<unknown>) =>
    work.then(same, (error: unknown) => (error as UserError).diagnostics.map(({ code }) => code))

  test("a folder that holds no log, and a file of rows that holds none", async () => {
    expect(await codes(openLog("tests/rollout"))).toEqual(["log-unknown"])
    const file = path.join(folder, "none.jsonl")
    writeFileSync(file, '{"a": 1}\n[]\nx')
    expect(await codes(askedRows(file, ask))).toEqual(["rows-unknown"])
    expect(await codes(askedRows(path.join(folder, "absent"), ask))).toEqual(["log-unreadable"])
  })

  test("a parquet file that was cut off, is empty, or is none", async () => {
    const whole = path.join(FIXTURES, "trl/completions/completions_00001.parquet")
    for (const [name, bytes] of [
      ["cut", 4000],
      ["empty", 0],
    ] as const) {
      const file = path.join(folder, `${name}.parquet`)
      copyFileSync(whole, file)
      truncateSync(file, bytes)
      expect(await codes(all(file))).toEqual(["log-unreadable"])
    }
    const text = path.join(folder, "text.parquet")
    writeFileSync(text, "PAR1".repeat(100))
    expect(await codes(all(text))).toEqual(["log-unreadable"])
  })

  test("a row of verl or verifiers that holds no answer is counted and the others are read", async () => {
    const inner = path.join(folder, "broken")
    mkdirSync(inner)
    const whole = readFileSync(path.join(FIXTURES, "verl/1.jsonl"), "utf8").trim().split("\n")
    writeFileSync(path.join(inner, "10.jsonl"), whole.join("\n"))
    writeFileSync(path.join(inner, "9.jsonl"), [whole[0], '{"input": 3}', "[]", whole[1]!.slice(0, 50)].join("\n"))
    const read = await all(inner)
    expect(read.map((one) => one?.completion === undefined)).toEqual([
      ...[false, true, true, true],
      ...[false, false, false, false, false],
    ])
    const failed = path.join(folder, "traces.jsonl")
    const episode = { id: "e", env: {}, task: { type: "T", data: { id: "1" } }, traces: [] }
    writeFileSync(
      failed,
      `${JSON.stringify(episode)}\n${JSON.stringify({ ...episode, traces: [{ task: {}, nodes: [] }] })}`,
    )
    expect(await all(failed)).toMatchObject([undefined, { completion: "", unscorable: "no reward was given" }])
  })
})
