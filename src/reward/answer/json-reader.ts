/**
 * The reader of JSON: one attempt at a value from one place on. Whoever wants only the places of values, in prose, gets
 * nothing made of them: a hostile text has hundreds of thousands.
 */
import { isSpacing } from "../../folds.js"
import { type Span, textOfUnits } from "../../text.js"
import {
  APOSTROPHE,
  BACKSLASH,
  BRACE,
  BRACKET,
  COLON,
  COMMA,
  DOT,
  digitsEnd,
  GOES_ON,
  HYPHEN,
  isDigitOrHyphen,
  isHex,
  isOfName,
  isOpening,
  isSpace,
  PLUS,
  QUOTE,
  SLASH,
  SMALL_U,
  STAR,
  ZERO,
} from "./json-signs.js"
import { Frame, type Json, type Liberty, type Token } from "./json-value.js"

/** Values nested deeper, and values of more parts, are none. */
const DEEPEST = 64
const MOST_PARTS = 20_000
/** Longer numbers are none. */
const LONGEST_NUMBER = 400
/** Numbers of fewer digits before the point, without an exponent, are finite. */
const LONGEST_PLAIN = 300
/** What fails is said by fields of the reader: it happens at every bracket of a hostile text. */
export const FAILED = "failed"
type Outcome =
  | { readonly kind: "value"; readonly json: Json; readonly end: number }
  | { readonly kind: "cut"; readonly json: Json }
  | typeof FAILED

export class JsonReader {
  readonly #text: string
  readonly #end: number
  /** Whoever wants only the places of values is told those that are whole in one that fails. */
  readonly #whole: ((start: number, end: number) => void) | undefined
  readonly #liberties: Liberty[] = []
  /** The first `#depth` of them are open. */
  readonly #frames: Frame[] = []
  #depth = 0
  #parts = 0
  /** Of an attempt that failed: where, and where to look for the next value; what stands before begins none, or was told. */
  failedAt = 0
  again = 0
  /** Where the last text, number, word or key ends. */
  #tokenEnd = 0
  /** A comment that is never closed is none: known once, so that the end is not looked for again. */
  #commentsEnd = true
  /** Where the last token begins, if it was a text: an odd quote before it may have turned it inside out. */
  #lastText: number | undefined
  /** Where nothing can stand that goes on behind a text or number. */
  #misplaced = 0

  constructor(text: string, end: number, whole?: (start: number, end: number) => void) {
    this.#text = text
    this.#end = end
    this.#whole = whole
  }

