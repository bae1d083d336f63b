/**
 * Conclusions: sentences computed from the rows of results.json, and from nothing else.
 *
 * "Higher" is said only where two 95 % intervals do not overlap; that is stricter than a test of the difference, and no
 * correction is made for the number of comparisons. Everything else prints "no difference shown", which is not "equal".
 */

import type { ResultRow } from "../rollout/result.js"
import { intervalsOverlap } from "../rollout/statistics.js"
import { formatInterval, formatValue, isShare, metricName } from "./label.js"
import { type Pooled, pool } from "./results.js"

/** Two arms to be compared on one set. */
export interface Comparison {
  readonly arm: string
  readonly against: string
  readonly set: string
  /** Default: accuracy, and after it every kind that both arms have. */
  readonly metric?: string
  /** The control: whatever `arm` gains over `against`, it gained without a meaningful reward. */
  readonly control?: boolean
}

export interface Conclusion {
  readonly comparison: Required<Comparison>
  readonly verdict: "higher" | "lower" | "no-difference" | "not-measured"
  /** `arm` minus `against`, in the metric's own unit (shares in [-1, 1]); absent when one of them was not measured. */
  readonly difference?: number
  /** The claim without its numbers, for a reader who has them before the eyes. */
  readonly headline: string
  /** Both arms with interval and seeds; absent when one of them was not measured. */
  readonly numbers?: string
  readonly sentence: string
  /** The same comparison for each kind of item. */
  readonly kinds: readonly Conclusion[]
}

export function conclude(rows: readonly ResultRow[], comparisons: readonly Comparison[]): Conclusion[] {
  const pooled = pool(rows)
  return comparisons.map((comparison) => {
    const { arm, against, set, metric = "accuracy", control = false } = comparison
    const whole = concludeOne(pooled, { arm, against, set, metric, control })
    if (comparison.metric !== undefined) return whole
    const kindsOf = (name: string): string[] =>
      pooled.filter((p) => p.arm === name && p.set === set && p.metric.startsWith("kind/")).map((p) => p.metric)
    const shared = kindsOf(arm).filter((kind) => kindsOf(against).includes(kind))
    const kinds = shared.map((kind) => concludeOne(pooled, { arm, against, set, metric: kind, control: false }))
    return { ...whole, kinds }
  })
}

function concludeOne(pooled: readonly Pooled[], comparison: Required<Comparison>): Conclusion {
  const { arm, against, set, metric, control } = comparison
  const find = (name: string) => pooled.find((p) => p.arm === name && p.set === set && p.metric === metric)
  const [a, b] = [find(arm), find(against)]
  const what = `${capital(set)} ${metricName(metric)}`
  if (!a || !b) {
    const missing = [a ? [] : [arm], b ? [] : [against]].flat().join(" and ")
    const headline = `${what}: ${missing} ${a || b ? "was" : "were"} not measured, so nothing is concluded.`
    return { comparison, verdict: "not-measured", headline, sentence: headline, kinds: [] }
  }
  const difference = a.value - b.value
  const numbers = `${shown(a)} against ${shown(b)}`.replace(/,$/, "")
  if (intervalsOverlap(a, b)) {
    const claim = `${what}: no difference shown between ${arm} and ${against}`
    const tail = control ? " A reward drawn at random is not shown to change anything." : ""
    const sentence = `${claim} (${numbers}; the intervals overlap).${tail}`
    return {
      comparison,
      verdict: "no-difference",
      difference,
      headline: `${claim}.${tail}`,
      numbers,
      sentence,
      kinds: [],
    }
  }
  const verdict = difference > 0 ? "higher" : "lower"
  const claim = `${what}: ${arm} is ${verdict} than ${against} by ${points(difference, metric)}`
  const tail = control ? ` That much ${difference > 0 ? "is gained" : "is lost"} without a meaningful reward.` : ""
  const sentence = `${claim} (${numbers}).${tail}`
  return { comparison, verdict, difference, headline: `${claim}.${tail}`, numbers, sentence, kinds: [] }
}

const shown = (one: Pooled): string => {
  const unit = isShare(one.metric) ? " %" : ""
  const seeds = one.seeds.length > 0 ? `, ${one.seeds.length} seed${one.seeds.length > 1 ? "s" : ""},` : ""
  return `${formatValue(one.value, one.metric)}${unit} ${formatInterval(one, one.metric)}${seeds}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const points = (difference: number, metric: string): string =>
  isShare(metric) ? `${(100 * Math.abs(difference)).toFixed(1)} points` : formatValue(Math.abs(difference), metric)
