/**
 * What a guideline means once its names are resolved: the input of the compiler, free of syntax.
 *
 * Every item keeps its place (in this file or an imported one), so that a term of a score can point at the line that pays it.
 */
import type { Phrase } from "../catalogue.js"
import type { Place } from "../diagnostic.js"
import type { Reading } from "../folds.js"
import type { AnswerPlace, Condition, FieldType, LabelSchema, Value } from "../value.js"

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
  /** Gold values that are not those of an answer of the same name. */
  readonly golds: readonly GoldField[]
  readonly answers: readonly AnswerField[]
  readonly labels: readonly NamedLabel[]
  readonly entities: readonly NamedLabel[]
  readonly relations: readonly Relation[]
  readonly otherwise?: NamedLabel
  /** Precedence: every label of a group comes before all labels of the later groups. */
  readonly prefer: readonly (readonly (readonly string[])[])[]
  /** Of each set at most one relation holds for the same two ends. */
  readonly exclude: readonly (readonly string[])[]
  /** Differences in an answer that still count as the right form. */
  readonly accept: readonly Reading[]
  /** Differences after which a value is read all the same, but the form is not right. */
  readonly rescue: readonly Reading[]
  /** Inputs whose order carries no meaning. */
  readonly shuffle: readonly string[]
  readonly rewards: readonly Term[]
  /** Measured and shown, not paid. */
  readonly reports: readonly Term[]
  readonly standardize?: "batch" | "group"
  /** Other rewards on the same task. */
  readonly arms: readonly Arm[]
  /** Examples of the whole task; those of one label are with the label. */
  readonly examples: readonly GuidelineExample[]
  readonly budget?: { readonly tokens: number; readonly drop: readonly Droppable[]; readonly place: Place }
  /** The guideline's own file first, then its imports in the order of reading: path and text, for the hash. */
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly place: Place
}

export type Droppable = "examples" | "near-misses" | "advice" | "cues"
export const DROPPABLE: readonly Droppable[] = ["examples", "near-misses", "advice", "cues"]

/**
 * `checked`: a program decides; `judged`: a verifier decides, who reads the rule and what it `sees`; `advice`: the model is
 * told, and nothing measures it.
 */
export type Rule = CheckedRule | JudgedRule | Advice

interface AnyRule {
  readonly name: string
  readonly when?: Condition
  readonly place: Place
}

export interface CheckedRule extends AnyRule {
  readonly grade: "checked"
  readonly phrase: Phrase
  /** The author's sentence; without one the verb's own is told. */
  readonly says?: string
}

export interface JudgedRule extends AnyRule {
  readonly grade: "judged"
  readonly says: string
  /** Fields; none: the whole completion. */
  readonly sees: readonly string[]
}

export interface Advice extends AnyRule {
  readonly grade: "advice"
  readonly says: string
}

interface Field {
  readonly name: string
  readonly type: FieldType
  readonly says?: string
  readonly place: Place
}

export interface InputField extends Field {
  readonly when?: Condition
  readonly rules: readonly Rule[]
}

export type GoldField = Field

export interface AnswerField extends Field {
  /** The group that it is a part of. */
  readonly parent?: string
  /** Its key in the JSON of that group, if it is not its name. */
  readonly key?: string
  readonly aliases: readonly string[]
  /** Absent for a part of a group, and for one that is the whole completion. */
  readonly at?: AnswerPlace
  readonly optional: boolean
  readonly when?: Condition
  readonly rules: readonly Rule[]
}

export interface NamedLabel {
  readonly name: string
  readonly aliases: readonly string[]
  readonly says?: string
  /** The more general name that it is a kind of. */
  readonly under?: string
  readonly rules: readonly Rule[]
  /** Wordings; for a relation with their direction. */
  readonly cues: readonly Cue[]
  readonly examples: readonly GuidelineExample[]
  readonly place: Place
}

