/**
 * The control in which the reward says nothing: drawn at random from what the guideline could have paid. What a policy
 * gains from it, it does not gain from the guideline.
 */
import type { Random } from "../random.js"
import { possibleTotals } from "../reward/combine.js"
import type { Plan } from "../reward/plan.js"

const known = new WeakMap<Plan, readonly number[]>()

/**
 * One of the totals that the plan can pay, each equally likely.
 *
 * @throws RangeError for a plan with so many different phrases that its totals are not listed
 */
export function randomReward(plan: Plan, random: Random): number {
  const totals = known.get(plan) ?? possibleTotals(plan.terms, plan)
  if (!totals) throw new RangeError(`the totals of ${plan.terms.length} terms are too many to draw from`)
  known.set(plan, totals)
  return random.pick(totals)
}
