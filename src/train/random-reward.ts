/**
 * The control in which the reward says nothing: drawn at random from what the guideline could have paid. What a policy
 * gains from it, it does not gain from the guideline.
 */
import type { Random } from "../random.js"
import type { Plan } from "../reward/plan.js"

/** Beyond this many terms the combinations are not listed. */
const MOST_TERMS = 12

/**
 * Every total that full or no success of each term can give; a term that comes after others pays only when all of them
 * succeeded.
 *
 * @returns different totals, ascending
 * @throws RangeError for more than 12 terms
 * For the plan of R1-RE: [-3, -0.5, 3].
 */
export function possibleTotals(plan: Plan): number[] {
  if (plan.terms.length > MOST_TERMS) throw new RangeError(`${plan.terms.length} terms, at most ${MOST_TERMS}`)
  const totals = new Set<number>()
  for (let outcome = 0; outcome < 2 ** plan.terms.length; outcome++) {
    const succeeded = new Set(plan.terms.filter((_, at) => (outcome >> at) & 1).map(({ name }) => name))
    let total = 0
    for (const { name, pays, otherwise, after } of plan.terms) {
      if (!after.every((earlier) => succeeded.has(earlier))) continue
      total += succeeded.has(name) ? pays : otherwise
    }
    totals.add(Math.round(total * 1e9) / 1e9)
  }
  return [...totals].sort((a, b) => a - b)
}

const known = new WeakMap<Plan, readonly number[]>()

/** One of the possible totals, each equally likely. */
export function randomReward(plan: Plan, random: Random): number {
  const totals = known.get(plan) ?? possibleTotals(plan)
  known.set(plan, totals)
  return random.pick(totals)
}