export interface Relation extends NamedLabel {
  readonly roles: readonly [string, string]
  /** Entities that each role allows; empty: any. */
  readonly types: readonly [readonly string[], readonly string[]]
  readonly symmetric: boolean
  /** Index of the role that is filled at most once for each other end. */
  readonly one?: 0 | 1
}

/** A wording that states the relation, and in which direction: `cue "led to" for (cause, effect)`. */
export interface Cue {
  readonly text: string
  /** True when the first mention of the text fills the relation's first role; true for a name without roles. */
  readonly forward: boolean
  readonly place: Place
}

export interface GuidelineExample {
  /** By input; texts with their marks, as written. */
  readonly input: Readonly<Record<string, Value>>
  /** By answer or gold field, in canonical form (`src/value.ts`). */
  readonly gold: Readonly<Record<string, Value>>
  /** Wrong answers that must earn less, with the rule that decides (`not Other by occurrence`). */
  readonly nots: readonly {
    readonly value: Readonly<Record<string, Value>>
    readonly by?: string
    readonly place: Place
  }[]
  readonly tests: readonly {
    readonly completion: string
    readonly score: number
    /** Values of judges and of checks with code of one's own, from 0 to 1, by their names. */
    readonly given: Readonly<Record<string, number>>
    readonly place: Place
  }[]
  readonly place: Place
}

export interface Term {
  readonly name: string
  readonly phrase: Phrase
  /** Paid when the phrase holds; 0 for a report. */
  readonly pays: number
  readonly otherwise: number
  /** Names of terms and rules that must hold, or this one pays nothing. */
  readonly after: readonly string[]
  readonly when?: Condition
  readonly place: Place
}

export interface Arm {
  readonly name: string
  readonly says?: string
  /** Instead of the main reward; none: the control without a reward. */
  readonly rewards: readonly Term[]
  readonly standardize?: "batch" | "group"
  readonly place: Place
}

/** @returns every rule with the name of what it stands under; those of the whole task first */
export const allRules = (meaning: Meaning): { readonly rule: Rule; readonly home?: string }[] =>
  ruleHomes(meaning).flatMap(({ name, rules }) =>
    rules.map((rule) => ({ rule, ...(name !== undefined && { home: name }) })),
  )

/** @returns what rules stand under; without a name, first, the whole task */
export function ruleHomes(meaning: Meaning): readonly { readonly name?: string; readonly rules: readonly Rule[] }[] {
  const { rules, inputs, answers, labels, entities, relations, otherwise } = meaning
  return [{ rules }, ...inputs, ...answers, ...labels, ...entities, ...relations, ...(otherwise ? [otherwise] : [])]
}

/** Labels, entities and relations in the order of the file, then the label for none of these. */
export function allNames(meaning: Meaning): readonly NamedLabel[] {
  const { labels, entities, relations, otherwise } = meaning
  return [...labels, ...entities, ...relations, ...(otherwise ? [otherwise] : [])]
}

/** Those of the whole task first. */
export function allExamples(meaning: Meaning): readonly GuidelineExample[] {
  return [...meaning.examples, ...allNames(meaning).flatMap(({ examples }) => examples)]
}

/** @returns the labels as plain data, for the plan and the readers */
export function labelSchema(meaning: Meaning): LabelSchema {
  const form = ({ name, aliases, under }: NamedLabel) => ({ name, aliases, ...(under !== undefined && { under }) })
  const { otherwise } = meaning
  return {
    labels: meaning.labels.map(form),
    entities: meaning.entities.map(form),
    relations: meaning.relations.map(({ name, aliases, under, roles, types, symmetric, one }) => ({
      name,
      aliases,
      ...(under !== undefined && { under }),
      roles,
      types,
      symmetric,
      ...(one !== undefined && { one }),
    })),
    ...(otherwise && { otherwise: { name: otherwise.name, aliases: otherwise.aliases } }),
    exclude: meaning.exclude,
  }
}
