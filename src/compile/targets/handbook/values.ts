/** Inputs and answers as annotators read them: mentions marked in colour and by name, directions spelt out in words. */
import { namesOf } from "../../../data/readers/task-fields.js"
import { type Content, type Html, html } from "../../../html.js"
import type { GuidelineExample, Meaning } from "../../../language/meaning.js"
import { listed } from "../../../text.js"
import { type FieldType, relationFromText, type Value } from "../../../value.js"
import { choicesText, conditionText, itemsText, rangeText } from "../../prompt/words.js"
import { PALETTE } from "../palette.js"
import { lines, say, verbatim } from "./say.js"

/** What a field holds, as the end of a sentence: "one of yes and no". */
export function typeText(type: FieldType, meaning: Meaning): string {
  switch (type.kind) {
    case "text":
      return "a text"
    case "number":
      return rangeText(type)
    case "yes-no":
      return "yes or no"
    case "table":
      return "a table"
    case "mention":
      return `words marked in the ${type.within}`
    case "quote":
      return `words copied from the ${listed(type.from, "or")}, exactly as they stand there`
    case "relation":
      return `a relation between ${type.between[0]} and ${type.between[1]}, with its direction`
    case "triplet":
      return `two entities of the ${type.within}, each with its type, and the relation from the first to the second`
    case "choice":
      return `one of: ${choicesText(type, meaning)}`
    case "order":
      return `the names of all ${type.of} (${itemsText(meaning, type.of)}), the first one first`
    case "list":
      return `a list; each item is ${typeText(type.item, meaning)}`
    case "each":
      return `for each of the ${type.of} (${itemsText(meaning, type.of)}): ${typeText(type.item, meaning)}`
    case "group":
      return "several parts"
  }
}

export const whenText = (
  when: { readonly field: string; readonly values: readonly string[] } | undefined,
  meaning: Meaning,
): Content => when && html`<span class="when">Only if ${say(conditionText(when, meaning))}.</span>`

/** Everything that an example gives, input by input; a single text stands alone. */
export function inputHtml(example: GuidelineExample, meaning: Meaning): Html {
  const given = meaning.inputs.filter(({ name, type }) => type.kind !== "mention" && Object.hasOwn(example.input, name))
  const marks = new Marks(meaning, example)
  const [only] = given
  if (given.length === 1 && only!.type.kind === "text")
    return html`<p class="sentence" dir="auto">${marks.html(String(example.input[only!.name]), only!.name)}</p>`
  return html`<dl class="given">${given.map(({ name, type }) => {
    const value = example.input[name]!
    const shown =
      type.kind === "text" && typeof value === "string"
        ? marks.html(value, name)
        : valueHtml(value, type, meaning, example, name)
    return html`<dt>${say(name)}</dt><dd dir="auto">${shown}</dd>`
  })}</dl>`
}

/** The right answer, or a wrong one: field by field. */
export function answerHtml(values: GuidelineExample["gold"], meaning: Meaning, example: GuidelineExample): Html {
  const fields = Object.entries(values)
  const typeOf = (field: string) => [...meaning.answers, ...meaning.golds].find(({ name }) => name === field)?.type
  const shown = ([field, value]: readonly [string, Value]): Html => {
    const type = typeOf(field)
    return type ? valueHtml(value, type, meaning, example) : say(JSON.stringify(value))
  }
  if (fields.length === 1) return shown(fields[0]!)
  return html`<dl class="given">${fields.map((field) => html`<dt>${say(field[0])}</dt><dd>${shown(field)}</dd>`)}</dl>`
}

/** @param list the input whose items these are, where they have names */
function valueHtml(value: Value, type: FieldType, meaning: Meaning, example: GuidelineExample, list?: string): Html {
  const inner = (one: Value, of: FieldType): Html => valueHtml(one, of, meaning, example)
  if (type.kind === "table" && Array.isArray(value)) return tableHtml(value as readonly Value[])
  if (type.kind === "relation" && typeof value === "string") return relationHtml(value, meaning, example)
  if (type.kind === "triplet" && isRecord(value)) return tripletHtml(value, meaning)
  if (type.kind === "order" && Array.isArray(value))
    return html`${value.map((one, i) => html`${i > 0 && ", then "}${say(String(one))}`)}`
  if (Array.isArray(value)) {
    const item = type.kind === "list" || type.kind === "each" ? type.item : type
    const items = value as readonly Value[]
    if (items.length === 0) return html`nothing`
    const names = list === undefined ? undefined : namesOf(meaning, list, items.length)
    return html`<ul class="${names || items.length === 1 ? "items plain" : "items"}">${items.map((one, i) => html`<li>${names?.[i] !== undefined && html`<b>${say(names[i])}</b> `}${inner(one, item)}</li>`)}</ul>`
  }
  if (isRecord(value)) {
    const typeOf = (name: string): FieldType | undefined =>
      type.kind === "each" ? type.item : meaning.answers.find((one) => one.name === name)?.type
    return html`<dl class="given">${Object.entries(value).map(([name, one]) => {
      const of = typeOf(name)
      return html`<dt>${say(name)}</dt><dd>${of ? inner(one, of) : say(JSON.stringify(one))}</dd>`
    })}</dl>`
  }
  if (typeof value === "boolean") return html`${value ? "yes" : "no"}`
  if (typeof value === "number") return html`${value}`
  if (type.kind === "text" || type.kind === "quote")
    return String(value).includes("\n") ? verbatim(String(value)) : html`“${say(String(value))}”`
  return html`<b>${say(String(value))}</b>`
}

