/** Types, values and conditions of a guideline in plain words, for the prompt. */
import type { Meaning, NamedLabel } from "../../language/meaning.js"
import { listed } from "../../text.js"
import { type Condition, type FieldType, firstNames, isWhole, type Value } from "../../value.js"
import { numberingOf } from "../items.js"
import { written } from "../notation.js"
import { markdownTable } from "./table.js"

/** @example sentence("one sentence of a report") // "one sentence of a report." */
export const sentence = (text: string): string => (/[.!?:…]["”’)]?$/.test(text.trimEnd()) ? text : `${text}.`)

/** What the author says of something, beside its name: a text in brackets has no full stop of its own. */
export const aside = (says: string | undefined): string => (says === undefined ? "" : ` (${says.replace(/\.$/, "")})`)

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** For `when kind is "fact" or "free"`: 'the kind is "fact" or "free"', without the article of a sentence's start. */
export function conditionText({ field, values }: Condition, { inputs, answers }: Meaning): string {
  const type = [...inputs, ...answers].find(({ name }) => name === field)?.type
  const texts = new Set(type?.kind === "choice" ? type.texts : [])
  return `the ${field} is ${listed(
    values.map((value) => (texts.has(value) ? `"${value}"` : value)),
    "or",
  )}`
}

/** A sentence that holds under a condition alone. */
export const under = (when: Condition | undefined, says: string, meaning: Meaning): string =>
  when ? `If ${conditionText(when, meaning)}: ${says}` : says

/** The names of a list's items, as far as they can be told without the list: `F1, F2, F3 and so on`. */
export const itemsText = (meaning: Meaning, list: string): string =>
  `${firstNames(numberingOf(meaning, list), 3).join(", ")} and so on`

/** @example rangeText({ kind: "number", bounds: [1, 5] }) // "a whole number from 1 to 5" */
export function rangeText(type: Extract<FieldType, { kind: "number" }>): string {
  const { bounds, fractions } = type
  if (!bounds) return "a number"
  const range = `number from ${bounds[0]} to ${bounds[1]}`
  return isWhole(type) ? `a whole ${range}` : `a ${range}${fractions ? ", whole or not" : ""}`
}

const DECLARED: Readonly<Record<string, string>> = {
  labels: "the labels",
  entities: "the entities",
  relations: "the relations",
}

/** What a choice is made from: texts in quotes, declared names, names of items. */
export function choicesText({ texts, lists }: Extract<FieldType, { kind: "choice" }>, meaning: Meaning): string {
  const literal = texts.map((text) => `"${text}"`)
  const told = new Map(lists.map((list) => [list, declaredNames(list, meaning)]))
  const named = [...told.values()].flat()
  const pointed = lists.flatMap((list) =>
    told.get(list)!.length > 0
      ? []
      : [DECLARED[list] ?? `the name of one of the ${list} (${itemsText(meaning, list)})`],
  )
  return listed([...pointed, ...named, ...literal], "or")
}

/** So many names of a list are told again where the answer is asked for. */
const MOST_NAMED = 12

/** @returns none for items of an input, and for more names than an answer's line can hold */
function declaredNames(list: string, { labels, entities, relations, otherwise }: Meaning): string[] {
  const all: Readonly<Record<string, readonly NamedLabel[]>> = { labels, entities, relations }
  const declared = Object.hasOwn(all, list) ? all[list]!.map(({ name }) => name) : []
  const names = list === "labels" && otherwise ? [...declared, otherwise.name] : declared
  return names.length > MOST_NAMED ? [] : names
}

/** A value as words on one line; a table and a text of several lines are blocks, see `blockText`. */
export function valueText(value: Value, type: FieldType): string {
  if (typeof value === "boolean") return value ? "yes" : "no"
  if (Array.isArray(value)) {
    if (type.kind === "order") return written(value, type)
    const item = type.kind === "list" || type.kind === "each" ? type.item : type
    return value.length === 0 ? "nothing" : value.map((one) => valueText(one as Value, item)).join("; ")
  }
  if (typeof value === "object") {
    const fields = value as { readonly [key: string]: Value }
    if (type.kind === "triplet") return written(value, type)
    const item = type.kind === "each" ? type.item : type
    return Object.entries(fields)
      .map(([name, one]) => `${name} ${valueText(one, item)}`)
      .join(", ")
  }
  return typeof value === "string" && (type.kind === "text" || type.kind === "quote") ? `"${value}"` : String(value)
}

/** A value as lines: a table in Markdown, a list with the names of its items, everything else on one line. */
export function blockText(value: Value, type: FieldType, names?: readonly string[]): string {
  if (type.kind === "table" && Array.isArray(value)) return markdownTable(value as readonly (readonly Value[])[])
  if (type.kind === "list" && Array.isArray(value))
    return value
      .map((item, i) => {
        const text = blockText(item as Value, type.item)
        const start = names ? `${names[i]}: ` : "- "
        return `${start}${text.includes("\n") && type.item.kind === "table" ? `\n${indented(text)}` : continued(text)}`
      })
      .join("\n")
  return typeof value === "string" ? value : valueText(value, type)
}

export const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ")

/** Lines after the first one are indented, so that none of them can pass for the next item. */
const continued = (text: string): string => text.replace(/\n(?=.)/g, "\n  ")
