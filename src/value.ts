/**
 * Values of the task: what a row of data holds, what a model answers, what is compared, and the types of all three. Floor
 * of all layers.
 *
 * A row is plain JSON, so that it can stand in a JSONL file as it is:
 * `{ "id": "8001", "input": { "sentence": "The <e1>fire</e1> caused <e2>smoke</e2>." }, "gold": { "label": "Cause-Effect(e1,e2)" } }`
 */

/** Plain JSON without null: what is not there is left out. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

/** An input as data: a text carries the marks of the mentions in it (`<e1>…</e1>`); a mention itself is no key of a row. */
export type InputValue = Value

/** A label in canonical form: `Name(e1,e2)`, or `Other` without arguments. */
export type Label = string

/**
 * What a field holds, and so how its value looks as JSON:
 *
 * | type | value |
 * |---|---|
 * | text, quote | string |
 * | number | number |
 * | yes-no | boolean |
 * | table | rows of cells, the first one the header: `[["team", "gold"], ["Kenya", "4"]]` |
 * | mention | no value of its own: it is marked in its text |
 * | relation | a canonical label: `"Cause-Effect(e1,e2)"`, `"Other"` |
 * | triplet | `{ relation, head, head_type, tail, tail_type }`, texts as they stand in the sentence |
 * | choice | a string: one of the texts, a declared name, or the name of an item of a list (`"A"`, `"model-2"`, `"3"`) |
 * | order | names of items, the first one first |
 * | list | a list of its items' values |
 * | each | by the names of the items: `{ "model-1": 2, "model-2": 5 }`; data may give a list in the order of the items |
 * | group | `{ part: value }` by the parts' names; their fields name it as `parent` |
 */
export type FieldType =
  | { readonly kind: "text" }
  /** Bounds are included; whole numbers only if both bounds are whole, unless they were written with a point: 0.0 to 1.0. */
  | {
      readonly kind: "number"
      readonly bounds?: readonly [lowest: number, highest: number]
      readonly fractions?: true
    }
  | { readonly kind: "yes-no" }
  | { readonly kind: "table" }
  /** Marked in the text of that name. */
  | { readonly kind: "mention"; readonly within: string }
  /** Copied from one of these inputs. */
  | { readonly kind: "quote"; readonly from: readonly string[] }
  /** Label and direction. */
  | { readonly kind: "relation"; readonly between: readonly [string, string] }
  /** Two typed entities of a text and the relation from the first to the second. */
  | { readonly kind: "triplet"; readonly within: string }
  /** Literal texts, and lists: an input's items by their names, or all declared `labels`, `entities` or `relations`. */
  | { readonly kind: "choice"; readonly texts: readonly string[]; readonly lists: readonly string[] }
  | { readonly kind: "order"; readonly of: string }
  | { readonly kind: "list"; readonly item: FieldType; readonly numbered?: string }
  | { readonly kind: "each"; readonly of: string; readonly item: FieldType }
  | { readonly kind: "group" }

/** Whether a number must be whole. */
export const isWhole = ({ bounds, fractions }: Extract<FieldType, { readonly kind: "number" }>): boolean =>
  bounds !== undefined && !fractions && bounds.every(Number.isInteger)

/** Lists of a choice that are not inputs. The otherwise label belongs to all three. */
export const DECLARED_LISTS = ["labels", "entities", "relations"] as const

/** Where a part of the answer stands in the completion. */
export interface AnswerPlace {
  /** `box`: `\boxed{…}`; `line`: a line that is not empty; `json`: a JSON value anywhere in the text. */
  readonly spot: { readonly kind: "tag"; readonly tag: string } | { readonly kind: "json" | "box" | "line" }
  /** `only`: a second one makes it unreadable; `every`: all of them, for a list. */
  readonly which: "first" | "last" | "only" | "every"
  /** Looked for in so many last code points of the completion. */
  readonly within?: number
  /** Inside the spot: JSON, one item a line, `[[A]]`. Absent: the text itself in the notation of its type. */
  readonly notation?: "json" | "lines" | "brackets"
}

/** On the field (an input or another part of the answer) having one of these values. */
export interface Condition {
  readonly field: string
  readonly values: readonly string[]
}

/**
 * The names of a numbered list's items: what they are called in the prompt, and how answers point at them.
 *
 * @param start as written behind `numbered`: a name that ends in a number, a number, or one capital letter
 * @example itemNames("model-1", 2) // ["model-1", "model-2"]
 * @example itemNames("A", 3) // ["A", "B", "C"]
 * @throws RangeError for letters beyond Z
 */
export function itemNames(start: string, count: number): string[] {
  const number = /^(.*?)(\d+)$/.exec(start)
  if (number) return Array.from({ length: count }, (_, i) => `${number[1]}${Number(number[2]) + i}`)
  const first = start.codePointAt(0)!
  if (count > 0 && first + count - 1 > 0x5a)
    throw new RangeError(`${count} items are more than letters from ${start} to Z`)
  return Array.from({ length: count }, (_, i) => String.fromCodePoint(first + i))
}

/**
 * The first of these names, at most so many: what can be said of a list before it is known.
 *
 * @example firstNames("Y", 3) // ["Y", "Z"]
 */
export function firstNames(start: string, most: number): string[] {
  const left = /\d$/.test(start) ? most : 0x5b - start.codePointAt(0)!
  return itemNames(start, Math.max(0, Math.min(most, left)))
}

/** A field that holds a text or a label. @throws RangeError when it is not there, or holds something else */
export function textOf(values: Readonly<Record<string, Value>>, field: string): string {
  const value = Object.hasOwn(values, field) ? values[field] : undefined
  if (typeof value !== "string") throw new RangeError(`there is no text "${field}"`)
  return value
}

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
export function relationText(value: RelationValue): Label {
  return value.mentions ? `${value.name}(${value.mentions.join(",")})` : value.name
}

/** Reads the canonical form only; what a model wrote is read by `reward/answer.ts`. @returns undefined when it is not one */
export function relationFromText(text: Label): RelationValue | undefined {
  const match = /^([^(),\s]+)(?:\(([^(),\s]+),([^(),\s]+)\))?$/.exec(text)
  if (!match) return undefined
  const [, name, first, second] = match
  return first && second ? { name: name!, mentions: [first, second] } : { name: name! }
}

/** The names that a task declares, as plain data: what the reader accepts, what gold must be, what fits together. */
export interface LabelSchema {
  /** Names without arguments that `one of labels` chooses from. */
  readonly labels: readonly NamedForm[]
  readonly entities: readonly NamedForm[]
  readonly relations: readonly (NamedForm & {
    readonly roles: readonly [string, string]
    /** Entities that each role allows, with those under them; empty: any. */
    readonly types: readonly [readonly string[], readonly string[]]
    /** Both orders mean the same. */
    readonly symmetric: boolean
    /** The role that is filled at most once for each other end: `one place` of (person, place). */
    readonly one?: 0 | 1
  })[]
  /** The explicit none-of-these label, if the guideline has one. */
  readonly otherwise?: Omit<NamedForm, "under">
  /** Of each of these sets, at most one holds for the same two ends. */
  readonly exclude: readonly (readonly string[])[]
}

export interface NamedForm {
  readonly name: string
  readonly aliases: readonly string[]
  /** The more general name that it is a kind of. */
  readonly under?: string
}

/** Every label in canonical form: both directions of each relation (one for a symmetric one), then the label without arguments. */
export function allLabels(schema: LabelSchema, mentions: readonly [string, string]): Label[] {
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
