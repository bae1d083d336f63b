/** What stands in one place, by the type of its part: JSON, and the texts in it. */
import type { Span } from "../../text.js"
import type { Example, FieldType, Value } from "../../value.js"
import type { AnswerPart, Plan } from "../plan.js"
import { type Group, holds, inOrderOfNeed } from "./conditions.js"
import { Forms, formIn, formsOf } from "./forms.js"
import type { Json, Member } from "./json.js"
import { listsOf } from "./lists.js"
import { itemsOf, lacking, listOf, MOST_ITEMS, type Node, nodeOf, type PartNode, type Where } from "./node.js"
import { numberIn } from "./numbers.js"
import { type Piece, pieceOfJson, trim, trimmed } from "./piece.js"
import type { State } from "./state.js"
import { bounded, TextReader } from "./texts.js"
import { TRIPLET_KEYS } from "./triplets.js"
import { ASKED, innermost, type Kind } from "./types.js"

/** Key of the name of the item that a record in a list is about. */
const ID = "id"

const FOUND: Readonly<Record<Json["kind"], string>> = {
  text: "a text",
  number: "a number",
  "yes-no": "true or false",
  null: "null",
  array: "a list",
  object: "an object",
}

export class ValueReader {
  readonly inputs: ReadonlyMap<string, FieldType>
  readonly texts: TextReader
  readonly #shapes = new Map<string, Shape>()

  constructor({
    answer,
    inputs,
    labels,
    golds = [],
  }: Pick<Plan, "answer" | "labels" | "inputs"> & Partial<Pick<Plan, "golds">>) {
    this.inputs = listsOf({ inputs })
    const types = [...answer, ...golds].map(({ type }) => type)
    this.texts = new TextReader(types, labels)
    for (const { name, type } of answer)
      if (innermost(type).kind === "group") this.#shapes.set(name, new Shape(name, answer))
  }

  /** The parts of a group, in an order in which their conditions can be decided. */
  partsOf(group: string): readonly AnswerPart[] {
    return this.#shapes.get(group)!.parts
  }

  holds(condition: AnswerPart["when"], input: Example["input"], groups: readonly Group[]): boolean {
    return condition === undefined || holds(condition, this.inputs, input, groups)
  }

  json(type: FieldType, json: Json, state: State, where: Where): Node | undefined {
    const { span } = json
    const text = (piece: Piece) => this.texts.read(type, trimmed(piece), where.part, state)
    const wrong = () => state.report("json-type", { asked: ASKED[type.kind], found: FOUND[json.kind] }, span)
    switch (type.kind) {
      case "text":
      case "quote":
      case "mention":
      case "relation": {
        const piece = textIn(json, state)
        return piece ? text(piece) : piece === null ? undefined : wrong()
      }
      case "choice": {
        if (json.kind === "number") {
          const name = this.texts.pointedAt(type, json.number, state)
          if (name !== undefined) return { value: name, span }
          // only a choice that looks like a number can be meant by one
          if (!this.texts.choices(type).exact(String(json.number)))
            return this.texts.choiceUnknown(type, String(json.number), span, state)
        }
        const piece = textIn(json, state)
        return piece ? text(piece) : piece === null ? undefined : wrong()
      }
      case "number": {
        if (json.kind === "number") return nodeOf(bounded(type, json.number, span, state), span)
        // a number in quotes is a liberty with JSON
        if (json.kind !== "text" || numberIn(trim(json.text)) === undefined) return wrong()
        if (!state.passes(["loose-json"], span)) return undefined
        state.report("json-loose", { what: "a number in quotes" }, span)
        return text(pieceOfJson(json))
      }
      case "yes-no":
        if (json.kind === "yes-no") return { value: json.holds, span }
        return json.kind === "text" ? text(pieceOfJson(json)) : wrong()
      case "triplet":
        return json.kind === "object" ? this.#triplet(json, state) : wrong()
      case "list":
        if (json.kind !== "array") return wrong()
        return listOf(json.items, (item) => this.json(type.item, item, state, where), span, state)
      case "order":
        if (json.kind !== "array") return wrong()
        return this.#order(type, json.items, span, state)
      case "each":
        if (type.item.kind === "group")
          return json.kind === "array" ? this.#eachObject(type, json, state, where) : wrong()
        return json.kind === "object" ? this.#eachKey(type, json, state, where) : wrong()
      case "table": {
        if (json.kind !== "array") return wrong()
        const row: FieldType = { kind: "list", item: { kind: "text" } }
        return listOf(json.items, (cells) => this.#row(row, cells, state, where), span, state)
      }
      case "group":
        return json.kind === "object" ? this.#group(json, state, where) : wrong()
    }
  }

  #row(type: Kind<"list">, cells: Json, state: State, where: Where): Node | undefined {
    if (cells.kind !== "array")
      return state.report("json-type", { asked: "a list of cells", found: FOUND[cells.kind] }, cells.span)
    return listOf(
      cells.items,
      (cell) =>
        cell.kind === "text" && trim(cell.text) === ""
          ? { value: "", span: cell.span }
          : this.json(type.item, cell, state, where),
      cells.span,
      state,
    )
  }

