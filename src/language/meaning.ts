/**
 * What a guideline means once its names are resolved: the input of the compiler, free of syntax.
 *
 * Every item keeps its place (in this file or an imported one), so that a term of a score can point at the line that pays it.
 */

import type { FieldType } from "../catalogue.js"
import type { Place } from "../diagnostic.js"
import type { Tolerance } from "../folds.js"
import type { LabelSchema, RelationValue } from "../value.js"

export interface Meaning {
  readonly name: string
  readonly version: string
  /** What the guideline goes back to: "R1-RE, arXiv 2507.04642". */
  readonly cites?: string
  /** Opening text of the prompt. */
  readonly task: string
  /** Rules about the whole task, in order. */
  readonly rules: readonly Rule[]
  readonly inputs: readonly InputField[]
  readonly answers: readonly AnswerField[]
  readonly relations: readonly Relation[]
  readonly otherwise?: NamedLabel & { readonly rules: readonly Rule[]; readonly examples: readonly GuidelineExample[] }
  /** Precedence: every label of a group comes before all labels of the later groups. */
  readonly prefer: readonly (readonly (readonly string[])[])[]
  /** Differences in an answer that still count as the right form. */
  readonly accept: readonly Tolerance[]
  readonly rewards: readonly Term[]
  /** Measured and shown, not paid. */
  readonly reports: readonly Term[]
  /** Examples of the whole task; those of one relation are with the relation. */
  readonly examples: readonly GuidelineExample[]
  readonly budget?: { readonly tokens: number; readonly drop: readonly Droppable[]; readonly place: Place }
  /** The guideline's own file first, then its imports in the order of reading: path and text, for the hash. */
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly place: Place
}

export type Droppable = "examples" | "near-misses" | "advice" | "cues"
export const DROPPABLE: readonly Droppable[] = ["examples", "near-misses", "advice", "cues"]

/** In the spine every rule is advice: told to the model, measured by nothing, and counted as such by `check`. */
export interface Rule {
  readonly grade: "advice"
  readonly name: string
  readonly says: string
  readonly place: Place
}

export interface InputField {
  readonly name: string
  readonly type: Exclude<FieldType, "relation">
  /** For a mention: the text field that carries its marks. */
  readonly within?: string
  readonly says?: string
  readonly place: Place
}

export interface AnswerField {
  readonly name: string
  readonly type: "text" | "relation"
  /** For a relation: the two mention fields it holds between, in the order in which the prompt names them. */
  readonly between?: readonly [string, string]
  readonly tag: string
  readonly which: "first" | "last"
  readonly optional: boolean
  readonly says?: string
  readonly place: Place
}

export interface NamedLabel {
  readonly name: string
  readonly aliases: readonly string[]
  readonly says?: string
  readonly place: Place
}

export interface Relation extends NamedLabel {
  readonly roles: readonly [string, string]
  readonly symmetric: boolean
  readonly rules: readonly Rule[]
  readonly cues: readonly Cue[]
  readonly examples: readonly GuidelineExample[]
}

/** A wording that states the relation, and in which direction: `cue "led to" for (cause, effect)`. */
export interface Cue {
  readonly text: string
  /** True when the first mention of the text fills the relation's first role. */
  readonly forward: boolean
  readonly place: Place
}

export interface GuidelineExample {
  /** The text with its marks, as written. */
  readonly text: string
  readonly gold: RelationValue
  /** Wrong answers that must earn less, with the rule that decides (`not Other by occurrence`). */
  readonly nots: readonly { readonly value: RelationValue; readonly by?: string; readonly place: Place }[]
  readonly tests: readonly { readonly completion: string; readonly score: number; readonly place: Place }[]
  readonly place: Place
}

export interface Term {
  readonly name: string
  /** `format`: every part that is not optional was read in a declared form; otherwise subject, verb and the gold. */
  readonly phrase:
    | { readonly kind: "format" }
    | { readonly kind: "verb"; readonly subject: string; readonly verb: string }
  /** Paid when the phrase holds; 0 for a report. */
  readonly pays: number
  readonly otherwise: number
  /** Names of terms that must hold, or this one pays nothing. */
  readonly after: readonly string[]
  readonly place: Place
}

/** @returns the labels as plain data, for the plan and the readers */
export function labelSchema(meaning: Meaning): LabelSchema {
  return {
    relations: meaning.relations.map(({ name, aliases, roles, symmetric }) => ({ name, aliases, roles, symmetric })),
    ...(meaning.otherwise && { otherwise: { name: meaning.otherwise.name, aliases: meaning.otherwise.aliases } }),
  }
}
