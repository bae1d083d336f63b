/**
 * Examples and near misses. An example whose label is another than the one it stands under warns of mistaking it: a near
 * miss, as is every `not`.
 */
import { isDeepStrictEqual } from "node:util"
import type { AnswerField, GuidelineExample, Meaning } from "../../language/meaning.js"
import { listed } from "../../text.js"
import { DECLARED_LISTS, type FieldType, type Value } from "../../value.js"
import { lackingParts } from "../lacking.js"
import { asJson, written } from "../notation.js"
import { isJson, keyOfPart, type Shape, shapesOf } from "../shape.js"
import { inputBlock, shownInputs } from "./inputs.js"
import type { RuleText } from "./rules.js"
import type { Segment } from "./segments.js"
import { indented, valueText } from "./words.js"

/**
 * Each example is told once: what is wrong about one of several lines stands with it, one on a line is a near miss if
 * anything is. Where a budget leaves the near misses out, the examples among them are told plainly.
 *
 * @param home the label that they stand under; "" for those of the whole task
 */
export function exampleSegments(
  home: string,
  all: readonly GuidelineExample[],
  rules: RuleText,
  joint: string,
  meaning: Meaning,
): Segment[] {
  const whole = home === ""
  const of = whole ? "" : ` of ${home}`
  const segment = (
    kind: "examples" | "near-misses",
    title: string,
    lines: readonly string[],
    plain = lines,
  ): Segment[] => {
    const textOf = (some: readonly string[]) =>
      some.length === 0 ? "" : `${whole ? `# ${title}\n` : `${title}:`}\n${some.join("\n")}`
    if (plain.length === 0) return []
    const alone = plain.length > lines.length ? { alone: textOf(plain) } : {}
    return [{ name: `${title.toLowerCase()}${of}`, text: textOf(lines), joint, kind, ...alone }]
  }
  const shown: string[] = []
  /** With those that are told as near misses. */
  const plain: string[] = []
  const missed: string[] = []
  for (const example of all) {
    if (lackingParts(example, meaning).length > 0) continue
    const own = example.nots.length > 0 ? namesIn(example.gold, meaning) : []
    const wrongs = example.nots.map(({ value, by }): Wrong => {
      const because = by === undefined ? undefined : rules(by, [home, ...namesIn(value, meaning), ...own])
      return { value, ...(because !== undefined && { because }) }
    })
    const line = lineOf(example, meaning)
    if (line) {
      if (wrongs.length === 0) shown.push(`${line}.`)
      else missed.push(line + wrongTexts(example, wrongs, meaning))
      if (whole || wrongs.length === 0 || own.includes(home)) plain.push(`${line}.`)
    } else {
      const block = blockOf(example, wrongs, meaning)
      shown.push(...block)
      plain.push(...block)
    }
  }
  return [...segment("examples", "Examples", shown, plain), ...segment("near-misses", "Near misses", missed)]
}

interface Wrong {
  readonly value: GuidelineExample["gold"]
  /** What the rule says that decides. */
  readonly because?: string
}

/** On one line, without its full stop, where the only input is a text of one line and the only answer is short. */
function lineOf({ input, gold, nots }: GuidelineExample, meaning: Meaning): string | undefined {
  const shown = onlyInput(meaning)
  const text = shown && input[shown.name]
  if (typeof text !== "string" || text.includes("\n")) return undefined
  const [field, more] = Object.keys(gold)
  const type = field === undefined ? undefined : typeOf(field, meaning)
  if (!type || more !== undefined) return undefined
  const own = (values: GuidelineExample["gold"]) =>
    Object.keys(values).length === 1 ? shortText(values[field!], type) : undefined
  const right = own(gold)
  if (right === undefined || nots.some(({ value }) => own(value) === undefined)) return undefined
  return `- ${text} ${isVerdict({ gold }, meaning) ? "This is" : "Right:"} ${right}`
}

/** The input that is no mention, where there is only one. */
function onlyInput({ inputs }: Meaning): Meaning["inputs"][number] | undefined {
  const isShown = ({ type }: Meaning["inputs"][number]): boolean => type.kind !== "mention"
  const at = inputs.findIndex(isShown)
  return inputs.findLastIndex(isShown) === at ? inputs[at] : undefined
}

/** The text itself is what its label says; a number or an item is what is right for it. */
function isVerdict({ gold }: Pick<GuidelineExample, "gold">, meaning: Meaning): boolean {
  const type = typeOf(Object.keys(gold)[0] ?? "", meaning)
  const item = type?.kind === "list" ? type.item : type
  return item?.kind === "relation" || (item?.kind === "choice" && item.lists.every((list) => DECLARED.has(list)))
}

const DECLARED: ReadonlySet<string> = new Set(DECLARED_LISTS)

function wrongTexts(example: GuidelineExample, wrongs: readonly Wrong[], meaning: Meaning): string {
  const [first, others] = isVerdict(example, meaning) ? [", not", " Nor"] : ["; wrong:", " Wrong, too:"]
  return wrongs.map((wrong, i) => `${i === 0 ? first : others} ${wrongText(example, wrong, meaning)}`).join("")
}

function wrongText({ gold }: GuidelineExample, { value, because }: Wrong, meaning: Meaning): string {
  const [field] = Object.keys(gold)
  const denied = shortText(value[field!], typeOf(field!, meaning)!)
  return because === undefined ? `${denied}.` : `${denied}: ${because}`
}

