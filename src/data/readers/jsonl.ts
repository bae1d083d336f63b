/**
 * Own data: one JSON object a line, `{ "id": "1", "input": { "sentence": "…" }, "gold": { "label": "…" } }`, with optional
 * texts `comment` and `kind`. Inputs and gold are any JSON without null (`src/value.ts` has a table). Whether the gold is a label of the guideline is the compiler's question, not this file's.
 */
import type { Diagnostic, Place } from "../../diagnostic.js"
import { nearest, type Source, type Span } from "../../text.js"
import type { Example, Value } from "../../value.js"
import { report as diagnose } from "../codes.js"
import { jsonPlace } from "./json-place.js"
import { placeIn } from "./json-spans.js"
import { lines, type Reader, type ReaderOptions } from "./reader.js"

const FIELDS = ["id", "input", "gold", "comment", "kind"]

export const jsonl: Reader = {
  name: "jsonl",
  summary: "JSON Lines: one object a line with id, input and gold",
  *rows(source, report, options) {
    const unread = new Map<string, { readonly place: Place; rows: number }>()
    for (const line of lines(source)) {
      const text = line.text.startsWith("\ufeff") && line.span.start === 0 ? line.text.slice(1) : line.text
      if (text.trim() === "") continue
      const example = readRow(source, text, line.span, report, options, unread)
      if (example) yield { example, span: line.span }
    }
    // a column of the whole file is one finding
    for (const [field, { place, rows }] of unread) {
      const near = nearest(field, FIELDS)
      report(diagnose("data-field-unknown", { field, rows, ...(near && { near }) }, { place }))
    }
  },
}

function readRow(
  source: Source,
  text: string,
  span: Span,
  report: (diagnostic: Diagnostic) => void,
  { comments, unlabelled }: ReaderOptions,
  unread: Map<string, { readonly place: Place; rows: number }>,
): Example | undefined {
  const place = { source, span }
  let row: unknown
  try {
    row = JSON.parse(text)
  } catch {
    const { offset, expected } = jsonPlace(text)
    const start = span.end - text.length + offset
    const found = offset < text.length ? `"${String.fromCodePoint(text.codePointAt(offset)!)}"` : "the end of the line"
    const here = { source, span: { start, end: Math.min(start + 1, span.end) } }
    report(diagnose("data-json", { expected, found }, { place: here }))
    return undefined
  }
  if (!isRecord(row)) {
    report(diagnose("data-row", { expected: "a JSON object", found: kindOf(row) }, { place }))
    return undefined
  }
  const before: Diagnostic[] = []
  const wrong = (field: string, expected: string, value: unknown) =>
    before.push(
      diagnose("data-field", { field, expected, found: kindOf(value) }, { place: placeOfField(place, field) }),
    )
  const { id, input, gold, comment, kind } = row
  if (typeof id !== "string" || id === "") wrong("id", "a text that is not empty", id)
  const inputs = values(input, "input", wrong)
  const golds = unlabelled && gold === undefined ? {} : values(gold, "gold", wrong)
  if (comment !== undefined && typeof comment !== "string") wrong("comment", "a text", comment)
  if (kind !== undefined && typeof kind !== "string") wrong("kind", "a text", kind)
  for (const field of Object.keys(row).filter((name) => !FIELDS.includes(name))) {
    const known = unread.get(field)
    if (known) known.rows++
    else unread.set(field, { place: placeIn(place, [field], "key"), rows: 1 })
  }
  for (const diagnostic of before) report(diagnostic)
  if (before.length > 0) return undefined
  return {
    id: id as string,
    input: inputs,
    gold: golds,
    ...(comments && comment !== undefined && { comment: comment as string }),
    ...(kind !== undefined && { kind: kind as string }),
  }
}

/** @param field of a row, or one in it: `gold.label` */
export function placeOfField(row: Place, field: string): Place {
  const dot = field.indexOf(".")
  return placeIn(row, dot < 0 ? [field] : [field.slice(0, dot), field.slice(dot + 1)], "value")
}

/** The record's values, after `wrong` was told of each that no row can hold. */
export function values(
  record: unknown,
  field: string,
  wrong: (field: string, expected: string, value: unknown) => void,
): Record<string, Value> {
  if (!isRecord(record) || Object.keys(record).length === 0) {
    wrong(field, "an object with at least one value", record)
    return {}
  }
  for (const [name, value] of Object.entries(record)) {
    if (value === null) wrong(`${field}.${name}`, "a value", value)
    else if (hasNull(value)) wrong(`${field}.${name}`, "a value without null in it", value)
  }
  return record as Record<string, Value>
}

/** What is not there is left out: null means nothing. Without recursion, because a line may nest as deep as it is long. */
function hasNull(value: unknown): boolean {
  const open: unknown[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one === null) return true
    if (typeof one === "object") for (const inner of Object.values(one)) open.push(inner)
  }
  return false
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** @example kindOf([]) // "a list" */
export function kindOf(value: unknown): string {
  if (value === undefined) return "missing"
  if (value === null) return "null"
  if (Array.isArray(value)) return "a list"
  if (typeof value === "string") return value === "" ? "an empty text" : "a text"
  if (typeof value === "object") return Object.keys(value).length === 0 ? "an empty object" : "an object"
  return `the ${typeof value} ${String(value)}`
}
