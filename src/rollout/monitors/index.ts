/** Every monitor of training logs. A new one is a file here, a line below and a sentence in codes.ts. */
import { decline } from "./decline.js"
import { dominance } from "./dominance.js"
import { formAlone } from "./form-alone.js"
import { length } from "./length.js"
import { FEWEST_STEPS, type Monitor, type MonitorFinding } from "./monitor.js"
import { type StepRow, seriesOf } from "./step-row.js"
import { sudden } from "./sudden.js"
import { zeroVariance } from "./zero-variance.js"

export type { MonitorFinding } from "./monitor.js"
export { type StepRow, stepsOfAnswers, stepsOfMetrics } from "./step-row.js"

export const monitors: readonly Monitor[] = [zeroVariance, formAlone, dominance, length, sudden, decline]

/** One arm and seed, what was found in it, and which monitors could not look. */
export interface Monitored {
  readonly arm: string
  readonly seed: number | null
  readonly steps: number
  readonly findings: readonly MonitorFinding[]
  readonly notLooked: readonly { readonly monitor: string; readonly lacks: string }[]
}

/** @param rows of any arms and seeds, each in the order of its steps */
export function monitor(rows: readonly StepRow[]): Monitored[] {
  return seriesOf(rows).map((steps) => {
    const { arm, seed } = steps[0]!
    const findings: MonitorFinding[] = []
    const notLooked: Monitored["notLooked"][number][] = []
    for (const one of monitors) {
      const lacks = lackOf(one, steps)
      if (lacks !== undefined) {
        notLooked.push({ monitor: one.name, lacks })
        continue
      }
      const whole = steps.filter((step) => one.needs.every((name) => step[name] !== undefined))
      const found = one.look(whole)
      if (found) findings.push(found)
    }
    return { arm, seed, steps: steps.length, findings, notLooked }
  })
}

/** What keeps a monitor from looking, in words. */
function lackOf({ needs, name }: Monitor, steps: readonly StepRow[]): string | undefined {
  const missing = needs.filter((need) => steps.every((step) => step[need] === undefined))
  if (missing.length > 0) return `the log does not have: ${missing.join(", ")}`
  if (name === "dominance" && steps.some(({ terms }) => Object.keys(terms).length < 2)) return "it needs two terms"
  const whole = steps.filter((step) => needs.every((need) => step[need] !== undefined)).length
  return whole < FEWEST_STEPS ? `${whole} steps; from ${FEWEST_STEPS} on it can tell` : undefined
}
