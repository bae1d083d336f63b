/** One completion with its example while it is scored, and what can be wrong with the example. */
import type { Condition, Example, Value } from "../value.js"
import type { Reading } from "./answer/reading.js"
import type { Given } from "./plan.js"

export interface Row {
  readonly completion: string
  readonly reading: Reading
  readonly input: Example["input"]
  readonly gold: Example["gold"]
  readonly given: Given | undefined
  /** Does the condition hold? @throws Unscorable when it looks at an input that the example does not have */
  applies(when: Condition | undefined): boolean
  /** The value of a rule in this row. */
  rule(name: string): number
  /** In canonical form. @throws Unscorable when the example has none, or one that the field cannot have */
  goldOf(field: string): Value
}

/** The answer cannot be judged, through no fault of its own: never a score of 0. */
export class Unscorable extends Error {
  override readonly name: string = "Unscorable"
}

/** A value from outside that is needed and was not given: no harm where nothing is paid for it. */
export class NotGiven extends Unscorable {
  override readonly name = "NotGiven"
}

/** @throws NotGiven, or Unscorable for what no verdict can be made of */
export function givenTo(name: string, what: string, given: Given | undefined): number {
  const value: unknown = given && Object.hasOwn(given, name) ? given[name] : undefined
  if (value === undefined) throw new NotGiven(`${what} "${name}" gave no value`)
  if (typeof value === "object" && value !== null && "failed" in value)
    throw new NotGiven(`${what} "${name}" failed: ${String(value.failed)}`)
  if (typeof value !== "number" || !(value >= 0 && value <= 1))
    throw new Unscorable(
      `${what} "${name}" gave ${typeof value === "number" ? value : typeof value}, not a value from 0 to 1`,
    )
  return value
}
