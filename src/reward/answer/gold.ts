/**
 * Gold values of a row in the form that answers are read in. Data is not read leniently: names stand as they are declared,
 * and what cannot be brought into form has a reason.
 */
import type { FieldType, Value } from "../../value.js"
import type { AnswerPart, Plan } from "../plan.js"
import { numberIn } from "./numbers.js"
import { trim } from "./piece.js"
import type { Gold } from "./reading.js"
import type { Lists } from "./state.js"
import { tableIn } from "./tables.js"
import { isDeclared } from "./types.js"
import type { ValueReader } from "./values.js"

type Record_ = Readonly<Record<string, Value>>

export class GoldReader {
  readonly #fields: ReadonlyMap<string, { readonly type: FieldType; readonly part?: AnswerPart }>
  readonly #values: ValueReader

  constructor({ answer, golds = [] }: Pick<Plan, "answer"> & Partial<Pick<Plan, "golds">>, values: ValueReader) {
    this.#values = values
    this.#fields = new Map([
      ...golds.map(({ name, type }) => [name, { type }] as const),
      ...answer.map((part) => [part.name, { type: part.type, part }] as const),
    ])
  }

  /** @throws RangeError for a name that neither a part of the answer nor a gold field has */
  read(field: string, value: Value, lists: Lists): Gold {
    const known = this.#fields.get(field)
    if (!known) throw new RangeError(`no part of the answer and no gold is called "${field}"`)
    const { type, part } = known
    const around = part ? this.#around(part) : type
    const shaped = this.#canonical(around, value, lists, part)
    if (around === type || "value" in shaped) return shaped
    const plain = this.#canonical(type, value, lists, part)
    return "value" in plain ? plain : shaped
  }

  /** A nested part's type with the lists and `each` around it: one value for each of its groups. */
  #around(part: AnswerPart): FieldType {
    let { type, parent } = part
    for (let left = this.#fields.size; parent !== undefined && left > 0; left--) {
      const group: AnswerPart | undefined = this.#fields.get(parent)?.part
      if (!group) break
      type = inside(group.type, type)
      parent = group.parent
    }
    return type
  }

  #canonical(type: FieldType, value: Value, lists: Lists, part: AnswerPart | undefined): Gold {
    const again = (inner: FieldType, one: Value): Gold => this.#canonical(inner, one, lists, part)
    switch (type.kind) {
      case "text":
      case "quote":
      case "mention":
        return typeof value === "object" ? { reason: `${shown(value)} is no text` } : { value: trim(String(value)) }
      case "number":
        return numberOf(type, value)
      case "yes-no":
        if (typeof value === "boolean") return { value }
        return value === "yes" || value === "no"
          ? { value: value === "yes" }
          : { reason: `${shown(value)} is neither yes nor no` }
      case "relation": {
        const label = this.#values.texts.labels(type).gold(value)
        return label === undefined ? { reason: `${shown(value)} is no label of the guideline` } : { value: label }
      }
      case "choice": {
        const form = typeof value === "string" ? this.#values.texts.choices(type).exact(value) : undefined
        if (form && form.alias === undefined) return { value: form.value }
        for (const list of type.lists) {
          const item = isDeclared(list) ? undefined : itemOf(list, value, lists)
          if (item !== undefined) return { value: item }
        }
        return { reason: `${shown(value)} is none of the choices` }
      }
      case "triplet": {
        const problem = this.#values.texts.triplets.goldProblem(value)
        if (problem !== undefined) return { reason: `${shown(value)} ${problem}` }
        const { relation, head, head_type, tail, tail_type } = value as Readonly<Record<string, string>>
        return {
          value: { relation: relation!, head: head!, head_type: head_type!, tail: tail!, tail_type: tail_type! },
        }
      }
      case "list": {
        if (!Array.isArray(value)) return { reason: `${shown(value)} is no list` }
        return listOf(value, (item) => again(type.item, item))
      }
      case "order": {
        if (!Array.isArray(value)) return { reason: `${shown(value)} is no order` }
        const order = listOf(value, (item) => {
          const name = itemOf(type.of, item, lists)
          return name === undefined ? { reason: `${shown(item)} is no item of ${type.of}` } : { value: name }
        })
        const twice = "value" in order && new Set(order.value as readonly Value[]).size < value.length
        return twice ? { reason: `${shown(value)} names an item twice` } : order
      }
      case "each":
        return this.#each(type, value, lists, part)
      case "table": {
        if (typeof value === "string") {
          const rows = tableIn(value)
          return rows ? { value: rows } : { reason: `${shown(value)} is no table` }
        }
        if (!Array.isArray(value)) return { reason: `${shown(value)} is no table` }
        const row: FieldType = { kind: "list", item: { kind: "text" } }
        return listOf(value, (cells) => again(row, cells))
      }
      case "group":
        return this.#group(value, lists, part)
    }
  }

  #each(type: Extract<FieldType, { kind: "each" }>, value: Value, lists: Lists, part: AnswerPart | undefined): Gold {
    const names = lists.names(type.of)
    if (!names) return { reason: `points at the list "${type.of}", which the row does not have` }
    if (typeof value !== "object") return { reason: `${shown(value)} is no value for each of ${type.of}` }
    if (Array.isArray(value) && value.length !== names.length)
      return { reason: `has ${value.length} values for the ${names.length} items of ${type.of}` }
    const record: Record<string, Value> = Object.create(null)
    for (const [key, one] of Object.entries(value)) {
      const name = Array.isArray(value) ? names[Number(key)]! : key
      if (!names.includes(name)) return { reason: `"${key}" is no item of ${type.of}` }
      const item = this.#canonical(type.item, one, lists, part)
      if ("reason" in item) return item
      record[name] = item.value
    }
    return { value: record }
  }

  #group(value: Value, lists: Lists, part: AnswerPart | undefined): Gold {
    if (typeof value !== "object" || Array.isArray(value) || !part) return { reason: `${shown(value)} is no group` }
    const own = this.#values.partsOf(part.name)
    const record: Record<string, Value> = Object.create(null)
    for (const [key, one] of Object.entries(value as Record_)) {
      const inner = own.find(({ name }) => name === key) ?? own.find((other) => other.key === key)
      if (!inner) return { reason: `"${key}" is no part of ${part.name}` }
      const gold = this.#canonical(inner.type, one, lists, inner)
      if ("reason" in gold) return gold
      record[inner.name] = gold.value
    }
    return { value: record }
  }
}

