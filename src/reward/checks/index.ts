/** Every check, by its verb. A new one is a file here and a line below. */
import type { Check } from "./check.js"
import { equals } from "./equals.js"
import { names } from "./names.js"

export const checks: ReadonlyMap<string, Check> = new Map(
  [equals, names].map((check) => [check.signature.name, check] as const),
)
