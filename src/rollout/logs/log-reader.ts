/** A reader of one kind of log: answers that a trainer stored, to be scored again. */
import type { LoggedAnswer } from "../rescore.js"

export interface LogReader {
  readonly name: string
  /** One line for people: who writes such logs. */
  readonly summary: string
  /** Whether a path is such a log; `first` is its first JSON value if it has lines of JSON. */
  readonly knows: (path: string, first: unknown) => boolean
  /** Batches in the order of the log; `undefined` for a line that holds no answer. @throws UserError log-unreadable */
  readonly answers: (path: string) => AsyncIterable<readonly (LoggedAnswer | undefined)[]>
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
