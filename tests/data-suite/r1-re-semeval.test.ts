/** The recipe on the real sentences, with a very small model and a handful of steps. Runs dist/, as children do. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { semevalProtocol } from "../../src/data/protocols/semeval2010-task8.js"
import { readData } from "../../src/data/read.js"
import type { RunEvent, RunOutcome } from "../../src/recipes/recipe.js"
import { SEMEVAL, type SemevalSettings } from "../../src/recipes/semeval/settings.js"
import type { ResultRow } from "../../src/rollout/result.js"
import type { RunFolder as Folder, RunContext } from "../../src/rollout/run-folder.js"
import { glossData } from "./gloss-data.js"

const dist = async <T>(name: string): Promise<T> => {
  const file = path.resolve("dist/src", name)
  if (!existsSync(file)) throw new Error("dist/ is missing; run: npm run build")
  return (await import(pathToFileURL(file).href)) as T
}
const { runOnSemeval } = await dist<typeof import("../../src/recipes/r1-re-semeval.js")>("recipes/r1-re-semeval.js")
const { RunFolder } = await dist<typeof import("../../src/rollout/run-folder.js")>("rollout/run-folder.js")

/** Half a minute on a quiet machine. */
const MINUTES = 300_000

const home = mkdtempSync(path.join(os.tmpdir(), "glossator-semeval-"))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const { warmStart, after, model, parts } = SEMEVAL
const mini: SemevalSettings = {
  ...SEMEVAL,
  model: { ...model, width: 16, layers: 1, heads: 2, keyValueHeads: 2, feedForward: 16 },
  parts: { ...parts, dev: 16 },
  warmStart: { ...warmStart, stepsWithout: 4, stepsWith: 4, sentencesPerStep: 8, selectEvery: 4 },
  after: { ...after, steps: 4, promptsPerStep: 4, miniBatches: 2, groupSize: 2, selectEvery: 2 },
}
const context: RunContext = {
  glossator: "0.0.0",
  engineVersion: null,
  command: [],
  options: { data: "semeval2010-task8", seeds: null, steps: null, threads: null, long: false },
  now: () => new Date(0),
}

async function go(
  folder: string,
  resume: boolean,
  hear: (event: RunEvent, stop: AbortController) => void = () => {},
): Promise<RunOutcome> {
  const stop = new AbortController()
  const opened: Folder[] = []
  const options = {
    open: async (identity: Parameters<typeof RunFolder.create>[0]) => {
      const made = await (resume
        ? RunFolder.resume(identity, context, folder)
        : RunFolder.create(identity, context, folder))
      opened.push(made)
      return made
    },
    dataFolder: glossData(),
    engine: "ort-cpu",
    seeds: 1,
    long: false,
    signal: stop.signal,
  } as const
  const outcome = await runOnSemeval(options, (event) => hear(event, stop), mini)
  await opened[0]!.close(outcome.state)
  return outcome
}

let results: readonly ResultRow[]
const notes: string[] = []
beforeAll(async () => {
  const outcome = await go(path.join(home, "whole"), false, (event) => event.type === "note" && notes.push(event.says))
  if (outcome.state !== "finished") throw new Error(outcome.at)
  results = outcome.results
}, MINUTES)

const row = (arm: string, set: string, metric: string, seed: number | null): ResultRow =>
  results.find((one) => one.arm === arm && one.set === set && one.metric === metric && one.seed === seed)!

test("every gold answer is validated before anything is trained", () => {
  expect(notes).toEqual([
    "gold: every answer of 7983 training and 2717 test sentences earns the guideline's highest score",
  ])
})

test("policy, warm start and baselines are measured on the 500 items and on the official test set", () => {
  const expected = ["warm-start", "grpo", "sft-labels", "bag-of-words", "constant-other"]
  expect([...new Set(results.map(({ arm }) => arm))].sort()).toEqual(expected.sort())
  for (const arm of ["warm-start", "grpo", "sft-labels"]) {
    for (const seed of [1, null]) {
      expect(row(arm, "protocol-500", "accuracy", seed).n).toBe(500)
      expect(row(arm, "test-2717", "macro-f1", seed).n).toBe(2717)
    }
  }
})

test("the constant has the share of Other and no F1; the bag of words is far above it", () => {
  const { evaluation } = semevalProtocol(readData("semeval2010-task8", { folder: glossData() }))
  const share = evaluation.filter(({ gold }) => gold.label === "Other").length / evaluation.length
  expect(row("constant-other", "protocol-500", "accuracy", null).value).toBe(share)
  expect(row("constant-other", "test-2717", "macro-f1", null).value).toBe(0)
  const { low } = row("bag-of-words", "protocol-500", "accuracy", null)
  expect(low).toBeGreaterThan(row("constant-other", "protocol-500", "accuracy", null).high)
})

test("nothing of this machine is in the log of answers", () => {
  const lines = readFileSync(path.join(home, "whole/rollouts.jsonl"), "utf8").trim().split("\n")
  expect(lines).toHaveLength(4 * 4 * 2 + 3 * 2717)
  expect(lines.filter((line) => line.includes(process.cwd()) || line.includes(os.homedir()))).toEqual([])
})

test(
  "a run that was stopped in the middle of GRPO goes on and ends with the same numbers",
  async () => {
    const parts = path.join(home, "parts")
    const stopped = await go(parts, false, (event, stop) => {
      if (event.type === "step" && event.arm === "grpo" && event.step === 2) stop.abort()
    })
    expect(stopped.state).toBe("stopped")
    const outcome = await go(parts, true)
    expect(outcome.state === "finished" && outcome.results).toEqual(results)
  },
  MINUTES,
)
