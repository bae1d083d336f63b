/**
 * Sudden dynamics: a reward that moves within a few steps more than it does by chance, and more than the run does elsewhere.
 * The share of right answers excuses no jump: the same reward tells it, and jumps with it when the reward breaks. What was
 * measured apart, on items that are not trained on, does.
 */
import { mean } from "../statistics.js"
import { report } from "./codes.js"
import { findingOf, type Monitor, medianOf, stepNoise, valuesOf } from "./monitor.js"
import type { StepRow } from "./step-row.js"

/** Steps before and after that are compared. */
const SIDE = 4
/** Standard errors of the difference of the two sides. */
const BOUND = 6
/** Times the median movement of the run: a steady rise moves everywhere. */
const ELSEWHERE = 4
/** Points of the share of right answers, measured apart, that excuse a jump. */
const PROGRESS = 0.05

export const sudden: Monitor = {
  name: "sudden",
  summary: "jumps and drops of the reward",
  needs: ["reward"],
  look(steps) {
    const rewards = valuesOf(steps, "reward")
    const error = Math.max(stepNoise(rewards), 1e-6) * Math.sqrt(2 / SIDE)
    const moves = rewards.slice(SIDE, rewards.length - SIDE + 1).map((_, i) => moveAt(rewards, i + SIDE))
    const typical = medianOf(moves.map(Math.abs))
    const largest = moves.reduce((best, move, i) => (Math.abs(move) > Math.abs(moves[best]!) ? i : best), 0)
    const change = moves[largest]!
    const deviations = Math.abs(change) / error
    if (deviations < BOUND || Math.abs(change) < ELSEWHERE * typical) return undefined
    const at = largest + SIDE
    const apart = measuredMove(steps, at)
    if (change > 0 && apart !== undefined && apart >= PROGRESS) return undefined
    const since = steps[at]!.step
    const said = report("monitor-sudden", {
      change,
      deviations,
      since,
      bound: BOUND,
      ...(apart !== undefined && { apart }),
    })
    return findingOf(steps, said, { since, value: deviations, threshold: BOUND })
  },
}

/** The mean of the steps from there on less that of the steps before. */
const moveAt = (values: readonly number[], at: number): number =>
  mean(values.slice(at, at + SIDE)) - mean(values.slice(at - SIDE, at))

/** The same of what was measured apart, which few steps have: of those that are near, else of the nearest. */
function measuredMove(steps: readonly StepRow[], at: number): number | undefined {
  const near = [steps.slice(at - SIDE, at), steps.slice(at, at + SIDE)].map((side) => valuesOf(side, "measured"))
  const before = near[0]!.length > 0 ? near[0]! : valuesOf(steps.slice(0, at), "measured").slice(-1)
  const after = near[1]!.length > 0 ? near[1]! : valuesOf(steps.slice(at), "measured").slice(0, 1)
  return before.length > 0 && after.length > 0 ? mean(after) - mean(before) : undefined
}
