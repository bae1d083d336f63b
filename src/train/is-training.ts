/** Whether a value is a training, asked without loading what trains. */
import type { Training } from "./training.js"

export const TRAINING: unique symbol = Symbol.for("glossator.training") as never

export const isTraining = (value: unknown): value is Training =>
  typeof value === "object" && value !== null && TRAINING in value
