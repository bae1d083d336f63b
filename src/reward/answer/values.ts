/** What stands in one place, by the type of its part: from the text in the type's own notation, or from JSON. */
import type { Reading } from "../../folds.js"
import type { Span } from "../../text.js"
import {
  DECLARED_LISTS,
  type Example,
  type FieldType,
  type LabelSchema,
  type NamedForm,
  type Value,
} from "../../value.js"
import type { AnswerPart, Plan } from "../plan.js"
import { type Group, holds, inOrderOfNeed } from "./conditions.js"
import { type Form, Forms, formIn, formsOf } from "./forms.js"
import type { Json, Member } from "./json.js"
import { LabelReader } from "./labels.js"
import { listsOf } from "./lists.js"
import { numberIn } from "./numbers.js"
import { linesOf, type Piece, partOf, pieceOfJson, split, trim, trimmed } from "./piece.js"
import type { State } from "./state.js"
import { tableIn } from "./tables.js"
import { TRIPLET_KEYS, TripletReader } from "./triplets.js"

/** A value with its place, and what it is made of. */
export interface Node {
  readonly value: Value
  readonly span: Span
  /** Of a list, an order or `each`. */
  readonly items?: readonly { readonly name: string; readonly node: Node }[]
  /** Of a group. */
  readonly parts?: ReadonlyMap<string, PartNode>
}

export interface PartNode {
  /** Its condition holds. */
  readonly asked: boolean
  readonly node?: Node
}

/** The part that a value belongs to, and the records that it stands in, the innermost first. */
export interface Where {
  readonly part: AnswerPart
  readonly groups: readonly Group[]
}

/** Checks compare items with items: no answer that is meant has more. */
export const MOST_ITEMS = 10_000

/** Names of the item that an object in a list is about. */
const ID = "id"

