/**
 * Examples and near misses. An example whose label is another than the one it stands under warns of mistaking it: a near
 * miss, as is every `not`.
 */
import { isDeepStrictEqual } from "node:util"
import type { GuidelineExample, Meaning } from "../../language/meaning.js"
import { innermost } from "../../reward/answer/types.js"
import { listed } from "../../text.js"
import type { FieldType, Value } from "../../value.js"
import { written } from "../notation.js"
import { inputBlock, shownInputs } from "./inputs.js"
import type { RuleText } from "./rules.js"
import type { Segment } from "./segments.js"
import { indented, valueText } from "./words.js"

/**
 * An example of several lines is told once: what is wrong about it stands with it.
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
  const segment = (kind: "examples" | "near-misses", title: string, lines: readonly string[]): Segment[] =>
    lines.length === 0
      ? []
      : [
          {
            name: `${title.toLowerCase()}${of}`,
            text: `${whole ? `# ${title}\n` : `${title}:`}\n${lines.join("\n")}`,
            joint,
            kind,
          },
        ]
  const shown: string[] = []
  const missed: string[] = []
  for (const example of all) {
    const own = namesIn(example.gold, meaning)
    const wrongs = example.nots.map(({ value, by }): Wrong => {
      const because = by === undefined ? undefined : rules(by, [home, ...namesIn(value, meaning), ...own])
      return { value, ...(because !== undefined && { because }) }
    })
    const line = lineOf(example, meaning)
    if (!line) (wrongs.length === 0 ? shown : missed).push(blockOf(example, wrongs, meaning))
    else {
      if (whole || wrongs.length === 0 || own.includes(home)) shown.push(`${line}.`)
      missed.push(...wrongs.map((wrong) => `${line}, not ${wrongText(example, wrong, meaning)}`))
    }
  }
  return [...segment("examples", "Examples", shown), ...segment("near-misses", "Near misses", missed)]
}

interface Wrong {
  readonly value: GuidelineExample["gold"]
  /** What the rule says that decides. */
  readonly because?: string
}

/** On one line, without its full stop, where the only input is a text of one line and the only answer is short. */
function lineOf({ input, gold, nots }: GuidelineExample, meaning: Meaning): string | undefined {
  const declared = meaning.inputs.filter(({ type }) => type.kind !== "mention")
  const text = declared.length === 1 ? input[declared[0]!.name] : undefined
  if (typeof text !== "string" || text.includes("\n")) return undefined
  const [field, more] = Object.keys(gold)
  const type = field === undefined ? undefined : typeOf(field, meaning)
  if (!type || more !== undefined) return undefined
  const own = (values: GuidelineExample["gold"]) =>
    Object.keys(values).length === 1 ? shortText(values[field!], type) : undefined
  const right = own(gold)
  if (right === undefined || nots.some(({ value }) => own(value) === undefined)) return undefined
  return `- ${text} This is ${right}`
}

function wrongText({ gold }: GuidelineExample, { value, because }: Wrong, meaning: Meaning): string {
  const [field] = Object.keys(gold)
  const denied = shortText(value[field!], typeOf(field!, meaning)!)
  return because === undefined ? `${denied}.` : `${denied}: ${because}`
}

function blockOf({ input, gold }: GuidelineExample, wrongs: readonly Wrong[], meaning: Meaning): string {
  const inputs = shownInputs(meaning, input).filter(({ name }) => Object.hasOwn(input, name))
  const lines = [
    ...inputs.map((one) => named(one.name, inputBlock(meaning, one, input), one.type)),
    ...Object.entries(gold).map(([name, value]) => fieldText("Right", name, value, meaning)),
    ...wrongs.flatMap(({ value, because }) => [
      ...Object.entries(value)
        .filter(([name, one]) => !isDeepStrictEqual(one, gold[name]))
        .map(([name, one]) => fieldText("Wrong", name, one, meaning)),
      ...(because === undefined ? [] : [`  Because: ${because}`]),
    ]),
  ]
  return `- ${indented(lines.join("\n")).trimStart()}`
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

/** A list of triplets stands there as in an answer, one to a line; records as lines under each other. */
function fieldText(title: string, name: string, value: Value, meaning: Meaning): string {
  const heading = `${title} ${name}`
  const type = typeOf(name, meaning) ?? TEXT
  if (innermost(type).kind === "group") return under(heading, recordText(value, type, name, meaning))
  const lines = type.kind === "table" || (type.kind === "list" && type.item.kind === "triplet")
  if (lines && Array.isArray(value) && value.length > 0) return under(heading, written(value, type))
  return named(heading, valueText(value, type), TEXT)
}

const TEXT: FieldType = { kind: "text" }

/** Groups by their parts, items of lists behind dashes, those of `each` under their names. */
function recordText(value: Value, type: FieldType, name: string, meaning: Meaning): string {
  const isRecord = typeof value === "object" && !Array.isArray(value)
  const inner = (one: Value, item: FieldType) => recordText(one, item, name, meaning)
  if (type.kind === "list" && Array.isArray(value))
    return (value as readonly Value[]).map((item) => `- ${indented(inner(item, type.item)).trimStart()}`).join("\n")
  const fields = Object.entries(isRecord ? (value as { readonly [key: string]: Value }) : {})
  if (type.kind === "each" && isRecord)
    return fields.map(([item, one]) => under(item, inner(one, type.item))).join("\n")
  if (type.kind !== "group" || !isRecord) return valueText(value, type)
  return fields
    .map(([part, one]) => {
      const own = typeOf(part, meaning) ?? TEXT
      const nested = innermost(own).kind === "group"
      return nested ? under(part, recordText(one, own, part, meaning)) : named(part, valueText(one, own), TEXT)
    })
    .join("\n")
}

const typeOf = (field: string, { answers, golds }: Meaning): FieldType | undefined =>
  [...answers, ...golds].find(({ name }) => name === field)?.type

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
    return [value.replace(/\(.*$/s, "")]
  if (typeof value !== "object") return []
  const fields = value as { readonly [key: string]: Value }
  if (type.kind === "each") return Object.values(fields).flatMap((item) => namesOfValue(item, type.item))
  const { relation, head_type, tail_type } = fields
  return type.kind === "triplet" ? [relation, head_type, tail_type].filter((name) => typeof name === "string") : []
}
