/**
 * A check: what its verb takes, the sentence that tells the model about it, the judgement, and cases that pin it down.
 * One file each, so that what is said and what is paid cannot drift apart.
 *
 * A judgement takes plain values and knows no reader, so that it can be written again in another language from the same
 * cases: code points instead of locales, no pattern that backtracks, linear work or a stated bound.
 */
import type { Modifiers, Phrase, Signature } from "../../catalogue.js"
import type { Span } from "../../text.js"
import type { FieldType, LabelSchema, Value } from "../../value.js"

export type VerbPhrase = Extract<Phrase, { readonly kind: "verb" }>

/** What stands behind the verb, with its value in this row. */
export type Argument =
  | {
      readonly kind: "value"
      /** Absent: a part of the answer that was not written, or an input that this row does not have. */
      readonly value?: Value
      readonly type: FieldType
      /** Names of the items of the list that the value is, or points at. */
      readonly names?: readonly string[]
      /** The field's own name. */
      readonly field?: string
    }
  | { readonly kind: "number"; readonly value: number; readonly unit?: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "schema" }

export interface CheckInput {
  /** As it was read. Of an entity: the text of one mention; of a rule: its value. */
  readonly subject: Value
  readonly type: FieldType | { readonly kind: "entity" } | { readonly kind: "rule" }
  /** Names of the items of the list that the subject's type points at. */
  readonly names?: readonly string[]
  readonly objects: readonly Argument[]
  readonly modifiers: Modifiers
  /** All declared names; needed where values hold some of them. */
  readonly labels?: LabelSchema
  /** What a user's own function said; for `runs` alone. */
  readonly given?: number
}

/** Places where one rule is not kept, that are told: no judgement needs to name more. */
export const MOST_PLACES = 8

export interface Judgement {
  readonly value: number
  /** Stretches of the subject's text that break it: the first `MOST_PLACES`. */
  readonly seen: readonly Span[]
}

export interface Case extends CheckInput {
  /** Rounded to 1e-9. */
  readonly value: number
}

export interface Check {
  readonly signature: Signature
  /** The sentence for the prompt. @param type of the part that it is about; absent for an entity and a rule */
  readonly says: (phrase: VerbPhrase, type?: FieldType) => string
  /** From 0 to 1. Only asked when the part was read: a part that was not read has the value 0. */
  readonly judge: (input: CheckInput) => number | Judgement
  /** It also judges objects that are not there; any other check has the value 0 then. */
  readonly judgesMissing?: boolean
  readonly cases: readonly Case[]
}

export function defineCheck(check: Check): Check {
  return check
}
