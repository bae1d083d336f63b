/** What a verdict says in yes and no. */
import { highestFor } from "../compile/highest.js"
import type { Task } from "../compile/task.js"
import type { Verdict } from "../reward/plan.js"
import type { Item } from "./item.js"

/** Everything that the guideline pays for in such a case was earned in full. */
export const isRight = ({ task, example }: Pick<Item, "task" | "example">, verdict: Verdict): boolean =>
  verdict.unscorable === undefined && verdict.score >= highestFor(task.plan, { ...example.input, ...verdict.answer })

/** The answer had the form that the guideline asks for; a guideline that does not pay for form asks for none. */
export function isWellFormed(task: Task, verdict: Verdict): boolean {
  const names = new Set(task.plan.terms.filter(({ phrase }) => phrase.kind === "format").map(({ name }) => name))
  return verdict.unscorable === undefined && verdict.terms.every(({ name, value }) => !names.has(name) || value === 1)
}
