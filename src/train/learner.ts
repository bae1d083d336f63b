/** What every objective does in a step: draw, make a batch, update. The loop around it is train.ts. */
import type { AdamW } from "../engine/engine.js"
import type { Random } from "../random.js"
import type { Metrics, TrainRow } from "./run.js"

export type StepReport = Omit<TrainRow, "step" | "learningRate" | "score">

export interface Learner {
  /** @param random the step's own source: `random("sample")` gives the stream of that name */
  step(step: number, random: (name: string) => Random, adamw: AdamW): Promise<StepReport>
  dispose(): Promise<void>
}

/** What a supervised objective does not have. */
export const NO_ROLLOUTS = {
  reward: null,
  terms: null,
  accuracy: null,
  format: null,
  zeroVariance: null,
  unscorable: null,
  entropyNats: null,
  klNats: null,
  clipped: null,
  length: null,
} as const satisfies Partial<Metrics>

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

/** Wall time of an asynchronous piece of work; goes into metrics only. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const start = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - start) / 1000 }
}
