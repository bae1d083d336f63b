/** One term of the reward that grows at the cost of another one. That one term varies most is no fault: a gate does not vary. */
import { mean } from "../statistics.js"
import { report } from "./codes.js"
import { findingOf, type Monitor, rolling, stepNoise, windowOf } from "./monitor.js"
import type { StepRow } from "./step-row.js"

/** Of all that terms gained. */
const LEAST_SHARE = 0.8
/** What another term lost, as a share of that gain. */
const LEAST_LOSS = 0.1
/** Standard errors that the loss is away from chance. */
const CHANCE = 4

export const dominance: Monitor = {
  name: "dominance",
  summary: "one term of the reward at the cost of another",
  needs: ["terms"],
  look(steps) {
    const size = windowOf(steps)
    const names = Object.keys(steps[0]!.terms)
    const changes = names.map((name) => {
      const paid = paidBy(name, steps)
      const change = mean(paid.slice(-size)) - mean(paid.slice(0, size))
      return { name, paid, change, error: stepNoise(paid) * Math.sqrt(2 / size) }
    })
    const gain = changes.reduce((sum, { change }) => sum + Math.max(0, change), 0)
    const top = changes.toSorted((a, b) => b.change - a.change)[0]
    const lost = changes.toSorted((a, b) => a.change - b.change)[0]
    if (!top || !lost || gain <= 0 || top.change < LEAST_SHARE * gain) return undefined
    if (-lost.change < LEAST_LOSS * gain || -lost.change < CHANCE * lost.error) return undefined
    const [from, to] = [mean(lost.paid.slice(0, size)), mean(lost.paid.slice(-size))]
    const since = steps[rolling(lost.paid, size).findIndex((paid) => paid <= (from + to) / 2)]!.step
    const share = top.change / gain
    const facts = { term: top.name, share, lost: lost.name, loss: lost.change, since, bound: LEAST_LOSS }
    const value = -lost.change / gain
    return findingOf(steps, report("monitor-term-dominates", facts), { since, value, threshold: LEAST_LOSS })
  },
}

const paidBy = (name: string, steps: readonly StepRow[]): number[] => steps.map(({ terms }) => terms[name] ?? 0)
