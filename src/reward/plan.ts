/**
 * The reward plan: how an answer is read and what is paid for it, as plain data that can be written as JSON, hashed and
 * handed to another language. Knows nothing of the language it was compiled from.
 */
import type { Phrase } from "../catalogue.js"
import type { Reading } from "../folds.js"
import type { AnswerPlace, Condition, FieldType, LabelSchema, Value } from "../value.js"

export interface Plan {
  readonly version: 2
  readonly guideline: { readonly name: string; readonly version: string }
  /** The arm whose reward this is; absent for the main one. */
  readonly arm?: string
  /** What the checks may look at beside the answer. */
  readonly inputs: readonly { readonly name: string; readonly type: FieldType; readonly when?: Condition }[]
  readonly golds: readonly { readonly name: string; readonly type: FieldType }[]
  readonly answer: readonly AnswerPart[]
  readonly labels: LabelSchema
  /** Differences that still are the right form. */
  readonly accept: readonly Reading[]
  /** Differences after which the value is read, but `format` does not hold. Any other one makes the part unreadable. */
  readonly rescue: readonly Reading[]
  /** Every `check` and `judge` of the guideline, by name. */
  readonly rules: readonly PlanRule[]
  readonly terms: readonly PlanTerm[]
  readonly reports: readonly PlanTerm[]
  /** Scores become z-scores over these: a step of whoever has all of them, not of a single verdict. */
  readonly standardize?: "batch" | "group"
  /** Lowest and highest total that the terms can give, for normalisation to [0, 1]. */
  readonly range: { readonly lowest: number; readonly highest: number }
}

export interface AnswerPart {
  readonly name: string
  readonly type: FieldType
  /** The group that it is a part of. */
  readonly parent?: string
  /** Its key in the JSON of that group, if it is not its name. */
  readonly key?: string
  /** Other keys that are read as well. */
  readonly aliases: readonly string[]
  /** Where it stands; absent for a part of a group, and for one that is the whole completion. */
  readonly place?: AnswerPlace
  readonly optional: boolean
  readonly when?: Condition
}

export interface Origin {
  readonly path: string
  readonly line: number
}

export type PlanRule = {
  readonly name: string
  readonly when?: Condition
  readonly origin: Origin
} & (
  | { readonly grade: "checked"; readonly phrase: Phrase }
  /** The verifier reads the rule and these fields (`completion` is the whole answer) and gives a probability. */
  | { readonly grade: "judged"; readonly says: string; readonly sees: readonly string[] }
)

export interface PlanTerm {
  readonly name: string
  readonly phrase: Phrase
  /** Pays `otherwise + value * (pays - otherwise)`. */
  readonly pays: number
  readonly otherwise: number
  readonly after: readonly string[]
  readonly when?: Condition
  /** The line of the guideline that pays. */
  readonly origin: Origin
}

/**
 * Values that a reward cannot compute by itself, by rule: probabilities of `judge`s, and of checks whose verb is `runs`
 * (a user's own code). A term that needs one that is not given makes the verdict unscorable.
 */
export type Given = Readonly<Record<string, number | Failed>>

/** A judge or a check of the user's own that gave no value, and why: the verdict that needs it is unscorable. */
export interface Failed {
  readonly failed: string
}

/** What one completion earned, and why. */
export interface Verdict {
  /** On the guideline's own scale, rounded to 1e-9. Meaningless when `unscorable` is set. */
  readonly score: number
  /** The score mapped linearly from the plan's range to [0, 1]. */
  readonly normalised: number
  /** In the order of the plan; the value is from 0 to 1. A term does not apply when its condition or one it waits for fails. */
  readonly terms: readonly {
    readonly name: string
    readonly value: number
    readonly paid: number
    readonly applied: boolean
  }[]
  readonly reports: readonly { readonly name: string; readonly value: number }[]
  readonly findings: readonly Finding[]
  /** What was read, part by part, in canonical form. */
  readonly answer: Readonly<Record<string, Value>>
  /** A check that failed by itself: never 0, left out of its group, counted. */
  readonly unscorable?: string
}

/** A place in the completion (UTF-16 offsets; code points in what is written for other programs, see wire.ts) and what was seen there: `answer-missing`, `case-differs`, `rule-broken`. */
export interface Finding {
  readonly code: string
  readonly message: string
  readonly span?: { readonly start: number; readonly end: number }
  /** The rule that does not hold there; absent for what was seen while reading. */
  readonly rule?: string
}
