/**
 * Rows of results.json on the real sentences: accuracy on the 500-item protocol and on the whole test set, and the official
 * macro-F1 on the whole test set.
 *
 * Intervals of single seeds: Wilson for accuracy, a bootstrap over sentences for F1. Those over seeds draw seeds and, once
 * for all of them, sentences.
 */
import { Random } from "../../random.js"
import type { ResultRow } from "../../rollout/result.js"
import { officialScore } from "../../rollout/semeval-score.js"
import { bootstrapOverSeeds, type Interval, mean, quantile, wilson } from "../../rollout/statistics.js"
import { type Example, type Label, textOf } from "../../value.js"
import { PROTOCOL_SET, TEST_SET } from "./corpus.js"

/** One arm's answers to the whole test set, in its order: a list for each seed, or one. */
export interface ArmAnswers {
  readonly arm: string
  /** Null for what has none. */
  readonly seeds: readonly number[] | null
  readonly labels_SN: readonly (readonly (Label | null)[])[]
}

const BOOTSTRAP_SEED = 1
const F1_DRAWS = 500

export function semevalResults(
  test: readonly Example[],
  evaluation: readonly Example[],
  arms: readonly ArmAnswers[],
): ResultRow[] {
  const asked = new Set(evaluation.map(({ id }) => id))
  const chosen = [...test.keys()].filter((at) => asked.has(test[at]!.id))
  const all = [...test.keys()]
  return arms.flatMap((answers) => [
    ...accuracyRows(PROTOCOL_SET, test, chosen, answers),
    ...accuracyRows(TEST_SET, test, all, answers),
    ...f1Rows(test, answers),
  ])
}

function accuracyRows(
  set: string,
  test: readonly Example[],
  chosen: readonly number[],
  { arm, seeds, labels_SN }: ArmAnswers,
): ResultRow[] {
  const rows = (metric: string, holds: (label: Label | null, at: number) => boolean): ResultRow[] => {
    const values_SN = labels_SN.map((labels) => chosen.map((at) => (holds(labels[at]!, at) ? 1 : 0)))
    const about = { arm, set, metric, n: chosen.length }
    const single = values_SN.map((values) => wilson(values.filter((value) => value === 1).length, values.length))
    return withPooled(about, seeds, single, () => {
      const pooled = bootstrapOverSeeds(values_SN, { seed: BOOTSTRAP_SEED })
      // Where every answer is the same there is nothing to draw from: Wilson's interval of the items speaks then.
      return pooled.value === 0 || pooled.value === 1 ? single[0]! : pooled
    })
  }
  return [
    ...rows("accuracy", (label, at) => label === test[at]!.gold.label),
    ...rows("format", (label) => label !== null),
  ]
}

function f1Rows(test: readonly Example[], { arm, seeds, labels_SN }: ArmAnswers): ResultRow[] {
  const gold = test.map(({ gold }) => textOf(gold, "label"))
  const about = { arm, set: TEST_SET, metric: "macro-f1", n: test.length }
  const single = labels_SN.map((labels) => f1Interval(gold, [labels]))
  return withPooled(about, seeds, single, () => f1Interval(gold, labels_SN))
}

/** A row for each seed and one for all together; for what has no seed, one row. */
function withPooled(
  about: Pick<ResultRow, "arm" | "set" | "metric" | "n">,
  seeds: readonly number[] | null,
  single: readonly Interval[],
  pooled: () => Interval,
): ResultRow[] {
  if (seeds === null) return [{ ...about, ...single[0]!, seed: null }]
  return [...seeds.map((seed, i) => ({ ...about, ...single[i]!, seed })), { ...about, ...pooled(), seed: null }]
}

/** Percentile bootstrap of the mean official F1 over seeds, 95 %. */
function f1Interval(gold_N: readonly Label[], labels_SN: readonly (readonly (Label | null)[])[]): Interval {
  const random = Random.of(BOOTSTRAP_SEED, "macro-f1")
  const items = [...gold_N.keys()]
  const drawn = Float64Array.from({ length: F1_DRAWS }, () => {
    const at = items.map(() => random.pick(items))
    return mean(labels_SN.map(() => f1Of(gold_N, random.pick(labels_SN), at)))
  }).sort()
  const value = mean(labels_SN.map((labels) => f1Of(gold_N, labels, items)))
  return { value, low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) }
}

/** @param at items, some perhaps several times: each counts as an item of its own */
function f1Of(gold_N: readonly Label[], labels_N: readonly (Label | null)[], at: readonly number[]): number {
  const key = new Map(at.map((item, i) => [String(i), gold_N[item]!]))
  const proposed = new Map(at.map((item, i) => [String(i), labels_N[item] ?? undefined]))
  return officialScore(key, proposed).macroF1
}
