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
  /** How well-formed and right answers were told where the log does not say which they are. */
  readonly assumed: readonly string[]
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
    const { assumed = [] } = steps.find((step) => step.assumed !== undefined) ?? {}
    return { arm, seed, steps: steps.length, assumed, findings, notLooked }
  })
}

/** What a log must have, and how it comes to have it. */
const LACKING: Partial<Record<keyof StepRow, string>> = {
  reward: "a reward: each answer needs a score that is a number",
  format:
    "the share of well-formed answers: no term of the reward is known to pay for the form, or it paid 0 throughout. Name the guideline with --guideline, or call that term format",
  accuracy:
    "the share of right answers: name the guideline with --guideline, or give each answer right (true or false; acc in a log of verl)",
  zeroVariance:
    "groups: no step has several answers to one prompt. They are known by the same input or id, or by prompt, the prompt's number in its step",
  length: "lengths: metrics.jsonl has none, the run's rollouts.jsonl has",
  lengthCorrelation:
    "groups in which length and score differ: several answers to one prompt in a step, known by the same input or id, or by prompt",
}

/** What keeps a monitor from looking, and what to add to the log, in words. */
function lackOf({ needs, name }: Monitor, steps: readonly StepRow[]): string | undefined {
  const missing = needs.filter((need) => steps.every((step) => step[need] === undefined))
  if (missing.length > 0) return `the log does not have ${missing.map((need) => LACKING[need] ?? need).join("; nor ")}`
  if (name === "dominance" && steps.some(({ terms }) => Object.keys(terms).length < 2)) return "it needs two terms"
  const whole = steps.filter((step) => needs.every((need) => step[need] !== undefined)).length
  if (whole >= FEWEST_STEPS) return undefined
  const rare = needs.filter((need) => steps.some((step) => step[need] === undefined))
  const which =
    rare.length > 0 ? ` of ${steps.length} that have ${rare.map((need) => SHORT[need] ?? need).join(", ")}` : ""
  return `${whole} steps${which}; from ${FEWEST_STEPS} on it can tell`
}

const SHORT: Partial<Record<keyof StepRow, string>> = {
  zeroVariance: "several answers to one prompt",
  lengthCorrelation: "groups in which length and score differ",
}
