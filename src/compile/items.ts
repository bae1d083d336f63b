/** What the items of lists are called: the names that answers point at. */
import { type FieldType, itemNames } from "../value.js"

/** Inputs, of a meaning or of a plan. */
type Inputs = readonly { readonly name: string; readonly type: FieldType }[]

/** A list that no `numbered` names counts from 1. */
export function numberingOf(inputs: Inputs, list: string): string {
  const type = inputs.find(({ name }) => name === list)?.type
  return (type?.kind === "list" && type.numbered) || "1"
}

/** @throws RangeError for letters beyond Z */
export const namesOf = (inputs: Inputs, list: string, count: number): string[] =>
  itemNames(numberingOf(inputs, list), count)
