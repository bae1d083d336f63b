/** `--arm NAME`: a task with another of its guideline's rewards. */
import type { Task } from "../compile/task.js"
import { UserError } from "../diagnostic.js"
import { nearest } from "../text.js"
import { report } from "./codes.js"

/** @throws UserError arm-unknown */
export function withArm(task: Task, arm: string | undefined): Task {
  if (arm === undefined) return task
  if (task.arms.includes(arm)) return task.arm(arm)
  const near = nearest(arm, task.arms)
  throw new UserError(report("arm-unknown", { name: arm, arms: task.arms, ...(near && { near }) }))
}
