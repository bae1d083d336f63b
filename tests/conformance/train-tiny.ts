/** Ten more steps of the tiny policy's own warm start on an engine, and what must be equal on another one. */
import { expect } from "vitest"
import type { EngineName, EngineOptions } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { loadPolicy } from "../../src/model/weights.js"
import { drawLesson, WARM_START } from "../../src/recipes/tiny/warm-start.js"
import { trainToEnd } from "../support/train-to-end.js"

const STEPS = 10

export interface Trained {
  readonly device: string
  readonly kind: "cpu" | "gpu"
  readonly losses: number[]
  readonly gradientNorms: number[]
}

export async function trainTiny(name: EngineName, options: EngineOptions = {}): Promise<Trained> {
  const engine = await startEngine(name, options)
  const policy = await loadPolicy("assets/tiny", engine)
  const losses: number[] = []
  const gradientNorms: number[] = []
  await trainToEnd(
    {
      engine,
      policy,
      objective: {
        kind: "lessons",
        lessonsPerStep: 2,
        questionsPerLesson: WARM_START.questionsPerGuide,
        newTokens: WARM_START.questionTokens,
      },
      draw: drawLesson,
      steps: STEPS,
      seed: 1,
      learningRate: WARM_START.learningRate,
      warmUpSteps: 2,
      promptLengths: [WARM_START.guideTokens],
    },
    (row) => {
      losses.push(row.loss)
      gradientNorms.push(row.gradientNorm)
    },
  )
  const { description, kind } = engine.device
  await engine.dispose()
  return { device: description, kind, losses, gradientNorms }
}

/** Sums in another order differ in the last digits; ten steps of training widen that a little. */
export function expectSameTraining(one: Trained, other: Trained): void {
  expect(one.losses).toHaveLength(STEPS)
  one.losses.forEach((loss, step) => {
    expect(Math.abs(loss - other.losses[step]!), `loss of step ${step + 1}`).toBeLessThan(2e-3)
    expect(one.gradientNorms[step]! / other.gradientNorms[step]!, `gradient of step ${step + 1}`).toBeCloseTo(1, 1)
  })
  expect(one.losses[0]!).toBeCloseTo(other.losses[0]!, 4)
}
