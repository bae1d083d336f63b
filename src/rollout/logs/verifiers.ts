/**
 * `traces.jsonl` of verifiers 0.4: an episode a line, with its `traces`. A trace has the row of data that was answered
 * (`task.data`), messages as a graph (`nodes`; those that the model wrote are `sampled`), weighted `rewards`, `metrics` and
 * `errors`. In the data of our own packages input and gold are JSON texts; other tasksets are joined by id or prompt.
 */
import { jsonLines } from "./json-lines.js"
import { fieldsOf, isRecord, type LoggedAnswer, type LogReader, lastTurn, numberOf } from "./log-reader.js"

export const verifiers: LogReader = {
  name: "verifiers",
  summary: "traces.jsonl of verifiers, or the folder of its run",
  filesIn: (names) => names.filter((name) => name === "traces.jsonl"),
  knows: (_, first) => isRecord(first) && isRecord(first.task) && (Array.isArray(first.traces) || isTrace(first)),
  async *answers(path) {
    for await (const batch of jsonLines(path)) yield batch.flatMap((row, i) => answersOf(row, batch.lines[i]!))
  },
}

type Fields = Readonly<Record<string, unknown>>

const isTrace = (row: Fields): boolean => isRecord(row.task) && Array.isArray(row.nodes)

/** Of an episode; one without a trace, because its environment failed, is one line that holds no answer. */
function answersOf(row: unknown, line: number): (LoggedAnswer | undefined)[] {
  if (!isRecord(row)) return [undefined]
  if (isTrace(row)) return [answerOf(row, { line })]
  if (!Array.isArray(row.traces) || row.traces.length === 0) return [undefined]
  const about = { ...placeOf(row), line }
  return row.traces.map((trace) => (isRecord(trace) && isTrace(trace) ? answerOf(trace, about) : undefined))
}

type Place = Pick<LoggedAnswer, "line" | "step" | "set" | "group">

function placeOf({ run, group }: Fields): Omit<Place, "line"> {
  const work = isRecord(run) && isRecord(run.work) ? run.work : {}
  const step = numberOf(work.step)
  const isEvaluation = work.type === "eval" || (isRecord(run) && run.type === "eval")
  return {
    ...(step !== undefined && { step }),
    ...(isEvaluation && { set: "eval" }),
    ...(isRecord(group) && typeof group.id === "string" && { group: group.id }),
  }
}

function answerOf(trace: Fields, about: Place): LoggedAnswer | undefined {
  const task = trace.task as Fields
  const data = isRecord(task.data) ? task.data : {}
  const sampled = (trace.nodes as unknown[]).flatMap((node) =>
    isRecord(node) && node.sampled === true ? [node.message] : [],
  )
  // without an answer of the model the empty one was scored, unless there was an error before
  const completion = lastTurn(sampled, "assistant") ?? (sampled.length === 0 ? "" : undefined)
  if (completion === undefined) return undefined
  const asked = typeof data.prompt === "string" ? data.prompt : lastTurn(data.prompt, "user")
  const [input, gold, given] = [fieldsOf(data.input), fieldsOf(data.gold), fieldsOf(data.given)]
  const identity = typeof task.key === "string" ? task.key : task.hash
  return {
    ...(typeof data.id === "string" ? { id: data.id, isRow: true } : { id: String(trace.id ?? "") }),
    completion,
    ...(asked !== undefined && { asked }),
    ...(typeof identity === "string" && { group: identity }),
    ...about,
    ...scored(trace),
    ...(input && { input }),
    ...(gold && { gold }),
    ...(given && { given: given as NonNullable<LoggedAnswer["given"]> }),
  }
}

/** The sum of the weighted rewards; none of them was given where an error ended the scoring. */
function scored({ rewards, metrics, errors }: Fields): Pick<LoggedAnswer, "score" | "terms" | "unscorable"> {
  const given = Object.values(isRecord(rewards) ? rewards : {}).flatMap((reward) => {
    const score = isRecord(reward) ? numberOf(reward.score) : undefined
    return score === undefined ? [] : [score * (numberOf((reward as Fields).weight) ?? 1)]
  })
  if (given.length === 0) return { unscorable: lastError(errors) ?? "no reward was given" }
  const terms = Object.entries(isRecord(metrics) ? metrics : {}).flatMap(([name, value]) => {
    const paid = numberOf(value)
    return name.startsWith("term/") && paid !== undefined ? [{ name: name.slice("term/".length), paid }] : []
  })
  return { score: given.reduce((a, b) => a + b, 0), ...(terms.length > 0 && { terms }) }
}

function lastError(errors: unknown): string | undefined {
  const last: unknown = Array.isArray(errors) ? errors.at(-1) : undefined
  return isRecord(last) && typeof last.message === "string" ? last.message : undefined
}
