/** `--allow-code FILE`: a guideline's own checks, run only where the user says so. */
import path from "node:path"
import type { Task } from "../compile/task.js"
import { OwnChecks, ownRules } from "../rollout/own-checks.js"
import { report } from "../rollout/own-codes.js"
import { errDiagnostics, type Io } from "./io.js"

/** @returns undefined where there are none, or where they may not run, which is told */
export async function ownChecks(task: Task, allowCode: string | undefined, io: Io): Promise<OwnChecks | undefined> {
  const rules = ownRules(task.plan)
  if (allowCode === undefined) {
    // rows may bring the values themselves
    if (rules.length > 0) errDiagnostics(io, [report("own-code-needed", { rules })])
    return undefined
  }
  if (rules.length > 0) return OwnChecks.open(path.resolve(io.cwd, allowCode), task.plan)
  errDiagnostics(io, [report("own-code-superfluous", {})])
  return undefined
}
