/**
 * Attacks a reward with answers that deserve nothing, before a model finds them. The floor is what somebody gets who
 * always gives the same well-formed answer; an attack that gets more has found a hole in the reward.
 */
import type { Given, Verdict } from "../../reward/plan.js"
import { type Example, itemNames, type Value } from "../../value.js"
import { checkGold } from "../selfcheck/gold.js"
import type { Task } from "../task.js"
import { type Attempt, families as allFamilies, type Constant, type Family, type Ground, MOST_CUT } from "./families.js"
import { type Form, formsOf, type LeftOut } from "./forms.js"
import { type Saturated, saturated } from "./saturated.js"

export interface AttackReport {
  /** Rows that were tried. */
  readonly rows: number
  /** The mean score, over rows, of the best constant answer. */
  readonly floor: number
  readonly constant: string
  readonly highest: number
  /** Present where the floor is nearly the highest score of several rows, so that no family can be seen to get through. */
  readonly saturated?: Saturated
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
/** So many values of one part are tried in the best constant answer. */
const MOST_VALUES = 64
const SHOWN = 200

export interface Attackable {
  readonly rows: readonly Example[]
  /** Rows that say nothing of a reward, in their order: no answer to them could be scored. */
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[]
}

/** Which rows can be scored at all, whatever the answer. */
export function attackable(task: Task, rows: readonly Example[]): Attackable {
  const usable: Example[] = []
  const leftOut: { id: string; reason: string }[] = []
  for (const row of rows) {
    const [failure] = checkGold(task, [row]).failures
    // gold that is scored, and be it low, is a matter of the data
    if (!failure || failure.score !== undefined) usable.push(row)
    else leftOut.push({ id: row.id, reason: failure.reason })
  }
  return { rows: usable, leftOut }
}

/**
 * @param rows that are `attackable`; few of them say little: with one row the floor is the highest score
 * @throws RangeError without rows, or for one that is not attackable
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
  const constants = constantsOf(task, rows, mean)
  const floor = constants[0]?.mean ?? task.plan.range.lowest
  const ground: Ground = {
    constants,
    choices: choicesOf(task, rows),
    prompt: (input) =>
      task
        .prompt(input)
        .messages.map(({ content }) => content)
        .join("\n\n"),
    texts: textsOf,
    tags: task.plan.answer.flatMap(({ place }) => (place?.spot.kind === "tag" ? [place.spot.tag] : [])),
  }
  const full = rows.length > 1 ? saturated(task.plan, rows, floor) : undefined
  return {
    rows: rows.length,
    floor,
    constant: constants[0]?.completion.slice(0, SHOWN) ?? "",
    highest: task.plan.range.highest,
    ...(full && { saturated: full }),
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

type Known = Constant & {
  readonly cut: readonly LeftOut[]
  readonly gold: Example["gold"]
  readonly input: Example["input"]
  readonly mean: number
}

/** Well-formed answers from each gold that occurs, the best one first; parts of the best one are tried from the others. */
function constantsOf(task: Task, rows: readonly Example[], mean: (attempt: Attempt) => number): Known[] {
  const forms = formsOf(task.plan)
  const seen = new Map<string, Known>()
  const known = (form: Form, { gold, input }: Pick<Example, "gold" | "input">): Known => {
    const { completion, copied } = form
    const cut = form.leftOut ? orElse(form.leftOut, []) : []
    const choice = stringsIn(gold).find((text) => text.length > 0 && completion.includes(text))
    return {
      completion,
      cut,
      ...(cut.length > 0 && { leftOut: cut.map((one) => one.completion) }),
      ...(choice !== undefined && { choice }),
      ...(copied && { copied: (other) => orElse(() => copied(other), completion) }),
      gold,
      input,
      mean: mean(() => completion),
    }
  }
  const add = (row: Pick<Example, "gold" | "input">): Known | undefined => {
    let best: Known | undefined
    for (const form of orElse(() => forms(row.gold, row.input), [])) {
      const one = seen.get(form.completion) ?? known(form, row)
      seen.set(form.completion, one)
      if (!best || one.mean > best.mean) best = one
    }
    return best
  }
  const values = new Map<string, Map<string, Value>>()
  for (const { input, gold } of rows) {
    if (seen.size < MOST_CONSTANTS) add({ input, gold })
    for (const [field, value] of Object.entries(gold)) {
      const all = values.get(field) ?? new Map<string, Value>()
      if (all.size < MOST_VALUES) all.set(JSON.stringify(value), value)
      values.set(field, all)
    }
  }
  const better = (a: Known, b: Known | undefined): Known => (b && b.mean > a.mean ? b : a)
  let best = [...seen.values()].reduce<Known | undefined>((a, b) => (a ? better(a, b) : b), undefined)
  if (best && values.size > 1)
    for (const [field, all] of values)
      for (const value of all.values())
        best = better(best!, add({ gold: { ...best!.gold, [field]: value }, input: best!.input }))
  const whole = [...seen.values()].sort(byMean)
  // where lists may have any length, a shorter one is a constant answer like any other
  for (const one of whole.slice(0, MOST_CUT))
    for (const { completion, isWhole } of one.cut)
      if (isWhole && !seen.has(completion)) seen.set(completion, known({ completion }, one))
  return [...seen.values()].sort(byMean)
}

const byMean = (a: Known, b: Known): number => b.mean - a.mean

/** Parts of several golds need not go together, and one row's answer need not fit another row. */
function orElse<T>(make: () => T, otherwise: T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof RangeError) return otherwise
    throw error
  }
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
