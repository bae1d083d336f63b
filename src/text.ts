/**
 * Text with line starts: everything later refers to it by span.
 *
 * Offsets are UTF-16 code units, as in JavaScript strings; lines and columns are counted from 1, columns in code points,
 * because that is what an editor's status bar shows. Knows nothing of any language.
 */

/** A half-open stretch of a text: `start` inclusive, `end` exclusive, in UTF-16 code units. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Position {
  /** From 1. */
  readonly line: number
  /** From 1, in code points. */
  readonly column: number
}

/** A file may be one long line with a finding at every word: columns are counted from the nearest of these distances. */
const STEP = 4096

export class Source {
  readonly path: string
  readonly text: string
  /** Made when first needed: while one types, most texts are never asked for a line. */
  #starts: readonly number[] | undefined
  /** Code points before each 4,096th unit; made when first needed. */
  #counted: readonly number[] | undefined

  constructor(path: string, text: string) {
    this.path = path
    this.text = text
  }

  get #lineStarts(): readonly number[] {
    if (!this.#starts) {
      const starts = [0]
      for (let i = this.text.indexOf("\n"); i >= 0; i = this.text.indexOf("\n", i + 1)) starts.push(i + 1)
      this.#starts = starts
    }
    return this.#starts
  }

  get lineCount(): number {
    return this.#lineStarts.length
  }

  /** @param offset clamped into the text */
  position(offset: number): Position {
    const starts = this.#lineStarts
    const at = Math.min(Math.max(offset, 0), this.text.length)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: this.#codePoints(starts[low]!, at) + 1 }
  }

  /** Where a line stands, without its line end. @param line from 1 */
  lineSpan(line: number): Span {
    const start = this.#lineStarts[line - 1]
    if (start === undefined) throw new RangeError(`line ${line} of a text of ${this.lineCount} lines`)
    const next = this.#lineStarts[line]
    const end = next === undefined ? this.text.length : next - 1
    return { start, end: end > start && this.text[end - 1] === "\r" ? end - 1 : end }
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end)
  }

  #codePoints(from: number, to: number): number {
    if (to - from <= STEP) return codePointsIn(this.text, from, to)
    if (!this.#counted) {
      const counted = [0]
      for (let at = STEP; at <= this.text.length; at += STEP)
        counted.push(counted.at(-1)! + codePointsIn(this.text, at - STEP, at))
      this.#counted = counted
    }
    const counted = this.#counted
    const before = (at: number) => {
      const step = Math.floor(at / STEP)
      return counted[step]! + codePointsIn(this.text, step * STEP, at)
    }
    return before(to) - before(from)
  }
}

/** The stretch of a text that was replaced, and by how much what stands behind it has moved. */
export interface Change extends Span {
  readonly by: number
}

/** @returns the only stretch in which an older text differs from a newer one */
export function changeBetween(older: string, newer: string): Change {
  const shorter = Math.min(older.length, newer.length)
  let start = 0
  // whole pieces first: the signs of two texts are compared quicker by the thousand than one by one
  while (start + STEP <= shorter && older.slice(start, start + STEP) === newer.slice(start, start + STEP)) start += STEP
  while (start < shorter && older.charCodeAt(start) === newer.charCodeAt(start)) start++
  let end = older.length
  const by = newer.length - older.length
  const first = older.length - (shorter - start)
  while (end - STEP >= first && older.slice(end - STEP, end) === newer.slice(end - STEP + by, end + by)) end -= STEP
  while (end > first && older.charCodeAt(end - 1) === newer.charCodeAt(end - 1 + by)) end--
  return { start, end, by }
}

/** Without white space around it, and with one space where there was more of it or another kind; itself if that is nothing. */
export const singleSpaced = (text: string): string => text.trim().replace(/\s{2,}|[^\S ]/g, " ")

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00

/** @example listed(["a", "b", "c"], "or") // "a, b or c" */
export function listed(words: readonly string[], joint: "and" | "or"): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${joint} ${words.at(-1)}`
}

/** @example codePointLength("a𝒷") // 2 */
export const codePointLength = (text: string): number => codePointsIn(text, 0, text.length)

/**
 * How many code points begin in a stretch of a text. A pair that the stretch cuts belongs to where it begins, so the
 * counts of neighbouring stretches add up.
 */
export function codePointsIn(text: string, from: number, to: number): number {
  let count = to - from
  for (let i = Math.max(from, 1); i < to; i++) if (isLow(text.charCodeAt(i)) && isHigh(text.charCodeAt(i - 1))) count--
  return count
}

/**
 * Edit distance with transpositions, cut off: anything above `atMost` comes back as `atMost + 1`.
 *
 * @example editDistance("relaiton", "relation", 2) // 1
 */
export function editDistance(a: string, b: string, atMost: number): number {
  if (Math.abs(a.length - b.length) > atMost) return atMost + 1
  let before = new Array<number>(b.length + 1)
  let previous = new Array<number>(b.length + 1)
  let row = new Array<number>(b.length + 1)
  for (let j = 0; j <= b.length; j++) previous[j] = j
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1)
      row[j] = best
    }
    const used = before
    before = previous
    previous = row
    row = used
  }
  return Math.min(previous[b.length]!, atMost + 1)
}

/** The candidate nearest to a misspelt word, or undefined when none is near enough to be meant. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const atMost = word.length > 4 ? 2 : 1
  let best: string | undefined
  let bestDistance = atMost + 1
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), atMost)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** So many arguments fit in one call. */
const LONGEST_CALL = 4096

/** The text of the first so many UTF-16 units: for texts that are made unit by unit. */
export function textOfUnits(units: Uint16Array, count: number): string {
  let text = ""
  for (let at = 0; at < count; at += LONGEST_CALL)
    text += Reflect.apply(String.fromCharCode, undefined, units.subarray(at, Math.min(count, at + LONGEST_CALL)))
  return text
}
