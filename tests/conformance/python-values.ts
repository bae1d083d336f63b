/**
 * Answers and golds for the differential test, as data: drawn from the guideline's own types, or one that is known with some
 * of it changed. What is drawn is in form more often than right; nothing here knows a guideline.
 */
import { namesOf } from "../../src/compile/items.js"
import type { Task } from "../../src/compile/task.js"
import type { Random } from "../../src/random.js"
import type { AnswerPart, Plan } from "../../src/reward/plan.js"
import { allLabels, type FieldType, isWhole, type Value } from "../../src/value.js"

export type Fields = Readonly<Record<string, Value>>
interface Row {
  readonly input: Fields
  readonly gold: Fields
}

export class Values {
  readonly #plan: Plan
  readonly #random: Random
  /** Texts that may stand for any other. */
  readonly #texts: readonly string[]

  constructor({ plan }: Task, random: Random, texts: readonly string[]) {
    this.#plan = plan
    this.#random = random
    this.#texts = texts
  }

  /** @param known values of the row's answer or gold @returns the same, one to three of them drawn anew or changed */
  other(known: Fields, row: Row): Fields {
    const random = this.#random
    const parts = this.#plan.answer.filter(({ parent }) => parent === undefined)
    let fields = known
    for (let left = [0, 0, 1, 2][random.below(4)]!; left >= 0; left--) {
      const part = random.below(2) === 0 && parts.length > 0 ? random.pick(parts) : undefined
      if (!part) fields = changedFields(fields, random, this.#texts)
      else {
        const own = this.#part(part, row)
        if (own !== undefined) fields = { ...fields, [part.name]: own }
      }
    }
    return fields
  }

  /** The row with another gold. */
  otherGold({ input, gold }: Row): Row {
    const { golds, answer } = this.#plan
    const random = this.#random
    const beside = golds.filter(({ name }) => !answer.some((part) => part.name === name))
    if (beside.length === 0 || random.below(3) === 0) return { input, gold: this.other(gold, { input, gold }) }
    const { name, type } = random.pick(beside)
    const value = this.#of(type, { input, gold })
    return { input, gold: { ...gold, ...(value !== undefined && { [name]: value }) } }
  }

  #part(part: AnswerPart, row: Row): Value | undefined {
    return this.#of(part.type, row, part.name)
  }

