/**
 * Values of the task: what a row of data holds, what a model answers, what is compared. Floor of all layers.
 *
 * A row is plain JSON, so that it can stand in a JSONL file as it is:
 * `{ "id": "8001", "input": { "sentence": "The <e1>fire</e1> caused <e2>smoke</e2>." }, "gold": { "label": "Cause-Effect(e1,e2)" } }`
 */

/** An input as data: a text carries the marks of the mentions in it (`<e1>…</e1>`). */
export type InputValue = string

/** A gold value or a read answer. A relation is written in its canonical form: `Name(e1,e2)`, or `Other` without arguments. */
export type Value = string

export interface Example {
  readonly id: string
  readonly input: Readonly<Record<string, InputValue>>
  readonly gold: Readonly<Record<string, Value>>
  /** What the corpus says beside the gold (an annotator's comment); never shown to the model. */
  readonly comment?: string
  /** A group that accuracy is also reported for: "relation", "negated". */
  readonly kind?: string
}

/** A directed relation with its two mentions: in `Cause-Effect(e2,e1)` the cause is e2. */
export interface RelationValue {
  readonly name: string
  /** Names of mention inputs in the order of the relation's roles; absent for the label without arguments. */
  readonly mentions?: readonly [string, string]
}

/** @example relationText({ name: "Cause-Effect", mentions: ["e1", "e2"] }) // "Cause-Effect(e1,e2)" */
export function relationText(value: RelationValue): Value {
  return value.mentions ? `${value.name}(${value.mentions.join(",")})` : value.name
}

/** Reads the canonical form only; what a model wrote is read by `reward/answer.ts`. @returns undefined when it is not one */
export function relationFromText(text: Value): RelationValue | undefined {
  const match = /^([^(),\s]+)(?:\(([^(),\s]+),([^(),\s]+)\))?$/.exec(text)
  if (!match) return undefined
  const [, name, first, second] = match
  return first && second ? { name: name!, mentions: [first, second] } : { name: name! }
}

/** The labels of a task as plain data: what the reader accepts and what gold must be. */
export interface LabelSchema {
  readonly relations: readonly {
    readonly name: string
    readonly aliases: readonly string[]
    readonly roles: readonly [string, string]
    /** Both orders mean the same. */
    readonly symmetric: boolean
  }[]
  /** The explicit none-of-these label, if the guideline has one. */
  readonly otherwise?: { readonly name: string; readonly aliases: readonly string[] }
}

/** Every label in canonical form: both directions of each relation (one for a symmetric one), then the label without arguments. */
export function allLabels(schema: LabelSchema, mentions: readonly [string, string]): Value[] {
  const [a, b] = mentions
  const labels = schema.relations.flatMap(({ name, symmetric }) =>
    symmetric ? [`${name}(${a},${b})`] : [`${name}(${a},${b})`, `${name}(${b},${a})`],
  )
  return schema.otherwise ? [...labels, schema.otherwise.name] : labels
}

/** A chat message, as every trainer and server takes it. */
export interface Message {
  readonly role: "system" | "user" | "assistant"
  readonly content: string
}
