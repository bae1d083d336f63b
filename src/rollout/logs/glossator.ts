/** Our own `rollouts.jsonl`, and any rows with `input`, `gold` and `completion`. */
import { jsonLines, type LoggedAnswer } from "../rescore.js"
import { isRecord, type LogReader } from "./log-reader.js"

export const glossator: LogReader = {
  name: "glossator",
  summary: "rollouts.jsonl of a run's folder, or rows { id, input, gold, completion }",
  knows: (_, first) => isRecord(first) && isRecord(first.input) && isRecord(first.gold) && "completion" in first,
  async *answers(path) {
    for await (const batch of jsonLines(path)) yield batch.map(answerOf)
  },
}

/** Checks what scoring relies on and no more: a log may hold a hundred thousand rows. */
function answerOf(row: unknown): LoggedAnswer | undefined {
  if (!isRecord(row) || typeof row.completion !== "string" || !isRecord(row.input) || !isRecord(row.gold))
    return undefined
  return { ...row, id: String(row.id ?? "") } as unknown as LoggedAnswer
}
