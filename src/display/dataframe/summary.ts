/**
 * What the head of a column says: its kind, how much is missing, how many values are distinct, from where to where they go
 * and how they are spread. Exact, but for distinct values, which are counted up to a limit: a million of them would be
 * kept only to be counted.
 */
import { isMissing, type Source } from "./source.js"

/** `other` holds several kinds, or objects. Dates are `Date`s. */
export type ColumnKind = "number" | "date" | "boolean" | "text" | "other"

export interface Summary {
  readonly kind: ColumnKind
  readonly missing: number
  /** Undefined: more than `MOST_DISTINCT`. */
  readonly distinct: number | undefined
  /** Of numbers, and of dates in milliseconds. */
  readonly range: readonly [min: number, max: number] | undefined
  /** Are all numbers whole? */
  readonly whole: boolean
  /** Of numbers and dates by equal bins over the range; of what has few values the most frequent ones, by count. */
  readonly bars: readonly Bar[]
}

export interface Bar {
  /** The value, or where the bin begins. */
  readonly from: unknown
  /** Where the bin ends. */
  readonly to?: number
  readonly count: number
}

export const MOST_DISTINCT = 10_000
const BINS = 16
const MOST_BARS = 8

/** Each step is a loop of its own over one kind of values: a million of them take a few milliseconds so. */
export function summaryOf(source: Source, column: number): Summary {
  const values = source.values(column)
  const { missing, ...tally } = tallyOf(values, source.size)
  const found = (Object.entries(tally) as [ColumnKind, number][]).filter(([, count]) => count > 0)
  const kind = found.length === 1 ? found[0]![0] : found.length === 0 ? "text" : "other"
  if (kind !== "number" && kind !== "date") {
    const counts = countsOf(values, source.size)
    return { kind, missing, distinct: counts?.size, range: undefined, whole: false, bars: frequent(counts) }
  }
  const numbers_N = numbersOf(values, source.size)
  const bounds = boundsOf(numbers_N)
  const { min, max, whole } = bounds
  return {
    kind,
    missing,
    distinct: distinctOf(numbers_N, bounds),
    range: [min, max],
    whole: kind === "number" && whole,
    bars: max > min && Number.isFinite(max - min) ? bins(numbers_N, bounds) : [],
  }
}

function tallyOf(values: ArrayLike<unknown>, size: number): Readonly<Record<ColumnKind | "missing", number>> {
  let [text, number, boolean, missing, date, other] = [0, 0, 0, 0, 0, 0]
  if (isTyped(values)) {
    for (let row = 0; row < size; row++) if (Number.isNaN(values[row]!)) missing++
    return { text, number: size - missing, boolean, missing, date, other }
  }
  for (let row = 0; row < size; row++) {
    const one = values[row]
    if (typeof one === "string") text++
    else if (isMissing(one)) missing++
    else if (typeof one === "number" || typeof one === "bigint") number++
    else if (typeof one === "boolean") boolean++
    else if (one instanceof Date) date++
    else other++
  }
  return { text, number, boolean, missing, date, other }
}

const isTyped = (values: ArrayLike<unknown>): values is Float64Array =>
  ArrayBuffer.isView(values) && !(values instanceof BigInt64Array || values instanceof BigUint64Array)

/** Dates as milliseconds, missing values as NaN. */
export function numbersOf(values: ArrayLike<unknown>, size: number): Float64Array {
  if (isTyped(values)) return Float64Array.from(values)
  const numbers_N = new Float64Array(size)
  for (let row = 0; row < size; row++) {
    const one = values[row]
    numbers_N[row] = typeof one === "number" ? one : isMissing(one) ? Number.NaN : Number(one)
  }
  return numbers_N
}

interface Bounds {
  readonly min: number
  readonly max: number
  readonly whole: boolean
}

function boundsOf(numbers_N: Float64Array): Bounds {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  let whole = true
  for (let row = 0; row < numbers_N.length; row++) {
    const one = numbers_N[row]!
    if (one < min) min = one
    if (one > max) max = one
    if (whole && Math.trunc(one) !== one && !Number.isNaN(one)) whole = false
  }
  return { min, max, whole }
}

/** Whole numbers that lie close together are ticked off in a list, all others kept in a set. */
function distinctOf(numbers_N: Float64Array, { min, max, whole }: Bounds): number | undefined {
  if (whole && max - min < 1e6) {
    const seen = new Uint8Array(max - min + 1)
    for (let row = 0; row < numbers_N.length; row++) if (!Number.isNaN(numbers_N[row]!)) seen[numbers_N[row]! - min] = 1
    let count = 0
    for (let i = 0; i < seen.length; i++) count += seen[i]!
    return count > MOST_DISTINCT ? undefined : count
  }
  const seen = new Set<number>()
  for (let row = 0; row < numbers_N.length; row++) {
    if (!Number.isNaN(numbers_N[row]!)) seen.add(numbers_N[row]!)
    if (seen.size > MOST_DISTINCT) return undefined
  }
  return seen.size
}

function bins(numbers_N: Float64Array, { min, max }: Bounds): Bar[] {
  const counts = new Uint32Array(BINS)
  const scale = BINS / (max - min)
  for (let row = 0; row < numbers_N.length; row++) {
    const one = numbers_N[row]!
    if (!Number.isNaN(one)) counts[Math.min(BINS - 1, Math.floor((one - min) * scale))]!++
  }
  const end = (i: number) => (i === BINS - 1 ? max : min + (i + 1) / scale)
  return Array.from(counts, (count, i) => ({ from: min + i / scale, to: end(i), count }))
}

/** How often each value comes, up to the limit; an entry is changed in place, because there may be a million values. */
type Counts = ReadonlyMap<unknown, { count: number }>

function countsOf(values: ArrayLike<unknown>, size: number): Counts | undefined {
  const counts = new Map<unknown, { count: number }>()
  for (let row = 0; row < size; row++) {
    const one = values[row]
    const known = counts.get(one)
    if (known) known.count++
    else if (isMissing(one)) continue
    else if (counts.size === MOST_DISTINCT) return undefined
    else counts.set(one, { count: 1 })
  }
  return counts
}

/** The most frequent values; none where hardly any comes twice, as names and sentences do. */
function frequent(counts: Counts | undefined): Bar[] {
  if (!counts) return []
  const all = [...counts].map(([from, { count }]): Bar => ({ from, count })).sort((a, b) => b.count - a.count)
  return all.length > 1 && all[0]!.count === 1 ? [] : all.slice(0, MOST_BARS)
}
