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

export function summaryOf(source: Source, column: number): Summary {
  const { size, value } = source
  let missing = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  let whole = true
  let counts: Map<unknown, number> | undefined = new Map()
  const kinds = new Set<ColumnKind>()
  for (let row = 0; row < size; row++) {
    const one = value(column, row)
    if (isMissing(one)) {
      missing++
      continue
    }
    const kind = kindOf(one)
    kinds.add(kind)
    const key = kind === "number" ? Number(one) : kind === "date" ? (one as Date).getTime() : one
    if (kind === "number" || kind === "date") {
      const number = key as number
      if (number < min) min = number
      if (number > max) max = number
      if (whole && !Number.isInteger(number)) whole = false
    }
    if (counts) {
      counts.set(key, (counts.get(key) ?? 0) + 1)
      if (counts.size > MOST_DISTINCT) counts = undefined
    }
  }
  const kind: ColumnKind = kinds.size === 1 ? [...kinds][0]! : kinds.size === 0 ? "text" : "other"
  const range = (kind === "number" || kind === "date") && min <= max ? ([min, max] as const) : undefined
  const bars = range && Number.isFinite(max - min) && max > min ? bins(source, column, range) : frequent(counts)
  return { kind, missing, distinct: counts?.size, range, whole: kind === "number" && whole, bars }
}

function kindOf(value: unknown): ColumnKind {
  switch (typeof value) {
    case "number":
    case "bigint":
      return "number"
    case "boolean":
      return "boolean"
    case "string":
      return "text"
    default:
      return value instanceof Date ? "date" : "other"
  }
}

function bins({ size, value }: Source, column: number, [min, max]: readonly [number, number]): Bar[] {
  const counts = new Array<number>(BINS).fill(0)
  const scale = BINS / (max - min)
  for (let row = 0; row < size; row++) {
    const one = value(column, row)
    if (!isMissing(one)) counts[Math.min(BINS - 1, Math.floor((Number(one) - min) * scale))]!++
  }
  return counts.map((count, i) => ({ from: min + i / scale, to: i === BINS - 1 ? max : min + (i + 1) / scale, count }))
}

/** The most frequent values; none where hardly any comes twice, as names and sentences do. */
function frequent(counts: ReadonlyMap<unknown, number> | undefined): Bar[] {
  if (!counts) return []
  const all = [...counts].map(([from, count]): Bar => ({ from, count })).sort((a, b) => b.count - a.count)
  return all.length > 1 && all[0]!.count === 1 ? [] : all.slice(0, MOST_BARS)
}
