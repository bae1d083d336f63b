/**
 * The rows of `metrics.jsonl` and `rollouts.jsonl`: one line of JSON each. People script against them; change them only
 * by adding.
 */
import type { Finding, Verdict } from "../reward/plan.js"

/** One training step of one arm. Null: the objective has no such number. */
export interface MetricsRow {
  readonly arm: string
  readonly seed: number
  /** From 1. */
  readonly step: number
  /** Mean of the step's answers, on the guideline's own scale. */
  readonly reward?: number | null
  /** Share of answers that could be read in a declared form, in [0, 1]. */
  readonly format?: number | null
  /** Share of answers with the gold label, in [0, 1]. */
  readonly accuracy?: number | null
  /** Accuracy on the development set, at the steps where it was measured, in [0, 1]. */
  readonly score?: number | null
  /** Everything else that was measured, unit in the name: `klNats`, `gradientNorm`, `tokensPerSecond`. */
  readonly [measure: string]: unknown
}

/** One completion with what it earned. */
export interface RolloutRow {
  readonly arm: string
  readonly seed: number
  readonly step: number
  /** Absent for training; else the set that was evaluated. */
  readonly set?: string
  /** Of the example. */
  readonly id: string
  readonly kind?: string
  /** Name of the guideline. */
  readonly guideline?: string
  readonly input: Readonly<Record<string, string>>
  readonly gold: Readonly<Record<string, string>>
  /** What the model wrote, unchanged: untrusted. */
  readonly completion: string
  readonly score: number
  readonly answer: Readonly<Record<string, string>>
  /** Each term with the line of the guideline that pays it. */
  readonly terms: readonly (Verdict["terms"][number] & {
    readonly origin?: { readonly path: string; readonly line: number }
  })[]
  readonly findings: readonly Finding[]
  readonly unscorable?: string
}
