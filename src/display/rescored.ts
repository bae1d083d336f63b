/** Stored answers scored again, as arquero tables: what flipped and why, and the curve as it would have been. */
import { type ColumnTable, table } from "arquero"
import type { Task } from "../compile/task.js"
import type { Rescored } from "../rollout/rescore.js"
import { type RescoreOptions, rescoreLog } from "../rollout/rescore-log.js"

/** Counts of `Rescored`, and its lists as tables. */
export interface RescoredTables extends Omit<Rescored, "flips" | "reasons" | "curve"> {
  /** `id, arm, seed, step, line, before, after, why`: a row for each answer that scores differently. */
  readonly flips: ColumnTable
  /** `why, answers, change`: the commonest reason first. */
  readonly reasons: ColumnTable
  /** `arm, set, step, answers, before, after`: mean scores as they were and as they would have been. */
  readonly curve: ColumnTable
}

/**
 * A training log under a changed guideline, without a model.
 *
 * @param log  a file or the folder of a run: `rollouts.jsonl`, a log of TRL, verl or verifiers, or rows
 *             `{ id, input, gold, completion, score }`
 * @throws UserError log-unreadable, log-unknown, log-column-unknown, log-strict, rows-unknown, data-set-unknown
 * @example (await rescore("runs/first", loadGuideline("new.guideline").task!)).flips
 */
export async function rescore(
  log: string,
  task: Task,
  options: Pick<RescoreOptions, "data" | "rewardColumn" | "strict" | "mostFlips"> = {},
): Promise<RescoredTables> {
  const result = await rescoreLog(log, task, options)
  const { reasons } = result
  return {
    ...result,
    flips: flipsTable(result),
    reasons: table({
      why: reasons.map(({ why }) => why),
      answers: reasons.map(({ answers }) => answers),
      change: reasons.map(({ change }) => change),
    }),
    curve: curveTable(result),
  }
}

export const flipsTable = ({ flips }: Rescored): ColumnTable =>
  table({
    id: flips.map((flip) => flip.id),
    arm: flips.map((flip) => flip.arm),
    seed: flips.map((flip) => flip.seed),
    step: flips.map((flip) => flip.step),
    line: flips.map((flip) => flip.line),
    before: flips.map((flip) => flip.before),
    after: flips.map((flip) => flip.after),
    why: flips.map((flip) => flip.why),
  })

export const curveTable = ({ curve }: Rescored): ColumnTable =>
  table({
    arm: curve.map((point) => point.arm),
    set: curve.map((point) => point.set),
    step: curve.map((point) => point.step),
    answers: curve.map((point) => point.answers),
    before: curve.map((point) => point.before),
    after: curve.map((point) => point.after),
  })
