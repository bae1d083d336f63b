/** The recipe on worlds from end to end, very small: the run's folder, and a stop in the middle. Runs dist/, as children do. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Settings } from "../../src/recipes/r1-re/settings.js"
import type { RunEvent, RunOutcome } from "../../src/recipes/recipe.js"
import { DEV, items, TEST, TRAINING } from "../../src/recipes/worlds/domains.js"
import { possibleTotals } from "../../src/reward/combine.js"
import type { ResultRow } from "../../src/rollout/result.js"
import type { RunFolder as Folder, RunContext } from "../../src/rollout/run-folder.js"

type OnWorlds = typeof import("../../src/recipes/r1-re/on-worlds.js")
type Folders = typeof import("../../src/rollout/run-folder.js")
type Setting = typeof import("../../src/recipes/r1-re/settings.js")

const dist = async <T>(name: string): Promise<T> => {
  const file = path.resolve("dist/src", name)
  if (!existsSync(file)) throw new Error("dist/ is missing; run: npm run build")
  return (await import(pathToFileURL(file).href)) as T
}

const home = mkdtempSync(path.join(os.tmpdir(), "glossator-r1-re-"))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const few = { worlds: 2, perWorld: 4 }
const context: RunContext = {
  glossator: "0.0.0",
  engineVersion: null,
  command: [],
  options: { data: null, seeds: null, steps: null, threads: null, long: false },
  now: () => new Date(0),
}

let settings: Settings
let runOnWorlds: OnWorlds["runOnWorlds"]
let RunFolder: Folders["RunFolder"]
beforeAll(async () => {
  const { settingsOf } = await dist<Setting>("recipes/r1-re/settings.js")
  ;({ runOnWorlds } = await dist<OnWorlds>("recipes/r1-re/on-worlds.js"))
  ;({ RunFolder } = await dist<Folders>("rollout/run-folder.js"))
  settings = {
    ...settingsOf(false),
    arms: ["grpo", "sft-labels"],
    steps: 4,
    labelFactor: 2,
    promptsPerStep: 4,
    groupSize: 4,
    selectEvery: 2,
    training: { ...TRAINING, ...few },
    dev: { ...DEV, ...few },
    sets: { "in-domain": { ...TRAINING, ...few }, "out-of-domain": { ...TEST, ...few } },
  }
})

async function go(folder: string, resume: boolean, stopAt?: (event: RunEvent) => boolean): Promise<RunOutcome> {
  const stop = new AbortController()
  const opened: Folder[] = []
  const options = {
    open: async (identity: Parameters<Folders["RunFolder"]["create"]>[0]) => {
      const made = await (resume
        ? RunFolder.resume(identity, context, folder)
        : RunFolder.create(identity, context, folder))
      opened.push(made)
      return made
    },
    engine: "ort-cpu",
    seeds: 1,
    long: false,
    signal: stop.signal,
  } as const
  const outcome = await runOnWorlds(options, (event) => stopAt?.(event) && stop.abort(), settings)
  await opened[0]!.close(outcome.state)
  return outcome
}

const rows = (folder: string, file: string): Record<string, unknown>[] =>
  readFileSync(path.join(folder, file), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))

const resultsOf = (outcome: RunOutcome): readonly ResultRow[] => {
  if (outcome.state !== "finished") throw new Error(`stopped at ${outcome.at}`)
  return outcome.results
}

describe("a run on worlds", () => {
  const whole = path.join(home, "whole")
  let results: readonly ResultRow[]
  beforeAll(async () => {
    results = resultsOf(await go(whole, false))
  })

  it("measures every arm on every set: accuracy, form and kinds, each inside its interval", () => {
    const found = new Set(results.map(({ arm, set }) => `${arm} ${set}`))
    const arms = ["base", "grpo", "grpo-random-reward", "sft-labels", "constant-other"]
    const expected = arms.flatMap((arm) => ["in-domain", "out-of-domain"].map((set) => `${arm} ${set}`))
    expect([...found].sort()).toEqual(expected.sort())
    for (const { value, low, high, n } of results) {
      expect(n).toBeGreaterThan(0)
      expect(value).toBeGreaterThanOrEqual(low - 1e-9)
      expect(value).toBeLessThanOrEqual(high + 1e-9)
    }
    const metrics = new Set(results.map(({ metric }) => metric))
    expect([...metrics]).toEqual(expect.arrayContaining(["accuracy", "format", "kind/relation"]))
  })

  it("gives the constant the share of Other, and trained arms a row for the seed and one for all seeds", () => {
    const asked = items(settings.sets["in-domain"]!, settings.testSeed)
    const share = asked.filter(({ example }) => example.gold.label === "Other").length / asked.length
    const of = (arm: string) =>
      results.filter((row) => row.arm === arm && row.set === "in-domain" && row.metric === "accuracy")
    expect(of("constant-other").map(({ value }) => value)).toEqual([share])
    expect(of("grpo").map(({ seed }) => seed)).toEqual([1, null])
  })

  it("logs every step, and every answer with the score that its guideline gives", () => {
    const metrics = rows(whole, "metrics.jsonl")
    const steps = (name: string) => metrics.filter(({ arm }) => arm === name).map(({ step }) => step)
    for (const arm of ["grpo", "grpo-random-reward"]) expect(steps(arm)).toEqual([1, 2, 3, 4])
    expect(steps("sft-labels")).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    const answers = rows(whole, "rollouts.jsonl")
    expect(answers.filter(({ arm, set }) => arm === "grpo" && set === undefined)).toHaveLength(4 * 4 * 4)
    const asked = new Map(items(settings.sets["in-domain"]!, settings.testSeed).map((item) => [item.example.id, item]))
    const evaluated = answers.filter(({ set }) => set === "in-domain")
    expect(evaluated).toHaveLength(4 * asked.size)
    for (const { id, completion, score } of evaluated) {
      const { task, example } = asked.get(id as string)!
      expect(task.score(completion as string, example).score).toBe(score)
      expect(possibleTotals(task.plan.terms, task.plan)).toContain(score)
    }
  })

  it("leaves the trained policies and no other checkpoint", () => {
    expect(existsSync(path.join(whole, "checkpoints/grpo-1/model.safetensors"))).toBe(true)
    expect(existsSync(path.join(whole, "checkpoints/grpo-1.safetensors"))).toBe(false)
  })

  it("goes on after a stop and ends with the same numbers and the same answers", async () => {
    const parts = path.join(home, "parts")
    const stopped = await go(parts, false, (event) => event.type === "step" && event.arm === "grpo" && event.step === 2)
    expect(stopped.state).toBe("stopped")
    expect(resultsOf(await go(parts, true))).toEqual(results)
    const answers = (folder: string) => rows(folder, "rollouts.jsonl").map((row) => JSON.stringify(row))
    expect(answers(parts).sort()).toEqual(answers(whole).sort())
  })
})