/** @returns the type of all values of a part, from the type of the group around it */
function inside(around: FieldType, type: FieldType): FieldType {
  return around.kind === "list" || around.kind === "each" ? { ...around, item: inside(around.item, type) } : type
}

function listOf(values: readonly Value[], canonical: (item: Value) => Gold): Gold {
  const items: Value[] = []
  for (const value of values) {
    const gold = canonical(value)
    if ("reason" in gold) return gold
    items.push(gold.value)
  }
  return { value: items }
}

function numberOf({ bounds }: Extract<FieldType, { kind: "number" }>, value: Value): Gold {
  const form = typeof value === "string" ? numberIn(trim(value)) : undefined
  const number = form && form.differing.size === 0 ? form.number : value
  if (typeof number !== "number" || !Number.isFinite(number)) return { reason: `${shown(value)} is no number` }
  if (bounds && (number < bounds[0] || number > bounds[1]))
    return { reason: `${number} is not between ${bounds[0]} and ${bounds[1]}` }
  return { value: number }
}

/** By its name; a number is the name where items are numbered, else the index from 0. */
function itemOf(list: string, value: Value, lists: Lists): string | undefined {
  const names = lists.names(list)
  if (typeof value === "string") return names?.find((name) => name === value)
  if (typeof value !== "number") return undefined
  const isNumbered = names?.every((name) => /^\d+$/.test(name))
  return isNumbered ? names?.find((name) => name === String(value)) : names?.[value]
}

/** Cut: a gold can be a whole document. */
function shown(value: Value): string {
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
