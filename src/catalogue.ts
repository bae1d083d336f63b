/**
 * The catalogue of verbs, as the analyser needs it: what a verb takes and what it says. The judgement lives with the
 * check in `reward/checks/`; both are one file there, so that the sentence and the score cannot drift apart.
 *
 * One phrase everywhere: `label equals gold` means the same after `check`, `reward` and `report`.
 */
import type { FieldType, Value } from "./value.js"

/** What a phrase can be about: a part of the answer by the kind of its type, a declared entity, or a rule with a value. */
export type SubjectKind = FieldType["kind"] | "entity" | "rule"

/** What stands behind a verb. `gold`: the right answer, which only rewards and reports may look at. */
export type ObjectKind = "gold" | "field" | "number" | "text" | "schema"

export type Operand =
  /** The gold value of the subject, or the gold field of that name. */
  | { readonly kind: "gold"; readonly field: string }
  /** An input or a part of the answer. */
  | { readonly kind: "field"; readonly field: string }
  | { readonly kind: "number"; readonly value: number; readonly unit?: string }
  | { readonly kind: "text"; readonly text: string }
  /** All declared names with their types, exclusions and cardinalities: `triplets fits schema`. */
  | { readonly kind: "schema" }

/** `within 0.01`, `within 1 percent`, `from 10 tokens`, `by name`, `fully`. */
export interface Modifiers {
  readonly within?: { readonly value: number; readonly unit?: string }
  readonly from?: { readonly value: number; readonly unit?: string }
  /** A variant that the verb names. */
  readonly by?: string
  /** 1 if the value is 1, else 0. */
  readonly fully?: boolean
}

export type Phrase =
  /** Every part of the answer that is neither optional nor ruled out by its condition was read in a declared form. */
  | { readonly kind: "format" }
  /** The part was read. */
  | { readonly kind: "present"; readonly subject: string }
  /** The value of a `check` or `judge` of that name. */
  | { readonly kind: "rule"; readonly rule: string; readonly fully?: boolean }
  | {
      readonly kind: "verb"
      readonly subject: { readonly kind: "field" | "entity" | "rule"; readonly name: string }
      readonly verb: string
      readonly objects: readonly Operand[]
      readonly modifiers: Modifiers
    }

export interface Signature {
  /** The verb as it is written: `equals`. */
  readonly name: string
  /**
   * What it can be said of. A verb that takes the items of a list (or `each`) but not the list itself is asked for every
   * item: the value is the mean, and it holds if it holds of all.
   */
  readonly subject: readonly SubjectKind[]
  /** What may stand behind it; empty: nothing. */
  readonly object: readonly ObjectKind[]
  /**
   * What a field behind the verb may be, by the kind of its type or of its items; `same`: of the subject's own, in a list or
   * not. Absent: of any.
   */
  readonly field?: readonly FieldType["kind"][] | "same"
  /** May it have several objects? */
  readonly several?: boolean
  /**
   * Units that a number behind the verb, `within` or `from` may have; `""` is a bare number. Without `""` the first one is
   * meant if none is written. Absent for `within` and `from`: the verb has no such modifier.
   */
  readonly units?: readonly string[]
  readonly within?: readonly string[]
  readonly from?: readonly string[]
  readonly by?: readonly string[]
  /** What a variant can be said of, where it cannot be said of all that the verb can: by the kind of a type or of its items. */
  readonly byOf?: Readonly<Record<string, readonly SubjectKind[]>>
  /** The same of `within`. */
  readonly withinOf?: readonly SubjectKind[]
  /** The only texts that may stand behind it. */
  readonly texts?: readonly string[]
  /** True when the value is 0 or 1, so that it can stand behind `after` without `fully`. */
  readonly binary: boolean
  /** One line for completion and hover. */
  readonly summary: string
  /** A phrase as in a guideline, for completion and documentation: `label equals gold`. */
  readonly example: string
}

export type Catalogue = ReadonlyMap<string, Signature>

/** Gold values, inputs and answers by field. */
export type Values = Readonly<Record<string, Value>>