  /** Those of the last attempt, the first of each kind. */
  get liberties(): readonly Liberty[] {
    return [...this.#liberties]
  }

  attempt(start: number): Outcome {
    // to set a length is slow, and here it is done at every bracket of a hostile text
    while (this.#liberties.length > 0) this.#liberties.pop()
    this.#depth = 0
    this.#parts = 0
    this.#lastText = undefined
    const text = this.#text
    let at = start
    let afterComma = false
    // `eachJson` has looked at what stands behind it
    if (this.#whole) {
      this.#open(at, text.charCodeAt(at++) === BRACKET)
      this.#parts++
    }
    for (;;) {
      const frame = this.#innermost
      at = this.skip(at)
      if (at >= this.#end) return this.#cut()
      let value: Json
      let from = at
      if (frame && text.charCodeAt(at) === closingOf(frame)) {
        if (afterComma) this.#take("a comma before the closing bracket", at, at + 1)
        value = this.#closed(++at)
        from = frame.start
      } else {
        if (frame && !frame.isList) {
          const key = this.#key(at)
          if (!key) return this.#failed(at)
          if (key === UNFINISHED) return this.#cut()
          if (key === MISPLACED) return this.#failed(this.#misplaced)
          at = this.skip(this.#tokenEnd)
          if (at >= this.#end) return this.#cut()
          if (text.charCodeAt(at) !== COLON) return this.#failed(at)
          this.#lastText = undefined
          at = this.skip(at + 1)
          if (at >= this.#end) return this.#cut()
          frame.key = key
        }
        if (++this.#parts > MOST_PARTS) return this.#failed(at)
        const sign = text.charCodeAt(at)
        if (sign === BRACE || sign === BRACKET) {
          if (this.#depth === DEEPEST) return this.#failed(at)
          // it fails at what stands behind it: known before anything is made
          if (at + 1 < this.#end && !isOpening(text, at, this.#end)) {
            this.#lastText = undefined
            return this.#failed(at + 1)
          }
          this.#open(at, sign === BRACKET)
          at++
          afterComma = false
          this.#lastText = undefined
          continue
        }
        const scalar = this.#scalar(at)
        if (scalar === UNFINISHED) return this.#cut()
        if (!scalar) return this.#failed(at)
        if (scalar === MISPLACED) return this.#failed(this.#misplaced)
        // a number or a word at the very end of an open value may go on
        if (this.#depth > 0 && this.#tokenEnd >= this.#end && scalar.kind !== "text") return this.#cut()
        value = scalar
        at = this.#tokenEnd
      }
      for (;;) {
        const around = this.#innermost
        if (!around) return { kind: "value", json: value, end: at }
        this.#add(around, value, from, at)
        at = this.skip(at)
        if (at >= this.#end) return this.#cut()
        const sign: number = text.charCodeAt(at)
        if (sign === COMMA) {
          at++
          afterComma = true
          this.#lastText = undefined
          break
        }
        if (sign !== closingOf(around)) return this.#failed(at)
        value = this.#closed(++at)
        from = around.start
      }
    }
  }

  get #innermost(): Frame | undefined {
    return this.#depth > 0 ? this.#frames[this.#depth - 1] : undefined
  }

  #open(start: number, isList: boolean): void {
    if (this.#depth === this.#frames.length) this.#frames.push(new Frame())
    const frame = this.#frames[this.#depth++]!
    frame.open(start, isList)
    if (!this.#whole) frame.clear()
  }

  /** @param start of the value, behind the key that it may have */
  #add(around: Frame, value: Json, start: number, end: number): void {
    if (!this.#whole) around.add(value)
    else {
      around.isEmpty = false
      if (value === PASSED) around.place(start, end)
    }
  }

  /** The innermost one ends. */
  #closed(end: number): Json {
    this.#lastText = undefined
    const frame = this.#frames[--this.#depth]!
    return this.#whole ? PASSED : frame.closed(end)
  }

  /** @returns where the next token begins */
  skip(from: number): number {
    const text = this.#text
    let at = from
    while (at < this.#end) {
      const sign = text.charCodeAt(at)
      if (isSpace(sign)) at++
      else if (sign === SLASH) {
        const next = this.#afterComment(at)
        if (next === undefined) return at
        this.#take("a comment", at, next)
        // nothing is looked for before a comment: it would be passed over again from every quote
        this.#lastText = undefined
        at = next
      } else if (sign > 0x7f && isSpacing(sign)) {
        this.#take("a space that JSON does not know", at, at + 1)
        at++
      } else return at
    }
    return this.#end
  }

  #take(what: string, start: number, end: number): void {
    if (this.#whole) return
    for (const known of this.#liberties) if (known.what === what) return
    this.#liberties.push({ what, span: { start, end } })
  }

  #afterComment(at: number): number | undefined {
    const sign = this.#text.charCodeAt(at + 1)
    if (at + 1 >= this.#end) return undefined
    if (sign === SLASH) {
      let end = at + 2
      while (end < this.#end && this.#text.charCodeAt(end) !== 0x0a) end++
      return end
    }
    if (sign !== STAR || !this.#commentsEnd) return undefined
    const end = this.#text.indexOf("*/", at + 2)
    if (end >= 0 && end + 2 <= this.#end) return end + 2
    this.#commentsEnd = false
    return undefined
  }

  #key(at: number): Token | typeof UNFINISHED | typeof MISPLACED | undefined {
    const sign = this.#text.charCodeAt(at)
    if (sign === QUOTE || sign === APOSTROPHE) return this.#quoted(at, sign)
    let end = at
    while (end < this.#end && isOfName(this.#text.charCodeAt(end))) end++
    if (end === at || isDigitOrHyphen(sign)) return undefined
    this.#tokenEnd = end
    if (this.#whole) return PASSED_TEXT
    this.#take("a key without quotes", at, end)
    return { text: this.#text.slice(at, end), span: { start: at, end } }
  }

  #scalar(at: number): Json | typeof UNFINISHED | typeof MISPLACED | undefined {
    const sign = this.#text.charCodeAt(at)
    if (sign === QUOTE || sign === APOSTROPHE) return this.#quoted(at, sign)
    if (isDigitOrHyphen(sign)) return this.#number(at)
    let end = at
    while (end < this.#end && end < at + 6 && isOfName(this.#text.charCodeAt(end))) end++
    const word = this.#text.slice(at, end)
    const span = { start: at, end }
    this.#tokenEnd = end
    if (word === "True" || word === "False" || word === "None") this.#take("a word of Python's", at, end)
    if (word === "true" || word === "True") return { kind: "yes-no", holds: true, span }
    if (word === "false" || word === "False") return { kind: "yes-no", holds: false, span }
    if (word === "null" || word === "None") return { kind: "null", span }
    return end >= this.#end && WORDS.some((one) => one.startsWith(word)) ? UNFINISHED : undefined
  }

  #number(start: number): Json | typeof MISPLACED | undefined {
    const text = this.#text
    const longest = start + LONGEST_NUMBER + 1
    const limit = longest < this.#end ? longest : this.#end
    const whole = text.charCodeAt(start) === HYPHEN ? start + 1 : start
    let end = digitsEnd(text, whole, limit)
    let isShort = end - whole < LONGEST_PLAIN
    if (end === whole || (text.charCodeAt(whole) === ZERO && end > whole + 1)) return undefined
    if (end < limit && text.charCodeAt(end) === DOT) {
      const fraction = digitsEnd(text, end + 1, limit)
      if (fraction === end + 1) return undefined
      end = fraction
    }
    if (end < limit && (text.charCodeAt(end) | 0x20) === 0x65) {
      const sign = text.charCodeAt(end + 1)
      const exponent = sign === HYPHEN || sign === PLUS ? end + 2 : end + 1
      const last = digitsEnd(text, exponent, limit)
      if (last === exponent) return undefined
      isShort = false
      end = last
    }
    this.#tokenEnd = end
    if (this.#whole && isShort && end - start <= LONGEST_NUMBER)
      return this.#isMisplaced(end) ? MISPLACED : PASSED_NUMBER
    const number = Number(text.slice(start, end))
    if (end - start > LONGEST_NUMBER || !Number.isFinite(number)) return undefined
    if (this.#isMisplaced(end)) return MISPLACED
    return { kind: "number", number: number + 0, span: { start, end } }
  }

  /** Known before the value is made, of which a hostile text has hundreds of thousands. */
  #isMisplaced(at: number): boolean {
    if (at >= this.#end) return false
    const sign = this.#text.charCodeAt(at)
    if (sign > 0x7f || GOES_ON[sign] === 1) return false
    this.#misplaced = at
    return true
  }

  #quoted(start: number, quote: number): (Token & { readonly kind: "text" }) | typeof UNFINISHED | typeof MISPLACED {
    const text = this.#text
    const before = this.#liberties.length
    let isEscaped = false
    for (let at = start + 1; at < this.#end; at++) {
      const sign = text.charCodeAt(at)
      if (sign === quote) {
        this.#lastText = start
        if (this.#isMisplaced(at + 1)) return MISPLACED
        this.#tokenEnd = at + 1
        if (this.#whole) return PASSED_TEXT
        if (quote === APOSTROPHE) this.#take("single quotes", start, at + 1)
        const span = { start, end: at + 1 }
        return { kind: "text", text: isEscaped ? this.#meant(start, at) : text.slice(start + 1, at), span }
      }
      if (sign === BACKSLASH) {
        if (at + 1 >= this.#end) break
        const length = this.#escapeLength(at + 1, quote)
        isEscaped ||= length > 0
        at += length
        // the backslash stands for itself: \( of LaTeX
        if (length === 0) this.#take("an escape that JSON does not know", at, at + 2)
      } else if (sign < 0x20) this.#take("a line end or control sign in a text", at, at + 1)
    }
    while (this.#liberties.length > before) this.#liberties.pop()
    this.#lastText = start
    return UNFINISHED
  }

  /** How many signs behind a backslash belong to it. */
  #escapeLength(at: number, quote: number): number {
    const sign = this.#text.charCodeAt(at)
    if (sign === SMALL_U) return isHex(this.#text, at + 1, this.#end) ? 5 : 0
    return ESCAPES.has(sign) || (sign === APOSTROPHE && quote === APOSTROPHE) ? 1 : 0
  }

  /** A text between its quotes, with what its escapes mean. */
  #meant(start: number, end: number): string {
    const text = this.#text
    const quote = text.charCodeAt(start)
    const units = new Uint16Array(end - start)
    let count = 0
    for (let at = start + 1; at < end; at++) {
      let unit = text.charCodeAt(at)
      const length = unit === BACKSLASH ? this.#escapeLength(at + 1, quote) : 0
      if (length === 5) unit = Number.parseInt(text.slice(at + 2, at + 6), 16)
      else if (length === 1) unit = ESCAPES.get(text.charCodeAt(at + 1)) ?? APOSTROPHE
      units[count++] = unit
      at += length
    }
    return textOfUnits(units, count)
  }

  #failed(at: number): Outcome {
    const outermost = this.#depth > 0 ? this.#frames[0]!.start : at
    this.failedAt = at
    this.again = this.#lastText !== undefined ? this.#lastText + 1 : Math.max(at, outermost + 1)
    if (this.#whole)
      for (let i = 0; i < this.#depth; i++) {
        const { places, placed } = this.#frames[i]!
        for (let j = 0; j < placed; j += 2) this.#whole(places[j]!, places[j + 1]!)
      }
    return FAILED
  }

  /** The text ends inside of a value: what was complete is kept, and where nothing was, there is no value. */
  #cut(): Outcome {
    let filled = this.#depth
    while (filled > 0 && this.#frames[filled - 1]!.isEmpty) filled--
    if (filled === 0) return this.#failed(this.#end)
    this.#take("an end that is missing", this.#end, this.#end)
    for (;;) {
      const frame = this.#frames[this.#depth - 1]!
      const json = this.#closed(this.#end)
      const around = this.#innermost
      if (!around) return { kind: "cut", json }
      if (!frame.isEmpty) this.#add(around, json, frame.start, this.#end)
    }
  }
}

/** What stands for values of which nothing is made. */
const NOWHERE: Span = { start: 0, end: 0 }
const PASSED: Json = { kind: "array", items: [], span: NOWHERE }
const PASSED_NUMBER: Json = { kind: "number", number: 0, span: NOWHERE }
const PASSED_TEXT = { kind: "text", text: "", span: NOWHERE } as const
const UNFINISHED = "unfinished"
const MISPLACED = "misplaced"
const WORDS = ["true", "false", "null", "True", "False", "None"]
const ESCAPES = new Map(
  Object.entries({ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }).map(
    ([sign, meant]) => [sign.charCodeAt(0), meant.charCodeAt(0)] as const,
  ),
)

const closingOf = ({ isList }: Frame): number => (isList ? 0x5d : 0x7d)
