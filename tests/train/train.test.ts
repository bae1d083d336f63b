import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { memory } from "@tensorflow/tfjs-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { UserError } from "../../src/diagnostic.js"
import type { Engine } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { type Policy, snapshotWeights } from "../../src/model/policy.js"
import { Random } from "../../src/random.js"
import { createEvaluator, type Evaluation } from "../../src/rollout/evaluate.js"
import { metricsRow } from "../../src/train/metrics.js"
import type { GrpoObjective, GrpoRun, LessonRun, Run, SftRun, TrainRow } from "../../src/train/run.js"
import { train } from "../../src/train/train.js"
import { trainToEnd } from "../support/train-to-end.js"
import { toyItem, toyPolicy } from "./toy.js"

const objective: GrpoObjective = { kind: "grpo", groupSize: 8, promptsPerStep: 8, newTokens: 3 }
const shared = { seed: 5, learningRate: 3e-3, draw: toyItem, promptLengths: [4] }
const items = Array.from({ length: 32 }, (_, at) => toyItem(Random.of(99, at), at))

let engine: Engine
let folder: string
beforeAll(async () => {
  engine = await startEngine("ort-cpu", { threads: 1 })
  folder = mkdtempSync(path.join(os.tmpdir(), "glossator-train-"))
})
afterAll(async () => {
  await engine.dispose()
  rmSync(folder, { recursive: true })
})

async function rowsOf(run: Run): Promise<TrainRow[]> {
  const rows: TrainRow[] = []
  await trainToEnd(run, (row) => rows.push(row))
  return rows
}

async function evaluated(policy: Policy): Promise<Evaluation> {
  const evaluator = createEvaluator(engine, policy, { newTokens: 3, batch: 32, promptLengths: [4] })
  const evaluation = await evaluator.evaluate(items, { arm: "any", set: "toy", seed: 5 })
  await evaluator.dispose()
  return evaluation
}

describe("learning", () => {
  test("GRPO learns a task from its reward alone", async () => {
    const policy = toyPolicy(engine, 5)
    expect((await evaluated(policy)).accuracy).toBeLessThan(0.6)
    const big = { ...objective, groupSize: 16, promptsPerStep: 16 }
    const rows = await rowsOf({ ...shared, steps: 150, engine, policy, objective: big })
    expect((await evaluated(policy)).accuracy).toBe(1)
    expect(rows[0]!.reward!).toBeLessThan(-2)
    expect(rows.at(-1)!.reward!).toBeGreaterThan(2.5)
    expect(rows.at(-1)!.entropyNats!).toBeLessThan(rows[0]!.entropyNats! / 10)
    expect(rows.at(-1)!.klNats!).toBeGreaterThan(0.5)
  })

  test("labels are imitated without reasoning, traces with it", async () => {
    const sft = async (target: "label" | "trace") => {
      const policy = toyPolicy(engine)
      const run: SftRun = {
        ...shared,
        learningRate: 1e-2,
        steps: 40,
        engine,
        policy,
        objective: { kind: "sft", target, promptsPerStep: 16, newTokens: 3 },
      }
      const rows = await rowsOf(run)
      expect(rows.at(-1)!.loss).toBeLessThan(0.1)
      expect(rows.at(-1)!.reward).toBeNull()
      return evaluated(policy)
    }
    expect((await sft("label")).accuracy).toBe(1)
    const traced = (await sft("trace")).completions.map(({ text }) => text)
    expect(traced).toEqual(items.map(({ example }) => `because ${example.gold.label}`))
  })

  test("lessons: several answers after one prefix, only the answers are imitated", async () => {
    const policy = toyPolicy(engine)
    const run: LessonRun = {
      ...shared,
      learningRate: 1e-2,
      steps: 60,
      engine,
      policy,
      objective: { kind: "lessons", lessonsPerStep: 4, questionsPerLesson: 2, newTokens: 4 },
      draw: () => ({
        prefix: ".",
        questions: [
          { question: "ping |", answer: "yes" },
          { question: "pong |", answer: "no" },
        ],
      }),
    }
    const rows = await rowsOf(run)
    // Were the questions imitated too, no model could be surer than one bit about the first word of four tokens.
    expect(rows.at(-1)!.loss).toBeLessThan(0.05)
    expect((await evaluated(policy)).accuracy).toBe(1)
  })

  test("the random reward is drawn from the possible totals, and the terms still say what was earned", async () => {
    const random: GrpoObjective = { ...objective, reward: "random" }
    const rows = await rowsOf({ ...shared, steps: 12, engine, policy: toyPolicy(engine), objective: random })
    const rewards = rows.map(({ reward }) => reward!)
    // 768 draws from -3, -0.5 and 3: mean -1/6, standard error 0.09. The policy itself earns about -2.7.
    expect(Math.abs(rewards.reduce((a, b) => a + b, 0) / 12 + 1 / 6)).toBeLessThan(0.4)
    expect(rows[0]!.terms!.format! + rows[0]!.terms!.label!).toBeLessThan(-2)
    expect(
      (await rowsOf({ ...shared, steps: 1, engine, policy: toyPolicy(engine), objective: random }))[0]!.reward,
    ).toBe(rewards[0])
  })

  test("an answer that can not be scored is left out and counted", async () => {
    // Trained to answer "because …", which the toy's check fails on.
    const policy = toyPolicy(engine)
    const says: SftRun = {
      ...shared,
      learningRate: 1e-2,
      steps: 15,
      engine,
      policy,
      objective: { kind: "sft", target: "label", promptsPerStep: 8, newTokens: 3 },
      draw: (random, index) => {
        const item = toyItem(random, index)
        return index % 2 ? item : { ...item, example: { ...item.example, gold: { label: "because" } } }
      },
    }
    await rowsOf(says)
    const [row] = await rowsOf({ ...shared, steps: 1, engine, policy, objective })
    expect(row!.unscorable!).toBeGreaterThan(5)
    const { groups, advantages_PG } = row!.rollouts!
    groups.forEach(({ completions }, p) => {
      completions.forEach(({ verdict }, k) => {
        expect(advantages_PG[p]![k] === null).toBe(verdict.unscorable !== undefined)
      })
    })
    const scored = groups
      .flatMap(({ completions }) => completions)
      .filter(({ verdict }) => verdict.unscorable === undefined)
    expect(row!.reward).toBeCloseTo(scored.reduce((sum, { verdict }) => sum + verdict.score, 0) / scored.length, 9)
  })

  test("with mini-batches the policy has moved before the second one, and the clip takes hold", async () => {
    const whole = await rowsOf({ ...shared, learningRate: 0.1, steps: 1, engine, policy: toyPolicy(engine), objective })
    const halves = await rowsOf({
      ...shared,
      learningRate: 0.1,
      steps: 1,
      engine,
      policy: toyPolicy(engine),
      objective: { ...objective, miniBatches: 4 },
    })
    expect(whole[0]!.clipped).toBe(0)
    expect(halves[0]!.clipped!).toBeGreaterThan(0.1)
  })
})

