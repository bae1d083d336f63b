/** A monitor: one question to a series of training steps, with the number that answers it and the bound it is held to. */
import type { Diagnostic } from "../../diagnostic.js"
import { mean } from "../statistics.js"
import type { StepRow } from "./step-row.js"

/** Something in a training log that somebody should look at. */
export interface MonitorFinding {
  readonly code: string
  readonly severity: Diagnostic["severity"]
  readonly arm: string
  readonly seed: number | null
  /** The step from which it holds. */
  readonly since: number
  readonly value: number
  /** The bound that the value passed, in its unit. */
  readonly threshold: number
  /** What was seen, since when, the number and the bound. */
  readonly message: string
  /** Why it matters and what to do. */
  readonly help: string
}

export interface Monitor {
  readonly name: string
  /** What it watches, in a few words. */
  readonly summary: string
  /** Numbers of a step without which it can say nothing. */
  readonly needs: readonly (keyof StepRow)[]
  /** @param steps of one arm and seed in their order, at least FEWEST_STEPS, all with what it needs */
  readonly look: (steps: readonly StepRow[]) => MonitorFinding | undefined
}

/** In fewer steps a beginning and an end can not be told from chance. */
export const FEWEST_STEPS = 12

/** Steps at the beginning and at the end that are compared: a sixth of the run, 3 to 20. */
export const windowOf = (steps: readonly StepRow[]): number => Math.min(20, Math.max(3, Math.floor(steps.length / 6)))

export type Measure = "reward" | "format" | "accuracy" | "zeroVariance" | "length" | "lengthCorrelation" | "measured"

export const valuesOf = (steps: readonly StepRow[], measure: Measure): number[] =>
  steps.flatMap((step) => step[measure] ?? [])

/** Means of a measure in the first and the last window. */
export function ends(steps: readonly StepRow[], measure: Measure): { readonly first: number; readonly last: number } {
  const size = windowOf(steps)
  return { first: mean(valuesOf(steps.slice(0, size), measure)), last: mean(valuesOf(steps.slice(-size), measure)) }
}

/** Means over each window of so many steps, in order. */
export function rolling(values: readonly number[], size: number): number[] {
  return Array.from({ length: Math.max(0, values.length - size + 1) }, (_, i) => mean(values.slice(i, i + size)))
}

/** @param values at least one */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}

/**
 * How far step means lie from each other by chance: from the differences of neighbours, which a slow trend hardly moves.
 * Steps that are exactly equal (nothing is left to learn) say nothing of chance.
 */
export function stepNoise(values: readonly number[]): number {
  const differences = values.slice(1).map((value, i) => Math.abs(value - values[i]!))
  const moved = differences.filter((difference) => difference > 1e-9)
  return moved.length === 0 ? 0 : (1.4826 * medianOf(moved)) / Math.SQRT2
}

export function findingOf(
  steps: readonly StepRow[],
  { code, severity, message, help }: Diagnostic,
  facts: Pick<MonitorFinding, "since" | "value" | "threshold">,
): MonitorFinding {
  const { arm, seed } = steps[0]!
  return { code, severity, arm, seed, ...facts, message, help }
}
