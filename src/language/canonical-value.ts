/**
 * A value of an example as written to the value that answers are compared as, by the type of its field.
 *
 * A problem is of the form when the field could not take such a value whatever it says: an example of a schema that
 * another task has written is then left out instead of being wrong.
 */
import { type Span, singleSpaced } from "../text.js"
import { type FieldType, firstNames, isWhole, type Value } from "../value.js"
import type { Arg, ValueNode, Word } from "./ast.js"
import { writing } from "./place.js"
import { kindsAbove } from "./rules/labels.js"
import type { CodeName, FactsOf, Item, NameStatement, Scope } from "./scope.js"
import { tableRows } from "./table-rows.js"
import { innermost, said } from "./types.js"

export interface Problem {
  readonly isForm: boolean
  readonly say: () => void
}

export class ValueReader {
  readonly problems: Problem[] = []
  /** Of the example that is read; what it points at is looked up here. */
  readonly inputs: Record<string, Value> = Object.create(null)
  readonly #scope: Scope
  readonly #item: Item<unknown>

  constructor(scope: Scope, item: Item<unknown>) {
    this.#scope = scope
    this.#item = item
  }

  problem<K extends CodeName>(isForm: boolean, code: K, facts: FactsOf<K>, span: Span, written?: string): void {
    const extras = written === undefined ? {} : { fix: writing(written, span) }
    this.problems.push({ isForm, say: () => this.#scope.report(code, facts, this.#item, span, extras) })
  }

  /** @param copied whether a quote must stand in its source; a wrong answer may be one that was made up */
  read(node: ValueNode, type: FieldType, field: string, copied = true): Value | undefined {
    switch (type.kind) {
      case "text":
        return this.#text(node, field)
      case "quote": {
        const text = this.#text(node, field)
        if (text !== undefined && copied) this.#mustStand(text, type.from, node.span)
        return text
      }
      case "number":
        return this.#number(node, type, field)
      case "yes-no":
        if (node.kind === "name" && !node.args && (node.name.text === "yes" || node.name.text === "no")) {
          return node.name.text === "yes"
        }
        return this.#wrong(node, field, "yes or no", node.kind === "text" ? unquoted(node, ["yes", "no"]) : undefined)
      case "table":
        return this.#table(node, field)
      case "mention":
        return this.#wrong(node, field, `left out: it is marked in "${type.within}"`)
      case "relation":
        return this.#relation(node, type.between, field)
      case "triplet":
        return this.#triplet(node, type.within, field, copied)
      case "choice":
        return this.#choice(node, type, field)
      case "order":
        return this.#order(node, type.of, field)
      case "list":
        if (node.kind !== "list") return this.#wrong(node, field, "a list in [ ]")
        return this.#all(
          node.items,
          (arg) => this.#unnamed(arg, field) && this.read(arg.value, type.item, field, copied),
        )
      case "each":
        return this.#each(node, type, field, copied)
      case "group":
        return this.#group(node, field, copied)
    }
  }

  #wrong(node: ValueNode, field: string, needs: string, written?: string): undefined {
    this.problem(true, "value-type", { field, needs }, node.span, written)
    return undefined
  }