type Kind<K extends FieldType["kind"]> = Extract<FieldType, { readonly kind: K }>

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
  readonly #labels = new Map<FieldType, LabelReader>()
  readonly #choices = new Map<FieldType, Forms>()
  readonly #shapes = new Map<string, Shape>()
  readonly triplets: TripletReader

  constructor(plan: Pick<Plan, "answer" | "labels" | "inputs"> & Partial<Pick<Plan, "golds">>) {
    this.inputs = listsOf(plan)
    this.triplets = new TripletReader(plan.labels)
    for (const { type } of [...plan.answer, ...(plan.golds ?? [])]) {
      const inner = innermost(type)
      if (inner.kind === "relation") this.#labels.set(inner, new LabelReader(plan.labels, inner.between))
      if (inner.kind === "choice") this.#choices.set(inner, new Forms(formsOf(choices(inner, plan.labels))))
    }
    for (const { name, type } of plan.answer)
      if (innermost(type).kind === "group") this.#shapes.set(name, new Shape(name, plan.answer))
  }

  labels(type: Kind<"relation">): LabelReader {
    return this.#labels.get(type)!
  }

  /** The choices that no row brings along: literal texts and declared names. */
  choices(type: Kind<"choice">): Forms {
    return this.#choices.get(type)!
  }

  /** The parts of a group, in an order in which their conditions can be decided. */
  partsOf(group: string): readonly AnswerPart[] {
    return this.#shapes.get(group)!.parts
  }

  holds(condition: AnswerPart["when"], input: Example["input"], groups: readonly Group[]): boolean {
    return condition === undefined || holds(condition, this.inputs, input, groups)
  }

  /** @param piece without white space around it; empty only for a list */
  text(type: FieldType, piece: Piece, state: State, where: Where): Node | undefined {
    const { span } = piece
    if (piece.text === "" && type.kind !== "list")
      return state.report("answer-empty", { spot: `"${where.part.name}"` }, span)
    switch (type.kind) {
      case "text":
      case "quote":
      case "mention":
        return { value: piece.text, span }
      case "number":
        return nodeOf(this.#number(type, piece, state), span)
      case "yes-no":
        return nodeOf(yesNoIn(piece, state), span)
      case "relation":
        return nodeOf(this.labels(type).read(piece, state), span)
      case "choice":
        return nodeOf(this.#choice(type, piece, state), span)
      case "triplet":
        return nodeOf(this.triplets.read(piece, state), span)
      case "list":
        return this.list(linesOf(piece), (line) => this.text(type.item, line, state, where), span, state)
      case "order":
        return this.#order(type, split(piece, isSeparator), span, state)
      case "table": {
        const rows = tableIn(piece.text)
        return rows ? { value: rows, span } : state.report("table-unreadable", {}, span)
      }
      // without a notation of their own
      case "each":
      case "group":
        return state.report("json-missing", { asked: ASKED[type.kind] }, span)
    }
  }

  json(type: FieldType, json: Json, state: State, where: Where): Node | undefined {
    const { span } = json
    const wrong = () => state.report("json-type", { asked: ASKED[type.kind], found: FOUND[json.kind] }, span)
    switch (type.kind) {
      case "text":
      case "quote":
      case "mention":
      case "relation": {
        const piece = textIn(json, state)
        return piece ? this.text(type, trimmed(piece), state, where) : piece === null ? undefined : wrong()
      }
      case "choice": {
        if (json.kind === "number") {
          const name = this.#pointedAt(type, json.number, state)
          if (name !== undefined) return { value: name, span }
          // only a choice that looks like a number can be meant by one
          if (!this.choices(type).exact(String(json.number)))
            return this.#choiceUnknown(type, String(json.number), span, state)
        }
        const piece = textIn(json, state)
        return piece ? this.text(type, trimmed(piece), state, where) : piece === null ? undefined : wrong()
      }
      case "number": {
        if (json.kind === "number") return nodeOf(bounded(type, json.number, span, state), span)
        if (json.kind !== "text") return wrong()
        // a number in quotes is a liberty with JSON
        if (numberIn(trim(json.text)) === undefined) return wrong()
        if (!state.passes(["loose-json"], span)) return undefined
        state.report("json-loose", { what: "a number in quotes" }, span)
        return this.text(type, trimmed(pieceOfJson(json)), state, where)
      }
      case "yes-no":
        if (json.kind === "yes-no") return { value: json.holds, span }
        return json.kind === "text" ? this.text(type, trimmed(pieceOfJson(json)), state, where) : wrong()
      case "triplet":
        return json.kind === "object" ? this.#triplet(json, state) : wrong()
      case "list":
        if (json.kind !== "array") return wrong()
        return this.list(json.items, (item) => this.json(type.item, item, state, where), span, state)
      case "order":
        return json.kind === "array" ? this.#order(type, json.items, span, state) : wrong()
      case "each":
        if (type.item.kind === "group")
          return json.kind === "array" ? this.#eachObject(type, json, state, where) : wrong()
        return json.kind === "object" ? this.#eachKey(type, json, state, where) : wrong()
      case "table": {
        if (json.kind !== "array") return wrong()
        const row: FieldType = { kind: "list", item: { kind: "text" } }
        return this.list(json.items, (cells) => this.#row(row, cells, state, where), span, state)
      }
      case "group":
        return json.kind === "object" ? this.#group(json, state, where) : wrong()
    }
  }

  #number(type: Kind<"number">, piece: Piece, state: State): number | undefined {
    const form = numberIn(piece.text)
    if (!form) return state.report("number-unreadable", { text: piece.text.slice(0, 100) }, piece.span)
    const { number, differing } = form
    if (!state.passes([...differing.keys()], piece.span)) return undefined
    for (const [reading, { start, end }] of differing) {
      const { text, span } = partOf(piece, start, end)
      if (reading === "units") state.report("unit-removed", { unit: trim(text) }, span)
      else if (reading === "fractions") state.report("fraction-computed", { number }, span)
      else if (reading === "thousands-comma") state.report("comma-removed", { number }, span)
      else state.report(reading === "any-hyphen" ? "hyphen-differs" : "letter-differs", { label: String(number) }, span)
    }
    return bounded(type, number, piece.span, state)
  }

  #choice(type: Kind<"choice">, piece: Piece, state: State): string | undefined {
    const lists = type.lists.filter((list) => !isDeclared(list))
    const declared = this.choices(type)
    const sets = [declared, ...lists.flatMap((list) => state.lists.pointers(list) ?? [])]
    const form = formIn(sets, piece, state)
    if (form) return form.value
    if (form === null) return undefined
    const texts = lists.flatMap((list) => state.lists.texts(list) ?? [])
    const meant = formIn(texts, piece, state, ANSWER_TEXT)
    if (meant) {
      state.report("text-for-name", { item: meant.value }, piece.span)
      return meant.value
    }
    if (meant === null) return undefined
    for (const list of lists) if (!state.lists.names(list)) state.report("items-unnamed", { list }, piece.span)
    const start = piece.text.slice(0, 400)
    const labels = declared.labelsIn(start)
    if (labels.length > 1) return state.report("label-several", { labels }, piece.span)
    if (labels.length === 1) return state.report("label-surrounded", { label: labels[0]! }, piece.span)
    return this.#choiceUnknown(type, start, piece.span, state)
  }

  #choiceUnknown(type: Kind<"choice">, text: string, span: Span, state: State): undefined {
    const items = type.lists.flatMap((list) => (isDeclared(list) ? [] : (state.lists.names(list) ?? [])))
    return state.report("choice-unknown", { text, choices: [...this.choices(type).values(), ...items] }, span)
  }

  /** The item that has the number as its name: a pointer may stand in JSON as the number that it looks like. */
  #pointedAt({ lists }: Kind<"choice">, number: number, state: State): string | undefined {
    const name = String(number)
    return lists.some((list) => !isDeclared(list) && state.lists.pointers(list)?.exact(name)) ? name : undefined
  }

  #item(list: string, given: Piece | Json, state: State): string | undefined {
    const pointers = state.lists.pointers(list)
    if (!pointers) return state.report("items-unnamed", { list }, given.span)
    if ("kind" in given && given.kind !== "text" && given.kind !== "number")
      return state.report("json-type", { asked: "the name of an item", found: FOUND[given.kind] }, given.span)
    const piece =
      "kind" in given
        ? given.kind === "text"
          ? trimmed(pieceOfJson(given))
          : { text: String((given as { readonly number: number }).number), span: given.span }
        : given
    const form = formIn([pointers], piece, state)
    if (form !== undefined) return form?.value
    const items = state.lists.names(list)!
    return state.report("item-unknown", { text: piece.text.slice(0, 100), items }, piece.span)
  }

  /** A list is read whole or not at all: without an item that was wrong, it would be another answer. */
  list<T extends { readonly span: Span }>(
    given: readonly T[],
    read: (item: T) => Node | undefined,
    span: Span,
    state: State,
  ): Node | undefined {
    if (given.length > MOST_ITEMS) return state.report("list-too-long", { most: MOST_ITEMS }, span)
    const items: { name: string; node: Node }[] = []
    for (const one of given) {
      const node = read(one)
      if (!node) return undefined
      items.push({ name: String(items.length + 1), node })
    }
    return { value: items.map(({ node }) => node.value), span, items }
  }

  #row(type: Kind<"list">, cells: Json, state: State, where: Where): Node | undefined {
    if (cells.kind !== "array")
      return state.report("json-type", { asked: "a list of cells", found: FOUND[cells.kind] }, cells.span)
    return this.list(
      cells.items,
      (cell) =>
        cell.kind === "text" && trim(cell.text) === ""
          ? { value: "", span: cell.span }
          : this.json(type.item, cell, state, where),
      cells.span,
      state,
    )
  }

  /** Every item once; one that is not there is a flaw and no more, so that half an order can be compared. */
  #order({ of }: Kind<"order">, given: readonly (Piece | Json)[], span: Span, state: State): Node | undefined {
    const names = state.lists.names(of)
    if (!names) return state.report("items-unnamed", { list: of }, span)
    if (given.length > MOST_ITEMS) return state.report("list-too-long", { most: MOST_ITEMS }, span)
    const items = new Map<string, Node>()
    for (const one of given) {
      const item = this.#item(of, one, state)
      if (item === undefined) return undefined
      if (items.has(item)) return state.report("item-repeated", { item }, one.span)
      items.set(item, { value: item, span: one.span })
    }
    lacking(names, items, span, state)
    return { value: [...items.keys()], span, items: itemsOf(items) }
  }

  #eachKey(type: Kind<"each">, json: Kinded<"object">, state: State, where: Where): Node | undefined {
    return this.#each(type, json.members, json.span, state, ({ key, keySpan, value }) => {
      const item = this.#item(type.of, trimmed(pieceOfKey(key, keySpan)), state)
      if (item === undefined) return undefined
      return { item, span: keySpan, read: () => this.json(type.item, value, state, where) }
    })
  }

  #eachObject(type: Kind<"each">, json: Kinded<"array">, state: State, where: Where): Node | undefined {
    return this.#each(type, json.items, json.span, state, (one) => {
      const id = one.kind === "object" ? one.members.find(({ key }) => key === ID) : undefined
      if (!id) return state.report("item-unnamed", {}, one.span)
      const item = this.#item(type.of, id.value, state)
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
    return nodeOf(this.triplets.of(given as Record<(typeof TRIPLET_KEYS)[number], Piece>, state), json.span)
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

