/**
 * Well-formed answers for attacks, each written from a gold value. What that does not say is made up, in every way that may
 * pay, so that the best constant answer is really the best one; and what is to be copied from the input can be copied whole.
 */
import type { Phrase } from "../../catalogue.js"
import type { AnswerPart, Plan } from "../../reward/plan.js"
import type { Example, FieldType, Value } from "../../value.js"
import { namesOf } from "../items.js"
import { type Shape, shapesOf } from "../shape.js"
import { composer, type Manner, type Path, PLAIN } from "../write.js"
import { cutsOf } from "./left-out.js"

export interface Form {
  readonly completion: string
  /** The same answer to another row, with all of its texts as evidence; absent where nothing is copied. */
  readonly copied?: (input: Example["input"]) => string
  /** The same answer with items left out, each text once; absent where it is such a one itself. */
  readonly leftOut?: () => readonly LeftOut[]
}

export interface LeftOut {
  readonly completion: string
  /** Still an answer as the form has it, with shorter lists. */
  readonly isWhole: boolean
}

/** What is made up says yes, says no, or puts the items into the order of the gold. */
type Says = "yes" | "no" | "ranked"

/** @returns a function that throws RangeError where gold or input lack what the answer needs */
export function formsOf(plan: Plan): (gold: Example["gold"], input: Example["input"]) => Form[] {
  const sources = sourcesOf(plan)
  const parts = new Map(plan.answer.map((part) => [part.name, part]))
  const isMadeUp = (name: string): boolean =>
    sources.has(name) || ["yes-no", "number", "list"].includes(parts.get(name)?.type.kind ?? "")
  const write = composer(plan)
  return (gold, input) => {
    const { completion, filled } = write(gold, undefined, input)
    const open = filled.some(isMadeUp)
    return [undefined, ...(open ? (["yes", "no", "ranked"] as const) : [])].flatMap((says) => {
      const manner = says ? mannerOf(plan, sources, gold, says) : PLAIN
      const written = says ? composer(plan, manner)(gold, undefined, input).completion : completion
      const form = (text: string, manner: Manner): Form => ({
        completion: text,
        leftOut: () => leftOutOf(text, manner, (other) => composer(plan, other)(gold, undefined, input).completion),
      })
      if (sources.size === 0) return [form(written, manner)]
      const copying = mannerOf(plan, sources, gold, says, true)
      const copy = composer(plan, copying)
      const copied = (other: Example["input"]): string => copy(gold, undefined, other).completion
      // one row's text said of every row is a constant answer, too
      return [form(written, manner), form(copied(input), copying)].map((one) => ({ ...one, copied }))
    })
  }
}

function leftOutOf(whole: string, manner: Manner, write: (manner: Manner) => string): LeftOut[] {
  const all = new Map<string, LeftOut>()
  for (const { manner: other, isWhole } of cutsOf(write, manner)) {
    const completion = write(other)
    if (completion !== whole && !all.get(completion)?.isWhole) all.set(completion, { completion, isWhole })
  }
  return [...all.values()]
}

/** Inputs that a part is to be copied from, or is compared with. */
function sourcesOf({ answer, inputs, rules, terms }: Plan): ReadonlyMap<string, readonly string[]> {
  const texts = new Set(inputs.flatMap(({ name, type }) => (innerOf(type).kind === "text" ? [name] : [])))
  const phrases: Phrase[] = [...rules.flatMap((rule) => (rule.grade === "checked" ? [rule] : [])), ...terms].map(
    ({ phrase }) => phrase,
  )
  const sources = new Map<string, readonly string[]>()
  for (const { name, type } of answer) {
    const inner = innerOf(type)
    if (inner.kind !== "text" && inner.kind !== "quote") continue
    const compared = phrases.flatMap((phrase) =>
      phrase.kind === "verb" && phrase.subject.name === name
        ? phrase.objects.flatMap((object) => (object.kind === "field" ? [object.field] : []))
        : [],
    )
    const found = [...(inner.kind === "quote" ? inner.from : []), ...compared].filter((one) => texts.has(one))
    if (found.length > 0) sources.set(name, [...new Set(found)])
  }
  return sources
}

const innerOf = (type: FieldType): FieldType => (type.kind === "list" ? innerOf(type.item) : type)

