/**
 * The baseline that reads nothing: one label for every input. What a policy must beat before its accuracy means anything.
 */
import { distribution } from "../../data/examples.js"
import type { Example, Label } from "../../value.js"

/** What a baseline is: an answer to every input. */
export interface Baseline {
  readonly name: string
  predict(input: Example["input"]): Label
}

export function constant(label: Label): Baseline {
  return { name: `constant ${label}`, predict: () => label }
}

/** @param train of the training part only; @throws RangeError when no example has the field */
export function majority(train: readonly Example[], field = "label"): Baseline {
  const [label] = distribution(train, field).keys()
  if (label === undefined) throw new RangeError(`no example has a gold value for "${field}"`)
  return constant(label)
}
