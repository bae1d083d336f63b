/**
 * `shuffle candidates`: the order of a list that carries no meaning, drawn from a seed. A transformation of the example:
 * items of the input are put in a new order, and what points at them (gold, other inputs) is mapped along.
 */
import type { Meaning } from "../language/meaning.js"
import { Random } from "../random.js"
import type { Example, FieldType, Value } from "../value.js"
import { namesOf } from "./items.js"
import type { Task } from "./task.js"

/** A drawn order: the item at place `i` is the one that stood at `from[i]`. */
interface Order {
  readonly list: string
  readonly names: readonly string[]
  readonly from: readonly number[]
  /** The new name of the item of a name. */
  readonly renamed: ReadonlyMap<string, string>
}

type Fields = Readonly<Record<string, Value>>

export function shuffler(meaning: Meaning): Task["shuffled"] {
  const types = new Map([
    ...meaning.golds.map(({ name, type }) => [name, type] as const),
    ...meaning.answers.map(({ name, type }) => [name, type] as const),
  ])
  const inputs = new Map(meaning.inputs.map(({ name, type }) => [name, type]))
  const parts = new Map(meaning.answers.map(({ name, key, parent }) => [`${parent ?? ""} ${key ?? name}`, name]))
  return <E extends Pick<Example, "input" | "gold">>(example: E, seed: number): E => {
    let { input, gold }: { input: Fields; gold: Fields } = example
    for (const list of meaning.shuffle) {
      const order = drawn(list, meaning, input, seed)
      if (!order) continue
      const map = (fields: Fields, typeOf: (name: string) => FieldType | undefined): Fields =>
        mapEntries(fields, (name, value) => {
          const type = typeOf(name)
          return type ? mapped(value, type, order, { typeOf: (one) => types.get(one), parts, name }) : value
        })
      const items = input[list] as readonly Value[]
      input = { ...map(input, (name) => inputs.get(name)), [list]: order.from.map((at) => items[at]!) }
      gold = map(gold, (name) => types.get(name))
    }
    return { ...example, input, gold }
  }
}

function drawn(list: string, meaning: Meaning, input: Fields, seed: number): Order | undefined {
  const items = Object.hasOwn(input, list) ? input[list] : undefined
  if (!Array.isArray(items) || items.length < 2) return undefined
  const names = namesOf(meaning, list, items.length)
  const from = Random.of(seed, "shuffle", list).shuffled([...items.keys()])
  return { list, names, from, renamed: new Map(from.map((at, i) => [names[at]!, names[i]!])) }
}

interface Places {
  readonly typeOf: (field: string) => FieldType | undefined
  /** Parts of groups by the group's name and the part's key. */
  readonly parts: ReadonlyMap<string, string>
  /** Of the field that holds the value. */
  readonly name: string
}

/** The value with its pointers at the list's items renamed; what is of another shape than its type stays as it is. */
function mapped(value: Value, type: FieldType, order: Order, places: Places): Value {
  const rename = (one: Value): Value => (typeof one === "string" ? (order.renamed.get(one) ?? one) : one)
  switch (type.kind) {
    case "choice":
      return type.lists.includes(order.list) && !type.texts.includes(String(value)) ? rename(value) : value
    case "order":
      return type.of === order.list && Array.isArray(value) ? value.map(rename) : value
    case "list":
      return Array.isArray(value) ? value.map((item) => mapped(item, type.item, order, places)) : value
    case "each": {
      const inner = (item: Value): Value => mapped(item, type.item, order, places)
      const own = type.of === order.list
      // data may give the values in the order of the items
      if (Array.isArray(value)) {
        const items = value.map(inner)
        return own && items.length === order.from.length ? order.from.map((at) => items[at]!) : items
      }
      if (!isRecord(value)) return value
      const entries = Object.entries(value).map(([name, item]) => [own ? rename(name) : name, inner(item)] as const)
      const place = new Map(order.names.map((name, i) => [name, i]))
      const last = order.names.length
      if (own) entries.sort(([a], [b]) => (place.get(String(a)) ?? last) - (place.get(String(b)) ?? last))
      return Object.fromEntries(entries)
    }
    case "group":
      if (!isRecord(value)) return value
      return mapEntries(value, (key, part) => {
        const name = places.parts.get(`${places.name} ${key}`)
        const partType = name === undefined ? undefined : places.typeOf(name)
        return partType ? mapped(part, partType, order, { ...places, name: name! }) : part
      })
    default:
      return value
  }
}

const isRecord = (value: Value): value is { readonly [key: string]: Value } =>
  typeof value === "object" && !Array.isArray(value)

function mapEntries(fields: Fields, map: (name: string, value: Value) => Value): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(name, value)]))
}
