/**
 * What the reader of an annotation tool has to know of a task, as plain data: which fields there are, of which types, and
 * the declared names. A tool's files name controls and labels; the task says which fields they fill.
 */
import { type Condition, type FieldType, itemNames, type LabelSchema, type Value } from "../../value.js"

export interface TaskFields {
  readonly inputs: readonly { readonly name: string; readonly type: FieldType; readonly when?: Condition }[]
  readonly answer: readonly AnswerFieldType[]
  /** Gold values that are no part of the answer. */
  readonly golds: readonly { readonly name: string; readonly type: FieldType }[]
  readonly labels: LabelSchema
  /** What a row of data has to have, because a reward or a report compares it with an answer; under its condition. */
  readonly compared: readonly { readonly field: string; readonly when?: Condition }[]
}

export interface AnswerFieldType {
  readonly name: string
  readonly type: FieldType
  /** The group that it is a part of. */
  readonly parent?: string
  readonly optional: boolean
  readonly when?: Condition
}

type Field = TaskFields["inputs"][number]

/** Mentions that are marked in a text, in the order of the inputs. */
export const mentionsIn = ({ inputs }: Pick<TaskFields, "inputs">, text: string): readonly string[] =>
  inputs.filter(({ type }) => type.kind === "mention" && type.within === text).map(({ name }) => name)

/** Inputs that have a value of their own. */
export const shownInputs = ({ inputs }: Pick<TaskFields, "inputs">): readonly Field[] =>
  inputs.filter(({ type }) => type.kind !== "mention")

/** The type of a list's items, else the type itself. */
export const itemOf = (type: FieldType): FieldType => (type.kind === "list" ? type.item : type)

/** The names of a list's items: how answers point at them. A list that is not numbered counts from 1. */
export function namesOf({ inputs }: Pick<TaskFields, "inputs">, list: string, count: number): string[] {
  const type = inputs.find(({ name }) => name === list)?.type
  const start = (type?.kind === "list" && type.numbered) || "1"
  // letters end at Z: items beyond have no name
  const most = /\d$/.test(start) ? count : Math.min(count, 0x5b - start.codePointAt(0)!)
  return itemNames(start, most)
}

/** A name and all that are kinds of it, in the order of declaration. */
export function withKinds(name: string, forms: LabelSchema["entities"]): string[] {
  const found = new Set([name])
  // declared in any order: as many rounds as there are levels
  for (let before = 0; before !== found.size; ) {
    before = found.size
    for (const form of forms) if (form.under !== undefined && found.has(form.under)) found.add(form.name)
  }
  return forms.map((form) => form.name).filter((one) => found.has(one))
}

export const isRecord = (value: unknown): value is Readonly<Record<string, Value>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export const isCompared = ({ compared }: TaskFields, field: string): boolean =>
  compared.some((one) => one.field === field)

/** Compared fields that a row's gold lacks, although the conditions hold under which they are asked and compared. */
export function missingGold(
  { compared, answer }: TaskFields,
  { input, gold }: Readonly<Record<"input" | "gold", Readonly<Record<string, Value>>>>,
): string[] {
  const holds = (when: Condition | undefined): boolean => {
    if (!when) return true
    const values = Object.hasOwn(input, when.field) ? input : gold
    const value = Object.hasOwn(values, when.field) ? values[when.field] : undefined
    return when.values.includes(typeof value === "boolean" ? (value ? "yes" : "no") : String(value))
  }
  const isAsked = (field: string): boolean => {
    const part = answer.find(({ name }) => name === field)
    return !part || (holds(part.when) && (part.parent === undefined || isAsked(part.parent)))
  }
  const lacking = compared.filter(({ field, when }) => !Object.hasOwn(gold, field) && holds(when) && isAsked(field))
  return [...new Set(lacking.map(({ field }) => field))]
}
