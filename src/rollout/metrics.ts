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
export const f1Scores = (items: readonly LabelPair[], labels?: readonly string[]): F1Scores => f1Tally(items, labels)()

export interface LabelPair {
  readonly gold: Iterable<string>
  readonly answer: Iterable<string>
}

/** A figure of items that are looked at once: with `times_N` each counts so often, as a bootstrap drew it. */
export type Tally<T> = (times_N?: ArrayLike<number>) => T

export function f1Tally(items: readonly LabelPair[], labels?: readonly string[]): Tally<F1Scores> {
  const known = new Map(labels?.map((label, i) => [label, i]))
  const numberOf = (label: string): number | undefined => {
    if (!labels && !known.has(label)) known.set(label, known.size)
    return known.get(label)
  }
  const events_N = items.map((item) => {
    const [gold, answer] = [new Set(item.gold), new Set(item.answer)]
    const of = (names: Iterable<string>, event: number) =>
      [...names].flatMap((name) => {
        const number = numberOf(name)
        return number === undefined ? [] : [EVENTS * number + event]
      })
    return [
      ...of(gold, GOLD),
      ...of(answer, ANSWERED),
      ...of(
        [...answer].filter((label) => gold.has(label)),
        HIT,
      ),
    ]
  })
  const events = flatEvents(events_N)
  return (times_N) => {
    const counts = counted(events, EVENTS * known.size, times_N)
    const all = [...known].map(([label, number]) => {
      const at = EVENTS * number
      return { label, hits: counts[at + HIT]!, answered: counts[at + ANSWERED]!, gold: counts[at + GOLD]! }
    })
    const used = all.filter(({ answered, gold }) => answered + gold > 0)
    const sum = (pick: (count: (typeof used)[number]) => number) => used.reduce((total, one) => total + pick(one), 0)
    const byLabel = Object.fromEntries(used.map(({ label, ...count }) => [label, rates(count)]))
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
}

const [HIT, ANSWERED, GOLD, EVENTS] = [0, 1, 2, 3]

/** Events of each item, flat: a bootstrap counts them thousands of times. */
export interface Events {
  /** Where the events of an item begin; one more at the end. */
  readonly starts: Int32Array
  readonly numbers: Int32Array
}

export function flatEvents(events_N: readonly (readonly number[])[]): Events {
  const starts = new Int32Array(events_N.length + 1)
  for (const [i, own] of events_N.entries()) starts[i + 1] = starts[i]! + own.length
  return { starts, numbers: Int32Array.from(events_N.flat()) }
}

/** How often each event occurs, items as often as they were drawn. */
export function counted({ starts, numbers }: Events, events: number, times_N?: ArrayLike<number>): Float64Array {
  const counts = new Float64Array(events)
  for (let i = 0; i + 1 < starts.length; i++) {
    const times = times_N ? times_N[i]! : 1
    if (times > 0) for (let at = starts[i]!; at < starts[i + 1]!; at++) counts[numbers[at]!]! += times
  }
  return counts
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
export const rocAuc = (judged: readonly Judged[]): number | undefined => rocTally(judged)()

export function rocTally(judged: readonly Judged[]): Tally<number | undefined> {
  const order = [...judged.keys()].sort((a, b) => judged[a]!.probability - judged[b]!.probability)
  return (times_N) => {
    const timesOf = (at: number): number => (times_N ? times_N[at]! : 1)
    let [positives, below, rankSum] = [0, 0, 0]
    for (let start = 0; start < order.length; ) {
      const { probability } = judged[order[start]!]!
      let [tied, tiedTrue] = [0, 0]
      let end = start
      for (; end < order.length && judged[order[end]!]!.probability === probability; end++) {
        const times = timesOf(order[end]!)
        tied += times
        if (judged[order[end]!]!.isTrue) tiedTrue += times
      }
      rankSum += tiedTrue * (below + (tied + 1) / 2) // of ties the mean of their ranks, from 1
      positives += tiedTrue
      below += tied
      start = end
    }
    const negatives = below - positives
    if (positives === 0 || negatives === 0) return undefined
    return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
  }
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
export const calibration = (judged: readonly Judged[], bins = 10): Calibration => calibrationTally(judged, bins)()

export interface Calibration {
  readonly error: number | undefined
  readonly bins: readonly CalibrationBin[]
}

export function calibrationTally(judged: readonly Judged[], bins = 10): Tally<Calibration> {
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`${bins} bins, expected a whole number from 1`)
  for (const { probability } of judged)
    if (!(probability >= 0 && probability <= 1)) throw new RangeError(`the probability ${probability}, expected 0 to 1`)
  return (times_N) => {
    const sums = Array.from({ length: bins }, () => ({ count: 0, probability: 0, isTrue: 0 }))
    let all = 0
    for (const [i, { probability, isTrue }] of judged.entries()) {
      const times = times_N ? times_N[i]! : 1
      const sum = sums[Math.max(0, Math.ceil(probability * bins) - 1)]!
      all += times
      sum.count += times
      sum.probability += times * probability
      if (isTrue) sum.isTrue += times
    }
    const filled = sums.map(({ count, probability, isTrue }, i) => ({
      ...{ low: i / bins, high: (i + 1) / bins, count },
      probability: count === 0 ? 0 : probability / count,
      share: count === 0 ? 0 : isTrue / count,
    }))
    const error = filled.reduce((sum, bin) => sum + bin.count * Math.abs(bin.probability - bin.share), 0) / all
    return { error: all === 0 ? undefined : error, bins: filled }
  }
}

function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("the mean of no values")
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
