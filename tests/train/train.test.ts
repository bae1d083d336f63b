import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Engine } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { Random } from "../../src/random.js"
import { createEvaluator } from "../../src/rollout/evaluate.js"
import type { GrpoObjective, Run, TrainRow } from "../../src/train/run.js"
import { trainToEnd } from "../../src/train/train.js"
import { toyItem, toyPolicy } from "./toy.js"

const grpo: GrpoObjective = { kind: "grpo", groupSize: 8, promptsPerStep: 8, newTokens: 3 }
const settings = { steps: 40, seed: 5, learningRate: 1e-2, draw: toyItem, promptLengths: [4] }

let engine: Engine
beforeAll(async () => {
  engine = await startEngine("ort-cpu", { threads: 1 })
})
afterAll(() => engine.dispose())

async function rowsOf(run: Run): Promise<TrainRow[]> {
  const rows: TrainRow[] = []
  await trainToEnd(run, (row) => rows.push(row))
  return rows
}

const items = Array.from({ length: 32 }, (_, at) => toyItem(Random.of(99, at), at))

describe("learning", () => {
  test("GRPO learns a task from its reward alone", async () => {
    const policy = toyPolicy(engine)
    const evaluator = createEvaluator(engine, policy, { newTokens: 3, batch: 32, promptLengths: [4] })
    const before = await evaluator.evaluate(items, { arm: "base", set: "toy", seed: 5 })
    const rows = await rowsOf({ ...settings, engine, policy, objective: grpo })
    const after = await evaluator.evaluate(items, { arm: "grpo", set: "toy", seed: 5 })
    expect(before.accuracy).toBeLessThan(0.6)
    expect(after.accuracy).toBe(1)
    expect(rows[0]!.reward!).toBeLessThan(0)
    expect(rows.at(-1)!.reward!).toBeGreaterThan(2)
    expect(rows.at(-1)!.zeroVariance!).toBeGreaterThan(rows[0]!.zeroVariance!)
    await evaluator.dispose()
  })
})
