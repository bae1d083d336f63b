/** A protocol: how a trainer asks for scores over HTTP, and how it is told that there is none. */
import { kindOf } from "../../data/readers/jsonl.js"
import { Refused, report } from "../codes.js"
import type { Reward } from "../reward.js"

export interface Endpoint {
  readonly method: "GET" | "POST"
  /** Behind the guideline's name: `verify`. */
  readonly path: string
  /** One line for people. */
  readonly summary: string
  /** JSON Schema (2020-12) of the body; absent for GET. What it refuses is answered with 400. */
  readonly request?: object
  /** JSON Schema of the answer with status 200. */
  readonly response: object
  /** Runs in a worker. @param body plain data, unchecked @throws Refused for a body of another form */
  answer(body: unknown, reward: Reward): Answer
}

export interface Answer {
  readonly body: unknown
  readonly status: 200 | 422
  /** Rows that were looked at, and those of them without a score: counted, never in silence. */
  readonly rows: number
  readonly unscorable: number
}

/** @throws Refused */
export function record(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw form("The body", "an object", body)
}

/** @param length that it must have, and what has it @throws Refused */
export function list(value: unknown, field: string, length?: readonly [count: number, of: string]): readonly unknown[] {
  if (!Array.isArray(value)) throw form(`"${field}"`, "a list", value)
  if (length && value.length !== length[0]) {
    const facts = {
      field: `"${field}"`,
      expected: `as long as "${length[1]}" (${length[0]})`,
      found: `${value.length}`,
    }
    throw new Refused(400, report("request-form", facts))
  }
  return value
}

export const form = (field: string, expected: string, value: unknown): Refused =>
  new Refused(400, report("request-form", { field, expected, found: kindOf(value) }))

/** An address of the schemas, and of the parts that they share. */
export const DRAFT = "https://json-schema.org/draft/2020-12/schema"
