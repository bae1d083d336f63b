/** What the type of a part says about how it can be written. */
import { DECLARED_LISTS, type FieldType } from "../../value.js"

export type Kind<K extends FieldType["kind"]> = Extract<FieldType, { readonly kind: K }>

export function innermost(type: FieldType): FieldType {
  return type.kind === "list" || type.kind === "each" ? innermost(type.item) : type
}

/** Does the type have a notation of its own, in which it can stand without JSON? */
export function hasOwnNotation(type: FieldType): boolean {
  return type.kind === "list" ? isPlain(type.item) : type.kind !== "group" && type.kind !== "each"
}

const isPlain = ({ kind }: FieldType): boolean =>
  kind !== "group" && kind !== "list" && kind !== "each" && kind !== "table" && kind !== "order"

/** What a value of the type is in JSON; undefined: neither. */
export function containerOf(type: FieldType): "object" | "array" | undefined {
  if (type.kind === "group" || type.kind === "triplet") return "object"
  if (type.kind === "each") return type.item.kind === "group" ? "array" : "object"
  return type.kind === "list" || type.kind === "order" || type.kind === "table" ? "array" : undefined
}

/** What a message says is asked for. */
export const ASKED: Readonly<Record<FieldType["kind"], string>> = {
  text: "a text",
  quote: "a text",
  mention: "a text",
  number: "a number",
  "yes-no": "true or false",
  relation: "a label as a text",
  choice: "one of the choices as a text",
  triplet: "an object with relation, head, head_type, tail and tail_type",
  table: "a list of rows",
  order: "a list of names",
  list: "a list",
  each: "a value for each item",
  group: "an object",
}

export const isDeclared = (list: string): boolean => (DECLARED_LISTS as readonly string[]).includes(list)
