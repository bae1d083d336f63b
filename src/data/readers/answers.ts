/**
 * Answers to be scored: one JSON object a line, `{ "id": "1", "input": { … }, "gold": { … }, "completion": "…" }`, and
 * `"given": { "same": 0.8 }` for values that no program computes. Without an id, the number of the line.
 *
 * Whether a completion is a text is the reward's question: one that is not is unscorable, and its row is counted.
 */
import type { Diagnostic, Place } from "../../diagnostic.js"
import { nearest } from "../../text.js"
import type { Example, Value } from "../../value.js"
import { report as diagnose } from "../codes.js"
import { LineSource, LONGEST_LINE, linesOf } from "../line-source.js"
import { jsonPlace } from "./json-place.js"
import { placeIn } from "./json-spans.js"
import { kindOf, placeOfField, values } from "./jsonl.js"

export interface AnswerRow extends Pick<Example, "id" | "input" | "gold"> {
  /** From 1. */
  readonly line: number
  readonly completion: unknown
  /** Values from outside by rule, as they stand there. */
  readonly given?: Readonly<Record<string, unknown>>
}

const FIELDS = ["id", "input", "gold", "completion", "given"]

const ROW =
  'A row is { "input": { … }, "gold": { … }, "completion": "…" }, with "id" and "given" if there are any. The other rows were read.'

/** @param report takes what is wrong with a row; the rest goes on */
export async function* answerRows(
  stream: AsyncIterable<unknown>,
  path: string,
  report: (diagnostic: Diagnostic) => void,
): AsyncGenerator<AnswerRow> {
  for await (const { text, number } of linesOf(stream)) {
    if (text === undefined) {
      const source = new LineSource(path, "", number)
      const facts = { expected: `a line of at most ${LONGEST_LINE / 2 ** 20} MB`, found: "a longer one" }
      report(diagnose("data-row", facts, { place: { source, span: { start: 0, end: 0 } } }))
      continue
    }
    const row = rowIn(text, new LineSource(path, text, number), number, report)
    if (row) yield row
  }
}

function rowIn(
  text: string,
  source: LineSource,
  line: number,
  report: (diagnostic: Diagnostic) => void,
): AnswerRow | undefined {
  const place = { source, span: { start: 0, end: text.length } }
  let row: unknown
  try {
    row = JSON.parse(text)
  } catch {
    const { offset, expected } = jsonPlace(text)
    const found = offset < text.length ? `"${String.fromCodePoint(text.codePointAt(offset)!)}"` : "the end of the line"
    const span = { start: offset, end: Math.min(offset + 1, text.length) }
    report(diagnose("data-json", { expected, found }, { place: { source, span } }))
    return undefined
  }
  return answerRow(row, line, report, place)
}

/**
 * A row that was read already.
 *
 * @param number of the row, from 1: its id where it has none
 * @param place  where it stands, if it is in a file
 */
export function answerRow(
  row: unknown,
  number: number,
  report: (diagnostic: Diagnostic) => void,
  place?: Place,
): AnswerRow | undefined {
  const at = place ? { place } : {}
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    report(diagnose("data-row", { expected: "a JSON object", found: kindOf(row) }, at))
    return undefined
  }
  const wrong: Diagnostic[] = []
  const tell = (field: string, expected: string, value: unknown) =>
    wrong.push(
      diagnose(
        "data-field",
        { field, expected, found: kindOf(value) },
        { ...(place && { place: placeOfField(place, field) }), help: ROW },
      ),
    )
  const { id, input, gold, completion, given } = row as Readonly<Record<string, unknown>>
  if (id !== undefined && typeof id !== "string" && typeof id !== "number") tell("id", "a text or a number", id)
  if (!Object.hasOwn(row, "completion")) tell("completion", "a text", undefined)
  if (given !== undefined && !isRecord(given)) tell("given", "an object", given)
  const fields = { input: fieldsOf(input, "input", tell), gold: fieldsOf(gold, "gold", tell) }
  for (const field of Object.keys(row).filter((name) => !FIELDS.includes(name))) {
    const near = nearest(field, FIELDS)
    // other columns are common in logs; only what looks like a slip is told
    if (near !== undefined)
      report(
        diagnose(
          "data-field-unknown",
          { field, near },
          { ...(place && { place: placeIn(place, [field], "key") }), help: ROW },
        ),
      )
  }
  for (const diagnostic of wrong) report(diagnostic)
  if (wrong.length > 0) return undefined
  return {
    id: id === undefined ? String(number) : String(id),
    ...fields,
    line: number,
    completion,
    ...(isRecord(given) && { given }),
  }
}

/** Values, or none where there is no need of any. */
function fieldsOf(
  record: unknown,
  field: string,
  tell: (field: string, expected: string, value: unknown) => void,
): Readonly<Record<string, Value>> {
  return record === undefined || (isRecord(record) && Object.keys(record).length === 0)
    ? {}
    : values(record, field, tell)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
