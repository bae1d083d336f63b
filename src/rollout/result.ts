/**
 * The rows of `results.json`: one measured number with its interval. People script against this; change it only by adding.
 */
export const ARMS = [
  "base",
  "grpo",
  "grpo-random-reward",
  "sft-labels",
  "sft-traces",
  "constant-other",
  "bag-of-words",
  "warm-start",
] as const
export type Arm = (typeof ARMS)[number]

export interface ResultRow {
  readonly arm: string
  /** "in-domain", "out-of-domain", or another set of the recipe. */
  readonly set: string
  /** "accuracy", "kind/NAME", "format", "macro-f1", … */
  readonly metric: string
  readonly value: number
  /** Ends of a 95 % interval. */
  readonly low: number
  readonly high: number
  /** How many items were measured. */
  readonly n: number
  /** Null for what has no seed, or for a row that pools all seeds. */
  readonly seed: number | null
}
