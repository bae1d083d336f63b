/** Values as an answer writes them, outside JSON and in it. */
import type { AnswerPart } from "../reward/plan.js"
import type { FieldType, Value } from "../value.js"
import { markdownTable } from "./prompt/table.js"
import { keyOfPart, type Shape } from "./shape.js"

type Fields = { readonly [key: string]: Value }

const isFields = (value: Value): value is Fields => typeof value === "object" && !Array.isArray(value)

/** A canonical value in the notation of its type: `B > A`, `Lithium:drug, treatment-for, mania:symptom`. */
export function written(value: Value, type: FieldType): string {
  if (typeof value === "boolean") return value ? "yes" : "no"
  if (Array.isArray(value)) {
    const items = value as readonly Value[]
    if (type.kind === "table") return markdownTable(items as readonly (readonly Value[])[])
    if (type.kind === "order") return items.join(" > ")
    const item = type.kind === "list" ? type.item : type
    return items.map((one) => written(one, item)).join("\n")
  }
  if (!isFields(value)) return String(value)
  if (type.kind === "triplet")
    return `${value.head}:${value.head_type}, ${value.relation}, ${value.tail}:${value.tail_type}`
  return JSON.stringify(value)
}

type JsonPart = Pick<AnswerPart, "name" | "parent" | "key" | "type">

/** A canonical value as its JSON: parts of groups by their keys, groups `for each` as a list with `id`. */
export function asJson(value: Value, type: FieldType, parts: readonly Shape<JsonPart>[]): Value {
  if (type.kind === "list" && Array.isArray(value))
    return (value as readonly Value[]).map((item) => asJson(item, type.item, parts))
  if (type.kind === "each" && isFields(value)) {
    const items = Object.entries(value).map(([name, item]) => [name, asJson(item, type.item, parts)] as const)
    return type.item.kind === "group"
      ? items.map(([id, item]) => ({ id, ...(item as Fields) }))
      : Object.fromEntries(items)
  }
  if (type.kind !== "group" || !isFields(value)) return value
  return Object.fromEntries(
    parts.flatMap(({ part, parts: inner }) => {
      const own = Object.hasOwn(value, part.name) ? value[part.name] : undefined
      return own === undefined ? [] : [[keyOfPart(part), asJson(own, part.type, inner)]]
    }),
  )
}
