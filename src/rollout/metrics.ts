/**
 * Measures of answers beside the reward: several tries at a problem, classification, and how well a judge's probabilities
 * separate and how far they can be believed. Intervals are in `statistics.ts`.
 */

/**
 * Mean score of k tries at each problem, over problems.
 *
 * @param scores_PK one row per problem; rows may differ in length
 */
export function averageAtK(scores_PK: readonly (readonly number[])[]): number {
  return mean(scores_PK.map((scores) => mean(scores)))
}

/**
 * The chance that at least one of k tries is right, from n tries of which c were right: without bias, unlike taking the
 * first k, and without the large binomials of the formula 1 - C(n - c, k) / C(n, k).
 *
 * @param right_PN one row per problem, of at least k tries
 * @throws RangeError for a problem with fewer than k tries
 * @source Chen et al. 2021, arXiv:2107.03374, section 2.1
 * @example passAtK([[true, false, false, true, false]], 2) // 0.7
 */
export function passAtK(right_PN: readonly (readonly boolean[])[], k: number): number {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`pass at ${k}, expected a whole number from 1`)
  return mean(
    right_PN.map((tries) => {
      const n = tries.length
      if (n < k) throw new RangeError(`${n} tries at a problem, pass at ${k} needs as many`)
      const wrong = tries.filter((isRight) => !isRight).length
      if (wrong < k) return 1
      let allWrong = 1
      for (let i = wrong + 1; i <= n; i++) allWrong *= 1 - k / i
      return 1 - allWrong
    }),
  )
}

export interface F1Scores {
  /** Over all decisions at once. */
  readonly micro: number
  /** Mean over labels, each as important as the others. */
  readonly macro: number
  /** By label; a label that is neither gold nor answered anywhere has none. */
  readonly byLabel: Readonly<
    Record<string, { readonly precision: number; readonly recall: number; readonly f1: number }>
  >
}

/**
 * F1 of sets of labels, one pair of sets for each item; for a single label a set of one, for an answer that was not read an
 * empty one. A precision or recall of nothing is 0.
 *
 * @param labels which count, in this order; absent: all that occur. Leaving out `Other` leaves it out of micro F1 as well
 */
export function f1Scores(
  items: readonly { readonly gold: Iterable<string>; readonly answer: Iterable<string> }[],
  labels?: readonly string[],
): F1Scores {
  const counts = new Map<string, { hits: number; answered: number; gold: number }>()
  for (const label of labels ?? []) counts.set(label, { hits: 0, answered: 0, gold: 0 })
  const countOf = (label: string) => {
    const known = counts.get(label)
    if (known || labels) return known
    const fresh = { hits: 0, answered: 0, gold: 0 }
    counts.set(label, fresh)
    return fresh
  }
  for (const item of items) {
    const [gold, answer] = [new Set(item.gold), new Set(item.answer)]
    for (const label of gold) {
      const count = countOf(label)
      if (count) count.gold++
    }
    for (const label of answer) {
      const count = countOf(label)
      if (!count) continue
      count.answered++
      if (gold.has(label)) count.hits++
    }
  }
  const used = [...counts].filter(([, { answered, gold }]) => answered + gold > 0)
  const sum = (pick: (count: { hits: number; answered: number; gold: number }) => number) =>
    used.reduce((total, [, count]) => total + pick(count), 0)
  const byLabel = Object.fromEntries(used.map(([label, count]) => [label, rates(count)]))
  return {
    micro: rates({
      hits: sum(({ hits }) => hits),
      answered: sum(({ answered }) => answered),
      gold: sum(({ gold }) => gold),
    }).f1,
    macro: used.length === 0 ? 0 : mean(Object.values(byLabel).map(({ f1 }) => f1)),
    byLabel,
  }
}

function rates({ hits, answered, gold }: { hits: number; answered: number; gold: number }) {
  return {
    precision: answered === 0 ? 0 : hits / answered,
    recall: gold === 0 ? 0 : hits / gold,
    f1: hits === 0 ? 0 : (2 * hits) / (answered + gold),
  }
}

/**
 * Harmonic mean: of the accuracies on solutions with and without an error it is ProcessBench's F1.
 *
 * @example harmonicMean(0.6, 0.9).toFixed(2) // "0.72"
 */
export const harmonicMean = (a: number, b: number): number => (a + b === 0 ? 0 : (2 * a * b) / (a + b))

/** A judge's probability, and what was true. */
export interface Judged {
  readonly probability: number
  readonly isTrue: boolean
}

/**
 * Area under the ROC curve: the chance that a true one is judged above a false one, a tie counting half.
 *
 * @returns undefined where all are true or all are false
 * @source Hanley and McNeil 1982, Radiology 143:29, by the rank sum
 */
export function rocAuc(judged: readonly Judged[]): number | undefined {
  const sorted = [...judged].sort((a, b) => a.probability - b.probability)
  const positives = sorted.filter(({ isTrue }) => isTrue).length
  const negatives = sorted.length - positives
  if (positives === 0 || negatives === 0) return undefined
  let rankSum = 0
  for (let start = 0; start < sorted.length; ) {
    let end = start
    while (end < sorted.length && sorted[end]!.probability === sorted[start]!.probability) end++
    const rank = (start + 1 + end) / 2 // of ties the mean of their ranks, from 1
    for (let i = start; i < end; i++) if (sorted[i]!.isTrue) rankSum += rank
    start = end
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

export interface CalibrationBin {
  readonly low: number
  readonly high: number
  readonly count: number
  /** Mean of the probabilities in it, and share that was true. */
  readonly probability: number
  readonly share: number
}

/**
 * How far probabilities can be believed: bins of equal width, and the expected calibration error, the mean distance between
 * probability and share of true, weighted by the size of the bins. A probability on a border belongs to the bin below it.
 *
 * @returns error: undefined for no judgements at all
 * @source Guo et al. 2017, arXiv:1706.04599, section 2
 */
export function calibration(
  judged: readonly Judged[],
  bins = 10,
): { readonly error: number | undefined; readonly bins: readonly CalibrationBin[] } {
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`${bins} bins, expected a whole number from 1`)
  const sums = Array.from({ length: bins }, () => ({ count: 0, probability: 0, isTrue: 0 }))
  for (const { probability, isTrue } of judged) {
    if (!(probability >= 0 && probability <= 1)) throw new RangeError(`the probability ${probability}, expected 0 to 1`)
    const sum = sums[Math.max(0, Math.ceil(probability * bins) - 1)]!
    sum.count++
    sum.probability += probability
    if (isTrue) sum.isTrue++
  }
  const filled = sums.map(({ count, probability, isTrue }, i) => ({
    ...{ low: i / bins, high: (i + 1) / bins, count },
    probability: count === 0 ? 0 : probability / count,
    share: count === 0 ? 0 : isTrue / count,
  }))
  const error = filled.reduce((sum, bin) => sum + bin.count * Math.abs(bin.probability - bin.share), 0) / judged.length
  return { error: judged.length === 0 ? undefined : error, bins: filled }
}

function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("the mean of no values")
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
