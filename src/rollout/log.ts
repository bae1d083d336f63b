/**
 * The log of rollouts: one JSON object a line, appended step by step, enough to score every answer again without a model.
 */
import { appendFileSync, readFileSync } from "node:fs"
import type { Finding, Verdict } from "../reward/plan.js"
import type { Completion, Group } from "./rollout.js"

/** One answer, what it earned, and how training looked at it: a line of `rollouts.jsonl`. Change it only by adding. */
export interface RolloutRow {
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
  /** Absent where training left the answer out, and for an evaluation. */
  readonly advantage?: number
  /** Of the whole answer, nats. */
  readonly logProbNats: number
  /** Tokens, the end included. */
  readonly length: number
  /** False: cut off at the longest allowed length. */
  readonly ended: boolean
}

export interface LogPlace {
  readonly arm: string
  readonly seed: number
  readonly step: number
  /** For an evaluation. */
  readonly set?: string
}

/** @param advantages_PG one list for each group, as training computed them; absent for an evaluation */
export function rolloutRows(
  groups: readonly Group[],
  place: LogPlace,
  advantages_PG?: readonly (readonly (number | null)[])[],
): RolloutRow[] {
  return groups.flatMap((group, prompt) =>
    group.completions.map((completion, k) => {
      const advantage = advantages_PG?.[prompt]?.[k]
      const row = loggedRow(group, completion, { ...place, prompt })
      return advantage === undefined || advantage === null ? row : { ...row, advantage }
    }),
  )
}

function loggedRow(
  { item: { task, example } }: Group,
  { text, verdict, length, ended, logProbs_R }: Completion,
  place: LogPlace & { readonly prompt: number },
): RolloutRow {
  const origins = new Map(task.plan.terms.map(({ name, origin }) => [name, origin]))
  return {
    ...place,
    id: example.id,
    ...(example.kind !== undefined && { kind: example.kind }),
    guideline: task.name,
    guidelineHash: task.hash,
    input: example.input,
    gold: example.gold,
    completion: text,
    score: verdict.score,
    answer: verdict.answer,
    terms: verdict.terms.map((term) => {
      const origin = origins.get(term.name)
      return origin ? { ...term, origin } : term
    }),
    findings: verdict.findings,
    ...(verdict.unscorable !== undefined && { unscorable: verdict.unscorable }),
    logProbNats: logProbs_R.subarray(0, length).reduce((a, b) => a + b, 0),
    length,
    ended,
  }
}

export function appendRollouts(file: string, rows: readonly RolloutRow[]): void {
  appendFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""))
}

/** Reads a log again; a last line that was cut off is left out. @throws SyntaxError for a broken line before the last */
export function readRollouts(file: string): RolloutRow[] {
  const complete = readFileSync(file, "utf8").split("\n").slice(0, -1)
  return complete.filter((line) => line !== "").map((line) => JSON.parse(line) as RolloutRow)
}
