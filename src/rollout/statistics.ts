/**
 * Intervals: how far a measured number could be off because only so many items were drawn, or so many seeds run.
 *
 * All are two-sided at 95 % unless told otherwise. They say nothing of bias: a leak or a bad split moves value and
 * interval together.
 */
import { Random } from "../random.js"

export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** The normal quantile of 0.975. */
export const Z95 = 1.959963984540054

/**
 * Wilson's score interval of a proportion, without continuity correction. Never leaves [0, 1], and is not empty at 0 or n.
 *
 * @param k successes, 0 to n
 * @param n independent trials, at least 1
 * @param z normal quantile: 1.96 for 95 %
 * @source  Wilson 1927, JASA 22:209; figures: Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
 * @example wilson(81, 263).low.toFixed(4) // "0.2553"
 */
export function wilson(k: number, n: number, z = Z95): Interval {
  if (!(Number.isInteger(n) && n > 0 && k >= 0 && k <= n))
    throw new RangeError(`${k} of ${n}, expected 0 to n of n ≥ 1`)
  const p = k / n
  const scale = 1 + (z * z) / n
  const middle = (p + (z * z) / (2 * n)) / scale
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / scale
  return { value: p, low: k === 0 ? 0 : Math.max(0, middle - half), high: k === n ? 1 : Math.min(1, middle + half) }
}

export interface BootstrapOptions {
  readonly seed: number
  /** Resamples; default 2,000. */
  readonly draws?: number
  /** Coverage in (0, 1); default 0.95. */
  readonly level?: number
}

/**
 * Percentile bootstrap of a mean over independent items.
 *
 * @param values_N one number per item, at least 1
 * @source Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13
 */
export function bootstrap(values_N: readonly number[], options: BootstrapOptions): Interval {
  filled(values_N)
  const random = Random.of(options.seed, "bootstrap")
  return percentile(mean(values_N), options, () => resampledMean(values_N, random))
}

/**
 * Percentile bootstrap of mean(a) − mean(b).
 *
 * @param paired  a and b were measured on the same items, in the same order: items are drawn together, which is narrower
 * @throws RangeError for pairs of unequal length
 */
export function bootstrapDifference(
  a_N: readonly number[],
  b_M: readonly number[],
  options: BootstrapOptions & { readonly paired: boolean },
): Interval {
  filled(a_N)
  filled(b_M)
  const random = Random.of(options.seed, "bootstrap-difference")
  if (options.paired) {
    if (a_N.length !== b_M.length) throw new RangeError(`pairs of ${a_N.length} and ${b_M.length} items`)
    const differences_N = a_N.map((a, i) => a - b_M[i]!)
    return percentile(mean(differences_N), options, () => resampledMean(differences_N, random))
  }
  return percentile(mean(a_N) - mean(b_M), options, () => resampledMean(a_N, random) - resampledMean(b_M, random))
}

/**
 * Mean over seeds and items, for runs that were measured on the same items: seeds are drawn, and items are drawn once per
 * resample for all seeds, because an item that is hard for one run is hard for the others. With S seeds the spread
 * between seeds is understated by a factor of about (S − 1) / S; three seeds give a rough figure.
 *
 * @param values_SN one row per seed, one number per item; rows of equal length
 */
export function bootstrapOverSeeds(values_SN: readonly (readonly number[])[], options: BootstrapOptions): Interval {
  const items = values_SN[0]?.length ?? 0
  if (values_SN.some((row) => row.length !== items)) throw new RangeError("seeds with different numbers of items")
  filled(values_SN[0] ?? [])
  const random = Random.of(options.seed, "bootstrap-over-seeds")
  return percentile(mean(values_SN.map(mean)), options, () => {
    const rows = values_SN.map(() => values_SN[random.below(values_SN.length)]!)
    let sum = 0
    for (let i = 0; i < items; i++) {
      const at = random.below(items)
      for (const row of rows) sum += row[at]!
    }
    return sum / (items * rows.length)
  })
}

/**
 * Percentile bootstrap of any figure of items that come in groups, such as several answers to one problem: whole groups are
 * drawn. A draw that has no such figure (all true, for an area under a curve) is left out.
 *
 * @param group_N for each item the number of its group, from 0 without gaps
 * @param figure  of the items, each as often as its group was drawn
 * @throws RangeError where the items themselves have no such figure
 */
export function bootstrapFigure(
  group_N: readonly number[],
  figure: (times_N?: ArrayLike<number>) => number | undefined,
  options: BootstrapOptions,
): Interval {
  filled(group_N)
  const value = figure()
  if (value === undefined) throw new RangeError("an interval of a figure that these items do not have")
  const groups = group_N.reduce((most, group) => Math.max(most, group + 1), 0)
  const random = Random.of(options.seed, "bootstrap-figure")
  const times_G = new Uint32Array(groups)
  const times_N = new Uint32Array(group_N.length)
  const draw = (): number => {
    times_G.fill(0)
    for (let i = 0; i < groups; i++) times_G[random.below(groups)]!++
    for (let i = 0; i < group_N.length; i++) times_N[i] = times_G[group_N[i]!]!
    return figure(times_N) ?? Number.NaN
  }
  return percentile(value, options, draw)
}

/** @returns whether two intervals share a point: then "no difference shown" is all that can be said from them alone */
export function intervalsOverlap(a: Pick<Interval, "low" | "high">, b: Pick<Interval, "low" | "high">): boolean {
  return a.low <= b.high && b.low <= a.high
}

export function mean(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/**
 * Quantile with linear interpolation between order statistics (Hyndman and Fan's type 7, the default of R and NumPy).
 *
 * @param sorted ascending, at least one
 * @param p      in [0, 1]
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = p * (sorted.length - 1)
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!)
}

function percentile(value: number, { draws = 2000, level = 0.95 }: BootstrapOptions, draw: () => number): Interval {
  const drawn = Float64Array.from({ length: draws }, draw)
    .filter((one) => !Number.isNaN(one))
    .sort()
  return { value, low: quantile(drawn, (1 - level) / 2), high: quantile(drawn, (1 + level) / 2) }
}

function resampledMean(values: readonly number[], random: Random): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[random.below(values.length)]!
  return sum / values.length
}

function filled(values: readonly number[]): void {
  if (values.length === 0) throw new RangeError("an interval of no values")
}
