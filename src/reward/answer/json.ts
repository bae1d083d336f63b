/**
 * JSON as models write it, in one pass: values with their places, and every liberty that was taken with the notation.
 * In prose too, where a brace need not begin a value. Never throws; the work is linear in the length of the text.
 *
 * Liberties: a comma before a closing bracket, single quotes, comments, keys without quotes, line ends and unknown escapes
 * in texts, other spaces, Python's words for true, false and null, and a text that ends before the value does: of a cut off
 * value, what was complete is kept. Whoever reads decides whether liberties count.
 */
import { isSpacing } from "../../folds.js"
import type { Span } from "../../text.js"

export type Json = { readonly span: Span } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "yes-no"; readonly holds: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "array"; readonly items: readonly Json[] }
  | { readonly kind: "object"; readonly members: readonly Member[]; readonly repeated?: Member }
)

export interface Member {
  readonly key: string
  /** With its quotes. */
  readonly keySpan: Span
  readonly value: Json
}

export interface Liberty {
  readonly what: string
  readonly span: Span
}

export interface JsonFound {
  readonly json: Json
  readonly liberties: readonly Liberty[]
}

/** Values nested deeper, and values of more parts, are none. */
const DEEPEST = 64
const MOST_PARTS = 20_000
/** Longer numbers are none. */
const LONGEST_NUMBER = 400
const LONGEST_LOOKED_AT = 64
/** Numbers of fewer digits before the point, without an exponent, are finite. */
const LONGEST_PLAIN = 300

/** @returns the value that a stretch of text consists of, or where it stops being one */
export function jsonIn(text: string, { start, end }: Span): JsonFound | { readonly failed: number } {
  const reader = new JsonReader(text, end)
  const outcome = reader.attempt(start)
  if (outcome === FAILED) return { failed: reader.failedAt }
  const { json } = outcome
  const rest = outcome.kind === "value" ? reader.skip(json.span.end) : end
  return rest < end ? { failed: rest } : { json, liberties: reader.libertiesIn({ start, end }) }
}

/** @param span of a value that `eachJson` named */
export function jsonAt(text: string, span: Span): JsonFound {
  const found = jsonIn(text, span)
  if ("failed" in found) throw new RangeError(`no JSON from ${span.start} to ${span.end}`)
  return found
}

/**
 * Names, in their order, all objects and lists in a stretch of prose that are not inside another one, and where they stand;
 * `jsonAt` reads one of them. Nothing is made of them here: a hostile text has hundreds of thousands.
 */
export function eachJson(
  text: string,
  { start, end }: Span,
  found: (kind: "object" | "array", start: number, end: number) => void,
): void {
  const reader = new JsonReader(text, end, (from, to) =>
    found(text.charCodeAt(from) === BRACE ? "object" : "array", from, to),
  )
  for (let at = nextOpening(text, start, end); at < end; ) {
    const outcome = reader.attempt(at)
    let next = end
    if (outcome === FAILED) next = reader.again
    else {
      if (outcome.kind === "value") next = outcome.end
      found(text.charCodeAt(at) === BRACE ? "object" : "array", at, next)
    }
    at = nextOpening(text, Math.max(next, at + 1), end)
  }
}

/** What fails is said by fields of the reader: it happens at every bracket of a hostile text. */
const FAILED = "failed"
type Outcome =
  | { readonly kind: "value"; readonly json: Json; readonly end: number }
  | { readonly kind: "cut"; readonly json: Json }
  | typeof FAILED

/** An object or a list that is being read, and after it another one; of what is in it there is nothing yet. */
class Frame {
  start = 0
  isList = false
  isEmpty = true
  items: Json[] | undefined = undefined
  members: Member[] | undefined = undefined
  keys: Set<string> | undefined = undefined
  key: Token | undefined = undefined
  repeated: Member | undefined = undefined
  /** Where the objects and lists in it begin and end, two numbers each, where nothing is made of them; so many count. */
  readonly places: number[] = []
  placed = 0

  open(start: number, isList: boolean): void {
    this.start = start
    this.isList = isList
    this.isEmpty = true
    this.placed = 0
  }

  clear(): void {
    this.items = undefined
    this.members = undefined
    this.keys = undefined
    this.repeated = undefined
  }

  place(start: number, end: number): void {
    this.places[this.placed++] = start
    this.places[this.placed++] = end
  }

  add(value: Json): void {
    this.isEmpty = false
    if (this.isList) {
      this.items ??= []
      this.items.push(value)
      return
    }
    const { text, span } = this.key!
    const member = { key: text, keySpan: span, value }
    this.keys ??= new Set()
    if (this.keys.has(text)) this.repeated ??= member
    this.keys.add(text)
    this.members ??= []
    this.members.push(member)
  }

  closed(end: number): Json {
    const { start, repeated } = this
    const span = { start, end }
    return this.isList
      ? { kind: "array", items: this.items ?? [], span }
      : { kind: "object", members: this.members ?? [], span, ...(repeated && { repeated }) }
  }
}

interface Token {
  readonly text: string
  readonly span: Span
}

class JsonReader {
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

