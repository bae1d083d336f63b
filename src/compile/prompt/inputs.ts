/** What the user gives: described for the system message, and written out as the user message. */
import type { InputField, Meaning } from "../../language/meaning.js"
import { listed } from "../../text.js"
import type { Condition, Example, FieldType, Value } from "../../value.js"
import { namesOf } from "../items.js"
import { aside, blockText, choicesText, conditionText, itemsText, rangeText } from "./words.js"

export function inputText(meaning: Meaning): string {
  const { inputs } = meaning
  const plain = inputs.every(({ type, when }) => !when && (type.kind === "text" || type.kind === "mention"))
  const marks = inputs.filter(({ type }) => type.kind === "mention")
  const marked = marks.map(({ name, says }) => `<${name}>…</${name}> marks ${name}${aside(says)}`)
  const shown = inputs.filter(({ type }) => type.kind !== "mention")
  if (plain) {
    const given = shown.map(({ name, says }) => `the ${name}${aside(says)}`)
    return `The user gives ${listed(given, "and")}.${marked.length > 0 ? ` In it, ${listed(marked, "and")}.` : ""}`
  }
  const lines = shown.map((input) => `- ${describe(input, meaning)}`)
  const texts = [...new Set(marks.flatMap(({ type }) => (type.kind === "mention" ? [type.within] : [])))]
  const inTexts = texts.map((text) => {
    const own = marked.filter((_, i) => isIn(marks[i]!.type, text))
    return `In the ${text}, ${listed(own, "and")}.`
  })
  return ["The user gives:", ...lines, ...inTexts].join("\n")
}

const isIn = (type: FieldType, text: string): boolean => type.kind === "mention" && type.within === text

function describe({ name, type, when, says }: InputField, meaning: Meaning): string {
  const only = when ? ` (only if ${conditionText(when, meaning)})` : ""
  return `${name}${only}: ${typeText(type, meaning, name)}${aside(says)}.`
}

function typeText(type: FieldType, meaning: Meaning, list?: string): string {
  switch (type.kind) {
    case "text":
      return "a text"
    case "table":
      return "a table in Markdown"
    case "number":
      return rangeText(type)
    case "yes-no":
      return "yes or no"
    case "choice":
      return choicesText(type, meaning)
    case "quote":
      return `a text from the ${listed(type.from, "or")}`
    case "relation":
      return `a relation between ${type.between[0]} and ${type.between[1]}`
    case "triplet":
      return `two entities of the ${type.within} and the relation between them`
    case "order":
      return `the names of the ${type.of} in an order`
    case "each":
      return `for each of the ${type.of}, ${typeText(type.item, meaning)}`
    case "list": {
      const called = list !== undefined && isNamed(meaning, list) ? `; they are called ${itemsText(meaning, list)}` : ""
      return `a list of ${ITEMS[type.item.kind] ?? "items"}${called}`
    }
    default:
      return "a record"
  }
}

const ITEMS: Partial<Record<FieldType["kind"], string>> = {
  text: "texts",
  table: "tables",
  number: "numbers",
  relation: "relations",
  triplet: "triplets",
}

/** A list whose items have names: it says so itself, or something points at them. */
function isNamed({ inputs, answers, golds }: Meaning, list: string): boolean {
  const own = inputs.find(({ name }) => name === list)?.type
  if (own?.kind === "list" && own.numbered !== undefined) return true
  return [...inputs, ...answers, ...golds].some(({ type }) => pointsAt(type, list))
}

function pointsAt(type: FieldType, list: string): boolean {
  if (type.kind === "choice") return type.lists.includes(list)
  if (type.kind === "order") return type.of === list
  if (type.kind === "each") return type.of === list || pointsAt(type.item, list)
  return type.kind === "list" && pointsAt(type.item, list)
}

type Inputs = Example["input"]

/**
 * The user message. One text stands alone; several inputs are told apart by their names. An input whose condition does
 * not hold is left out.
 *
 * @throws RangeError when the input lacks something that the guideline declares, or holds something else there
 */
export function userText(meaning: Meaning, input: Inputs): string {
  const shown = shownInputs(meaning, input)
  const declared = meaning.inputs.filter(({ type }) => type.kind !== "mention")
  const [only] = shown
  if (only?.type.kind === "text" && declared.length === 1) return inputBlock(meaning, only, input)
  return shown
    .map((field) => {
      const text = inputBlock(meaning, field, input)
      return SHORT.includes(field.type.kind) ? `${field.name}: ${text}` : `${field.name}:\n${text}`
    })
    .join("\n\n")
}

const SHORT: readonly FieldType["kind"][] = ["number", "yes-no", "choice", "relation", "order"]

/** Mentions are marked in their texts and have no value of their own. */
export const shownInputs = ({ inputs }: Meaning, input: Inputs): readonly InputField[] =>
  inputs.filter(({ type, when }) => type.kind !== "mention" && holds(when, input))

export function holds(when: Condition | undefined, input: Inputs): boolean {
  if (!when) return true
  const value = Object.hasOwn(input, when.field) ? input[when.field] : undefined
  return when.values.includes(typeof value === "boolean" ? (value ? "yes" : "no") : String(value))
}

export function inputBlock(meaning: Meaning, { name, type }: InputField, input: Inputs): string {
  const value = Object.hasOwn(input, name) ? input[name] : undefined
  if (value === undefined) throw new RangeError(`the input has no "${name}"`)
  if (!fits(value, type)) throw new RangeError(`the input "${name}" is not ${KINDS[type.kind] ?? "what it should be"}`)
  const named = type.kind === "list" && Array.isArray(value) && isNamed(meaning, name)
  return blockText(value, type, named ? namesOf(meaning, name, (value as readonly Value[]).length) : undefined)
}

const KINDS: Partial<Record<FieldType["kind"], string>> = {
  text: "a text",
  quote: "a text",
  choice: "a text",
  relation: "a label",
  table: "a table: rows of cells",
  list: "a list",
  order: "a list of names",
  number: "a number",
  "yes-no": "true or false",
}

function fits(value: Value, type: FieldType): boolean {
  switch (type.kind) {
    case "text":
    case "quote":
    case "choice":
    case "relation":
      return typeof value === "string"
    case "number":
      return typeof value === "number"
    case "yes-no":
      return typeof value === "boolean"
    case "table":
      return Array.isArray(value) && value.every((row) => Array.isArray(row))
    case "list":
      return Array.isArray(value) && value.every((item) => fits(item as Value, type.item))
    case "order":
      return Array.isArray(value)
    default:
      return true
  }
}