  #order(type: Kind<"order">, given: readonly Json[], span: Span, state: State): Node | undefined {
    const pointers: Piece[] = []
    for (const json of given) {
      const pointer = pointerIn(json, state)
      if (!pointer) return undefined
      pointers.push(pointer)
    }
    return this.texts.order(type, pointers, span, state)
  }

  #eachKey(type: Kind<"each">, json: Kinded<"object">, state: State, where: Where): Node | undefined {
    return this.#each(type, json.members, json.span, state, ({ key, keySpan, value }) => {
      const item = this.texts.item(type.of, trimmed(pieceOfKey(key, keySpan)), state)
      if (item === undefined) return undefined
      return { item, span: keySpan, read: () => this.json(type.item, value, state, where) }
    })
  }

  #eachObject(type: Kind<"each">, json: Kinded<"array">, state: State, where: Where): Node | undefined {
    return this.#each(type, json.items, json.span, state, (one) => {
      const id = one.kind === "object" ? one.members.find(({ key }) => key === ID) : undefined
      if (!id) return state.report("item-unnamed", {}, one.span)
      const pointer = pointerIn(id.value, state)
      const item = pointer && this.texts.item(type.of, pointer, state)
      if (item === undefined) return undefined
      return { item, span: id.keySpan, read: () => this.json(type.item, one, state, where) }
    })
  }

  /** An item that is named twice makes all of it unreadable; what else is wrong or missing is a flaw of that item alone. */
  #each<T>(
    { of }: Kind<"each">,
    given: readonly T[],
    span: Span,
    state: State,
    find: (one: T) => { readonly item: string; readonly span: Span; read(): Node | undefined } | undefined,
  ): Node | undefined {
    const names = state.lists.names(of)
    if (!names) return state.report("items-unnamed", { list: of }, span)
    if (given.length > MOST_ITEMS) return state.report("list-too-long", { most: MOST_ITEMS }, span)
    const seen = new Set<string>()
    const items = new Map<string, Node>()
    for (const one of given) {
      const found = find(one)
      if (!found) {
        state.exact = false
        continue
      }
      if (seen.has(found.item)) return state.report("item-repeated", { item: found.item }, found.span)
      seen.add(found.item)
      const node = found.read()
      if (node) items.set(found.item, node)
      else state.exact = false
    }
    lacking(names, seen, span, state)
    const value: Record<string, Value> = Object.create(null)
    for (const name of names) if (items.has(name)) value[name] = items.get(name)!.value
    return { value, span, items: itemsOf(items) }
  }

  #triplet(json: Kinded<"object">, state: State): Node | undefined {
    const given: Partial<Record<(typeof TRIPLET_KEYS)[number], Piece>> = {}
    for (const { key, keySpan, value } of json.members) {
      const known = TRIPLET_KEYS.find((one) => one === key)
      if (!known) {
        state.report("json-key-unknown", { key }, keySpan)
        continue
      }
      if (given[known]) return state.report("json-key-repeated", { key }, keySpan)
      const piece = textIn(value, state)
      if (!piece) {
        if (piece === undefined) state.report("json-type", { asked: ASKED.text, found: FOUND[value.kind] }, value.span)
        return undefined
      }
      given[known] = trimmed(piece)
    }
    for (const key of TRIPLET_KEYS) if (!given[key]) return state.report("part-missing", { part: key }, json.span)
    return nodeOf(this.texts.triplets.of(given as Record<(typeof TRIPLET_KEYS)[number], Piece>, state), json.span)
  }

  #group(json: Kinded<"object">, state: State, { part, groups }: Where): Node | undefined {
    const shape = this.#shapes.get(part.name)!
    const given = new Map<string, Member>()
    for (const member of json.members) {
      const key = shape.keyOf(member, state)
      if (key === undefined) {
        if (member.key !== ID || part.type.kind !== "each")
          state.report("json-key-unknown", { key: member.key }, member.keySpan)
      } else if (given.has(key)) return state.report("json-key-repeated", { key: member.key }, member.keySpan)
      else given.set(key, member)
    }
    if (json.repeated) return state.report("json-key-repeated", { key: json.repeated.key }, json.repeated.keySpan)
    const record: Record<string, Value> = Object.create(null)
    const around = [record, ...groups]
    const parts = new Map<string, PartNode>()
    const read = new Set<string>()
    for (const one of shape.parts) {
      const key = shape.keyFor(one)
      const asked = this.holds(one.when, state.input, around)
      if (!asked) {
        parts.set(one.name, { asked })
        continue
      }
      read.add(key)
      const value = given.get(key)?.value
      const before = state.exact
      let node: Node | undefined
      if (value && value.kind !== "null") node = this.json(one.type, value, state, { part: one, groups: around })
      else if (!one.optional) state.report("part-missing", { part: key }, json.span)
      state.settle(one, node !== undefined, before)
      parts.set(one.name, node ? { asked, node } : { asked })
      if (node) record[one.name] = node.value
    }
    for (const [key, { keySpan }] of given) if (!read.has(key)) state.report("part-not-asked", { part: key }, keySpan)
    return { value: record, span: json.span, parts }
  }
}

