/**
 * Values of terms to a total: each pays `otherwise + value * (pays - otherwise)`, and nothing while a term that it waits
 * for does not hold (its value is below 1) or did not apply itself. Knows neither answers nor checks.
 */
import type { Plan, PlanTerm, Verdict } from "./plan.js"

export interface Combined {
  readonly total: number
  readonly terms: Verdict["terms"]
}

/** Amounts are decimal fractions: sums of them are rounded to 1e-9, so that 0.1 + 0.2 is 0.3; never -0. */
export const rounded = (amount: number): number => Math.round(amount * 1e9) / 1e9 + 0

export function combine(terms: readonly PlanTerm[], measure: (term: PlanTerm) => number): Combined {
  const holding = new Set<string>()
  let total = 0
  const paid = terms.map((term) => {
    const { name, pays, otherwise, after } = term
    const value = measure(term)
    const applied = after.every((waited) => holding.has(waited))
    const amount = applied ? rounded(otherwise + value * (pays - otherwise)) : 0
    if (applied && value >= 1) holding.add(name)
    total += amount
    return { name, value, paid: amount, applied }
  })
  return { total: rounded(total), terms: paid }
}

/** Two terms that say the same of the same part hold together. */
const phraseOf = ({ verb, subject }: PlanTerm): string => `${verb} ${subject}`

/** So many different phrases are tried in every combination. */
const MOST_PHRASES = 12

/**
 * Every total that the terms can give when each phrase either holds or does not, ascending. With a phrase that measures
 * by degrees, totals between these are possible too.
 *
 * @returns undefined for more than 12 different phrases
 */
export function possibleTotals(terms: readonly PlanTerm[]): number[] | undefined {
  const phrases = [...new Set(terms.map(phraseOf))]
  if (phrases.length > MOST_PHRASES) return undefined
  const totals = new Set<number>()
  for (let outcome = 0; outcome < 1 << phrases.length; outcome++) {
    const holds = new Map(phrases.map((phrase, i) => [phrase, (outcome >> i) & 1]))
    totals.add(combine(terms, (term) => holds.get(phraseOf(term))!).total)
  }
  return [...totals].sort((a, b) => a - b)
}

/** The lowest and the highest total; for more than 12 different phrases, bounds that gates may keep out of reach. */
export function rangeOf(terms: readonly PlanTerm[]): Plan["range"] {
  const totals = possibleTotals(terms)
  if (totals) return { lowest: totals[0]!, highest: totals.at(-1)! }
  const gated = (term: PlanTerm) => (term.after.length > 0 ? [0] : [])
  const sum = (pick: (...amounts: number[]) => number) =>
    rounded(terms.reduce((total, t) => total + pick(t.pays, t.otherwise, ...gated(t)), 0))
  return { lowest: sum(Math.min), highest: sum(Math.max) }
}
