/** What a verdict says in yes and no. */
import type { Task } from "../compile/task.js"
import type { Verdict } from "../reward/plan.js"

/** Everything that the guideline pays for was earned in full. */
export const isRight = (verdict: Verdict): boolean =>
  verdict.unscorable === undefined && verdict.terms.every(({ applied, value }) => applied && value === 1)

/** The answer had the form that the guideline asks for; a guideline that does not pay for form asks for none. */
export function isWellFormed(task: Task, verdict: Verdict): boolean {
  const names = new Set(task.plan.terms.filter(({ verb }) => verb === "format").map(({ name }) => name))
  return verdict.unscorable === undefined && verdict.terms.every(({ name, value }) => !names.has(name) || value === 1)
}
