/**
 * The completion that a guideline asks for: its parts in their order, each in its place. Between tags, one space stands
 * around every content: `<think> no cue </think> <answer> Other </answer>`.
 *
 * What the gold does not give is taken from what the reward compares the part with; failing that it is filled, so that
 * the form is whole.
 */
import type { Phrase } from "../catalogue.js"
import type { AnswerPart, Plan } from "../reward/plan.js"
import type { Condition, Example, FieldType, Value } from "../value.js"
import { namesOf } from "./items.js"
import { asJson, written } from "./notation.js"
import { isJson, type Shape, shapesOf } from "./shape.js"
import type { Task } from "./task.js"

type Fields = Readonly<Record<string, Value>>

export interface Written {
  readonly completion: string
  /** Parts whose value was filled in: nothing says what would be right there. */
  readonly filled: readonly string[]
}

export function writer(plan: Plan): Task["write"] {
  const compose = composer(plan)
  return (gold, reasoning, input) => compose(gold, reasoning, input).completion
}

/** Another way to fill the form than with what means least: an attack has its own. */
export interface Manner {
  /** What stands in a part; undefined: `known`, or what it is filled with if that is undefined as well. */
  value(shape: Shape, known: Value | undefined, path: Path, input: Example["input"]): Value | undefined
  /** How many groups stand in a list of groups that nothing is known of. */
  members(path: Path): number
  /** What is written of a part at the top, once its value is whole; absent: all of it. */
  whole?(shape: Shape, value: Value): Value
}

export const PLAIN: Manner = { value: () => undefined, members: () => 0 }

/** @throws RangeError (the function) when the gold of a part that the reward compares is missing */
export function composer(
  plan: Plan,
  manner: Manner = PLAIN,
): (gold: Example["gold"], reasoning?: string, input?: Example["input"]) => Written {
  const shapes = shapesOf(plan.answer)
  const phrases = phrasesOf(plan)
  const compared = new Set(
    [...phrases].flatMap(([name, all]) =>
      all.some(({ objects }) => objects.some((object) => object.kind === "gold" && object.field === name))
        ? [name]
        : [],
    ),
  )
  return (gold, reasoning, input = {}) =>
    new Composition({ plan, shapes, phrases, compared, manner }, gold, input, reasoning).written()
}

type VerbPhrase = Extract<Phrase, { kind: "verb" }>

interface Form {
  readonly plan: Plan
  readonly shapes: readonly Shape[]
  /** By the parts that they are about. */
  readonly phrases: ReadonlyMap<string, readonly VerbPhrase[]>
  /** Parts that are compared with their own gold. */
  readonly compared: ReadonlySet<string>
  readonly manner: Manner
}

/** Every phrase that is paid, of terms and of rules, and looks at gold: a guideline may have a thousand others. */
function phrasesOf({ terms, rules }: Plan): Form["phrases"] {
  const byPart = new Map<string, VerbPhrase[]>()
  for (const { phrase } of [...terms, ...rules.filter((rule) => rule.grade === "checked")]) {
    if (phrase.kind !== "verb" || phrase.subject.kind !== "field") continue
    if (!phrase.objects.some(({ kind }) => kind === "gold")) continue
    const known = byPart.get(phrase.subject.name)
    if (known) known.push(phrase)
    else byPart.set(phrase.subject.name, [phrase])
  }
  return byPart
}

/** Items of the `each` around a part, the outermost first; of a list of groups that is made up, their numbers from 0. */
export type Path = readonly { readonly list: string; readonly item: string }[]

class Composition {
  readonly #form: Form
  readonly #gold: Fields
  readonly #input: Fields
  readonly #filled: string[] = []
  /** Of parts at the top. */
  readonly #values = new Map<string, Value>()
  #unsaid: string | undefined

  constructor(form: Form, gold: Fields, input: Fields, reasoning: string | undefined) {
    this.#form = form
    this.#gold = gold
    this.#input = input
    this.#unsaid = reasoning?.trim() || undefined
  }

