/** Shorthand for the cases of checks: what comes out is plain data. */
import type { Modifiers } from "../../catalogue.js"
import type { FieldType, Value } from "../../value.js"
import type { Argument, Case } from "./check.js"

export const TEXT: FieldType = { kind: "text" }
export const NUMBER: FieldType = { kind: "number" }
export const YES_NO: FieldType = { kind: "yes-no" }
export const LABEL: FieldType = { kind: "relation", between: ["e1", "e2"] }
export const TRIPLET: FieldType = { kind: "triplet", within: "sentence" }
export const listOf = (item: FieldType): FieldType => ({ kind: "list", item })
export const eachOf = (of: string, item: FieldType): FieldType => ({ kind: "each", of, item })

export const value = (value: Value, type: FieldType, names?: readonly string[]): Argument => ({
  kind: "value",
  value,
  type,
  ...(names && { names }),
})
export const text = (text: string): Argument => ({ kind: "text", text })
export const number = (value: number, unit?: string): Argument => ({ kind: "number", value, ...(unit && { unit }) })

export const triplet = (relation: string, head: string, head_type: string, tail: string, tail_type: string): Value => ({
  ...{ relation, head, head_type, tail, tail_type },
})

/** Rows of subject, object of the same type, expected value. */
export const compared = (
  type: FieldType,
  modifiers: Modifiers,
  rows: readonly (readonly [subject: Value, object: Value, expected: number])[],
): Case[] =>
  rows.map(([subject, object, expected]) => ({
    ...{ subject, type, objects: [value(object, type)], modifiers, value: expected },
  }))

/** Rows of subject, arguments, expected value. */
export const asked = (
  type: Case["type"],
  modifiers: Modifiers,
  rows: readonly (readonly [subject: Value, objects: readonly Argument[], expected: number])[],
): Case[] => rows.map(([subject, objects, expected]) => ({ subject, type, objects, modifiers, value: expected }))
