/**
 * A completion to the parts of its answer. Only the completion is read, never the prompt. Linear in its length, and
 * never throws on any text; what could not be read, and every tolerance that was used, is a finding.
 */
import type { Span } from "../../text.js"
import type { Value } from "../../value.js"
import { finding } from "../codes.js"
import type { AnswerPart, Finding, Plan } from "../plan.js"
import { LabelReader } from "./labels.js"
import { explainMissing, findPair, findRepetition, type Tags, tagsOf } from "./tags.js"

export interface Reading {
  /** What was read, by part: a label in canonical form, or a text without the white space around it. */
  readonly values: Readonly<Record<string, Value>>
  /** Every part that is not optional was read. */
  readonly complete: boolean
  readonly findings: readonly Finding[]
}

interface PartReader {
  readonly part: AnswerPart
  readonly tags: Tags
  readonly labels?: LabelReader
}

export class AnswerReader {
  readonly #parts: readonly PartReader[]
  readonly #byName: ReadonlyMap<string, PartReader>

  constructor({ answer, labels, accept }: Pick<Plan, "answer" | "labels" | "accept">) {
    this.#parts = answer.map((part) => ({
      part,
      tags: tagsOf(part),
      ...(part.between && { labels: new LabelReader(labels, part.between, accept) }),
    }))
    this.#byName = new Map(this.#parts.map((reader) => [reader.part.name, reader]))
  }

  /** A gold value in the form that answers are compared in; undefined when the part can not have it. */
  gold(part: string, value: Value): Value | undefined {
    const reader = this.#byName.get(part)
    return reader?.labels ? reader.labels.gold(value) : value.trim()
  }

  read(completion: string): Reading {
    // without a prototype: a part may be called "constructor"
    const values: Record<string, Value> = Object.create(null)
    const findings: Finding[] = []
    let complete = true
    for (const { part, tags, labels } of this.#parts) {
      const pair = findPair(completion, tags, part.which)
      if (!pair) {
        // an optional part that is not there at all needs no finding
        if (!part.optional || completion.includes(tags.open)) findings.push(explainMissing(completion, part, tags))
        complete &&= part.optional
        continue
      }
      const span = trimmed(completion, pair)
      if (span.start === span.end) {
        findings.push(finding("answer-empty", { tag: part.tag }, pair))
        complete &&= part.optional
        continue
      }
      const repetition = findRepetition(completion, part, tags, pair)
      if (repetition) findings.push(repetition)
      if (!labels) {
        values[part.name] = completion.slice(span.start, span.end)
        continue
      }
      const { value, findings: own } = labels.read(completion, span)
      findings.push(...own)
      if (value === undefined) complete &&= part.optional
      else values[part.name] = value
    }
    return { values, complete, findings }
  }
}

/** Spaces, tabs and line ends around an answer belong to no form: they are free. */
function trimmed(text: string, { start, end }: Span): Span {
  const free = (unit: number) => unit === 32 || unit === 9 || unit === 10 || unit === 13
  let from = start
  let to = end
  while (from < to && free(text.charCodeAt(from))) from++
  while (to > from && free(text.charCodeAt(to - 1))) to--
  return { start: from, end: to }
}
