/** What was run in this session, for front ends that offer it again. Kept in memory: nothing that is typed goes to the disk. */

export interface Entry {
  readonly line: number
  readonly input: string
  output?: string
}

/** An entry as `history_reply` has it: session, line, input or [input, output]. */
export type Row = readonly [session: number, line: number, source: string | readonly [string, string | null]]

/** This session is the only one; a front end may also call it 0. */
const SESSION = 1

export class History {
  readonly #entries: Entry[] = []

  add(line: number, input: string): Entry {
    const entry: Entry = { line, input }
    this.#entries.push(entry)
    return entry
  }

  tail(n: number, output: boolean): Row[] {
    return rows(n > 0 ? this.#entries.slice(-n) : [], output)
  }

  /** @param stop the first line that is left out; undefined: none is */
  range(session: number, start: number, stop: number | undefined, output: boolean): Row[] {
    if (session !== 0 && session !== SESSION) return []
    return rows(
      this.#entries.filter(({ line }) => line >= start && line < (stop ?? Number.POSITIVE_INFINITY)),
      output,
    )
  }

  /** @param pattern `*` stands for any text, `?` for one sign; it matches a whole input */
  search(pattern: string, n: number | undefined, unique: boolean, output: boolean): Row[] {
    let found = this.#entries.filter(({ input }) => matches(input, pattern))
    if (unique) found = [...new Map(found.map((entry) => [entry.input, entry])).values()]
    return rows(n === undefined ? found : found.slice(-n), output)
  }
}

const rows = (entries: readonly Entry[], withOutput: boolean): Row[] =>
  entries.map(({ line, input, output }) => [SESSION, line, withOutput ? [input, output ?? null] : input])

/**
 * Whether a text is what a pattern of `*` and `?` stands for. At most text × pattern steps.
 *
 * @example matches("let a = 1", "let*1") // true
 */
export function matches(text: string, pattern: string): boolean {
  let [at, of, star, retry] = [0, 0, -1, 0]
  while (at < text.length) {
    if (pattern[of] === "*") [star, retry, of] = [of, at, of + 1]
    else if (pattern[of] === "?" || pattern[of] === text[at]) [at, of] = [at + 1, of + 1]
    else if (star >= 0) [at, of, retry] = [retry + 1, star + 1, retry + 1]
    else return false
  }
  while (pattern[of] === "*") of++
  return of === pattern.length
}