const tableHtml = ([header = [], ...rows]: readonly Value[]): Html => {
  const cells = (row: Value): readonly Value[] => (Array.isArray(row) ? (row as readonly Value[]) : [row])
  return html`<div class="table" role="group" aria-label="Table" tabindex="0"><table><thead><tr>${cells(header).map((one) => html`<th scope="col">${say(String(one))}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells(row).map((one) => html`<td>${say(String(one))}</td>`)}</tr>`)}</tbody></table></div>`
}

/** `Cause-Effect(e2,e1)`, and in words: which mention is what. */
function relationHtml(label: string, meaning: Meaning, example: GuidelineExample): Html {
  const value = relationFromText(label)
  const relation = meaning.relations.find(({ name }) => name === value?.name)
  if (!value?.mentions || !relation) return html`<b>${say(label)}</b>`
  const marks = new Marks(meaning, example)
  const [first, second] = relation.roles
  const [a, b] = value.mentions.map((mention) => marks.mention(mention))
  const words = relation.symmetric
    ? html`${a} and ${b}, in either order`
    : html`${say(first)}: ${a}, ${say(second)}: ${b}`
  return html`<b>${say(value.name)}</b><span class="roles"> (${words})</span>`
}

function tripletHtml(
  { relation, head, head_type, tail, tail_type }: Readonly<Record<string, Value>>,
  meaning: Meaning,
): Html {
  const form = meaning.relations.find(({ name }) => name === relation)
  const end = (words: Value | undefined, type: Value | undefined) =>
    html`“${say(String(words))}” (${say(String(type))})`
  if (relation === undefined) return end(head, head_type)
  const joint = form?.symmetric ? " and " : " → "
  return html`<b>${say(String(relation))}</b>: ${end(head, head_type)}${joint}${end(tail, tail_type)}`
}

const isRecord = (value: Value): value is { readonly [key: string]: Value } =>
  typeof value === "object" && !Array.isArray(value)

/** How a mention looks. */
export const sampleMark = (mention: string, { inputs }: Meaning): Html =>
  markHtml("words", mention, mentionPlace(mention, inputs))

/** The name stands beside the words as text: colour alone tells nothing to many. @param place of its colour */
const markHtml = (words: string, name: string, place: number): Html =>
  html`<span class="m m${place % PALETTE.length}">${lines(words)}<sub>${say(name)}</sub></span>`

const mentionPlace = (name: string, inputs: Meaning["inputs"]): number =>
  Math.max(
    0,
    inputs.filter(({ type }) => type.kind === "mention").findIndex((one) => one.name === name),
  )

/** Marked words: what the task marks (`<e1>…</e1>`), and the ends of the triplets that the example asks for. */
class Marks {
  readonly #meaning: Meaning
  readonly #example: GuidelineExample

  constructor(meaning: Meaning, example: GuidelineExample) {
    this.#meaning = meaning
    this.#example = example
  }

  /** The mention's words with its name, in its colour. */
  mention(name: string): Html {
    const { inputs } = this.#meaning
    const input = inputs.find((one) => one.name === name)
    const within = input?.type.kind === "mention" ? this.#example.input[input.type.within] : undefined
    const text = typeof within === "string" ? within : ""
    const open = text.indexOf(`<${name}>`)
    const close = text.indexOf(`</${name}>`)
    const words = open >= 0 && close > open ? text.slice(open + name.length + 2, close) : ""
    return markHtml(words, name, mentionPlace(name, inputs))
  }

  html(text: string, input: string): Content {
    const spans = [...this.#given(text, input), ...this.#asked(text, input)].sort((x, y) => x.start - y.start)
    const parts: Content[] = []
    let at = 0
    for (const { start, end, inner, name, place } of spans) {
      if (start < at) continue
      parts.push(lines(text.slice(at, start)), markHtml(inner, name, place))
      at = end
    }
    return [...parts, lines(text.slice(at))]
  }

  #given(text: string, input: string): Spot[] {
    return this.#meaning.inputs.flatMap(({ name, type }) => {
      if (type.kind !== "mention" || type.within !== input) return []
      const open = text.indexOf(`<${name}>`)
      const close = text.indexOf(`</${name}>`)
      if (open < 0 || close < open) return []
      const inner = text.slice(open + name.length + 2, close)
      return [
        { start: open, end: close + name.length + 3, inner, name, place: mentionPlace(name, this.#meaning.inputs) },
      ]
    })
  }

  #asked(text: string, input: string): Spot[] {
    const { answers, golds, entities } = this.#meaning
    const spots = new Map<string, Spot>()
    for (const { name, type } of [...answers, ...golds]) {
      const item = type.kind === "list" ? type.item : type
      const value = this.#example.gold[name]
      if (item.kind !== "triplet" || item.within !== input || value === undefined) continue
      for (const one of Array.isArray(value) ? (value as readonly Value[]) : [value]) {
        if (!isRecord(one)) continue
        for (const [words, entity] of [
          [one.head, one.head_type],
          [one.tail, one.tail_type],
        ]) {
          const start = typeof words === "string" && words !== "" ? text.indexOf(words) : -1
          if (start < 0) continue
          const place = entities.findIndex((known) => known.name === entity)
          spots.set(`${start} ${words}`, {
            start,
            end: start + String(words).length,
            inner: String(words),
            name: String(entity),
            place: Math.max(0, place),
          })
        }
      }
    }
    return [...spots.values()]
  }
}

interface Spot {
  readonly start: number
  readonly end: number
  readonly inner: string
  /** Of the mention or of its type. */
  readonly name: string
  /** Of its colour. */
  readonly place: number
}
