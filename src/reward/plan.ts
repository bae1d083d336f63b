/**
 * The reward plan: how an answer is read and what is paid for it, as plain data that can be written as JSON, hashed and
 * handed to another language. Knows nothing of the language it was compiled from.
 */
import type { Tolerance } from "../folds.js"
import type { LabelSchema } from "../value.js"

export interface Plan {
  readonly version: 1
  readonly guideline: { readonly name: string; readonly version: string }
  readonly answer: readonly AnswerPart[]
  readonly labels: LabelSchema
  /** Differences that still count as the right form; every other one fails `format`. */
  readonly accept: readonly Tolerance[]
  readonly terms: readonly PlanTerm[]
  readonly reports: readonly PlanTerm[]
  /** Lowest and highest total that the terms can give, for normalisation to [0, 1]. */
  readonly range: { readonly lowest: number; readonly highest: number }
}

export interface AnswerPart {
  readonly name: string
  readonly type: "text" | "relation"
  readonly between?: readonly [string, string]
  readonly tag: string
  readonly which: "first" | "last"
  readonly optional: boolean
}

export interface PlanTerm {
  readonly name: string
  /** `format`, or the verb of the catalogue that gives a value from 0 to 1. */
  readonly verb: string
  /** The answer part it is about; empty for `format`. */
  readonly subject: string
  readonly pays: number
  readonly otherwise: number
  readonly after: readonly string[]
  /** The line of the guideline that pays. */
  readonly origin: { readonly path: string; readonly line: number }
}

/** What one completion earned, and why. */
export interface Verdict {
  /** On the guideline's own scale, rounded to 1e-9. Meaningless when `unscorable` is set. */
  readonly score: number
  /** The score mapped linearly from the plan's range to [0, 1]. */
  readonly normalised: number
  readonly terms: readonly {
    readonly name: string
    readonly value: number
    readonly paid: number
    readonly applied: boolean
  }[]
  readonly reports: readonly { readonly name: string; readonly value: number }[]
  readonly findings: readonly Finding[]
  /** What was read, part by part, in canonical form. */
  readonly answer: Readonly<Record<string, string>>
  /** A check that failed by itself: never 0, left out of its group, counted. */
  readonly unscorable?: string
}

/** A place in the completion (UTF-16 offsets) and what was seen there: `answer-missing`, `case-differs`. */
export interface Finding {
  readonly code: string
  readonly message: string
  readonly span?: { readonly start: number; readonly end: number }
}
