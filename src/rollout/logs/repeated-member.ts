/**
 * A long text with which line after line of JSON begins, and which many lines share: the prompt of a group of answers. It is
 * read once; in the lines that follow it is known by its bytes.
 */

interface Known {
  /** With its quotes. */
  readonly bytes: Buffer
  readonly text: string
}

/** A line with the member taken out. */
export interface Shortened {
  readonly text: string
  /** Where the next member begins. */
  readonly next: number
}

const MOST_KNOWN = 32
/** Bytes of a text's end that tell most texts of one length apart. */
const TAIL = 48
const [SPACE, QUOTE, COMMA, BACKSLASH] = [0x20, 0x22, 0x2c, 0x5c]

export class RepeatedMember {
  readonly name: string
  readonly #opening: Buffer
  #known = new Map<string, Known>()
  /** Answers of a group mostly stand together. */
  #last: Known = { bytes: Buffer.of(), text: "" }

  constructor(name: string) {
    this.name = name
    this.#opening = Buffer.from(`{${JSON.stringify(name)}:`)
  }

  /**
   * @returns undefined where the line does not begin with the member, with a text, and another member behind it
   * @throws SyntaxError for a text that is not JSON
   */
  take(bytes: Buffer, start: number, end: number): Shortened | undefined {
    let at = start + this.#opening.length
    if (at > end || bytes.compare(this.#opening, 0, this.#opening.length, start, at) !== 0) return undefined
    at = afterSpaces(bytes, at)
    if (bytes[at] !== QUOTE || at >= end) return undefined
    const known = this.#at(bytes, at, end)
    if (!known) return undefined
    const comma = afterSpaces(bytes, at + known.bytes.length)
    const next = afterSpaces(bytes, comma + 1)
    return bytes[comma] === COMMA && bytes[next] === QUOTE && next < end ? { text: known.text, next } : undefined
  }

  #at(bytes: Buffer, start: number, end: number): Known | undefined {
    if (stands(this.#last.bytes, bytes, start)) return this.#last
    const close = closingQuote(bytes, start + 1, end)
    if (close < 0) return undefined
    const key = `${close - start} ${bytes.toString("latin1", Math.max(start, close - TAIL), close)}`
    const known = this.#known.get(key)
    if (known && stands(known.bytes, bytes, start)) this.#last = known
    else {
      // a copy: the stretch of the file that it is a part of goes
      const own = Buffer.from(bytes.subarray(start, close + 1))
      this.#last = { bytes: own, text: JSON.parse(own.toString("utf8")) as string }
      // a map that is cleared goes on to be held by what it was before: texts would outlive it
      if (this.#known.size >= MOST_KNOWN) this.#known = new Map()
      this.#known.set(key, this.#last)
    }
    return this.#last
  }
}

function stands(known: Buffer, bytes: Buffer, at: number): boolean {
  const end = at + known.length
  return known.length > 0 && end <= bytes.length && bytes.compare(known, 0, known.length, at, end) === 0
}

function afterSpaces(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === SPACE) at++
  return at
}

/** The first quote that no backslash stands for. */
function closingQuote(bytes: Buffer, from: number, end: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at >= 0 && at < end; at = bytes.indexOf(QUOTE, at + 1)) {
    let backslashes = 0
    while (bytes[at - 1 - backslashes] === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return at
  }
  return -1
}
