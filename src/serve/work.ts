/** One request's body to the body of its answer: what a worker does, without threads. Nothing that a body holds makes it throw. */
import { jsonPlace } from "../data/readers/json-place.js"
import type { Plan } from "../reward/plan.js"
import { problem, Refused, report } from "./codes.js"
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

export interface Done {
  readonly status: number
  /** JSON in UTF-8. */
  readonly body: Uint8Array
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

  answer({ endpoint: path, reward, body }: Job): Done {
    const endpoint = endpoints.get(path)!
    try {
      const sent = endpoint.method === "GET" ? undefined : this.#read(body)
      const { body: answered, ...done } = endpoint.answer(sent, this.#rewards.get(reward)!)
      return { ...done, body: json(answered) }
    } catch (error) {
      return { ...refusal(error), rows: 0, unscorable: 0 }
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

function refusal(error: unknown): Pick<Done, "status" | "body"> {
  if (error instanceof Refused) return { status: error.status, body: json(problem(error.diagnostic)) }
  const reason = error instanceof Error ? error.message : String(error)
  return { status: 500, body: json(problem(report("request-failed", { reason }))) }
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value), "utf8")
