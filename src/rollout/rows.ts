/**
 * The rows of `metrics.jsonl`, one line of JSON each (those of `rollouts.jsonl` are in log.ts). People script against
 * them; change them only by adding.
 */

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