  written(): Written {
    const { shapes, manner } = this.#form
    const placed = shapes.flatMap((shape) => {
      const value = this.#valueOf(shape, [])
      if (value === undefined) return []
      this.#values.set(shape.part.name, value)
      return [{ part: shape.part, texts: textsOf(manner.whole?.(shape, value) ?? value, shape) }]
    })
    // what is the whole answer says itself by what stands in it
    const inside = placed.filter(({ part }) => part.place !== undefined)
    const shown = placed.filter(({ part }) => part.place || inside.length === 0 || !this.#filled.includes(part.name))
    const rank = ({ part: { place } }: (typeof placed)[number]) =>
      place?.spot.kind !== "line" ? 0 : place.which === "first" ? -1 : 1
    let completion = ""
    for (const { part, texts } of [...shown].sort((a, b) => rank(a) - rank(b)))
      for (const text of texts) {
        const apart = part.place?.spot.kind === "line" || isFirstLine(completion, shown) ? "\n" : " "
        completion += completion === "" ? text : apart + text
      }
    return { completion, filled: this.#filled }
  }

  #valueOf(shape: Shape, path: Path): Value | undefined {
    const { part } = shape
    const own = this.#goldOf(part.name, part, path)
    if (!this.#applies(part, own)) return undefined
    const known = own === undefined ? this.#derived(part, path) : this.#named(own, part.type)
    const value = this.#form.manner.value(shape, known, path, this.#input) ?? known
    if (value !== undefined) return value
    if (part.optional && (part.type.kind !== "text" || path.length > 0 || this.#unsaid === undefined)) return undefined
    if (this.#form.compared.has(part.name)) throw new RangeError(`the gold has no "${part.name}"`)
    return this.#fill(part, part.type, shape.parts, path)
  }

  /** Gold of a part in `for each` is by the names of the items or in their order; a plain value is that of every item. */
  #goldOf(field: string, { type }: AnswerPart, path: Path): Value | undefined {
    let found = Object.hasOwn(this.#gold, field) ? this.#gold[field] : undefined
    for (const { list, item } of path) {
      if (found === undefined || typeof found !== "object") return found
      if (!Array.isArray(found)) found = Object.hasOwn(found, item) ? (found as Fields)[item] : undefined
      else if (type.kind !== "list" && type.kind !== "order" && type.kind !== "table")
        found = found[namesOf(this.#form.plan, list, found.length).indexOf(item)]
    }
    return found
  }

  #applies({ when }: AnswerPart, own: Value | undefined): boolean {
    if (!when) return true
    const value = this.#known(when)
    return value === undefined ? own !== undefined : when.values.includes(value)
  }

  #known({ field }: Condition): string | undefined {
    const value =
      this.#values.get(field) ??
      (Object.hasOwn(this.#gold, field) ? this.#gold[field] : undefined) ??
      (Object.hasOwn(this.#input, field) ? this.#input[field] : undefined)
    return value === undefined ? undefined : typeof value === "boolean" ? (value ? "yes" : "no") : String(value)
  }

  /** Data may give values for each item in a list: the answer has their names. */
  #named(value: Value, type: FieldType): Value {
    if (type.kind !== "each" || !Array.isArray(value)) return value
    const items = value as readonly Value[]
    const names = namesOf(this.#form.plan, type.of, items.length)
    return Object.fromEntries(items.map((item, i) => [names[i]!, this.#named(item, type.item)]))
  }

  /** What the reward compares the part with, where that is a gold field of its own. */
  #derived(part: AnswerPart, path: Path): Value | undefined {
    const { name, type } = part
    for (const { verb, objects } of this.#form.phrases.get(name) ?? []) {
      for (const object of objects) {
        const value = object.kind === "gold" ? this.#goldOf(object.field, part, path) : undefined
        if (value === undefined) continue
        if (ORDERING.has(verb) && type.kind === "order") return this.#ordered(value)
        if (ALIKE.has(verb))
          return Array.isArray(value) && type.kind !== "list" && type.kind !== "order" ? value[0] : value
      }
    }
    return undefined
  }

  /** Names of items, the highest value first; an order as it is. */
  #ordered(value: Value): Value | undefined {
    if (Array.isArray(value)) return value.every((item) => typeof item === "string") ? value : undefined
    if (typeof value !== "object") return undefined
    const entries = Object.entries(value as Fields)
    return entries.sort(([, a], [, b]) => Number(b) - Number(a)).map(([item]) => item)
  }

  #fill(part: AnswerPart, type: FieldType, parts: readonly Shape[], path: Path): Value {
    if (type.kind === "group")
      return Object.fromEntries(
        parts.flatMap((shape) => {
          const value = this.#valueOf(shape, path)
          return value === undefined ? [] : [[shape.part.name, value]]
        }),
      )
    if (type.kind === "each") {
      const names = this.#itemsOf(type.of, parts)
      return Object.fromEntries(
        names.map((item) => [item, this.#fill(part, type.item, parts, [...path, { list: type.of, item }])]),
      )
    }
    if (type.kind === "text" && path.length === 0 && this.#unsaid !== undefined) {
      const said = this.#unsaid
      this.#unsaid = undefined
      return said
    }
    if (!this.#filled.includes(part.name)) this.#filled.push(part.name)
    if (type.kind === "list" && type.item.kind === "group")
      return Array.from({ length: this.#form.manner.members(path) }, (_, i) =>
        this.#fill(part, type.item, parts, [...path, { list: part.name, item: String(i) }]),
      )
    switch (type.kind) {
      case "number":
        return type.bounds?.[0] ?? 0
      case "yes-no":
        return false
      case "choice":
        return type.texts[0] ?? this.#firstOf(type.lists)
      case "order":
        return this.#itemsOf(type.of, [])
      case "list":
        return []
      case "table":
        return [["…"]]
      case "relation":
      case "triplet":
        throw new RangeError(`the gold has no "${part.name}"`)
      default:
        return "…"
    }
  }

  #firstOf(lists: readonly string[]): Value {
    const { labels, inputs } = this.#form.plan
    for (const list of lists) {
      const declared = { labels: labels.labels, entities: labels.entities, relations: labels.relations }[list]
      if (declared?.[0]) return declared[0].name
      if (inputs.some(({ name }) => name === list)) return namesOf(this.#form.plan, list, 1)[0]!
    }
    return "…"
  }

  /** From the input, else from the gold of whatever is said for each item of the list. */
  #itemsOf(list: string, parts: readonly Shape[]): string[] {
    const { answer } = this.#form.plan
    const items = this.#values.get(list) ?? (Object.hasOwn(this.#input, list) ? this.#input[list] : undefined)
    if (Array.isArray(items)) return namesOf(this.#form.plan, list, items.length)
    const about = [...answer, ...parts.map(({ part }) => part)].filter(
      ({ type }) => type.kind === "each" && type.of === list,
    )
    for (const { name } of [...about, ...parts.map(({ part }) => part)]) {
      const value = Object.hasOwn(this.#gold, name) ? this.#gold[name] : undefined
      if (Array.isArray(value)) return namesOf(this.#form.plan, list, value.length)
      if (typeof value === "object") return Object.keys(value)
    }
    throw new RangeError(`the input has no "${list}"`)
  }
}

const ALIKE: ReadonlySet<string> = new Set(["equals", "matches", "contains", "resembles", "near"])
const ORDERING: ReadonlySet<string> = new Set(["equals", "orders-like", "correlates-with", "tops"])

/** The value in its place; one text for each item where every one stands by itself. */
function textsOf(value: Value, { part, parts }: Shape): string[] {
  const { type, place } = part
  if (!place) return [isJson(type, place) ? JSON.stringify(asJson(value, type, parts)) : written(value, type)]
  if (place.which === "every" && type.kind === "list" && Array.isArray(value))
    return value.map((item) => inPlace(contentOf(item as Value, type.item, place, parts), place))
  return [inPlace(contentOf(value, type, place, parts), place)]
}

function contentOf(
  value: Value,
  type: FieldType,
  place: NonNullable<AnswerPart["place"]>,
  parts: readonly Shape[],
): string {
  if (isJson(type, place)) return JSON.stringify(asJson(value, type, parts))
  const text = written(value, type)
  return place.notation === "brackets" ? `[[${text}]]` : text
}

function inPlace(content: string, { spot }: NonNullable<AnswerPart["place"]>): string {
  if (spot.kind === "tag") return `<${spot.tag}> ${content} </${spot.tag}>`
  return spot.kind === "box" ? `\\boxed{${content}}` : content
}

/** What follows the first line stands below it. */
const isFirstLine = (completion: string, parts: readonly { readonly part: AnswerPart }[]): boolean =>
  !completion.includes("\n") &&
  parts.some(({ part: { place } }) => place?.spot.kind === "line" && place.which === "first")
