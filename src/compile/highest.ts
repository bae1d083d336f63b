/**
 * The most that one case can earn: terms whose condition an input or the answer itself rules out pay nobody. What an
 * answer chooses (`kind`, before it says what only one kind says) is taken as chosen.
 */
import type { Values } from "../catalogue.js"
import { rangeOf } from "../reward/combine.js"
import type { Plan } from "../reward/plan.js"
import type { Condition } from "../value.js"

const known = new WeakMap<Plan, Map<string, number>>()

/** @param values inputs and answers; a condition on a field that is not among them counts as holding */
export function highestFor(plan: Plan, values: Values): number {
  if (plan.terms.every((term) => term.when === undefined)) return plan.range.highest
  const open = plan.terms.map(({ when }) => !when || mayHold(when, values))
  const key = open.map(Number).join("")
  const found = known.get(plan) ?? new Map<string, number>()
  known.set(plan, found)
  const highest = found.get(key) ?? rangeOf(plan.terms.filter((_, i) => open[i])).highest
  found.set(key, highest)
  return highest
}

function mayHold({ field, values: wanted }: Condition, values: Values): boolean {
  const value = Object.hasOwn(values, field) ? values[field] : undefined
  if (value === undefined) return true
  return wanted.includes(typeof value === "boolean" ? (value ? "yes" : "no") : String(value))
}
