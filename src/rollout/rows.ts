/**
 * The rows of `metrics.jsonl` and `rollouts.jsonl`: one line of JSON each. People script against them; change them only
 * by adding.
 */
import type { Finding, Verdict } from "../reward/plan.js"
import type { Value } from "../value.js"

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

/**
 * One answer, what it earned, and how training looked at it. The verdict stands as `score --json` prints it: spans in code
 * points, and a score of null beside `unscorable`.
 */
export interface RolloutRow {
  /** Absent in logs of before: there spans are UTF-16 offsets, and a number that means nothing stands beside `unscorable`. */
  readonly format?: 2
  readonly arm: string
  readonly seed: number
  readonly step: number
  /** Absent for training; else the set that was evaluated. */
  readonly set?: string
  /** Number of the prompt in its step, from 0: rows with the same number are a group. */
  readonly prompt: number
  /** Of the example. */
  readonly id: string
  readonly kind?: string
  /** The guideline's name, and the sha256 of its file with its imports. */
  readonly guideline: string
  readonly guidelineHash: string
  readonly input: Readonly<Record<string, Value>>
  readonly gold: Readonly<Record<string, Value>>
  /** What the model wrote, unchanged: untrusted. */
  readonly completion: string
  /** Null: unscorable. */
  readonly score: number | null
  readonly answer: Readonly<Record<string, Value>>
  /** Each term with the line of the guideline that pays it. */
  readonly terms: readonly (Verdict["terms"][number] & {
    readonly origin?: { readonly path: string; readonly line: number }
  })[]
  readonly findings: readonly Finding[]
  readonly unscorable?: string
  /** Absent where training left the answer out, and for an evaluation. */
  readonly advantage?: number
  /** Of the whole answer, nats. */
  readonly logProbNats: number
  /** Tokens, the end included. */
  readonly length: number
  /** False: cut off at the longest allowed length. */
  readonly ended: boolean
}

/** @returns null for what could not be scored, in logs of before as well */
export const scoreOf = ({ score, unscorable }: Pick<RolloutRow, "score" | "unscorable">): number | null =>
  unscorable === undefined ? score : null
