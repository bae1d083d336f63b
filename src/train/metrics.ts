/** A step's numbers as a row of `metrics.jsonl`. */
import type { MetricsRow } from "../rollout/rows.js"
import type { TrainRow } from "./run.js"

/** Flat: `term/NAME` for what each term paid on average; what the objective does not have, or is not finite, is left out. */
export function metricsRow(row: TrainRow, arm: string, seed: number): MetricsRow {
  const { terms, seconds, tokensPerSecond, rollouts: _, step, ...numbers } = row
  const known = Object.entries(numbers).filter(([, value]) => Number.isFinite(value)) as [string, number][]
  return {
    arm,
    seed,
    step,
    ...Object.fromEntries(known),
    ...Object.fromEntries(Object.entries(terms ?? {}).map(([name, paid]) => [`term/${name}`, paid])),
    generateSeconds: seconds.generate,
    updateSeconds: seconds.update,
    generatedTokensPerSecond: tokensPerSecond.generate,
    updatedTokensPerSecond: tokensPerSecond.update,
  }
}