const ANSWER_TEXT: readonly Reading[] = ["answer-text"]

export const isDeclared = (list: string): boolean => (DECLARED_LISTS as readonly string[]).includes(list)

export function innermost(type: FieldType): FieldType {
  return type.kind === "list" || type.kind === "each" ? innermost(type.item) : type
}

function choices({ texts, lists }: Kind<"choice">, labels: LabelSchema): Pick<NamedForm, "name" | "aliases">[] {
  const declared = lists.filter(isDeclared) as (typeof DECLARED_LISTS)[number][]
  return [
    ...texts.map((name) => ({ name, aliases: [] })),
    ...declared.flatMap((list) => labels[list]),
    ...(declared.length > 0 && labels.otherwise ? [labels.otherwise] : []),
  ]
}

const nodeOf = (value: Value | undefined, span: Span): Node | undefined =>
  value === undefined ? undefined : { value, span }

const itemsOf = (items: ReadonlyMap<string, Node>) => [...items].map(([name, node]) => ({ name, node }))

function lacking(names: readonly string[], there: { has(name: string): boolean }, span: Span, state: State): void {
  const missing = names.filter((name) => !there.has(name))
  if (missing.length > 0) state.lacks("items-missing", { items: missing }, span)
}

/** Between the names of an order: >, comma, line end. */
const isSeparator = (unit: number): boolean => unit === 0x3e || unit === 0x2c || unit === 0x0a || unit === 0x0d

