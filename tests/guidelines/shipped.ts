/** The guidelines of the repository, loaded once. */
import { type Loaded, loadGuideline } from "../../src/compile/load.js"
import type { Task } from "../../src/compile/task.js"
import { formatDiagnostic } from "../../src/diagnostic.js"

export const GUIDELINES = [
  "semeval2010-task8",
  "mdkg",
  "rule-reasoner",
  "reward-anything",
  "table-r1",
  "rag-zeval",
  "rm-r1",
  "one-shot",
  "soft-reward",
  "r-prm",
  "contrastive-re",
  "counterfactual-re",
] as const
export const SCHEMAS = ["encyclopedia", "mental-health", "nominals"] as const

export const pathOf = (name: string): string => `guidelines/${name}.guideline`

const loaded = new Map<string, Loaded>()

export function taskNamed(name: string): Loaded {
  const known = loaded.get(name) ?? loadGuideline(pathOf(name))
  loaded.set(name, known)
  return known
}

/** @throws with the diagnostics when the guideline is in error */
export function task(name: string, arm?: string): Task {
  const { task: main, diagnostics } = taskNamed(name)
  if (!main) throw new Error(diagnostics.map((one) => formatDiagnostic(one)).join("\n"))
  return arm === undefined ? main : main.arm(arm)
}
