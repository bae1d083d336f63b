/**
 * Stored answers under another guideline, without a model: which scores would have been others, why, and the reward curve
 * as it would have been. Streamed: what is kept grows with the steps of the run, not with its answers.
 */
import type { Task } from "../compile/task.js"
import { UserError } from "../diagnostic.js"
import type { Verdict } from "../reward/plan.js"
import type { LoggedAnswer } from "./logs/log-reader.js"
import { report } from "./run-codes.js"

/** Why a score changed: terms that pay something else, findings that are new. */
export interface Flip {
  readonly id: string
  readonly arm: string
  readonly seed: number | null
  readonly step: number | null
  /** Of the log's file, or row of its table, from 1; a trainer that writes a file for each step counts in that file. */
  readonly line: number | null
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
  /** Answers whose row of data is not known: they are not scored. */
  readonly unjoined: number
  /** What the first of those was asked. */
  readonly unjoinedAsked?: string
  /** Answers without a score of before: they are neither flips nor on the curve. */
  readonly unknown: number
  /** Answers that can not be scored now: no score is not 0, and they are not on the curve. */
  readonly unscorable: number
  /** Answers that could not be scored then. */
  readonly unscorableBefore: number
  /** Answers that have a score of then and of now. */
  readonly compared: number
  /** Those of them whose score is another one. */
  readonly flipped: number
  /**
   * The first answers of the log, at most so many as were asked for, that score differently, and those that could be scored
   * only then or only now: of them a score is NaN, and they are not counted as flipped.
   */
  readonly flips: readonly Flip[]
  /** How often each reason occurred, the commonest first. Change: sum over its answers; null where a score is missing. */
  readonly reasons: readonly { readonly why: string; readonly answers: number; readonly change: number | null }[]
  /** What was taken for granted of the scores of before, in words; most often nothing. */
  readonly assumed: readonly string[]
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
 * @param strict    the first line that holds no answer, or answer that can not be scored, ends the work
 * @throws UserError log-strict
 */
export async function rescore(
  task: Task,
  answers: AsyncIterable<readonly (LoggedAnswer | undefined)[]>,
  mostFlips = MOST_FLIPS,
  strict = false,
): Promise<Rescored> {
  const flips: Flip[] = []
  const reasons = new Map<string, { answers: number; change: number | null }>()
  const curve = new Map<string, Point>()
  const assumed = new Set<string>()
  let count = 0
  let unread = 0
  let unjoined = 0
  let unjoinedAsked: string | undefined
  let unknown = 0
  let unscorable = 0
  let unscorableBefore = 0
  let compared = 0
  let flipped = 0
  let last: Point | undefined
  const stop = (reason: string) => {
    if (strict) throw new UserError(report("log-strict", { answer: count + unread, reason }))
  }
  const lost = ({ asked }: LoggedAnswer) => {
    if (unjoined++ === 0) unjoinedAsked = asked?.slice(-ASKED_SHOWN)
  }
  for await (const batch of answers) {
    for (const answer of batch) {
      if (!answer) {
        unread++
        stop("it is no answer")
        continue
      }
      count++
      const { input, gold } = answer
      if (answer.assumed !== undefined) assumed.add(answer.assumed)
      if (!gold) {
        lost(answer)
        continue
      }
      if (answer.score === undefined && answer.unscorable === undefined) {
        unknown++
        continue
      }
      const verdict = task.score(answer.completion, { input: input ?? NOTHING, gold }, answer.given)
      if (!input && verdict.unscorable !== undefined) {
        // gold alone is enough for many rewards, and this one looks at the input
        lost(answer)
        continue
      }
      if (verdict.unscorable !== undefined) {
        unscorable++
        stop(verdict.unscorable)
      }
      const after = verdict.unscorable === undefined ? verdict.score : Number.NaN
      const before = answer.unscorable === undefined ? answer.score! : Number.NaN
      if (Number.isNaN(before)) unscorableBefore++
      const comparable = !Number.isNaN(before) && !Number.isNaN(after)
      if (comparable) {
        compared++
        last = addTo(curve, answer, before, after, last)
      }
      if (Math.abs(before - after) <= SAME || (Number.isNaN(before) && Number.isNaN(after))) continue
      if (comparable) flipped++
      const why = reasonOf(answer, verdict)
      const key = reasons.size < MOST_REASONS || reasons.has(why) ? why : OTHER_REASONS
      const reason = reasons.get(key) ?? { answers: 0, change: comparable ? 0 : null }
      reasons.set(key, reason)
      reason.answers++
      if (comparable) reason.change = (reason.change ?? 0) + after - before
      if (flips.length < mostFlips) {
        const { id, arm = "", seed = null, step = null, line = null } = answer
        flips.push({ id, arm, seed, step, line, before, after, why })
      }
    }
  }
  return {
    answers: count,
    unread,
    unjoined,
    ...(unjoinedAsked !== undefined && { unjoinedAsked }),
    unknown,
    unscorable,
    unscorableBefore,
    compared,
    flipped,
    flips,
    reasons: [...reasons].map(([why, rest]) => ({ why, ...rest })).sort((a, b) => b.answers - a.answers),
    assumed: [...assumed],
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
/** Of a message, its last UTF-16 units. */
const ASKED_SHOWN = 100
const NOTHING = {}
const MOST_REASONS = 10_000
const OTHER_REASONS = "other reasons"

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

interface Sums {
  answers: number
  before: number
  after: number
}

interface Point {
  readonly point: Pick<CurvePoint, "arm" | "set" | "step">
  readonly sums: Sums
}

/** @param last what the answer before it was added to: most often the same @returns what this one was added to */
function addTo(
  curve: Map<string, Point>,
  { arm = "", set = "", step = 0 }: LoggedAnswer,
  before: number,
  after: number,
  last: Point | undefined,
): Point {
  let found = last
  if (found?.point.step !== step || found.point.arm !== arm || found.point.set !== set) {
    const key = `${arm}\n${set}\n${step}`
    found = curve.get(key) ?? { point: { arm, set, step }, sums: { answers: 0, before: 0, after: 0 } }
    curve.set(key, found)
  }
  const { sums } = found
  sums.answers++
  sums.before += before
  sums.after += after
  return found
}

const points = (amount: number): string => (amount > 0 ? `+${amount}` : String(amount))

/** Amounts that a guideline states are short; those of a graded measure are as many as there are answers. */
const isStated = (amount: number): boolean => String(amount).length <= 6

const change = (was: number, is: number): string =>
  isStated(was) && isStated(is) ? `${points(was)} to ${points(is)}` : is > was ? "pays more" : "pays less"

function reasonOf(answer: LoggedAnswer, verdict: Verdict): string {
  if (verdict.unscorable !== undefined) return `cannot be scored: ${verdict.unscorable}`
  if (answer.unscorable !== undefined) return "could not be scored before"
  const were = new Map(answer.terms?.map(({ name, paid }) => [name, paid]))
  const terms = verdict.terms.flatMap(({ name, paid }) => {
    const was = were.get(name)
    were.delete(name)
    if (was === undefined)
      return answer.terms && answer.terms.length > 0 ? [`${name} is new and pays ${points(paid)}`] : []
    return was === paid ? [] : [`${name} ${change(was, paid)}`]
  })
  const gone = [...were].flatMap(([name, paid]) => (paid === 0 ? [] : [`${name} is gone, it paid ${points(paid)}`]))
  const findings = [...new Set(verdict.findings.map(({ code }) => code))].slice(0, 3)
  const paid = [...terms, ...gone].join(", ") || "the total alone"
  return findings.length > 0 ? `${paid}; ${findings.join(", ")}` : paid
}