/** The keys of a group: names of its parts, other keys that were given to them, and aliases. */
class Shape {
  readonly parts: readonly AnswerPart[]
  readonly #keys: readonly [Forms]

  constructor(group: string, all: readonly AnswerPart[]) {
    const own = all.filter(({ parent }) => parent === group)
    this.parts = inOrderOfNeed(own, all)
    this.#keys = [new Forms(formsOf(own.map((part) => ({ name: this.keyFor(part), aliases: part.aliases }))))]
  }

  keyFor({ name, key }: AnswerPart): string {
    return key ?? name
  }

  keyOf({ key, keySpan }: Member, state: State): string | undefined {
    return formIn(this.#keys, pieceOfKey(key, keySpan), state)?.value
  }
}

type Kinded<K extends Json["kind"]> = Extract<Json, { readonly kind: K }>

/** @returns null where it is a number or truth value that does not pass, which was reported; undefined for anything else */
function textIn(json: Json, state: State): Piece | null | undefined {
  if (json.kind === "text") return pieceOfJson(json)
  if (json.kind !== "number" && json.kind !== "yes-no") return undefined
  if (!state.passes(["number-for-text"], json.span)) return null
  const text = state.completion.slice(json.span.start, json.span.end)
  state.report("number-as-text", { text }, json.span)
  return { text, span: json.span }
}

/** The name of an item, which may be a number: it looks like one. */
function pointerIn(json: Json, state: State): Piece | undefined {
  if (json.kind === "text") return trimmed(pieceOfJson(json))
  if (json.kind === "number") return { text: String(json.number), span: json.span }
  return state.report("json-type", { asked: "the name of an item", found: FOUND[json.kind] }, json.span)
}

/** @param span with quotes, if it has any */
const pieceOfKey = (key: string, span: Span): Piece =>
  key.length === span.end - span.start - 2
    ? { text: key, span: { start: span.start + 1, end: span.end - 1 } }
    : { text: key, span }
