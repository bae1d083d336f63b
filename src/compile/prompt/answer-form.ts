/**
 * How to answer, generated from the parts of the answer and from what the checks say. A notation is explained on names
 * that the guideline does not have: were the prompt itself read as an answer, it would be none.
 */
import type { Phrase } from "../../catalogue.js"
import { keyOf } from "../../folds.js"
import { type AnswerField, allNames, type Meaning } from "../../language/meaning.js"
import { innermost } from "../../reward/answer/types.js"
import { listed } from "../../text.js"
import type { AnswerPlace, FieldType } from "../../value.js"
import { isJson, keyOfPart, type Shape, shapesOf } from "../shape.js"
import { phraseText, ruleText } from "./rules.js"
import { skeleton } from "./skeleton.js"
import { aside, capital, choicesText, conditionText, itemsText, rangeText, sentence, under } from "./words.js"

type Part = AnswerField

export function answerForm(meaning: Meaning): string {
  const shapes = shapesOf(meaning.answers)
  const top = shapes.map(({ part }) => part)
  const isWhole = (part: Part) => part.at === undefined
  const steps = top.map((part, i) =>
    step(part, { first: i === 0, inside: top.some(isWhole) && !isWhole(part) }, meaning),
  )
  const counts = countsText(top).join(" ")
  const json = shapes.filter(({ part }) => isJson(part.type, part.at)).map((shape) => jsonText(shape, meaning))
  const rest = [...top.flatMap((part) => madeUp(part, meaning)), ...notes(meaning)]
  return [
    // two steps are a sentence each, more are a list
    steps.length > 2
      ? ["# Answer\n", ...steps.map((text) => `- ${text}`), ...(counts === "" ? [] : [`\n${counts}`])].join("\n")
      : [`# Answer\n\n${steps.join(" ")}`, ...(counts === "" ? [] : [counts])].join(" "),
    ...json,
    ...(json.length > 0 && rest.length > 0 ? [""] : []),
    ...rest,
  ].join("\n")
}

/** What the paid checks say of themselves; one that a rule has told already is not told again. */
function notes(meaning: Meaning): string[] {
  const told = new Set(meaning.answers.flatMap(({ rules }) => rules.map((rule) => ruleText(rule, meaning))))
  const said = meaning.rewards.flatMap(({ phrase, when }) => {
    const text = phrase.kind === "verb" && !isPlain(phrase, meaning) ? phraseText(phrase, meaning) : undefined
    return text ? [under(when, text, meaning)] : []
  })
  return [...new Set(said)].filter((text) => !told.has(text))
}

/** What is chosen or counted is right or wrong in any case: that it must be right needs no telling. */
function isPlain({ subject, verb, modifiers }: Extract<Phrase, { kind: "verb" }>, { answers }: Meaning): boolean {
  const kind = answers.find(({ name }) => name === subject.name)?.type.kind
  const isShort = kind === "choice" || kind === "number" || kind === "yes-no"
  return verb === "equals" && isShort && Object.keys(modifiers).length === 0
}

interface Standing {
  readonly first: boolean
  /** Another part is the whole answer, and this one stands in it. */
  readonly inside: boolean
}

function step(part: Part, { first, inside }: Standing, meaning: Meaning): string {
  const { name, at, when, says } = part
  const what = `the ${name}${aside(says)}`
  const lead = (verb: string): string => {
    if (when) return `If ${conditionText(when, meaning)}, ${verb}`
    return inside ? `In that text, ${verb}` : first ? capital(verb) : `Then ${verb}`
  }
  if (!at) return `${lead("write")} ${what}${form(part, meaning).replace(" there: ", ": ").replace(" there.", ".")}`
  return `${placed(what, at, lead)}${form(part, meaning)}`
}

function placed(what: string, { spot, which, notation }: AnswerPlace, lead: (verb: string) => string): string {
  const each = which === "every" ? `each item of ${what}` : what
  const squared = notation === "brackets" ? " in double square brackets" : ""
  if (spot.kind === "tag") return `${lead("write")} ${each}${squared} between <${spot.tag}> and </${spot.tag}>`
  if (spot.kind === "box") return `${lead("put")} ${each} into \\boxed{…}`
  if (spot.kind === "json") return `${lead("write")} ${what}`
  const line =
    which === "every" ? "on a line of its own" : which === "only" ? "on the only line" : `on the ${which} line`
  return `${lead("write")} ${each}${squared} ${line}`
}

/** What stands there, as the end of the step's sentence. */
function form({ type, at }: Part, meaning: Meaning): string {
  if (isJson(type, at)) return at?.spot.kind === "json" ? " as JSON." : " as JSON, and nothing else there."
  const items = at?.which === "every" && type.kind === "list" ? type.item : type
  if (items.kind === "text") return "."
  if (items.kind === "relation") return `, and nothing else there: ${relationForms(items.between, meaning)}`
  return `, and nothing else there: ${sentence(contentText(items, meaning))}`
}

function relationForms([a, b]: readonly [string, string], meaning: Meaning): string {
  const directed = meaning.relations.length > 0 ? `one relation as Name(${a},${b}) or Name(${b},${a})` : ""
  const alone = meaning.otherwise ? `${meaning.otherwise.name} without parentheses` : ""
  const forms = [directed, alone].filter((text) => text !== "").join(", or ")
  return `${forms}. Write ${a} and ${b} themselves, not the words that they mark.`
}

