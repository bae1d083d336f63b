/** Our own `rollouts.jsonl`, and any rows with `input`, `gold` and `completion`. */
import { jsonLines } from "./json-lines.js"
import { isRecord, type LoggedAnswer, type LogReader } from "./log-reader.js"

export const glossator: LogReader = {
  name: "glossator",
  summary: "rollouts.jsonl of a run's folder, or rows { id, input, gold, completion }",
  filesIn: (names) => names.filter((name) => name === "rollouts.jsonl"),
  knows: (_, first) => isRecord(first) && isRecord(first.input) && isRecord(first.gold) && "completion" in first,
  async *answers(path) {
    for await (const batch of jsonLines(path)) yield batch.map(answerOf)
  },
}

/** Checks what scoring relies on and no more: a log may hold a hundred thousand rows. */
function answerOf(row: unknown): LoggedAnswer | undefined {
  if (!isRecord(row) || typeof row.completion !== "string" || !isRecord(row.input) || !isRecord(row.gold))
    return undefined
  const group = typeof row.prompt === "number" ? String(row.prompt) : undefined
  return { ...row, id: String(row.id ?? ""), ...(group !== undefined && { group }) } as unknown as LoggedAnswer
}
