/**
 * A check: what its verb takes, the sentence that tells the model about it, the judgement, and cases that pin it down.
 * One file each, so that what is said and what is paid cannot drift apart.
 */
import type { FieldType, Signature } from "../../catalogue.js"
import type { Value } from "../../value.js"

export interface CheckInput {
  /** The part of the answer, as it was read: a label in canonical form or a text. */
  readonly answer: Value
  /** The gold value of the same part in the same form; empty for a check without an object. */
  readonly gold: Value
}

export interface Check {
  readonly signature: Signature
  /** The sentence for the prompt. @param subject name and type of the part it is about */
  readonly says: (subject: { readonly name: string; readonly type: FieldType }) => string
  /** From 0 to 1. Only asked when the part was read: a part that was not read has the value 0. */
  readonly judge: (input: CheckInput) => number
  readonly cases: readonly (CheckInput & { readonly value: number })[]
}

export function defineCheck(check: Check): Check {
  return check
}