describe("repeating and going on", () => {
  const weightsAfter = async (run: Omit<GrpoRun, "engine" | "policy">): Promise<Record<string, Float32Array>> => {
    const policy = toyPolicy(engine)
    await rowsOf({ ...run, engine, policy })
    return snapshotWeights(policy)
  }
  const run = { ...shared, steps: 6, warmUpSteps: 3, objective: { ...objective, miniBatches: 2 } }

  test("the same seed gives the same weights, bit for bit; another seed does not", async () => {
    const once = await weightsAfter(run)
    expect(await weightsAfter(run)).toEqual(once)
    expect(await weightsAfter({ ...run, seed: 6 })).not.toEqual(once)
  })

  test("a run that was stopped goes on to the weights of one that was not", async () => {
    const file = path.join(folder, "stopped")
    const stop = new AbortController()
    const policy = toyPolicy(engine)
    const scores = [3, 1, 2, 5, 4, 0]
    const select = { everySteps: 1, score: async (_: Policy, step: number) => scores[step - 1]! }
    const steps: number[] = []
    const first = { ...run, select, engine, policy, checkpoint: { file }, signal: stop.signal }
    const stopped = await trainToEnd(first, ({ step }) => {
      steps.push(step)
      if (step === 3) stop.abort()
    })
    expect(stopped).toMatchObject({ step: 3, stopped: true, best: { step: 1, score: 3 } })

    const again = toyPolicy(engine)
    const resumed = await trainToEnd(
      { ...run, select, engine, policy: again, checkpoint: { file, resume: true } },
      (row) => steps.push(row.step),
    )
    expect(steps).toEqual([1, 2, 3, 4, 5, 6])
    expect(resumed).toMatchObject({ step: 6, stopped: false, best: { step: 4, score: 5 } })
    expect(snapshotWeights(again)).toEqual(await weightsAfter(run))
    expect(resumed.best!.weights).toEqual(await weightsAfter({ ...run, steps: 4 }))
  })

  test("a checkpoint that was cut off, or belongs to another run, is refused with the way out", async () => {
    const file = path.join(folder, "kept")
    await rowsOf({ ...run, steps: 1, engine, policy: toyPolicy(engine), checkpoint: { file } })
    const goOn = (changed: Partial<GrpoRun>) =>
      trainToEnd({ ...run, engine, policy: toyPolicy(engine), checkpoint: { file, resume: true }, ...changed })
    const codeOf = async (work: Promise<unknown>): Promise<string> => {
      const error = await work.then(
        () => undefined,
        (e: unknown) => e,
      )
      return (error as UserError).diagnostics[0]!.code
    }
    expect(await codeOf(goOn({ seed: 8 }))).toBe("checkpoint-differs")
    expect(await codeOf(goOn({ objective: { ...run.objective, beta: 0.5 } }))).toBe("checkpoint-differs")
    truncateSync(file, 5000)
    expect(await codeOf(goOn({}))).toBe("checkpoint-broken")
    writeFileSync(file, "{}")
    expect(await codeOf(goOn({}))).toBe("checkpoint-broken")
    const nowhere = path.join(folder, "missing", "file")
    expect(await codeOf(goOn({ steps: 1, checkpoint: { file: nowhere } }))).toBe("checkpoint-unwritable")
  })

  test("what a crash leaves of a checkpoint being written does not touch the one that is there", async () => {
    const file = path.join(folder, "atomic")
    await rowsOf({ ...run, steps: 2, engine, policy: toyPolicy(engine), checkpoint: { file } })
    const kept = readFileSync(file)
    writeFileSync(`${file}.part`, kept.subarray(0, 100))
    const policy = toyPolicy(engine)
    await rowsOf({ ...run, engine, policy, checkpoint: { file, resume: true } })
    expect(snapshotWeights(policy)).toEqual(await weightsAfter(run))
    expect(existsSync(`${file}.part`)).toBe(false)
  })
})

