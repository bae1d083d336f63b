/** One request's body to the body of its answer: what a worker does, without threads. Nothing that a body holds makes it throw. */
import { jsonPlace } from "../data/readers/json-place.js"
import type { Plan } from "../reward/plan.js"
import { problem, Refused, report } from "./codes.js"
import type { Answers } from "./messages.js"
import { endpoints } from "./protocols/index.js"
import { Reward, type RewardOf } from "./reward.js"

/** A guideline as it crosses to a worker. */
export interface ServedReward {
  readonly of: RewardOf
  readonly plan: Plan
}

/** By guideline and arm, as `keyOf` writes it. */
export type ServedRewards = Readonly<Record<string, ServedReward>>

export const keyOf = (guideline: string, arm: string | undefined): string => `${guideline}\n${arm ?? ""}`

export interface Job {
  readonly endpoint: string
  /** See `keyOf`. */
  readonly reward: string
  /** JSON in UTF-8; empty for GET. */
  readonly body: Uint8Array
}

/** What is told of an answer beside its body. */
export interface Told {
  readonly status: number
  readonly rows: number
  readonly unscorable: number
}

export class Work {
  readonly #rewards: ReadonlyMap<string, Reward>
  // "fatal", or signs that are none would be replaced in silence
  readonly #decoder = new TextDecoder("utf-8", { fatal: true })

  constructor(rewards: ServedRewards) {
    this.#rewards = new Map(Object.entries(rewards).map(([key, { of, plan }]) => [key, new Reward(of, plan)]))
  }

  /** @param answers takes the body, JSON in UTF-8 */
  answer({ endpoint: path, reward, body }: Job, answers: Answers): Told {
    const endpoint = endpoints.get(path)!
    try {
      const sent = endpoint.method === "GET" ? undefined : this.#read(body)
      const { body: answered, ...told } = endpoint.answer(sent, this.#rewards.get(reward)!)
      writeJson(answered, answers)
      return told
    } catch (error) {
      answers.drop()
      const { status, body: problem } = refusal(error)
      writeJson(problem, answers)
      return { status, rows: 0, unscorable: 0 }
    } finally {
      answers.end()
    }
  }

  #read(body: Uint8Array): unknown {
    let text: string
    try {
      text = this.#decoder.decode(body)
    } catch {
      throw new Refused(400, report("request-utf8", {}))
    }
    try {
      return JSON.parse(text)
    } catch {
      const { offset, expected } = jsonPlace(text)
      const found = offset < text.length ? `"${String.fromCodePoint(text.codePointAt(offset)!)}"` : "the end"
      throw new Refused(400, report("request-json", { offset, expected, found }))
    }
  }
}

function refusal(error: unknown): { readonly status: number; readonly body: object } {
  if (error instanceof Refused) return { status: error.status, body: problem(error.diagnostic) }
  const reason = error instanceof Error ? error.message : String(error)
  return { status: 500, body: problem(report("request-failed", { reason })) }
}

/** As `JSON.stringify`, but the items of long lists one by one: a text of hundreds of kilobytes costs more than many short ones. */
function writeJson(value: unknown, into: Answers): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    into.write(JSON.stringify(value))
    return
  }
  let before = "{"
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue
    into.write(`${before}${JSON.stringify(key)}:`)
    before = ","
    if (Array.isArray(field)) writeList(field, into)
    else into.write(JSON.stringify(field))
  }
  into.write(before === "{" ? "{}" : "}")
}

function writeList(list: readonly unknown[], into: Answers): void {
  let before = "["
  for (const item of list) {
    into.write(`${before}${JSON.stringify(item)}`)
    before = ","
  }
  into.write(before === "[" ? "[]" : "]")
}
