/**
 * The catalogue of verbs, as the analyser needs it: what a verb takes and what it says. The judgement lives with the
 * check in `reward/checks/`; both are one file there, so that the sentence and the score cannot drift apart.
 */

/** What a field of a guideline holds. */
export type FieldType = "text" | "mention" | "relation"

export interface Signature {
  /** The verb as it is written: `equals`. */
  readonly name: string
  /** What it can be said of. */
  readonly subject: readonly FieldType[]
  /** `gold`: its object is the gold value of the subject (only in `reward` and `report`); `none`: it has no object. */
  readonly object: "gold" | "none"
  /** True when the value is 0 or 1, so that it can stand behind `after`. */
  readonly binary: boolean
  /** One line for completion and hover. */
  readonly summary: string
}

export type Catalogue = ReadonlyMap<string, Signature>