/** What a value is written as, outside JSON. */
function contentText(type: FieldType, meaning: Meaning): string {
  switch (type.kind) {
    case "number":
      return rangeText(type)
    case "yes-no":
      return "yes or no"
    case "choice":
      return `${choicesText(type, meaning)}${type.texts.length > 0 ? ", without the quotes" : ""}`
    case "quote":
      return `words copied from the ${listed(type.from, "or")}, exactly as they stand there`
    case "table":
      return "a table in Markdown"
    case "order":
      return `the names of all ${type.of} (${itemsText(meaning, type.of)}), the first one first, with > between them`
    case "list":
      return `one to a line, ${contentText(type.item, meaning)}`
    case "relation":
      return relationForms(type.between, meaning).replace(/\.$/, "")
    case "triplet":
      return "head:entity, relation, tail:entity, with the words of both ends as they stand in the text"
    default:
      return "a text"
  }
}

/** Which one counts, where several could stand. */
function countsText(parts: readonly Part[]): string[] {
  const placed = parts.flatMap(({ name, at }) => (at ? [{ name, ...at }] : []))
  const counted = placed.filter(({ which }) => which === "first" || which === "last")
  const names = counted.map(({ spot, which }) => `the ${which} ${spotText(spot)}`)
  const only = placed.filter(({ which }) => which === "only").map(({ spot }) => spotText(spot))
  const near = placed.filter(({ within }) => within !== undefined)
  return [
    ...(names.length > 0
      ? [`Only ${listed([...new Set(names)], "and")} ${names.length === 1 ? "counts" : "count"}.`]
      : []),
    ...(only.length > 0
      ? [
          `There must be ${listed(
            [...new Set(only)].map((spot) => `exactly one ${spot}`),
            "and",
          )}.`,
        ]
      : []),
    ...near.map(({ name, within }) => `The ${name} stands within the last ${within} characters.`),
  ]
}

const spotText = (spot: AnswerPlace["spot"]): string =>
  ({ tag: `<${"tag" in spot ? spot.tag : ""}>`, json: "JSON value", box: "\\boxed{…}", line: "line" })[spot.kind]

function jsonText(shape: Shape<Part>, meaning: Meaning): string {
  const { name, type } = shape.part
  const whole = type.kind === "group" ? [] : [`It is ${sentence(jsonContent(type, meaning))}`]
  const lines = [...whole, ...keyLines(shape, meaning, "")]
  return `\nThe JSON of the ${name} looks like this:\n${skeleton(shape, meaning)}\n${lines.join("\n")}`
}

/** A line for each form of each key; keys of inner groups are indented below theirs. */
function keyLines({ parts }: Shape<Part>, meaning: Meaning, indent: string): string[] {
  return parts.flatMap((shape) => {
    const { name, type, when, says, optional } = shape.part
    const key = keyOfPart(shape.part)
    const only = when ? `, if ${conditionText(when, meaning)}` : optional ? ", may be left out" : ""
    const own = `${indent}- "${key}"${key === name ? "" : ` (the ${name})`}${only}: ${sentence(jsonContent(type, meaning))}`
    return [
      `${own}${says === undefined ? "" : ` ${sentence(capital(says))}`}`,
      ...keyLines(shape, meaning, `${indent}  `),
    ]
  })
}

/** What a value is in JSON. */
function jsonContent(type: FieldType, meaning: Meaning): string {
  switch (type.kind) {
    case "yes-no":
      return "true or false"
    case "order":
      return `a list of the names of all ${type.of} (${itemsText(meaning, type.of)}), the first one first`
    case "each":
      return type.item.kind === "group"
        ? `a list with a record for each of the ${type.of}, in their order; "id" is its name (${itemsText(meaning, type.of)})`
        : `a record: under the name of each of the ${type.of} (${itemsText(meaning, type.of)}), ${jsonContent(type.item, meaning)}`
    case "list":
      return `a list, each item ${jsonContent(type.item, meaning)}`
    case "choice":
      return choicesText(type, meaning)
    case "group":
      return "a record"
    case "table":
      return "a list of rows, each a list of cells, the header first"
    case "triplet":
      return "a record of the relation and its two ends"
    case "relation":
      return relationForms(type.between, meaning).replace(/\.$/, "")
    default:
      return contentText(type, meaning)
  }
}

/** Made-up relations with telling roles; the first whose name no label has is taken. */
const MADE_UP = [
  ["Owner-Property", "owner", "property", "Ann:person", "bicycle:thing"],
  ["Guest-Host", "guest", "host", "Ann:person", "hotel:house"],
  ["Key-Lock", "key", "lock", "key:tool", "door:thing"],
] as const

function madeUp({ type, at }: Part, meaning: Meaning): string[] {
  const inner = innermost(type)
  if ((inner.kind !== "relation" && inner.kind !== "triplet") || meaning.relations.length === 0) return []
  const taken = new Set(
    allNames(meaning)
      .flatMap(({ name, aliases }) => [name, ...aliases])
      .map((name) => keyOf(name)),
  )
  const free = MADE_UP.find(([name]) => !taken.has(keyOf(name)))
  if (!free) return []
  const [name, first, second, head, tail] = free
  const start = `If there were a relation ${name}(${first}, ${second}):`
  const word = (end: string) => end.slice(0, end.indexOf(":"))
  if (inner.kind === "triplet")
    return isJson(type, at)
      ? []
      : [
          start,
          `${head}, ${name}, ${tail} would say that ${word(head)} is the ${first} and ${word(tail)} the ${second}.`,
        ]
  const [a, b] = inner.between
  const tag = at?.spot.kind === "tag" && type.kind === "relation" ? at.spot.tag : undefined
  const line = (x: string, y: string) => {
    const written = tag === undefined ? `${name}(${x},${y})` : `<${tag}> ${name}(${x},${y}) </${tag}>`
    return `${written} would say that ${x} is the ${first} and ${y} the ${second}.`
  }
  return [start, line(a, b), line(b, a)]
}
