/**
 * The rows of `metrics.jsonl` and `rollouts.jsonl`: one line of JSON each. People script against them; change them only
 * by adding. Reading is lenient where writing is strict: an unknown field is kept, a missing optional one is absent.
 */
import type { Finding, Verdict } from "../reward/plan.js"

/** One training step of one arm, or one evaluation on the way. */
export interface MetricsRow {
  readonly arm: string
  readonly seed: number
  /** From 1; 0 is the state before the first step. */
  readonly step: number
  /** Absent for training; for an evaluation the set that was measured: "dev". */
  readonly set?: string
  /** Mean of the step's rollouts, on the guideline's own scale. */
  readonly reward?: number
  /** Share of rollouts that could be read in a declared form, in [0, 1]. */
  readonly format?: number
  /** Share with the gold label, in [0, 1]. */
  readonly accuracy?: number
  /** Everything else that was measured, unit in the name: `klNats`, `gradientNorm`, `tokensPerSecond`. */
  readonly [measure: string]: string | number | undefined
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
  /** The guideline's file, as it is named in the run's folder. */
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