describe("engines", () => {
  test("ort-cpu and tfjs-wasm give the same losses, and no tensor is left behind", async () => {
    const losses = async (on: Engine): Promise<number[]> => {
      const three = {
        ...shared,
        steps: 3,
        engine: on,
        policy: toyPolicy(on),
        objective: { ...objective, miniBatches: 2 },
      }
      return (await rowsOf(three)).map(({ loss }) => loss)
    }
    const expected = await losses(engine)
    const wasm = await startEngine("tfjs-wasm")
    await losses(wasm)
    const before = memory().numTensors
    const found = await losses(wasm)
    expect(memory().numTensors).toBe(before)
    found.forEach((loss, at) => {
      expect(loss).toBeCloseTo(expected[at]!, 5)
    })
    expect(new Set(expected).size).toBe(3)
    await wasm.dispose()
  })
})

test("a prompt that fits no length is refused before anything is sampled", async () => {
  const rows = train({ ...shared, promptLengths: [2], steps: 1, engine, policy: toyPolicy(engine), objective })
  await expect(rows.next()).rejects.toThrow(UserError)
})

test.each([objective, { kind: "sft", target: "label", promptsPerStep: 4, newTokens: 3 } as const])(
  "$kind: a gradient that is not finite ends the run with the step and the numbers, and spoils neither weights nor checkpoint",
  async (objective) => {
    const policy = toyPolicy(engine)
    const checkpoint = { file: path.join(folder, `diverged-${objective.kind}`), everySteps: 1 }
    let done = 0
    const draw: typeof toyItem = (random, index) => {
      if (done === 2) policy.store.weights["model.norm.weight"]![0] = Number.NaN
      return toyItem(random, index)
    }
    const rows = train({ ...shared, draw, steps: 5, engine, policy, objective, checkpoint } as Run)
    for (; done < 2; done++) await rows.next()
    const before = policy.store.weights["model.embed_tokens.weight"]!.slice()
    const error = await rows.next().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(UserError)
    const [diagnostic] = (error as UserError).diagnostics
    expect(diagnostic!.code).toBe("training-diverged")
    expect(diagnostic!.message).toBe(
      "Training ended at step 3, whose numbers are not finite: loss NaN, norm of the gradient NaN.",
    )
    expect(policy.store.weights["model.embed_tokens.weight"]).toEqual(before)
    const again = train({
      ...shared,
      steps: 5,
      engine,
      policy: toyPolicy(engine),
      objective,
      checkpoint: { ...checkpoint, resume: true },
    } as Run)
    expect((await again.next()).value).toMatchObject({ step: 3 })
    await again.return(undefined as never)
  },
)

test("a row of metrics is flat and leaves out what there is not", async () => {
  const none = { ...objective, beta: 0 }
  const [row] = await rowsOf({ ...shared, steps: 1, engine, policy: toyPolicy(engine), objective: none })
  const flat = metricsRow(row!, "grpo", 5)
  expect(flat).toMatchObject({ arm: "grpo", seed: 5, step: 1, reward: row!.reward, "term/format": row!.terms!.format })
  expect(Object.keys(flat)).not.toContain("klNats")
  expect(Object.values(flat).every((value) => typeof value !== "object")).toBe(true)
})
