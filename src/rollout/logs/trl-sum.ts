/**
 * Which column of TRL's tables is the reward that was trained on. Where there are several functions and no total, it was
 * their weighted sum, and the weights are not in the tables. But advantages are: inside a group they are the rewards without
 * their mean, to some scale. Where they fit the plain sum in every group, and groups have enough different sums to tell it
 * from other weights, the sum is taken, which is told; else nothing is.
 */
import { UserError } from "../../diagnostic.js"
import { report } from "../run-codes.js"
import { type LogScore, numberOf } from "./log-reader.js"
import { parquetRows } from "./parquet.js"

/** Columns that no reward function wrote. */
export const OWN: readonly string[] = ["step", "prompt", "completion", "advantage"]

/** With fewer different sums, other weights would give the same advantages. */
const LEAST_SUMS = 3
/** Rewards and advantages are 32-bit floats, and the scale of a group has 1e-4 added. */
const NEAR = 1e-3

/** @param column that the user named @throws UserError log-unreadable, log-column-unknown */
export async function trlScore(files: readonly string[], column: string | undefined): Promise<LogScore | undefined> {
  const [first] = files
  const columns = await numericIn(first!)
  if (column !== undefined) {
    if (columns.includes(column)) return { columns: [column] }
    throw new UserError(report("log-column-unknown", { path: first!, column, known: columns }))
  }
  if (columns.includes("total") || columns.length < 2) return undefined
  const told = new Set<string>()
  for (const file of files) if (!(await isSum(file, columns, told))) return undefined
  if (columns.some((name) => !told.has(name))) return undefined
  const names = columns.map((name) => `"${name}"`).join(" + ")
  return { columns, assumed: `the score is ${names}, unweighted, which the advantages fit` }
}

async function numericIn(file: string): Promise<string[]> {
  for await (const { rows, columns } of parquetRows(file)) {
    const isNumeric = (name: string) => rows.every((row) => typeof row[name] === "number" || row[name] === null)
    return columns.filter((name) => !OWN.includes(name) && isNumeric(name))
  }
  return []
}

/**
 * @param told gets the columns that differ inside a group which tells the sum from other weights
 * @returns whether no group of the file contradicts the sum
 */
async function isSum(file: string, columns: readonly string[], told: Set<string>): Promise<boolean> {
  const wanted = ["prompt", "advantage", ...columns]
  for await (const { rows } of parquetRows(file, (name) => wanted.includes(name))) {
    const groups = new Map<string, Row[]>()
    for (const row of rows) {
      const key = JSON.stringify(row.prompt)
      const group = groups.get(key)
      if (group) group.push(row)
      else groups.set(key, [row])
    }
    for (const group of groups.values()) if (!fits(group, columns, told)) return false
  }
  return true
}

type Row = Readonly<Record<string, unknown>>

/** @returns whether the advantages of a group can come from the plain sum @param told as above */
export function fits(group: readonly Row[], columns: readonly string[], told: Set<string>): boolean {
  const sums = group.map((row) => columns.reduce((sum, name) => sum + (numberOf(row[name]) ?? 0), 0))
  const advantages = group.map(({ advantage }) => numberOf(advantage))
  if (advantages.some((one) => one === undefined)) return false
  const [wanted, given] = [direction(sums), direction(advantages as number[])]
  if (!wanted || !given) return !wanted && !given
  if (wanted.some((one, i) => Math.abs(one - given[i]!) > NEAR)) return false
  if (new Set(sums.map((sum) => sum.toFixed(6))).size >= LEAST_SUMS)
    for (const name of columns) if (new Set(group.map((row) => numberOf(row[name]))).size > 1) told.add(name)
  return true
}

/** Without mean and scale; undefined where all are the same. */
function direction(values: readonly number[]): number[] | undefined {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const length = Math.hypot(...values.map((value) => value - mean))
  return length < 1e-6 ? undefined : values.map((value) => (value - mean) / length)
}
