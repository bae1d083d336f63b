/** A reader of one kind of log: answers that a trainer stored, to be scored again. */
import type { Given, Verdict } from "../../reward/plan.js"
import type { Example } from "../../value.js"

/** One answer of a log, whoever wrote it. */
export interface LoggedAnswer extends Partial<Pick<Example, "input" | "gold">> {
  /** Of the row of data that was answered; where the log has none, a name of the answer in its log. */
  readonly id: string
  readonly completion: string
  /** Of its file, or row of its table, from 1: what an answer is found by where several have one id and step. */
  readonly line?: number
  /** What the model read, where the log does not say input and gold themselves: by it the row of data is found. */
  readonly asked?: string
  /** Whether `id` is a row's own, so that the row is found by it. */
  readonly isRow?: boolean
  readonly arm?: string
  readonly seed?: number
  readonly step?: number
  /** The evaluated set; absent for training. */
  readonly set?: string
  /** As it was scored then; absent if the log does not say or if it was unscorable. */
  readonly score?: number
  readonly terms?: readonly (Pick<Verdict["terms"][number], "name" | "paid"> &
    Partial<Pick<Verdict["terms"][number], "value">>)[]
  readonly unscorable?: string
  /** What judges and own code gave. */
  readonly given?: Given
  /** Answers of one step with the same group are to the same prompt. */
  readonly group?: string
  /** Was it right? Absent where neither the log nor its terms say. */
  readonly right?: boolean
  /** Tokens; absent where the log counts none. */
  readonly length?: number
  /** What was taken for granted to say its score, in words: the same for all answers of a log. */
  readonly assumed?: string
}

/** Which values of a log are the reward that was trained on, where it has several. */
export interface LogScore {
  readonly columns: readonly string[]
  readonly assumed?: string
}

export interface LogReader {
  readonly name: string
  /** One line for people: who writes such logs. */
  readonly summary: string
  /** The files of such a log in a folder of these names, in their order; none: it is no such folder. */
  readonly filesIn: (names: readonly string[]) => readonly string[]
  /** Whether a file is such a log; `first` is its first JSON value if it has lines of JSON. */
  readonly knows: (path: string, first: unknown) => boolean
  /**
   * Of logs whose answers may have several rewards: which are the score. Undefined: what the log itself says.
   *
   * @param column that the user named
   * @throws UserError log-unreadable, log-column-unknown
   */
  readonly scoreOf?: (files: readonly string[], column: string | undefined) => Promise<LogScore | undefined>
  /** Batches in the order of the log; `undefined` for a line that holds no answer. @throws UserError log-unreadable */
  readonly answers: (path: string, score?: LogScore) => AsyncIterable<readonly (LoggedAnswer | undefined)[]>
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Names that hold a number, by that number: step 10 comes after step 9. */
export const byNumber = (names: readonly string[]): string[] =>
  names.toSorted((a, b) => numberIn(a) - numberIn(b) || (a < b ? -1 : 1))

const numberIn = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 0)

/** A number of a log that is one: a trainer writes NaN, or null, for what could not be scored. */
export const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === "bigint" ? Number(value) : value
  return typeof number === "number" && Number.isFinite(number) ? number : undefined
}

/** Fields as our own modules write them: a JSON text of an object, or the object. */
export function fieldsOf(value: unknown): Example["gold"] | undefined {
  if (typeof value !== "string") return isRecord(value) ? (value as Example["gold"]) : undefined
  if (!value.startsWith("{")) return undefined
  try {
    return JSON.parse(value) as Example["gold"]
  } catch {
    return undefined
  }
}

/** The same text comes again and again, in a row for each answer of a group and a group for each epoch. */
export function rememberedFields(): typeof fieldsOf {
  let last: unknown
  let fields: Example["gold"] | undefined
  return (value) => {
    if (value !== last || value === undefined) {
      last = value
      fields = fieldsOf(value)
    }
    return fields
  }
}

/** Text of a message: a text, or parts that have one. */
function contentOf(content: unknown): string {
  if (typeof content === "string") return content
  if (!Array.isArray(content)) return ""
  return content.map((part) => (isRecord(part) && typeof part.text === "string" ? part.text : "")).join("")
}

/** The last message of a role, as a text; `undefined` where there is none. */
export function lastTurn(messages: unknown, role: "assistant" | "user"): string | undefined {
  if (!Array.isArray(messages)) return undefined
  const found = messages.findLast((message) => isRecord(message) && message.role === role)
  return found === undefined ? undefined : contentOf((found as { content?: unknown }).content)
}
