/** The entry points of the compiled modules as trainers call them, without the trainers: keys, names, None, cut answers. */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { trainerFiles } from "../../src/compile/targets/python.js"
import { trainers } from "../../src/compile/targets/trainers.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Example } from "../../src/value.js"
import { task as shipped } from "../guidelines/shipped.js"

const task = shipped("semeval2010-task8")
const own = allExamples(task.meaning).map(({ input, gold }, i) => ({ id: `${i + 1}`, input, gold }))
/** The last two can not be scored. */
const train: Example[] = [...own, { ...own[0]!, id: "a", gold: {} }, { ...own[0]!, id: "b", gold: { label: "Cause" } }]
const completions = train.map(({ input }, i) =>
  i % 3 === 0 ? "<answer>Other</answer>" : task.write(own[i % own.length]!.gold, "So \u{1f600}.", input),
)
const verdicts = train.map((row, i) => task.score(completions[i]!, row))
const folder = mkdtempSync(path.join(tmpdir(), "glossator-entries-"))

interface Said {
  readonly foreign: readonly string[]
  readonly names: readonly string[]
  readonly weights: readonly number[]
  readonly trl: readonly (readonly (number | null)[])[]
  readonly extra: Readonly<Record<string, readonly string[]>>
  readonly metrics: Readonly<Record<string, number>>
  readonly verl: readonly Readonly<Record<string, number>>[]
  readonly openrlhf: readonly {
    readonly rewards: readonly number[]
    readonly scores: readonly number[]
    readonly extra_logs: Readonly<Record<string, readonly number[]>>
  }[]
  readonly placed: Said["openrlhf"][number]
  readonly none: unknown
  readonly speed: number
  readonly hostile: Readonly<Record<string, number>>
}
let said: Said

beforeAll(() => {
  const runtime = readFileSync("assets/python/glossator_reward.py", "utf8")
  const rows = ["trl", "verl", "openrlhf"].map((tool) => {
    const { files } = trainerFiles(trainers.get(tool)!, { task, runtime, train, test: [] })
    mkdirSync(path.join(folder, tool))
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, tool, name), text)
    const lines = files["train.jsonl"]!.trim().split("\n")
    return lines.map((line) => JSON.parse(line) as unknown)
  })
  const input = JSON.stringify({ rows: completions.map((completion, i) => [completion, ...rows.map((of) => of[i])]) })
  const ran = spawnSync("python3", ["-W", "error", "tests/conformance/python-entries.py", folder], {
    input,
    encoding: "utf8",
  })
  if (ran.status !== 0) throw new Error(ran.stderr)
  said = JSON.parse(ran.stdout) as Said
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lost = verdicts.map(({ unscorable }) => unscorable !== undefined)
const names = task.plan.terms.map(({ name }) => name)

test("the modules import nothing but the standard library", () => {
  expect(said.foreign).toEqual(["reward_openrlhf", "reward_trl", "reward_verl"])
})

test("TRL: the total and each term under its own name, None where nothing can be said", () => {
  expect(lost.filter(Boolean)).toHaveLength(2)
  expect(said.names).toEqual(["total", ...names])
  expect(said.weights).toEqual([1, ...names.map(() => 0)])
  const [total, ...terms] = said.trl
  expect(total).toEqual(verdicts.map(({ score, unscorable }) => (unscorable === undefined ? score : null)))
  expect(terms).toEqual(names.map((_, i) => verdicts.map(({ terms: own }) => own[i]?.paid ?? null)))
  expect(said.metrics).toEqual({ unscorable: 2 / train.length })
  expect(said.extra.unscorable).toEqual(verdicts.map(({ unscorable }) => unscorable ?? ""))
  expect(said.extra.findings).toEqual(verdicts.map(({ findings }) => findings.map(({ code }) => code).join(" ")))
})

test("verl: the same keys in every result, and an error that is no score", () => {
  const { highest } = task.plan.range
  expect(said.verl).toEqual(
    verdicts.map(({ score, terms }, i) => ({
      score: lost[i] ? 0 : score,
      acc: lost[i] || score < highest ? 0 : 1,
      error: lost[i] ? 1 : 0,
      ...Object.fromEntries(names.map((name, at) => [`term/${name}`, terms[at]?.paid ?? 0])),
    })),
  )
})

test("OpenRLHF: the answer is cut out of the query, whose prompt holds right answers", () => {
  expect(said.openrlhf).toEqual(
    verdicts.map(({ score, normalised, terms }, i) => ({
      rewards: [lost[i] ? 0 : score],
      scores: [lost[i] ? 0 : normalised],
      extra_logs: {
        error: [lost[i] ? 1 : 0],
        ...Object.fromEntries(names.map((name, at) => [`term/${name}`, [terms[at]?.paid ?? 0]])),
      },
    })),
  )
  expect(said.none).toMatchObject({ rewards: [], scores: [] })
})

test("OpenRLHF: no example of the prompt is an answer, wherever the prompt stands; where it is not found, there is none", () => {
  const first = verdicts[0]!.score
  const nothing = task.score("nothing", train[0]!).score
  expect(said.placed.rewards).toEqual([first, first, nothing, 0])
  expect(said.placed.extra_logs.error).toEqual([0, 0, 0, 1])
})

test("is fast, and stays so on a megabyte of hostile text", () => {
  console.log(`${Math.round(said.speed)} verdicts a second on 2.3 kB; a megabyte: ${JSON.stringify(said.hostile)} s`)
  expect(said.speed).toBeGreaterThan(2000)
  for (const seconds of Object.values(said.hostile)) expect(seconds).toBeLessThan(10)
})
