/**
 * Examples and near misses. An example whose label is another than the one it stands under warns of mistaking it: a near
 * miss, as is every `not`.
 */
import type { GuidelineExample, Meaning } from "../../language/meaning.js"
import type { FieldType, Value } from "../../value.js"
import { inputBlock, shownInputs } from "./inputs.js"
import type { RuleText } from "./rules.js"
import type { Segment } from "./segments.js"
import { blockText, indented, valueText } from "./words.js"

/** @param home the label that they stand under; "" for those of the whole task */
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
  const shown = all.filter((example) => whole || example.nots.length === 0 || namesIn(example.gold, meaning).includes(home))
  const missed = all.flatMap((example) =>
    example.nots.map(({ value, by }) => {
      const labels = [home, ...namesIn(value, meaning), ...namesIn(example.gold, meaning)]
      return exampleText(example, meaning, { value, because: by === undefined ? undefined : rules(by, labels) })
    }),
  )
  return [
    ...segment("examples", "Examples", shown.map((example) => exampleText(example, meaning))),
    ...segment("near-misses", "Near misses", missed),
  ]
}

interface Wrong {
  readonly value: GuidelineExample["gold"]
  readonly because: string | undefined
}

/** On one line where the only text and the only answer are short; else input by input, and what is right below. */
function exampleText(example: GuidelineExample, meaning: Meaning, wrong?: Wrong): string {
  const { input, gold } = example
  const inputs = shownInputs(meaning, input).filter(({ name }) => Object.hasOwn(input, name))
  const [only] = inputs
  const [field] = Object.keys(gold)
  const short = (values: GuidelineExample["gold"]): string | undefined => {
    const value = field === undefined ? undefined : values[field]
    const type = field === undefined ? undefined : typeOf(field, meaning)
    if (value === undefined || !type || Object.keys(values).length !== 1 || !isShort(type)) return undefined
    return valueText(value, type)
  }
  const text = only && input[only.name]
  const right = short(gold)
  const denied = wrong && short(wrong.value)
  const declared = meaning.inputs.filter(({ type }) => type.kind !== "mention")
  if (declared.length === 1 && typeof text === "string" && !text.includes("\n") && right && (!wrong || denied)) {
    const verdict = `- ${text} This is ${right}`
    if (!wrong) return `${verdict}.`
    return `${verdict}, not ${denied}${wrong.because === undefined ? "." : `: ${wrong.because}`}`
  }
  const lines = [
    ...inputs.map((one) => named(one.name, inputBlock(meaning, one, input))),
    ...Object.entries(gold).map(([name, value]) => fieldText("Right", name, value, meaning)),
    ...(wrong ? Object.entries(wrong.value).map(([name, value]) => fieldText("Wrong", name, value, meaning)) : []),
    ...(wrong?.because === undefined ? [] : [`Because: ${wrong.because}`]),
  ]
  return `- ${indented(lines.join("\n")).trimStart()}`
}

const isShort = ({ kind }: FieldType): boolean => ["relation", "choice", "number", "yes-no"].includes(kind)

const named = (name: string, block: string): string =>
  block.includes("\n") ? `${name}:\n${indented(block)}` : `${name}: ${block}`

function fieldText(title: string, name: string, value: Value, meaning: Meaning): string {
  const type = typeOf(name, meaning)
  const text = !type ? JSON.stringify(value) : type.kind === "table" ? blockText(value, type) : valueText(value, type)
  return named(`${title} ${name}`, text)
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
  if (Array.isArray(value)) return value.flatMap((item) => namesOfValue(item as Value, "item" in type ? type.item : type))
  if (typeof value === "string" && (type.kind === "relation" || type.kind === "choice")) return [value.replace(/\(.*$/s, "")]
  if (typeof value !== "object") return []
  const fields = value as { readonly [key: string]: Value }
  if (type.kind === "each") return Object.values(fields).flatMap((item) => namesOfValue(item, type.item))
  const { relation, head_type, tail_type } = fields
  return type.kind === "triplet" ? [relation, head_type, tail_type].filter((name) => typeof name === "string") : []
}