function mannerOf(
  plan: Plan,
  sources: ReadonlyMap<string, readonly string[]>,
  gold: Example["gold"],
  says: Says | undefined,
  copies = false,
): Manner {
  const shapes = new Map<string, Shape>()
  const collect = (shape: Shape): void => {
    shapes.set(shape.part.name, shape)
    shape.parts.forEach(collect)
  }
  shapesOf(plan.answer).forEach(collect)
  const orders = ordersOf(plan, gold)
  /** Where the item around stands in the gold's order, and how many there are. */
  const rankIn = (path: Path): { rank: number; of: number } | undefined => {
    for (const { list, item } of path) {
      const order = orders.get(list)
      if (order) return { rank: order.includes(item) ? order.indexOf(item) : order.length - 1, of: order.length }
    }
    return undefined
  }
  const madeUp = (type: FieldType, path: Path): Value | undefined => {
    const ranked = says === "ranked" ? rankIn(path) : undefined
    if (type.kind === "yes-no") {
      if (!ranked) return says === "yes"
      // the share of yes is what ranks an item: of the first one all, of the last one none
      const member = shapes.has(path.at(-1)!.list) ? Number(path.at(-1)!.item) : 0
      return member < ranked.of - 1 - ranked.rank
    }
    if (type.kind !== "number") return undefined
    const [lowest, highest] = type.bounds ?? [0, ranked?.of ?? 1]
    return ranked ? Math.max(lowest, highest - ranked.rank) : says === "yes" ? highest : lowest
  }
  const within = (
    type: FieldType,
    parts: readonly Shape[],
    value: Value,
    path: Path,
    input: Example["input"],
  ): Value => {
    if (type.kind === "list" && Array.isArray(value))
      return value.map((one, i) => within(type.item, parts, one, [...path, { list: "", item: String(i) }], input))
    if (typeof value !== "object" || Array.isArray(value)) return value
    const fields = value as Readonly<Record<string, Value>>
    if (type.kind === "each")
      return Object.fromEntries(
        Object.entries(fields).map(([item, one]) => [
          item,
          within(type.item, parts, one, [...path, { list: type.of, item }], input),
        ]),
      )
    if (type.kind !== "group") return value
    const changed = parts.flatMap((shape) => {
      const one = valueIn(shape, fields[shape.part.name], path, input)
      return one === undefined || (shape.part.when && !Object.hasOwn(fields, shape.part.name))
        ? []
        : [[shape.part.name, one] as const]
    })
    return { ...fields, ...Object.fromEntries(changed) }
  }
  const valueIn: Manner["value"] = (shape, known, path, input) => {
    const { part, parts } = shape
    const from = sources.get(part.name)
    if (from && copies) return wholeOf(plan, part, from, path, input) ?? known
    if (known !== undefined) return copies ? within(part.type, parts, known, path, input) : known
    if (says === undefined) return undefined
    if (from) return part.type.kind === "list" ? ["…"] : "…"
    return madeUp(part.type, path)
  }
  return {
    value: valueIn,
    members: (path) => (says === undefined ? 0 : Math.max(1, says === "ranked" ? (rankIn(path)?.of ?? 2) - 1 : 1)),
  }
}

/** Names of items by their list, the best one first, where the gold orders them or gives each a number. */
function ordersOf({ golds, answer }: Plan, gold: Example["gold"]): ReadonlyMap<string, readonly string[]> {
  const orders = new Map<string, readonly string[]>()
  for (const { name, type } of [...answer, ...golds]) {
    const value = Object.hasOwn(gold, name) ? gold[name] : undefined
    if (type.kind === "order" && Array.isArray(value)) orders.set(type.of, value.map(String))
  }
  return orders
}

/** All of the texts; inside `for each` of a list that one is to copy from, its own item. */
function wholeOf(
  plan: Plan,
  { type }: AnswerPart,
  from: readonly string[],
  path: Path,
  input: Example["input"],
): Value | undefined {
  const texts = from.flatMap((name) => {
    const value = Object.hasOwn(input, name) ? input[name] : undefined
    if (typeof value === "string") return [value]
    if (!Array.isArray(value)) return []
    const all = value.filter((one): one is string => typeof one === "string")
    const around = path.find(({ list }) => list === name)
    const own = around && all[namesOf(plan, name, all.length).indexOf(around.item)]
    return own === undefined ? all : [own]
  })
  if (texts.length === 0) return undefined
  return type.kind === "list" ? texts : texts[0]!
}