const YES_NO = new Forms(
  formsOf([
    { name: "yes", aliases: [] },
    { name: "no", aliases: [] },
    { name: "true", aliases: [] },
    { name: "false", aliases: [] },
  ]),
)

function yesNoIn(piece: Piece, state: State): boolean | undefined {
  const form: Form | null | undefined = formIn([YES_NO], piece, state)
  if (form) return form.value === "yes" || form.value === "true"
  return form === null ? undefined : state.report("yes-no-unknown", { text: piece.text.slice(0, 100) }, piece.span)
}

function bounded({ bounds }: Kind<"number">, number: number, span: Span, state: State): number | undefined {
  if (!bounds) return number
  const [lowest, highest] = bounds
  if (number < lowest || number > highest)
    return state.report("number-out-of-bounds", { number, lowest, highest }, span)
  const whole = Number.isInteger(lowest) && Number.isInteger(highest)
  return whole && !Number.isInteger(number) ? state.report("number-not-whole", { number }, span) : number
}

/** @returns null where it is a number or truth value that does not pass, which was reported; undefined for anything else */
function textIn(json: Json, state: State): Piece | null | undefined {
  if (json.kind === "text") return pieceOfJson(json)
  if (json.kind !== "number" && json.kind !== "yes-no") return undefined
  if (!state.passes(["number-for-text"], json.span)) return null
  const text = state.completion.slice(json.span.start, json.span.end)
  state.report("number-as-text", { text }, json.span)
  return { text, span: json.span }
}

/** @param span with quotes, if it has any */
const pieceOfKey = (key: string, span: Span): Piece =>
  key.length === span.end - span.start - 2
    ? { text: key, span: { start: span.start + 1, end: span.end - 1 } }
    : { text: key, span }
