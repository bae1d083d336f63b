/**
 * Answers to be scored: one JSON object a line, `{ "id": "1", "input": { … }, "gold": { … }, "completion": "…" }`, and
 * `"given": { "same": 0.8 }` for values that no program computes, `"truth": { "same": true }` for what was true of them.
 *
 * A row without an id is called `#7` after its line. That may be some other row's own id: `isNamed` and `line` tell them apart.
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

interface RowPlace {
  readonly id: string
  /** Whether the id is the row's own. */
  readonly isNamed: boolean
  /** From 1. */
  readonly line: number
}

export interface AnswerRow extends RowPlace, Pick<Example, "input" | "gold"> {
  readonly completion: unknown
  /** Values from outside by rule, as they stand there. */
  readonly given?: Readonly<Record<string, unknown>>
  /** What was true of what judges were asked, by rule, as it stands there. */
  readonly truth?: Readonly<Record<string, unknown>>
}

/** A row that can not be scored, under its own id where that can be read. */
export interface UnreadRow extends RowPlace {
  /** What is wrong with it: at least one error. */
  readonly unread: readonly Diagnostic[]
}

const FIELDS = ["id", "input", "gold", "completion", "given", "truth"]

const ROW =
  'A row is { "input": { … }, "gold": { … }, "completion": "…" }, with "id", "given" and "truth" if there are any. The other rows were read.'

/** @param report takes what is to be said of a row that was read all the same */
export async function* answerRows(
  stream: AsyncIterable<unknown>,
  path: string,
  report: (diagnostic: Diagnostic) => void,
): AsyncGenerator<AnswerRow | UnreadRow> {
  for await (const { text, number } of linesOf(stream)) {
    if (text === undefined) {
      const source = new LineSource(path, "", number)
      const facts = { expected: `a line of at most ${LONGEST_LINE / 2 ** 20} MB`, found: "a longer one" }
      yield unreadRow(number, [diagnose("data-row", facts, { place: { source, span: { start: 0, end: 0 } } })])
    } else yield rowIn(text, new LineSource(path, text, number), number, report)
  }
}

function rowIn(
  text: string,
  source: LineSource,
  line: number,
  report: (diagnostic: Diagnostic) => void,
): AnswerRow | UnreadRow {
  const place = { source, span: { start: 0, end: text.length } }
  let row: unknown
  try {
    row = JSON.parse(text)
  } catch {
    const { offset, expected } = jsonPlace(text)
    const found = offset < text.length ? `"${String.fromCodePoint(text.codePointAt(offset)!)}"` : "the end of the line"
    const span = { start: offset, end: Math.min(offset + 1, text.length) }
    return unreadRow(line, [diagnose("data-json", { expected, found }, { place: { source, span } })])
  }
  return answerRow(row, line, report, place)
}

/**
 * A row that was read already.
 *
 * @param number of the row, from 1
 * @param report takes what is to be said of a row that was read all the same
 * @param place  where it stands, if it is in a file
 */
export function answerRow(
  row: unknown,
  number: number,
  report: (diagnostic: Diagnostic) => void,
  place?: Place,
): AnswerRow | UnreadRow {
  const at = place ? { place } : {}
  if (typeof row !== "object" || row === null || Array.isArray(row))
    return unreadRow(number, [diagnose("data-row", { expected: "a JSON object", found: kindOf(row) }, at)])
  const wrong: Diagnostic[] = []
  const tell = (field: string, expected: string, value: unknown) =>
    wrong.push(
      diagnose(
        "data-field",
        { field, expected, found: kindOf(value) },
        { ...(place && { place: placeOfField(place, field) }), help: ROW },
      ),
    )
  const { id, input, gold, completion, given, truth } = row as Readonly<Record<string, unknown>>
  const isNamed = typeof id === "string" || typeof id === "number"
  if (id !== undefined && !isNamed) tell("id", "a text or a number", id)
  if (!Object.hasOwn(row, "completion")) tell("completion", "a text", undefined)
  if (given !== undefined && !isRecord(given)) tell("given", "an object", given)
  if (truth !== undefined && !isRecord(truth)) tell("truth", "an object", truth)
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
  if (wrong.length > 0) return unreadRow(number, wrong, isNamed ? String(id) : undefined)
  return {
    id: isNamed ? String(id) : `#${number}`,
    isNamed,
    line: number,
    ...fields,
    completion,
    ...(isRecord(given) && { given }),
    ...(isRecord(truth) && { truth }),
  }
}

const unreadRow = (line: number, unread: readonly Diagnostic[], id?: string): UnreadRow => ({
  ...{ id: id ?? `#${line}`, isNamed: id !== undefined, line, unread },
})

/** Why a row that was not read has no score. */
export const unreadReason = (unread: UnreadRow["unread"]): string =>
  `the row can not be read: ${unread.map(({ message }) => message).join(" ")}`

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
