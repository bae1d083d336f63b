/** What the items of lists are called: the names that answers point at. */
import { type FieldType, itemNames } from "../value.js"

type Fields = readonly { readonly name: string; readonly type: FieldType }[]

/** Inputs and parts of the answer, of a meaning or of a plan: what can be a list that something points into. */
export interface Lists {
  readonly inputs: Fields
  readonly answers?: Fields
  readonly answer?: Fields
}

/** A list that no `numbered` names counts from 1. */
export function numberingOf({ inputs, answers = [], answer = [] }: Lists, list: string): string {
  const type = [...inputs, ...answers, ...answer].find(({ name }) => name === list)?.type
  return (type?.kind === "list" && type.numbered) || "1"
}

/** @throws RangeError for letters beyond Z */
export const namesOf = (lists: Lists, list: string, count: number): string[] =>
  itemNames(numberingOf(lists, list), count)
