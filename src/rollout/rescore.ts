/**
 * Stored answers under another guideline, without a model: which scores would have been others, why, and the reward curve
 * as it would have been. Streamed: what is kept grows with the steps of the run, not with its answers.
 */
import { createReadStream } from "node:fs"
import type { Task } from "../compile/task.js"
import { UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import type { Given, Verdict } from "../reward/plan.js"
import type { Example } from "../value.js"
import { report } from "./run-codes.js"

/** One answer of a log, whoever wrote it. */
export interface LoggedAnswer extends Pick<Example, "input" | "gold"> {
  readonly id: string
  readonly completion: string
  readonly arm?: string
  readonly seed?: number
  readonly step?: number
  /** The evaluated set; absent for training. */
  readonly set?: string
  /** As it was scored then; absent if the log does not say or if it was unscorable. */
  readonly score?: number
  readonly terms?: readonly Pick<Verdict["terms"][number], "name" | "paid">[]
  readonly unscorable?: string
  /** What judges and own code gave. */
  readonly given?: Given
}

/** Why a score changed: terms that pay something else, findings that are new. */
export interface Flip {
  readonly id: string
  readonly arm: string
  readonly seed: number | null
  readonly step: number | null
  /** NaN: unscorable. */
  readonly before: number
  readonly after: number
  /** `format +1 to -3, label-equals +2 to 0; label-unknown`. */
  readonly why: string
}

export interface Rescored {
  readonly answers: number
  /** Lines of the log that hold no answer. */
  readonly unread: number
  /** Answers without a score of before: they are neither flips nor on the curve. */
  readonly unknown: number
  readonly flipped: number
  /** The first flips of the log, at most so many as were asked for. */
  readonly flips: readonly Flip[]
  /** How often each reason occurred, the commonest first. */
  readonly reasons: readonly { readonly why: string; readonly answers: number; readonly change: number }[]
  /** Mean scores by arm, set and step, ascending; training has the set "". */
  readonly curve: readonly CurvePoint[]
}

export interface CurvePoint {
  readonly arm: string
  readonly set: string
  readonly step: number
  /** Those that could be scored then and now: both means are of the same answers. */
  readonly answers: number
  readonly before: number
  readonly after: number
}

export const MOST_FLIPS = 100_000

/**
 * @param answers from a reader of logs; `undefined` for a line that holds none
 * @param mostFlips flips beyond it are counted and not kept
 */
export async function rescore(
  task: Task,
  answers: AsyncIterable<readonly (LoggedAnswer | undefined)[]>,
  mostFlips = MOST_FLIPS,
): Promise<Rescored> {
  const flips: Flip[] = []
  const reasons = new Map<string, { answers: number; change: number }>()
  const curve = new Map<string, { point: Pick<CurvePoint, "arm" | "set" | "step">; sums: Sums }>()
  let count = 0
  let unread = 0
  let unknown = 0
  let flipped = 0
  for await (const batch of answers) {
    for (const answer of batch) {
      if (!answer) {
        unread++
        continue
      }
      count++
      if (answer.score === undefined && answer.unscorable === undefined) {
        unknown++
        continue
      }
      const verdict = task.score(answer.completion, answer, answer.given)
      const after = verdict.unscorable === undefined ? verdict.score : Number.NaN
      const before = answer.unscorable === undefined ? answer.score! : Number.NaN
      const comparable = !Number.isNaN(before) && !Number.isNaN(after)
      if (comparable) addTo(curve, answer, before, after)
      if (Math.abs(before - after) <= SAME || (Number.isNaN(before) && Number.isNaN(after))) continue
      flipped++
      const why = reasonOf(answer, verdict)
      const reason = reasons.get(why) ?? { answers: 0, change: 0 }
      reasons.set(why, reason)
      reason.answers++
      reason.change += comparable ? after - before : 0
      if (flips.length < mostFlips) {
        const { id, arm = "", seed = null, step = null } = answer
        flips.push({ id, arm, seed, step, before, after, why })
      }
    }
  }
  return {
    answers: count,
    unread,
    unknown,
    flipped,
    flips,
    reasons: [...reasons].map(([why, rest]) => ({ why, ...rest })).sort((a, b) => b.answers - a.answers),
    curve: [...curve.values()]
      .map(({ point, sums }) => ({
        ...point,
        answers: sums.answers,
        before: sums.before / sums.answers,
        after: sums.after / sums.answers,
      }))
      .sort((a, b) => compare(a.arm, b.arm) || compare(a.set, b.set) || a.step - b.step),
  }
}

/** Scores are rounded to 1e-9. */
const SAME = 1e-9

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

interface Sums {
  answers: number
  before: number
  after: number
}

function addTo(
  curve: Map<string, { point: Pick<CurvePoint, "arm" | "set" | "step">; sums: Sums }>,
  { arm = "", set = "", step = 0 }: LoggedAnswer,
  before: number,
  after: number,
): void {
  const key = `${arm}\n${set}\n${step}`
  let found = curve.get(key)
  if (!found) {
    found = { point: { arm, set, step }, sums: { answers: 0, before: 0, after: 0 } }
    curve.set(key, found)
  }
  const { sums } = found
  sums.answers++
  sums.before += before
  sums.after += after
}

const points = (amount: number): string => (amount > 0 ? `+${amount}` : String(amount))

function reasonOf(answer: LoggedAnswer, verdict: Verdict): string {
  if (verdict.unscorable !== undefined) return `cannot be scored: ${verdict.unscorable}`
  if (answer.unscorable !== undefined) return "could not be scored before"
  const were = new Map(answer.terms?.map(({ name, paid }) => [name, paid]))
  const terms = verdict.terms.flatMap(({ name, paid }) => {
    const was = were.get(name)
    were.delete(name)
    if (was === undefined) return answer.terms ? [`${name} is new and pays ${points(paid)}`] : []
    return was === paid ? [] : [`${name} ${points(was)} to ${points(paid)}`]
  })
  const gone = [...were].flatMap(([name, paid]) => (paid === 0 ? [] : [`${name} is gone, it paid ${points(paid)}`]))
  const findings = [...new Set(verdict.findings.map(({ code }) => code))].slice(0, 3)
  const paid = [...terms, ...gone].join(", ") || "the total alone"
  return findings.length > 0 ? `${paid}; ${findings.join(", ")}` : paid
}

const NEWLINE = 10
const CHUNK_BYTES = 4 * 2 ** 20
/** A line beyond it is no answer: it is skipped, and counted as unread. */
const LONGEST_LINE = 64 * 2 ** 20

/**
 * The lines of a file as JSON values, a batch for each stretch that was read; `undefined` for a line that is not JSON.
 *
 * @throws UserError log-unreadable
 */
export async function* jsonLines(path: string): AsyncGenerator<readonly unknown[]> {
  let rest: Buffer | undefined
  let skipping = false
  try {
    for await (const read of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      const chunk: Buffer = rest ? Buffer.concat([rest, read as Buffer]) : (read as Buffer)
      const values: unknown[] = []
      let start = 0
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        if (skipping) values.push(undefined)
        else if (end > start) values.push(parsed(chunk, start, end))
        skipping = false
        start = end + 1
      }
      rest = start < chunk.length ? chunk.subarray(start) : undefined
      if (rest && rest.length > LONGEST_LINE) {
        skipping = true
        rest = undefined
      }
      yield values
    }
  } catch (error) {
    throw new UserError(report("log-unreadable", { path, reason: fileReason(error) }))
  }
  if (rest) yield [parsed(rest, 0, rest.length)]
}

function parsed(bytes: Buffer, start: number, end: number): unknown {
  const text = bytes.toString("utf8", start, end)
  if (text.trim() === "") return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