  /** Those of the last attempt; their ends are in order, and none reaches across an end of a value. */
  libertiesIn({ start, end }: Span): Liberty[] {
    const all = this.#liberties
    let [low, high] = [0, all.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (all[middle]!.span.end > start) high = middle
      else low = middle + 1
    }
    let last = low
    while (last < all.length && all[last]!.span.end <= end) last++
    return all.slice(low, last)
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
    // a run of them is one liberty: a megabyte of them would be as many
    let isOdd = false
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
        if (!isOdd) this.#take("a space that JSON does not know", at, at + 1)
        isOdd = true
        at++
      } else return at
    }
    return this.#end
  }

  #take(what: string, start: number, end: number): void {
    if (!this.#whole) this.#liberties.push({ what, span: { start, end } })
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
    let plain = start + 1
    let read = ""
    for (let at = start + 1; at < this.#end; at++) {
      const sign = text.charCodeAt(at)
      if (sign === quote) {
        this.#lastText = start
        if (this.#isMisplaced(at + 1)) return MISPLACED
        this.#tokenEnd = at + 1
        if (this.#whole) return PASSED_TEXT
        if (quote === APOSTROPHE) this.#take("single quotes", start, at + 1)
        const span = { start, end: at + 1 }
        return { kind: "text", text: read + text.slice(plain, at), span }
      }
      if (sign === BACKSLASH) {
        if (at + 1 >= this.#end) break
        if (!this.#whole) read += text.slice(plain, at)
        const next = text.charCodeAt(at + 1)
        const meant = ESCAPES.get(next)
        if (next === SMALL_U && isHex(text, at + 2, this.#end)) {
          read += String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 6), 16))
          at += 5
        } else if (meant !== undefined) {
          read += meant
          at++
        } else if (next === APOSTROPHE && quote === APOSTROPHE) {
          read += "'"
          at++
        } else {
          // the backslash stands for itself: \( of LaTeX
          this.#take("an escape that JSON does not know", at, at + 2)
          read += "\\"
        }
        plain = at + 1
      } else if (sign < 0x20) this.#take("a line end or control sign in a text", at, at + 1)
    }
    this.#liberties.length = before
    this.#lastText = start
    return UNFINISHED
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
const [QUOTE, APOSTROPHE, BACKSLASH, SLASH, STAR] = [0x22, 0x27, 0x5c, 0x2f, 0x2a]
const [BRACE, BRACKET, COLON, COMMA, DOT, HYPHEN, PLUS, ZERO, SMALL_U] = [
  0x7b, 0x5b, 0x3a, 0x2c, 0x2e, 0x2d, 0x2b, 0x30, 0x75,
]
const ESCAPES = new Map(
  Object.entries({ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }).map(
    ([sign, meant]) => [sign.charCodeAt(0), meant] as const,
  ),
)

const isSpace = (sign: number): boolean => sign === 0x20 || sign === 0x0a || sign === 0x0d || sign === 0x09
const isDigit = (sign: number): boolean => sign >= 0x30 && sign <= 0x39
function digitsEnd(text: string, start: number, limit: number): number {
  let at = start
  while (at < limit && isDigit(text.charCodeAt(at))) at++
  return at
}
const isDigitOrHyphen = (sign: number): boolean => isDigit(sign) || sign === HYPHEN
const isOfName = (sign: number): boolean =>
  (sign >= 0x61 && sign <= 0x7a) || (sign >= 0x41 && sign <= 0x5a) || isDigitOrHyphen(sign) || sign === 0x5f

function isHex(text: string, start: number, end: number): boolean {
  for (let at = start; at < start + 4; at++) {
    const sign = at < end ? text.charCodeAt(at) | 0x20 : 0
    if (!isDigit(at < end ? text.charCodeAt(at) : 0) && !(sign >= 0x61 && sign <= 0x66)) return false
  }
  return true
}

/** The next brace or bracket that a value can begin with: what stands behind it decides in most prose. */
function nextOpening(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) if (isOpening(text, at, end) && goesOn(text, at, end)) return at
  return end
}

/** Behind the short first token in a list or object, is there what could go on? An attempt would find out, and cost far more. */
function goesOn(text: string, opening: number, end: number): boolean {
  const limit = Math.min(end, opening + LONGEST_LOOKED_AT)
  let at = opening + 1
  const first = text.charCodeAt(at)
  if (first === QUOTE || first === APOSTROPHE) {
    at++
    while (at < limit && text.charCodeAt(at) !== first && text.charCodeAt(at) !== BACKSLASH) at++
    if (at >= limit || text.charCodeAt(at++) === BACKSLASH) return true
  } else {
    while (at < limit && isOfName(text.charCodeAt(at))) at++
    if (at === opening + 1) return true
  }
  while (at < limit && isSpace(text.charCodeAt(at))) at++
  if (at >= limit) return true
  const sign = text.charCodeAt(at)
  if (sign === SLASH) return at + 1 >= end || text.charCodeAt(at + 1) === SLASH || text.charCodeAt(at + 1) === STAR
  return sign > 0x7f || (text.charCodeAt(opening) === BRACKET ? GOES_ON_LIST : GOES_ON_OBJECT)[sign] === 1
}

function isOpening(text: string, at: number, end: number): boolean {
  const sign = text.charCodeAt(at)
  if (sign !== BRACE && sign !== BRACKET) return false
  const next = at + 1 < end ? text.charCodeAt(at + 1) : 0
  return next > 0x7f || (sign === BRACE ? OPENS_OBJECT : OPENS_LIST)[next] === 1
}

const SPACES = " \t\n\r/\"'"
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
const signs = (text: string): Uint8Array =>
  Uint8Array.from({ length: 0x80 }, (_, i) => +text.includes(String.fromCharCode(i)))
/** What can stand behind a text or number: spaces, comments and what closes or goes on. */
const GOES_ON = signs(" \t\n\r/,:]}")
/** What can stand behind a first number, text or word of a list, where a number may have got no further; behind a first key. */
const GOES_ON_LIST = signs(",].+")
const GOES_ON_OBJECT = signs(":")
const OPENS_OBJECT = signs(`${SPACES}${LETTERS}_}`)
const OPENS_LIST = signs(`${SPACES}0123456789-{[]tfnTFN`)

const closingOf = ({ isList }: Frame): number => (isList ? 0x5d : 0x7d)
