/**
 * The most that one case can earn: what its inputs, or the answer itself, rule out pays nobody. What an answer chooses
 * (`kind`, before it says what only one kind says) is taken as chosen.
 */
import type { Values } from "../catalogue.js"
import { rangeOf } from "../reward/combine.js"
import type { Plan } from "../reward/plan.js"
import type { Condition } from "../value.js"

type Conditional = { readonly when?: Condition }

/** A plan's highest totals by the values of the fields that its conditions look at. */
interface Known {
  readonly fields: readonly string[]
  readonly highest: Map<string, number>
}

const known = new WeakMap<Plan, Known>()

/** @param values inputs and answers; a condition on a field that is not among them may come out either way */
export function highestFor(plan: Plan, values: Values): number {
  const { fields, highest } = known.get(plan) ?? remember(plan)
  if (fields.length === 0) return plan.range.highest
  const key = JSON.stringify(fields.map((field) => textIn(values, field) ?? null))
  const found = highest.get(key) ?? highestUnder(plan, values)
  highest.set(key, found)
  return found
}

function remember(plan: Plan): Known {
  const all: readonly Conditional[] = [...plan.terms, ...plan.rules, ...plan.answer]
  const fields = [...new Set(all.flatMap(({ when }) => (when ? [when.field] : [])))]
  const one = { fields, highest: new Map() }
  known.set(plan, one)
  return one
}

/** Conditions that are decided are taken out; what one rules out is left out, with all that is said of it. */
function highestUnder(plan: Plan, values: Values): number {
  const isOut = ({ when }: Conditional) => when !== undefined && decided(when, values) === false
  const open = <T extends Conditional>(items: readonly T[]): T[] =>
    items.filter((item) => !isOut(item)).map((item) => withoutDecided(item, values))
  const answer = open(plan.answer)
  const left = new Set(answer.map(({ name }) => name))
  const gone = new Set(
    plan.answer.flatMap(({ name, parent }) =>
      left.has(name) && (parent === undefined || left.has(parent)) ? [] : [name],
    ),
  )
  const isAbout = ({ phrase }: Plan["terms"][number]) =>
    (phrase.kind === "verb" && gone.has(phrase.subject.name)) || (phrase.kind === "present" && gone.has(phrase.subject))
  // a rule that does not apply holds, which is what a rule without a condition may do
  const rules = plan.rules.map((rule) => withoutDecided(rule, values))
  const terms = open(plan.terms).filter((term) => !isAbout(term))
  return rangeOf(terms, { inputs: plan.inputs, answer, rules }).highest
}

function withoutDecided<T extends Conditional>(item: T, values: Values): T {
  if (!item.when || decided(item.when, values) === undefined) return item
  const { when: _, ...rest } = item
  return rest as T
}

function decided({ field, values: wanted }: Condition, values: Values): boolean | undefined {
  const value = textIn(values, field)
  return value === undefined ? undefined : wanted.includes(value)
}

function textIn(values: Values, field: string): string | undefined {
  const value = Object.hasOwn(values, field) ? values[field] : undefined
  return value === undefined ? undefined : typeof value === "boolean" ? (value ? "yes" : "no") : String(value)
}
