/**
 * TRL's tables of completions: one `completions_STEP.parquet` a logged step, with `step`, `prompt`, `completion`, a column
 * for each reward function and each value that it logs, and `advantage`. Input and gold are not among them.
 *
 * The reward that was trained on is the column `total`, which our own module writes, or else the only reward there is: of
 * several functions the weights are not in the table.
 */
import { byNumber, fieldsOf, type LoggedAnswer, type LogReader, lastTurn, numberOf } from "./log-reader.js"
import { parquetRows } from "./parquet.js"

/** Columns that no reward function wrote. */
const OWN = ["step", "prompt", "completion", "advantage"]
/** Answers that are handed on together: of so few, most are gone before the collector comes to copy them. */
const BATCH = 100
const RENAMED = /^term-(?=(step|prompt|completion|advantage|total|unscorable|findings|id)$)/

export const trl: LogReader = {
  name: "trl",
  summary: "completions_*.parquet of TRL, or the folder that holds them",
  filesIn: (names) => byNumber(names.filter((name) => /^completions_\d+\.parquet$/.test(name))),
  knows: (path) => path.endsWith(".parquet"),
  async *answers(path) {
    let at = 0
    for await (const { rows, columns } of parquetRows(path)) {
      const paying = columns
        .filter((name) => !OWN.includes(name))
        .map((column) => ({ column, name: column.replace(RENAMED, "") }))
      for (let start = 0; start < rows.length; start += BATCH) {
        const first = at
        const batch = rows.slice(start, start + BATCH)
        yield batch.map((row, i) => answerOf(row, paying, first + i))
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

function answerOf(row: Row, paying: readonly Paying[], at: number): LoggedAnswer | undefined {
  const { prompt, completion, step, id, total } = row
  const text = typeof completion === "string" ? completion : lastTurn(completion, "assistant")
  if (text === undefined) return undefined
  const asked = typeof prompt === "string" ? prompt : lastTurn(prompt, "user")
  const rewards = paying.filter(({ column }) => column !== "total" && isReward(row[column]))
  const score = numberOf("total" in row ? total : rewards.length === 1 ? row[rewards[0]!.column] : undefined)
  const lost = unscorable(row, rewards)
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

/** TRL keeps no reward of what returned None. */
function unscorable(row: Row, rewards: readonly Paying[]): string | undefined {
  const given = "total" in row ? [row.total] : rewards.map(({ column }) => row[column])
  if (given.length === 0 || given.some((value) => numberOf(value) !== undefined)) return undefined
  return typeof row.unscorable === "string" && row.unscorable !== "" ? row.unscorable : "no reward was given"
}
