/**
 * Attacks a reward with answers that deserve nothing, before a model finds them. The floor is what somebody gets who
 * always gives the same well-formed answer; an attack that gets more has found a hole in the reward.
 */
import type { Given, Verdict } from "../../reward/plan.js"
import { type Example, itemNames, type Value } from "../../value.js"
import type { Task } from "../task.js"
import { type Attempt, families as allFamilies, type Constant, type Family, type Ground } from "./families.js"

export interface AttackReport {
  readonly rows: number
  /** The mean score, over rows, of the best constant answer. */
  readonly floor: number
  readonly constant: string
  readonly highest: number
  readonly families: readonly FamilyReport[]
  /** Rules that only a verifier or the user's own code can decide: they were taken not to hold. */
  readonly notRun: readonly string[]
}

export interface FamilyReport {
  readonly name: string
  readonly hopes: string
  readonly attempts: number
  /** The mean score, over rows, of the family's best attempt; absent when it has none for this task. */
  readonly best?: number
  /** That attempt's completion for the first row, cut. */
  readonly completion?: string
  /** It got more than the floor. */
  readonly broke: boolean
}

/** A reward under attack; a test plants a weak one. */
export type Scored = (completion: string, example: Example, given: Given) => Pick<Verdict, "score" | "unscorable">

const MOST_CONSTANTS = 256
const SHOWN = 200

/**
 * @param rows with gold; few of them say little: with one row the floor is the highest score
 * @throws RangeError without rows
 */
export function attack(
  task: Task,
  rows: readonly Example[],
  score: Scored = task.score,
  families: readonly Family[] = allFamilies,
): AttackReport {
  if (rows.length === 0) throw new RangeError("no rows to attack")
  const notRun = task.plan.rules.flatMap((rule) =>
    rule.grade === "judged" || (rule.phrase.kind === "verb" && rule.phrase.verb === "runs") ? [rule.name] : [],
  )
  const given: Given = Object.fromEntries(notRun.map((name) => [name, 0]))
  const mean = (attempt: Attempt): number => {
    let total = 0
    let scored = 0
    for (const row of rows) {
      const verdict = score(attempt(row.input), row, given)
      if (verdict.unscorable !== undefined) continue
      total += verdict.score
      scored++
    }
    return scored === 0 ? Number.NEGATIVE_INFINITY : total / scored
  }
  const constants = constantsOf(task, rows)
    .map((constant) => ({ constant, mean: mean(() => constant.completion) }))
    .sort((a, b) => b.mean - a.mean)
  const floor = constants[0]?.mean ?? task.plan.range.lowest
  const ground: Ground = {
    constants: constants.map(({ constant }) => constant),
    choices: choicesOf(task, rows),
    prompt: (input) =>
      task
        .prompt(input)
        .messages.map(({ content }) => content)
        .join("\n\n"),
    texts: textsOf,
    tags: task.plan.answer.flatMap(({ place }) => (place?.spot.kind === "tag" ? [place.spot.tag] : [])),
  }
  return {
    rows: rows.length,
    floor,
    constant: constants[0]?.constant.completion.slice(0, SHOWN) ?? "",
    highest: task.plan.range.highest,
    families: families.map((family) => reportOf(family, ground, mean, floor, rows[0]!)),
    notRun,
  }
}

/** Scores are sums of decimal fractions, rounded to 1e-9. */
const MORE = 1e-9

function reportOf(
  { name, hopes, attempts }: Family,
  ground: Ground,
  mean: (attempt: Attempt) => number,
  floor: number,
  first: Example,
): FamilyReport {
  const tried = attempts(ground).map((attempt) => ({ attempt, mean: mean(attempt) }))
  const best = tried.reduce<(typeof tried)[number] | undefined>((a, b) => (a && a.mean >= b.mean ? a : b), undefined)
  return {
    name,
    hopes,
    attempts: tried.length,
    ...(best &&
      Number.isFinite(best.mean) && { best: best.mean, completion: best.attempt(first.input).slice(0, SHOWN) }),
    broke: best !== undefined && best.mean > floor + MORE,
  }
}

/** One well-formed answer for each gold that occurs. */
function constantsOf(task: Task, rows: readonly Example[]): Constant[] {
  const seen = new Map<string, Constant>()
  for (const { input, gold } of rows) {
    if (seen.size >= MOST_CONSTANTS) break
    const key = JSON.stringify(gold)
    if (seen.has(key)) continue
    const completion = task.write(gold, undefined, input)
    const choice = stringsIn(gold).find((text) => text.length > 0 && completion.includes(text))
    seen.set(key, { completion, ...(choice !== undefined && { choice }) })
  }
  return [...seen.values()]
}

function choicesOf(task: Task, rows: readonly Example[]): string[] {
  const { inputs, labels, answer } = task.plan
  const literals = answer.flatMap(({ type }) => (type.kind === "choice" ? type.texts : []))
  const items = inputs.flatMap(({ name, type }) => {
    const first = rows[0]!.input[name]
    return type.kind === "list" && Array.isArray(first) ? itemNames(type.numbered ?? "1", first.length) : []
  })
  const names = [...labels.labels, ...labels.entities, ...(labels.otherwise ? [labels.otherwise] : [])].map(
    ({ name }) => name,
  )
  return [...new Set([...items, ...literals, ...task.labels, ...names])]
}

function textsOf(input: Example["input"]): string[] {
  return Object.values(input)
    .flatMap(stringsIn)
    .sort((a, b) => b.length - a.length)
}

function stringsIn(value: Value | Readonly<Record<string, Value>>): string[] {
  if (typeof value === "string") return [value]
  if (typeof value !== "object") return []
  return Object.values(value).flatMap(stringsIn)
}
