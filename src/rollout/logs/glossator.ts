/** Our own `rollouts.jsonl`, and any rows with `input`, `gold` and `completion`. */
import type { Example } from "../../value.js"
import { jsonLines } from "./json-lines.js"
import { isRecord, type LoggedAnswer, type LogReader } from "./log-reader.js"

export const glossator: LogReader = {
  name: "glossator",
  summary: "rollouts.jsonl of a run's folder, or rows { id, input, gold, completion }",
  filesIn: (names) => names.filter((name) => name === "rollouts.jsonl"),
  knows: (_, first) => isRecord(first) && isRecord(first.input) && isRecord(first.gold) && "completion" in first,
  async *answers(path) {
    for await (const batch of jsonLines(path)) yield batch.map((row, i) => answerOf(row, batch.lines[i]!))
  },
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A field of another type than it should have is as good as none: a score of null or "2" is no score. */
function answerOf(row: unknown, line: number): LoggedAnswer | undefined {
  if (!isRecord(row) || typeof row.completion !== "string" || !isRecord(row.input) || !isRecord(row.gold))
    return undefined
  const { id, completion, arm, seed, step, set, score, terms, unscorable, given, right, length } = row
  const answer: Writable<LoggedAnswer> = { id: String(id ?? ""), completion, line }
  // values are looked at by the reward
  answer.input = row.input as Example["input"]
  answer.gold = row.gold as Example["gold"]
  if (typeof arm === "string") answer.arm = arm
  if (isNumber(seed)) answer.seed = seed
  if (isNumber(step)) answer.step = step
  if (typeof set === "string") answer.set = set
  if (typeof unscorable === "string") answer.unscorable = unscorable
  else if (isNumber(score)) answer.score = score
  if (Array.isArray(terms) && terms.every(isTerm)) answer.terms = terms
  if (isRecord(given)) answer.given = given as NonNullable<LoggedAnswer["given"]>
  if (typeof right === "boolean") answer.right = right
  if (isNumber(length)) answer.length = length
  const { prompt = row.group } = row
  if (typeof prompt === "number" || typeof prompt === "string") answer.group = String(prompt)
  return answer
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value)

const isTerm = (term: unknown): boolean =>
  isRecord(term) &&
  typeof term.name === "string" &&
  isNumber(term.paid) &&
  (term.value === undefined || isNumber(term.value))
