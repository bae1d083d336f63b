/**
 * From answers to rows of results.json: each seed with Wilson's interval over its sentences, and all seeds together with a
 * hierarchical bootstrap over seeds, worlds and sentences.
 */
import { resultRows } from "../../rollout/evaluate.js"
import type { Item } from "../../rollout/item.js"
import type { ResultRow } from "../../rollout/result.js"
import { constant } from "../baselines/constant.js"
import { hierarchicalInterval, type Outcome } from "../pooled.js"
import type { ArmJob, ArmResult } from "./arm.js"

export interface Measured {
  readonly job: Pick<ArmJob, "arm" | "name" | "seed">
  readonly result: Pick<ArmResult, "sets">
}

const BOOTSTRAP_SEED = 1

/** @param sets the items that were answered, by the set's name */
export function resultsOf(
  measured: readonly Measured[],
  sets: Readonly<Record<string, readonly Item[]>>,
): readonly ResultRow[] {
  const arms = new Map<string, Measured[]>()
  for (const one of measured) arms.set(one.job.name, [...(arms.get(one.job.name) ?? []), one])
  return Object.entries(sets).flatMap(([set, items]) => [
    ...[...arms].flatMap(([arm, ofArm]) => rowsOf(arm, set, items, ofArm)),
    ...constantRows(set, items),
  ])
}

function rowsOf(arm: string, set: string, items: readonly Item[], measured: readonly Measured[]): ResultRow[] {
  const answers = measured.map(({ result }) => result.sets[set]!)
  const pooled = pooledRows(arm, set, items, answers)
  // A base has no seed of its own: only the pooled row says how far it could be off.
  if (measured.every(({ job }) => job.arm === "base")) return pooled
  const single = measured.flatMap(({ job: { seed } }, i) =>
    resultRows(items, answers[i]!.right, answers[i]!.formed, { arm, set, seed }),
  )
  return [...single, ...pooled]
}

function constantRows(set: string, items: readonly Item[]): ResultRow[] {
  const label = items[0]!.task.meaning.otherwise!.name
  const baseline = constant(label)
  const right = items.map(({ example }) => baseline.predict(example.input) === example.gold.label)
  return pooledRows(`constant-${label.toLowerCase()}`, set, items, [{ right, formed: items.map(() => true) }])
}

function pooledRows(
  arm: string,
  set: string,
  items: readonly Item[],
  answers: readonly ArmResult["sets"][string][],
): ResultRow[] {
  const row = (metric: string, values: "right" | "formed", wanted: (item: Item) => boolean): ResultRow => {
    const chosen = [...items.keys()].filter((at) => wanted(items[at]!))
    const outcomes_SN = answers.map((answer) =>
      chosen.map((at): Outcome => ({ world: items[at]!.task.hash, value: answer[values][at] ? 1 : 0 })),
    )
    return { arm, set, metric, ...hierarchicalInterval(outcomes_SN, BOOTSTRAP_SEED), n: chosen.length, seed: null }
  }
  const kinds = [...new Set(items.map(({ example }) => example.kind!))].sort()
  return [
    row("accuracy", "right", () => true),
    row("format", "formed", () => true),
    ...kinds.map((kind) => row(`kind/${kind}`, "right", ({ example }) => example.kind === kind)),
  ]
}
