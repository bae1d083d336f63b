/**
 * The answer as JSON Schema, draft 2020-12, for constrained decoding and for whoever checks answers: the JSON that the
 * completion holds, where the answer is one JSON value beside free text; else a record of the answer's parts by name.
 */
import type { AnswerPart, Plan } from "../reward/plan.js"
import { type Condition, type Example, type FieldType, isWhole, type Value } from "../value.js"
import { choicesOf, decided, type ItemNames, itemNamesOf, relationForms } from "./forms.js"
import { isJson, keyOfPart, type Shape, shapesOf } from "./shape.js"

export type Schema = boolean | { readonly [keyword: string]: unknown }

/** @param input of a row: with it, items of lists are named one by one, and conditions on inputs are decided */
export function jsonSchema(plan: Plan, input?: Example["input"]): Schema {
  const shapes = shapesOf(plan.answer)
  const [only, ...more] = shapes.filter(({ part }) => isJson(part.type, part.place))
  const free = shapes.filter((shape) => shape !== only).every(({ part }) => part.type.kind === "text")
  const writer = new SchemaWriter(plan, input)
  const { name, version } = plan.guideline
  const head = { $schema: "https://json-schema.org/draft/2020-12/schema", title: `${name}, version ${version}` }
  return only && more.length === 0 && free
    ? { ...head, description: `The JSON of ${only.part.name}.`, ...asObject(writer.ofType(only.part.type, only.parts)) }
    : {
        ...head,
        description: "The parts of the answer by name.",
        ...asObject(writer.record(shapes, ({ name }) => name)),
      }
}

const asObject = (schema: Schema): { readonly [keyword: string]: unknown } => (typeof schema === "object" ? schema : {})

const TEXT: Schema = { type: "string", pattern: "\\S" }

class SchemaWriter {
  readonly #plan: Plan
  readonly #input: Example["input"] | undefined

  constructor(plan: Plan, input: Example["input"] | undefined) {
    this.#plan = plan
    this.#input = input
  }

  ofType(type: FieldType, parts: readonly Shape[]): Schema {
    const { labels } = this.#plan
    switch (type.kind) {
      case "number":
        return numberSchema(type)
      case "yes-no":
        return { type: "boolean" }
      case "choice": {
        const { names, items } = choicesOf(type, this.#plan, this.#input)
        const all = [...(names.length > 0 ? [{ enum: names }] : []), ...items.map(nameSchema)]
        return all.length === 1 ? all[0]! : { anyOf: all }
      }
      case "relation":
        return { enum: relationForms(labels, type.between) }
      case "triplet":
        return closed({
          relation: { enum: labels.relations.map(({ name }) => name) },
          head: TEXT,
          head_type: { enum: labels.entities.map(({ name }) => name) },
          tail: TEXT,
          tail_type: { enum: labels.entities.map(({ name }) => name) },
        })
      case "table":
        return { type: "array", items: { type: "array", items: { type: "string" } } }
      case "order": {
        const names = this.#names(type.of)
        return { type: "array", items: nameSchema(names), uniqueItems: true, ...countOf(names) }
      }
      case "list":
        return { type: "array", items: this.ofType(type.item, parts) }
      case "each":
        return this.#each(type, parts)
      case "group":
        return this.record(parts, keyOfPart)
      default:
        return TEXT
    }
  }

  /** A record of parts; what a condition rules in or out depends on what stands beside it. */
  record(parts: readonly Shape[], keyOf: (part: AnswerPart) => string, fixed: Record<string, Schema> = {}): Schema {
    const beside = new Map(parts.map(({ part }) => [part.name, part]))
    // a map: a key may be called "__proto__"
    const properties = new Map(Object.entries(fixed))
    const required = Object.keys(fixed)
    const conditional: Schema[] = []
    const open = new Map<string, Schema[]>()
    for (const { part, parts: inner } of parts) {
      const key = keyOf(part)
      const schema = this.ofType(part.type, inner)
      const known = part.when === undefined ? true : decided(part.when, this.#input)
      if (known === false) continue
      if (known === true) {
        properties.set(key, schema)
        if (!part.optional) required.push(key)
        continue
      }
      if (!properties.has(key)) properties.set(key, true)
      const other = beside.get(part.when!.field)
      if (!other) open.set(key, [...(open.get(key) ?? []), schema])
      else
        conditional.push({
          if: { properties: { [keyOf(other)]: { enum: valuesOf(part.when!, other) } }, required: [keyOf(other)] },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { properties: { [key]: schema }, ...(!part.optional && { required: [key] }) },
          ...(parts.filter((shape) => keyOf(shape.part) === key).length === 1 && {
            else: { properties: { [key]: false } },
          }),
        })
    }
    for (const [key, forms] of open) properties.set(key, forms.length === 1 ? forms[0]! : { anyOf: forms })
    return {
      ...closed(Object.fromEntries(properties), required),
      ...(conditional.length > 0 && { allOf: conditional }),
    }
  }

  #each({ of, item }: Extract<FieldType, { kind: "each" }>, parts: readonly Shape[]): Schema {
    const names = this.#names(of)
    if (item.kind === "group")
      return { type: "array", items: this.record(parts, keyOfPart, { id: nameSchema(names) }), ...countOf(names) }
    const schema = this.ofType(item, parts)
    if (names.kind === "known") return closed(Object.fromEntries(names.names.map((name) => [name, schema])))
    return { type: "object", propertyNames: nameSchema(names), additionalProperties: schema }
  }

  #names(list: string): ItemNames {
    return itemNamesOf(this.#plan, list, this.#input)
  }
}

const valuesOf = ({ values }: Condition, { type }: AnswerPart): readonly Value[] =>
  type.kind === "yes-no" ? values.map((value) => value === "yes") : values

function numberSchema(type: Extract<FieldType, { kind: "number" }>): Schema {
  if (!type.bounds) return { type: "number" }
  const [minimum, maximum] = type.bounds
  return { type: isWhole(type) ? "integer" : "number", minimum, maximum }
}

function nameSchema(names: ItemNames): Schema {
  if (names.kind === "known") return { enum: names.names }
  if (names.kind === "letter") return { type: "string", pattern: `^[${names.first}-Z]$` }
  return { type: "string", pattern: `^${names.prefix.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}[0-9]+$` }
}

const countOf = (names: ItemNames): Record<string, number> =>
  names.kind === "known" ? { minItems: names.names.length, maxItems: names.names.length } : {}

const closed = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = Object.keys(properties),
): { readonly [keyword: string]: unknown } => ({ type: "object", properties, required, additionalProperties: false })
