/**
 * Result rows as arquero tables: one number for each arm, set and metric, and pivots of them.
 *
 * Knows no output format.
 */
import { type ColumnTable, from, table } from "arquero"
import type { ResultRow } from "../rollout/result.js"
import { formatInterval, formatValue, orderedArms, orderedSets } from "./label.js"

/** One measured number, all seeds together. */
export interface Pooled extends Omit<ResultRow, "seed"> {
  /** Seeds behind the number, ascending; empty for what has none. */
  readonly seeds: readonly number[]
  /** Their single numbers, in the order of the seeds. */
  readonly perSeed: readonly number[]
  /** "rows": measured over all seeds; "envelope": mean of the seeds with the widest ends of their intervals. */
  readonly interval: "rows" | "envelope"
}

/**
 * One number per arm, set and metric: the row that pools all seeds where there is one, else the only row, else the mean
 * of the seeds with the lowest and highest end of their intervals (wider than a pooled interval would be, never narrower).
 *
 * @returns in the report's order of arms and sets, metrics as they come
 */
export function pool(rows: readonly ResultRow[]): Pooled[] {
  const groups = new Map<string, ResultRow[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.arm, row.set, row.metric])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const pooled = [...groups.values()].map(poolGroup)
  const arms = orderedArms(rows.map(({ arm }) => arm))
  const sets = orderedSets(rows.map(({ set }) => set))
  return pooled.sort((a, b) => sets.indexOf(a.set) - sets.indexOf(b.set) || arms.indexOf(a.arm) - arms.indexOf(b.arm))
}

function poolGroup(group: readonly ResultRow[]): Pooled {
  const seeded = group.filter(({ seed }) => seed !== null).sort((a, b) => a.seed! - b.seed!)
  const whole = group.find(({ seed }) => seed === null) ?? (seeded.length === 1 ? seeded[0]! : undefined)
  const { arm, set, metric, n } = (whole ?? seeded[0])!
  const seeds = { seeds: seeded.map(({ seed }) => seed!), perSeed: seeded.map(({ value }) => value) }
  if (whole)
    return { arm, set, metric, value: whole.value, low: whole.low, high: whole.high, n, ...seeds, interval: "rows" }
  return {
    arm,
    set,
    metric,
    value: seeded.reduce((sum, { value }) => sum + value, 0) / seeded.length,
    low: Math.min(...seeded.map(({ low }) => low)),
    high: Math.max(...seeded.map(({ high }) => high)),
    n,
    ...seeds,
    interval: "envelope",
  }
}

/** Every row as it stands in results.json. */
export const resultsTable = (rows: readonly ResultRow[]): ColumnTable =>
  table({
    arm: rows.map(({ arm }) => arm),
    set: rows.map(({ set }) => set),
    metric: rows.map(({ metric }) => metric),
    value: rows.map(({ value }) => value),
    low: rows.map(({ low }) => low),
    high: rows.map(({ high }) => high),
    n: rows.map(({ n }) => n),
    seed: rows.map(({ seed }) => seed),
  })

/** What one cell of a pivot shows. */
export interface Cell {
  /** "84.5" */
  readonly value: string
  /** "[81.2, 87.3]" */
  readonly interval: string
}

/**
 * One row per arm, one column per value of `across`, cells of type Cell (undefined: not measured); columns `arm`, then
 * the values of `across` in the report's order.
 */
export function pivotArms(pooled: readonly Pooled[], across: "set" | "metric"): ColumnTable {
  const columns = across === "set" ? orderedSets(pooled.map((one) => one.set)) : unique(pooled.map((one) => one.metric))
  if (pooled.length === 0) return table({ arm: [] })
  const cells = from(pooled.map((one) => ({ arm: one.arm, column: one[across], cell: cellOf(one) })))
    .groupby("arm")
    .pivot("column", "cell", { sort: false })
    .objects() as Record<string, unknown>[]
  return table([
    ["arm", cells.map((row) => row.arm)],
    ...columns.map((name): [string, unknown[]] => [name, cells.map((row) => row[name])]),
  ])
}

const cellOf = (one: Pooled): Cell => ({
  value: formatValue(one.value, one.metric),
  interval: formatInterval(one, one.metric),
})

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