  /** @param group the part that a group's parts are of @returns undefined: nothing to draw from */
  #of(type: FieldType, row: Row, group?: string): Value | undefined {
    const random = this.#random
    const { labels } = this.#plan
    switch (type.kind) {
      case "text":
      case "quote":
        return this.#text(stringsIn(random.below(2) ? row.input : [row.input, row.gold]))
      case "number": {
        const [low, high] = type.bounds ?? [0, 5]
        const share = low + (high - low) * random.next()
        return type.bounds && !isWhole(type) ? share : Math.min(high, Math.floor(share + random.next()))
      }
      case "yes-no":
        return random.below(2) === 0
      case "relation":
        return random.pick(allLabels(labels, type.between))
      case "triplet": {
        const end = () => this.#text(stringsIn(random.below(3) ? [row.gold] : [row.input[type.within] ?? ""]))
        const entity = () => random.pick(labels.entities).name
        const { name: relation } = random.pick(labels.relations)
        return { relation, head: end(), head_type: entity(), tail: end(), tail_type: entity() }
      }
      case "choice": {
        const all = [...type.texts, ...type.lists.flatMap((list) => this.#names(list, row))]
        return all.length > 0 ? random.pick(all) : undefined
      }
      case "order": {
        const all = random.shuffled(this.#names(type.of, row))
        return random.below(4) ? all : all.slice(random.below(all.length + 1))
      }
      case "list": {
        const items = [0, 1, 1, 2, 3][random.below(5)]!
        return Array.from({ length: items }, () => this.#of(type.item, row, group) ?? [])
      }
      case "each": {
        const names = this.#names(type.of, row)
        const kept = random.below(5) ? names : names.filter(() => random.below(3) > 0)
        const common = random.below(3) === 0 ? this.#of(type.item, row, group) : undefined
        return Object.fromEntries(kept.flatMap((name) => pairOf(name, common ?? this.#of(type.item, row, group))))
      }
      case "group": {
        const parts = this.#plan.answer.filter(({ parent }) => parent === group)
        const left = random.below(3) === 0 && parts.length > 0 ? random.pick(parts) : undefined
        const kept = parts.filter((part) => part !== left)
        return Object.fromEntries(kept.flatMap((part) => pairOf(part.name, this.#part(part, row))))
      }
      default:
        return undefined
    }
  }

  #text(among: readonly string[]): string {
    return among.length > 0 ? pieceOf(this.#random.pick(among), this.#random) : this.#random.pick(this.#texts)
  }

  #names(list: string, { input }: Row): string[] {
    const { labels } = this.#plan
    if (list === "labels" || list === "entities" || list === "relations")
      return [...labels[list].map(({ name }) => name), ...(labels.otherwise ? [labels.otherwise.name] : [])]
    const items = Object.hasOwn(input, list) ? input[list] : undefined
    return Array.isArray(items) ? namesOf(this.#plan, list, items.length) : []
  }
}

const pairOf = (name: string, value: Value | undefined): [string, Value][] =>
  value === undefined ? [] : [[name, value]]

/** The text, some of its words, or one of them in other letters. */
function pieceOf(text: string, random: Random): string {
  const words = text.split(/\s+/)
  const start = random.below(words.length)
  switch (random.below(6)) {
    case 0:
      return words[start]!
    case 1:
      return words.slice(start, start + 1 + random.below(words.length - start)).join(" ")
    case 2:
      return random.below(2) ? words[start]!.toUpperCase() : words[start]!.toLowerCase()
    case 3:
      return words.map((word, i) => (i === start ? "" : word)).join(" ")
    default:
      return text
  }
}

/** One value somewhere becomes another one, or all of the same name do. */
export function changedFields(fields: Fields, random: Random, texts: readonly string[]): Fields {
  const keys = Object.keys(fields)
  if (keys.length === 0) return fields
  const key = random.pick(keys)
  const other = random.below(4) === 0 ? fields[random.pick(keys)]! : changed(fields[key]!, random, texts)
  return { ...fields, [key]: other }
}

function changed(value: Value, random: Random, texts: readonly string[]): Value {
  if (typeof value === "number") return random.pick([value + 1, value - 1, -value, value / 3, value * 1000, 0, 1])
  if (typeof value === "boolean") return !value
  if (typeof value === "string") {
    const words = value.split(" ")
    switch (random.below(7)) {
      case 0:
        return random.pick(texts)
      case 1:
        return words.slice(random.below(words.length)).join(" ")
      case 2:
        return random.shuffled(words).join(" ")
      case 3:
        return value.replace(/\(([^,]*),([^)]*)\)/, "($2,$1)")
      case 4:
        return pieceOf(value, random)
      case 5:
        return random.below(2) ? value.toUpperCase() : value.toLowerCase()
      default:
        return `${value} ${random.pick(texts)}`
    }
  }
  if (Array.isArray(value)) {
    const items = value as readonly Value[]
    if (items.length === 0) return [random.pick(texts)]
    const at = random.below(items.length)
    switch (random.below(5)) {
      case 0:
        return random.shuffled(items)
      case 1:
        return items.filter((_, i) => i !== at)
      case 2:
        return [...items, items[at]!]
      case 3:
        return alike(items, random, texts) as readonly Value[]
      default:
        return items.map((item, i) => (i === at ? changed(item, random, texts) : item))
    }
  }
  const fields = value as Fields
  const kind = Object.keys(fields).length > 0 ? random.below(6) : 5
  if (kind === 0) {
    const key = random.pick(Object.keys(fields))
    return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key))
  }
  if (kind === 1) return alike(fields, random, texts)
  if (kind === 2) {
    const [keys, values] = [Object.keys(fields), random.shuffled(Object.values(fields))]
    return Object.fromEntries(keys.map((key, i) => [key, values[i]!]))
  }
  return changedFields(fields, random, texts)
}

/** Every item changes in the same place, in its own way. */
function alike(value: Value, random: Random, texts: readonly string[]): Value {
  const items = Object.values(value) as readonly Value[]
  const [first] = items
  const isRecord = typeof first === "object" && !Array.isArray(first) && Object.keys(first).length > 0
  const key = isRecord ? random.pick(Object.keys(first)) : undefined
  const other = (item: Value): Value => {
    if (key === undefined) return changed(item, random, texts)
    if (typeof item !== "object" || Array.isArray(item)) return item
    const fields = item as Fields
    return Object.hasOwn(fields, key) ? { ...fields, [key]: changed(fields[key]!, random, texts) } : fields
  }
  if (Array.isArray(value)) return value.map((item) => other(item as Value))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, other(item as Value)]))
}

export function stringsIn(value: Value): string[] {
  if (typeof value === "string") return [value]
  return typeof value === "object" ? Object.values(value).flatMap((one) => stringsIn(one as Value)) : []
}
