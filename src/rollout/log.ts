/** Groups as lines of the log of rollouts: enough to score every answer again without a model. */
import { toWire } from "../reward/wire.js"
import type { Completion, Group } from "./rollout.js"
import type { RolloutRow } from "./rows.js"

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
  const { score, findings, unscorable } = toWire(verdict, text)
  return {
    format: 2,
    ...place,
    id: example.id,
    ...(example.kind !== undefined && { kind: example.kind }),
    guideline: task.name,
    guidelineHash: task.hash,
    input: example.input,
    gold: example.gold,
    completion: text,
    score,
    answer: verdict.answer,
    terms: verdict.terms.map((term) => {
      const origin = origins.get(term.name)
      return origin ? { ...term, origin } : term
    }),
    findings,
    ...(unscorable !== undefined && { unscorable }),
    logProbNats: logProbs_R.subarray(0, length).reduce((a, b) => a + b, 0),
    length,
    ended,
  }
}
