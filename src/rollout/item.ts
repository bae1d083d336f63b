import type { Task } from "../compile/task.js"
import type { Example } from "../value.js"

/** One thing to answer: an example under its own guideline (a corpus of annotation worlds has many). */
export interface Item {
  readonly task: Task
  readonly example: Example
  /** The gold reasoning, where a corpus has one; what supervised training on traces imitates. */
  readonly reasoning?: string
}
