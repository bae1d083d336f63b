/**
 * Rows of data found again for the answers of a log that holds neither input nor gold: by the row's id where the log has
 * it, else by what the model was asked. Two rows that were asked in the same words are told apart by their gold, and where
 * the log has none either, the answer is left alone: a wrong gold would be a wrong score.
 */
import type { Example } from "../value.js"
import type { LoggedAnswer } from "./logs/log-reader.js"

/** A row that answers can be to. */
export interface AskedRow extends Pick<Example, "input" | "gold"> {
  readonly id: string
  /** The user's message, as it was in the prompt. */
  readonly asked: string
}

/** Of the message's end, in UTF-16 units: enough to tell most rows apart before whole texts are compared. */
const TAIL = 16
/** What a chat template puts behind the message, at most: `<|im_start|>assistant`, `[/INST]`, `<think>`. */
const AFTER = 256
/** Prompts that are kept with their rows: the answers of a group stand together. */
const KEPT = 32
/** Of a prompt's end, in UTF-16 units: by it and the length a prompt is looked up, since to hash all of it takes long. */
const END = 64

export class AskedRows {
  readonly #byId = new Map<string, AskedRow>()
  readonly #byAsked = new Map<string, AskedRow[]>()
  /** Lengths of the messages with an end, the longest first; a message that is shorter than an end is its own end. */
  readonly #byTail = new Map<string, number[]>()
  readonly #lengths: readonly number[]
  readonly #longest: number
  #kept = new Map<string, { readonly asked: string; readonly rows: readonly AskedRow[] }>()

  constructor(rows: Iterable<AskedRow>) {
    for (const row of rows) {
      if (row.id !== "" && !this.#byId.has(row.id)) this.#byId.set(row.id, row)
      push(this.#byAsked, row.asked.trim(), row)
    }
    const lengths = new Map<string, Set<number>>()
    for (const asked of this.#byAsked.keys()) {
      const tail = asked.slice(-TAIL)
      if (asked !== "") lengths.set(tail, (lengths.get(tail) ?? new Set()).add(asked.length))
    }
    // where one message ends another one, the longer one was asked
    for (const [tail, some] of lengths)
      this.#byTail.set(
        tail,
        [...some].sort((a, b) => b - a),
      )
    this.#longest = [...this.#byAsked.keys()].reduce((longest, { length }) => Math.max(longest, length), 0)
    this.#lengths = [...new Set([...lengths.keys()].map(({ length }) => length))]
  }

  /** @returns undefined where no row fits, or several that differ */
  find({ id, isRow, asked, gold }: Pick<LoggedAnswer, "id" | "isRow" | "asked" | "gold">): AskedRow | undefined {
    // a row that is missing must not be taken for another one that asks the same
    if (isRow && this.#byId.size > 0) return this.#byId.get(id)
    const rows = asked === undefined ? [] : this.#asked(asked)
    const fitting = gold && rows.length > 1 ? rows.filter((row) => isSame(row.gold, gold)) : rows
    const [first, ...others] = fitting
    return first && others.every((row) => isSame(row.gold, first.gold) && isSame(row.input, first.input))
      ? first
      : undefined
  }

  #asked(asked: string): readonly AskedRow[] {
    const key = `${asked.length} ${asked.slice(-END)}`
    const known = this.#kept.get(key)
    if (known?.asked === asked) return known.rows
    const text = asked.trimEnd()
    const whole = text.trimStart()
    const rows = (whole.length <= this.#longest ? this.#byAsked.get(whole) : undefined) ?? this.#atEnd(text)
    // a map that is cleared goes on to be held by what it was before: prompts would outlive it
    if (this.#kept.size >= KEPT) this.#kept = new Map()
    this.#kept.set(key, { asked, rows })
    return rows
  }

  /** A whole prompt ends with the message and a little more. */
  #atEnd(text: string): readonly AskedRow[] {
    for (let end = text.length; end > Math.max(0, text.length - AFTER); end--) {
      for (const length of this.#lengths) {
        if (length > end) continue
        for (const whole of this.#byTail.get(text.slice(end - length, end)) ?? []) {
          const rows = whole <= end ? this.#byAsked.get(text.slice(end - whole, end)) : undefined
          if (rows && stands(whole, text, end)) return rows
        }
      }
    }
    return []
  }
}

/** Answers of a log with the input and gold of their rows; those that fit no row are handed on as they are. */
export async function* joined(
  answers: AsyncIterable<readonly (LoggedAnswer | undefined)[]>,
  rows: AskedRows,
): AsyncGenerator<readonly (LoggedAnswer | undefined)[]> {
  for await (const batch of answers)
    yield batch.map((answer) => {
      if (!answer || (answer.input && answer.gold)) return answer
      const row = rows.find(answer)
      // the gold that the log itself holds is what was trained on
      return row ? { ...answer, id: row.id, input: row.input, gold: answer.gold ?? row.gold } : answer
    })
}

/** A message that is as short as a word of the template must stand by itself. */
const stands = (length: number, text: string, end: number): boolean =>
  length > TAIL || !(WORD.test(text.charAt(end - length - 1)) || WORD.test(text.charAt(end)))

const WORD = /[\p{L}\p{N}]/u

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