/** What the model is to write, and no gold beside it that only the reward knows; nothing if an example says no more. */
function blockOf({ input, gold }: GuidelineExample, wrongs: readonly Wrong[], meaning: Meaning): string[] {
  const inputs = shownInputs(meaning, input).filter(({ name }) => Object.hasOwn(input, name))
  const answered = (values: GuidelineExample["gold"]) =>
    Object.entries(values).filter(([name]) => meaning.answers.some((answer) => answer.name === name))
  const said = [
    ...answered(gold).map(([name, value]) => fieldText("Right", name, value, meaning)),
    ...wrongs.flatMap(({ value, because }) => {
      const lines = answered(value).filter(([name, one]) => !isDeepStrictEqual(one, gold[name]))
      if (lines.length === 0) return []
      // the parts of one wrong answer stand together: those of the next one are another
      const isWhole = lines.length > 1
      const parts = lines.map(([name, one]) => fieldText(isWhole ? "" : "Wrong", name, one, meaning))
      const texts = isWhole ? [under("Wrong answer", parts.join("\n"))] : parts
      return because === undefined ? texts : [...texts, `  Because: ${because}`]
    }),
  ]
  if (said.length === 0) return []
  const given = inputs.map((one) => named(one.name, inputBlock(meaning, one, input), one.type))
  return [`- ${indented([...given, ...said].join("\n")).trimStart()}`]
}

const isShort = ({ kind }: FieldType): boolean => ["relation", "choice", "number", "yes-no"].includes(kind)

/** A value as a part of a sentence; undefined for what is too long for one. */
function shortText(value: Value | undefined, type: FieldType): string | undefined {
  if (value === undefined) return undefined
  if (isShort(type)) return valueText(value, type)
  if (type.kind !== "list" || !isShort(type.item) || !Array.isArray(value) || value.length === 0) return undefined
  return listed(
    (value as readonly Value[]).map((item) => valueText(item, type.item)),
    "and",
  )
}

const under = (name: string, block: string): string => `${name}:\n${indented(block)}`

const named = (name: string, block: string, { kind }: FieldType): string =>
  block.includes("\n") || kind === "list" || kind === "table" ? under(name, block) : `${name}: ${block}`

/** As the answer writes it: JSON as JSON, triplets one to a line. @param title before the name; empty: the name alone */
function fieldText(title: string, name: string, value: Value, meaning: Meaning): string {
  const type = typeOf(name, meaning) ?? TEXT
  const headed = (written: string) => (title === "" ? written : `${title} ${written}`)
  const found = shapeOf(name, shapesOf(meaning.answers))
  if (found?.json) {
    const json = asJson(value, type, found.shape.parts)
    const own = found.shape.part.parent === undefined ? name : `"${keyOfPart(found.shape.part)}"`
    const line = JSON.stringify(json)
    const short = line.length <= LONGEST_JSON
    return short ? `${headed(own)}: ${line}` : under(headed(own), JSON.stringify(json, undefined, 2))
  }
  const heading = headed(name)
  const lines = type.kind === "table" || type.kind === "list"
  // a word for it would be copied, and read as an item
  if (type.kind === "list" && Array.isArray(value) && value.length === 0) return `${heading}: (no line is written)`
  if (lines && Array.isArray(value)) return under(heading, written(value, type))
  // quotes around it would be copied
  return named(heading, typeof value === "string" ? value : valueText(value, type), TEXT)
}

const TEXT: FieldType = { kind: "text" }
/** Longer JSON gets a line for each value. */
const LONGEST_JSON = 100

interface Found {
  readonly shape: Shape<AnswerField>
  /** The part stands in JSON. */
  readonly json: boolean
}

function shapeOf(name: string, shapes: readonly Shape<AnswerField>[], within = false): Found | undefined {
  for (const shape of shapes) {
    const json = within || isJson(shape.part.type, shape.part.at)
    const found = shape.part.name === name ? { shape, json } : shapeOf(name, shape.parts, json)
    if (found) return found
  }
  return undefined
}

const typeOf = (field: string, { answers, golds }: Meaning): FieldType | undefined =>
  (answers.find(({ name }) => name === field) ?? golds.find(({ name }) => name === field))?.type

/** Names of labels in an answer, of its relations and of its choices. */
export function namesIn(values: GuidelineExample["gold"], meaning: Meaning): string[] {
  return Object.entries(values).flatMap(([field, value]) => {
    const type = typeOf(field, meaning)
    return type ? namesOfValue(value, type) : []
  })
}

function namesOfValue(value: Value, type: FieldType): string[] {
  if (Array.isArray(value))
    return value.flatMap((item) => namesOfValue(item as Value, "item" in type ? type.item : type))
  if (typeof value === "string" && (type.kind === "relation" || type.kind === "choice"))
    return [value.split("(", 1)[0]!]
  if (typeof value !== "object") return []
  const fields = value as { readonly [key: string]: Value }
  if (type.kind === "each") return Object.values(fields).flatMap((item) => namesOfValue(item, type.item))
  const { relation, head_type, tail_type } = fields
  return type.kind === "triplet" ? [relation, head_type, tail_type].filter((name) => typeof name === "string") : []
}
