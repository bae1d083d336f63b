/**
 * TRL's tables of completions: one `completions_STEP.parquet` a logged step, with `step`, `prompt`, `completion`, a column
 * for each reward function and each value that it logs, and `advantage`. Input and gold are not among them.
 *
 * The reward that was trained on is the column that the user names, else `total`, which our own module writes, else the only
 * reward there is, else the sum of several: of their weights only the advantages tell, see trl-sum.ts.
 */
import {
  byNumber,
  fieldsOf,
  type LoggedAnswer,
  type LogReader,
  type LogScore,
  lastTurn,
  numberOf,
} from "./log-reader.js"
import { parquetRows } from "./parquet.js"
import { OWN, trlScore } from "./trl-sum.js"

/** Answers that are handed on together: of so few, most are gone before the collector comes to copy them. */
const BATCH = 100
const RENAMED = /^term-(?=(step|prompt|completion|advantage|total|unscorable|findings|id)$)/

export const trl: LogReader = {
  name: "trl",
  summary: "completions_*.parquet of TRL, or the folder that holds them",
  filesIn: (names) => byNumber(names.filter((name) => /^completions_\d+\.parquet$/.test(name))),
  knows: (path) => path.endsWith(".parquet"),
  scoreOf: trlScore,
  async *answers(path, score) {
    let at = 0
    for await (const { rows, columns } of parquetRows(path)) {
      const paying = columns
        .filter((name) => !OWN.includes(name))
        .map((column) => ({ column, name: column.replace(RENAMED, "") }))
      for (let start = 0; start < rows.length; start += BATCH) {
        const first = at
        const batch = rows.slice(start, start + BATCH)
        yield batch.map((row, i) => answerOf(row, paying, first + i, score))
        at += batch.length
      }
    }
  },
}

type Row = Readonly<Record<string, unknown>>

interface Paying {
  readonly column: string
  /** Of the term. */
  readonly name: string
}

function answerOf(
  row: Row,
  paying: readonly Paying[],
  at: number,
  chosen: LogScore | undefined,
): LoggedAnswer | undefined {
  const { prompt, completion, step, id } = row
  const text = typeof completion === "string" ? completion : lastTurn(completion, "assistant")
  if (text === undefined) return undefined
  const asked = typeof prompt === "string" ? prompt : lastTurn(prompt, "user")
  const rewards = paying.filter(({ column }) => column !== "total" && isReward(row[column]))
  const own = "total" in row ? ["total"] : rewards.length === 1 ? [rewards[0]!.column] : []
  const columns = chosen?.columns ?? own
  const score = sumOf(row, columns)
  const lost = unscorable(row, columns.length > 0 ? columns : rewards.map(({ column }) => column))
  const number = numberOf(step)
  const isRow = typeof id === "string"
  const answer: Writable<LoggedAnswer> = { id: isRow ? id : `${number ?? 0}/${at}`, completion: text, line: at + 1 }
  if (isRow) answer.isRow = true
  if (asked !== undefined) {
    answer.asked = asked
    answer.group = asked
  }
  if (number !== undefined) answer.step = number
  if (lost === undefined) {
    if (score !== undefined) answer.score = score
    if (chosen?.assumed !== undefined) answer.assumed = chosen.assumed
    answer.terms = rewards.map(({ column, name }) => ({ name, paid: numberOf(row[column]) ?? 0 }))
  } else answer.unscorable = lost
  const [input, gold] = [fieldsOf(row.glossator_input), fieldsOf(row.glossator_gold)]
  if (input) answer.input = input
  if (gold) answer.gold = gold
  return answer
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A missing reward is NaN, or nothing at all, and still one. */
const isReward = (value: unknown): boolean => typeof value === "number" || value === null

/** TRL adds up what functions gave and leaves out those that gave nothing. */
function sumOf(row: Row, columns: readonly string[]): number | undefined {
  const given = columns.flatMap((column) => numberOf(row[column]) ?? [])
  return given.length === 0 ? undefined : given.reduce((sum, one) => sum + one, 0)
}

/** TRL keeps no reward of what returned None. */
function unscorable(row: Row, columns: readonly string[]): string | undefined {
  const given = columns.map((column) => row[column])
  if (given.length === 0 || given.some((value) => numberOf(value) !== undefined)) return undefined
  return typeof row.unscorable === "string" && row.unscorable !== "" ? row.unscorable : "no reward was given"
}