  #all(args: readonly Arg[], read: (arg: Arg) => Value | undefined | false): Value[] | undefined {
    const values = args.flatMap((arg) => {
      const value = read(arg)
      return value === undefined || value === false ? [] : [value]
    })
    return values.length === args.length ? values : undefined
  }

  #unnamed(arg: Arg, field: string): true | undefined {
    if (!arg.name) return true
    return this.#wrong({ kind: "name", name: arg.name, span: arg.name.span }, field, "a list of values without names")
  }

  #text(node: ValueNode, field: string): string | undefined {
    if (node.kind === "text") return node.text.text
    const plain = node.kind === "number" || (node.kind === "name" && !node.args)
    const written = plain ? `"${this.#item.source.slice(node.span)}"` : undefined
    return this.#wrong(node, field, "a text in quotes", written)
  }

  #number(node: ValueNode, type: Extract<FieldType, { kind: "number" }>, field: string): number | undefined {
    const { bounds } = type
    const whole = isWhole(type)
    const needs = bounds ? `a ${whole ? "whole " : ""}number from ${bounds[0]} to ${bounds[1]}` : "a number"
    if (node.kind !== "number") return this.#wrong(node, field, needs)
    const { value } = node
    const fits = !bounds || (value >= bounds[0] && value <= bounds[1] && (!whole || Number.isInteger(value)))
    const hint = whole && !Number.isInteger(value) ? ` (number ${bounds![0]}.0 to ${bounds![1]}.0 allows others)` : ""
    if (!fits) this.problem(false, "value-type", { field, needs: needs + hint }, node.span)
    return value
  }

  #table(node: ValueNode, field: string): Value | undefined {
    if (node.kind !== "text") return this.#wrong(node, field, "a table: lines of cells with | between them")
    const rows = tableRows(node.text.text)
    const [head] = rows
    if (!head || head.length < 2) return this.#wrong(node, field, "a table: lines of cells with | between them")
    if (rows.some((row) => row.length !== head.length)) {
      const needs = `a table whose rows all have ${head.length} cells, like the first one`
      this.problem(false, "value-type", { field, needs }, node.span)
    }
    return rows
  }

  #relation(node: ValueNode, between: readonly [string, string], field: string): string | undefined {
    const [a, b] = between
    if (node.kind !== "name") return this.#wrong(node, field, `a relation with its two ends, as in NAME(${a}, ${b})`)
    const { name, args } = node
    const label = this.#declared(name, ["relation", "otherwise"], "a relation")
    if (!label) return undefined
    if (label.kind !== "relation") {
      if (args) this.problem(false, "label-arguments", { name: name.text, needs: "alone, without ends" }, node.span)
      return name.text
    }
    const ends = args?.map(({ name: named, value }) =>
      !named && value.kind === "name" && !value.args ? value.name : undefined,
    )
    if (ends?.length !== 2 || !ends[0] || !ends[1]) {
      const needs = `with its two ends, as in ${name.text}(${a}, ${b})`
      this.problem(false, "label-arguments", { name: name.text, needs }, node.span)
      return undefined
    }
    const [first, second] = ends as [Word, Word]
    if (first.text === second.text) this.problem(false, "mentions-same", { name: first.text }, second.span)
    for (const word of first.text === second.text ? [first] : [first, second]) {
      if (!between.includes(word.text)) this.#unknown("mention", word, between)
    }
    const turned = label.symmetric && second.text === a
    return turned ? `${name.text}(${second.text},${first.text})` : `${name.text}(${first.text},${second.text})`
  }

  #triplet(node: ValueNode, within: string, field: string, copied: boolean): Value | undefined {
    const form = 'a triplet, as in RELATION(TYPE("head"), TYPE("tail"))'
    if (node.kind !== "name") return this.#wrong(node, field, form)
    const { name, args } = node
    const relation = this.#declared(name, ["relation"], "a relation")
    if (relation?.kind !== "relation") return undefined
    if (args?.length !== 2) {
      const needs = `with its two ends, as in ${name.text}(TYPE("head"), TYPE("tail"))`
      this.problem(false, "label-arguments", { name: name.text, needs }, node.span)
      return undefined
    }
    const ends = args.map((arg, i) => {
      const { value } = arg
      if (value.kind === "text" && this.#scope.of("entity").length === 0) return { text: value.text, type: undefined }
      const inner = value.kind === "name" && value.args?.length === 1 ? value.args[0]!.value : undefined
      if (value.kind !== "name" || inner?.kind !== "text") return this.#wrong(value, field, form)
      const entity = this.#declared(value.name, ["entity"], "an entity")
      const role = relation.roles[i]!
      const takes = role.types.map(({ text }) => text)
      if (
        entity &&
        takes.length > 0 &&
        !kindsAbove(this.#scope, value.name.text).some((kind) => takes.includes(kind))
      ) {
        const facts = { relation: name.text, role: role.name.text, type: value.name.text, takes }
        this.problem(false, "argument-type", facts, value.name.span)
      }
      return { text: inner.text, type: value.name.text }
    })
    const [head, tail] = ends
    if (!head || !tail) return undefined
    for (const { text } of [head, tail]) if (copied) this.#mustStand(text.text, [within], text.span)
    return {
      relation: name.text,
      head: head.text.text,
      ...(head.type !== undefined && { head_type: head.type }),
      tail: tail.text.text,
      ...(tail.type !== undefined && { tail_type: tail.type }),
    }
  }

  #choice(
    node: ValueNode,
    { texts, lists }: Extract<FieldType, { kind: "choice" }>,
    field: string,
  ): string | undefined {
    const items = lists.map((list) => this.#itemsOf(list))
    const isItem = (name: string) => items.some((list) => list?.has(name))
    const written = writtenName(node)
    if (written === undefined) return this.#wrong(node, field, "one of its choices")
    if (texts.includes(written)) return written
    if (node.kind !== "text" && (isItem(written) || items.includes(undefined))) return written
    if (isItem(written)) {
      this.#wrong(node, field, `${written} without quotes`, written)
      return written
    }
    const known = all(texts, ...items.flatMap((list) => list ?? []))
    const isLabel = texts.length === 0 && lists.every((list) => this.#scope.declared(list))
    if (isLabel && node.kind === "name" && !this.#scope.names.has(written)) {
      this.#unknown("label", node.name, known)
      return undefined
    }
    this.#option(written, known, node.span, node.kind === "text" ? texts : [])
    return undefined
  }

  #order(node: ValueNode, list: string, field: string): Value | undefined {
    const items = this.#itemsOf(list)
    if (node.kind !== "list") return this.#wrong(node, field, `the items of "${list}" in [ ], the first one first`)
    const seen = new Set<string>()
    return this.#all(node.items, (arg) => {
      const written = this.#unnamed(arg, field) && writtenName(arg.value)
      if (written === undefined || arg.value.kind === "text") {
        return this.#wrong(arg.value, field, `a list of names of items of "${list}"`)
      }
      if (items && !items.has(written)) this.#option(written, items, arg.span)
      else if (seen.has(written)) this.problem(false, "example-twice", { name: written }, arg.span)
      seen.add(written)
      return written
    })
  }

  #each(
    node: ValueNode,
    type: Extract<FieldType, { kind: "each" }>,
    field: string,
    copied: boolean,
  ): Value | undefined {
    if (node.kind !== "list") return this.#wrong(node, field, `a list in [ ] with a value for each of "${type.of}"`)
    const items = this.#itemsOf(type.of)
    const named = node.items.some(({ name }) => name)
    const names = items && [...items]
    const value: Record<string, Value> = {}
    let complete = true
    node.items.forEach((arg, i) => {
      const item = arg.name?.text ?? names?.[i] ?? String(i + 1)
      if (named && !arg.name) this.#wrong(arg.value, field, "either all with names of items, or all without")
      else if (arg.name && names && !items.has(item)) this.#option(item, names, arg.name.span)
      else if (Object.hasOwn(value, item)) this.problem(false, "example-twice", { name: item }, arg.span)
      const read = this.read(arg.value, type.item, field, copied)
      if (read === undefined) complete = false
      else put(value, item, read)
    })
    if (items && items.size !== node.items.length) {
      const facts = { field, list: type.of, count: items.size, found: node.items.length }
      this.problem(false, "value-count", facts, node.span)
    }
    return complete ? value : undefined
  }

  #group(node: ValueNode, field: string, copied: boolean): Value | undefined {
    const parts = this.#scope.partsOf(field)
    const names = parts.map((item) => item.node.name.text)
    if (node.kind !== "list" || node.items.some(({ name }) => !name)) {
      return this.#wrong(
        node,
        field,
        `its parts with their names in [ ]: ${names.map((name) => `${name}: ...`).join(", ")}`,
      )
    }
    const value: Record<string, Value> = {}
    let complete = true
    for (const { name, value: written, span } of node.items) {
      const part = parts.find((item) => item.node.name.text === name!.text)
      if (!part) {
        this.#unknown("part of the answer", name!, names)
        complete = false
        continue
      }
      if (Object.hasOwn(value, name!.text)) this.problem(false, "example-twice", { name: name!.text }, span)
      const read = this.read(written, this.#scope.typeOf(part), name!.text, copied)
      if (read === undefined) complete = false
      else put(value, name!.text, read)
    }
    return complete ? value : undefined
  }

  /** @returns the statement that declares the name, if it is one of these */
  #declared(word: Word, kinds: readonly NameStatement["kind"][], needs: string): NameStatement | undefined {
    const label = this.#scope.names.get(word.text)?.node
    if (label && kinds.includes(label.kind)) return label
    if (!label) this.#unknown("label", word, namesOf(this.#scope, kinds))
    else {
      const is = label.kind === "otherwise" ? "the label for none of these" : `${said(label.kind)}`
      this.problem(true, "field-type", { name: word.text, is, needs }, word.span)
    }
    return undefined
  }

  #unknown(what: "label" | "mention" | "part of the answer", word: Word, known: Iterable<string>): void {
    this.problems.push({ isForm: what !== "label", say: () => this.#scope.unknown(what, word, known, this.#item) })
  }

  /** @param quoted of the known ones, those that are written in quotes */
  #option(name: string, known: Iterable<string>, span: Span, quoted: readonly string[] = []): void {
    const written = (near: string) => (quoted.includes(near) ? `"${near}"` : near)
    const say = () => this.#scope.notAnOption({ text: name, span }, known, this.#item, written)
    this.problems.push({ isForm: false, say })
  }

  /** @returns names that a choice can point at; undefined where they are not known */
  #itemsOf(list: string): ReadonlySet<string> | undefined {
    const declared = this.#scope.declared(list)
    if (declared) return declared
    const items = this.inputs[list]
    const field = this.#scope.fields.get(list)
    const type = field && this.#scope.typeOf(field)
    if (!Array.isArray(items) || type?.kind !== "list") return undefined
    return new Set(firstNames(type.numbered ?? "1", items.length))
  }

  #mustStand(text: string, fields: readonly string[], span: Span): void {
    const known = fields.filter((field) => Object.hasOwn(this.inputs, field))
    if (known.length < fields.length) return
    const wanted = singleSpaced(text)
    if (
      known.some((field) =>
        textsOf(this.inputs[field]!).some((source) => singleSpaced(this.#unmarked(field, source)).includes(wanted)),
      )
    )
      return
    this.problem(false, "text-not-found", { text, fields }, span)
  }

  /** The text without the marks of mentions. */
  #unmarked(field: string, text: string): string {
    const mentions = this.#scope.mentionsIn(field)
    return mentions.size === 0 ? text : text.replace(MARK, (mark, _, name) => (mentions.has(name) ? "" : mark))
  }
}

