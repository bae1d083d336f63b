/** The JSON of an answer as it looks, with an ellipsis for every value: exact in its keys, and no answer itself. */
import type { AnswerField, Meaning } from "../../language/meaning.js"
import { type FieldType, firstNames } from "../../value.js"
import { numberingOf } from "../items.js"
import { keyOfPart, type Shape } from "../shape.js"
import { indented } from "./words.js"

/** Longer than this, a record gets a line for each key. */
const LONGEST_LINE = 80

export function skeleton({ part, parts }: Shape<AnswerField>, meaning: Meaning): string {
  return ofType(part.type, parts, meaning)
}

function ofType(type: FieldType, parts: readonly Shape<AnswerField>[], meaning: Meaning): string {
  switch (type.kind) {
    case "number":
    case "yes-no":
      return "…"
    case "table":
      return '[["…", …], …]'
    case "order":
      return '["…", "…", …]'
    case "triplet":
      return record(["relation", "head", "head_type", "tail", "tail_type"].map((key) => [key, '"…"']))
    case "list":
      return list(ofType(type.item, parts, meaning))
    case "each":
      return ofEach(type, parts, meaning)
    case "group":
      return record(entries(parts, meaning))
    default:
      return '"…"'
  }
}

function ofEach(
  type: Extract<FieldType, { kind: "each" }>,
  parts: readonly Shape<AnswerField>[],
  meaning: Meaning,
): string {
  const [first = "1", second = "2"] = firstNames(numberingOf(meaning, type.of), 2)
  if (type.item.kind === "group") return list(record([["id", `"${first}"`], ...entries(parts, meaning)]))
  const item = ofType(type.item, parts, meaning)
  return `{"${first}": ${item}, "${second}": ${item}, …}`
}

/** A key that has several forms stands there once, and its value is left open. */
function entries(parts: readonly Shape<AnswerField>[], meaning: Meaning): [string, string][] {
  const keys = new Map<string, string>()
  for (const shape of parts) {
    const key = keyOfPart(shape.part)
    keys.set(key, keys.has(key) ? "…" : ofType(shape.part.type, shape.parts, meaning))
  }
  return [...keys]
}

function record(fields: readonly (readonly [string, string])[]): string {
  const pairs = fields.map(([key, value]) => `${JSON.stringify(key)}: ${value}`)
  const line = `{${pairs.join(", ")}}`
  return line.length <= LONGEST_LINE && !line.includes("\n") ? line : `{\n${indented(pairs.join(",\n"))}\n}`
}

const list = (item: string): string => (item.includes("\n") ? `[\n${indented(item)},\n  …\n]` : `[${item}, …]`)