/** A field may have the name of what every object has. */
export function put(record: Record<string, Value>, field: string, value: Value): void {
  if (field in record)
    Object.defineProperty(record, field, { value, enumerable: true, configurable: true, writable: true })
  else record[field] = value
}

/** The mark of a mention, opening or closing, with its name. */
export const MARK = /<(\/?)([\p{L}_][\p{L}\p{M}\w-]*)>/gu

/** Can be gone through more than once. */
const all = <T>(...lists: readonly Iterable<T>[]): Iterable<T> => ({
  *[Symbol.iterator]() {
    for (const list of lists) yield* list
  },
})

/** Made only when a near name is looked for. */
function* namesOf(scope: Scope, kinds: readonly string[]): Generator<string> {
  for (const { node } of scope.names.values()) if (kinds.includes(node.kind)) yield node.name.text
}

/** @returns a name, a number or a literal text as it is compared */
function writtenName(node: ValueNode): string | undefined {
  if (node.kind === "text") return node.text.text
  if (node.kind === "number") return String(node.value)
  return node.kind === "name" && !node.args ? node.name.text : undefined
}

const unquoted = (node: ValueNode, known: readonly string[]): string | undefined => {
  const text = node.kind === "text" ? node.text.text.toLowerCase() : ""
  return known.includes(text) ? text : undefined
}

function textsOf(value: Value): string[] {
  if (typeof value === "string") return [value]
  return Array.isArray(value) ? value.flatMap((item) => textsOf(item as Value)) : []
}

/** @returns the type of a part with the lists of its groups around it: of a claim in a list of claims, a list of texts */
export function typeInGroups(scope: Scope, item: Parameters<Scope["typeOf"]>[0]): FieldType {
  let type = scope.typeOf(item)
  if (item.node.kind !== "answer") return type
  for (const group of scope.groupsOf(item.node)) {
    const outer = scope.typeOf(group)
    if (innermost(outer).kind === "group") type = filled(outer, type)
  }
  return type
}

function filled(outer: FieldType, inner: FieldType): FieldType {
  return outer.kind === "list" || outer.kind === "each" ? { ...outer, item: filled(outer.item, inner) } : inner
}
