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

/** @returns the value that a stretch of text consists of, or where it stops being one */
export function jsonIn(text: string, { start, end }: Span): JsonFound | { readonly failed: number } {
  const reader = new JsonReader(text, end)
  const outcome = reader.attempt(start)
  if (outcome.kind === "failed") return { failed: outcome.at }
  const { json } = outcome
  const rest = outcome.kind === "value" ? reader.skip(json.span.end) : end
  return rest < end ? { failed: rest } : { json, liberties: reader.libertiesIn({ start, end }) }
}

/** Hands over, in their order, all objects and lists in a stretch of prose that are not inside another one. */
export function eachJson(text: string, { start, end }: Span, found: (value: JsonFound) => void): void {
  const reader = new JsonReader(text, end)
  const hand = (json: Json) => found({ json, liberties: reader.libertiesIn(json.span) })
  for (let at = nextOpening(text, start, end); at < end; ) {
    const outcome = reader.attempt(at)
    let next = end
    if (outcome.kind === "value") {
      hand(outcome.json)
      next = outcome.json.span.end
    } else if (outcome.kind === "cut") {
      hand(outcome.json)
    } else {
      for (const json of outcome.whole) hand(json)
      next = outcome.again
    }
    at = nextOpening(text, Math.max(next, at + 1), end)
  }
}

type Outcome =
  | { readonly kind: "value"; readonly json: Json }
  | { readonly kind: "cut"; readonly json: Json }
  | {
      readonly kind: "failed"
      readonly at: number
      /** Where to look for the next value: what stands before is no beginning of one, or is among `whole`. */
      readonly again: number
      /** Objects and lists that were complete, in what was not. */
      readonly whole: readonly Json[]
    }

/** An object or a list that is being read; of what is in it there is nothing yet: most openings in prose begin no value. */
class Frame {
  readonly start: number
  readonly isList: boolean
  items: Json[] | undefined = undefined
  members: Member[] | undefined = undefined
  keys: Set<string> | undefined = undefined
  key: Token | undefined = undefined
  repeated: Member | undefined = undefined

  constructor(start: number, isList: boolean) {
    this.start = start
    this.isList = isList
  }

  get isEmpty(): boolean {
    return this.items === undefined && this.members === undefined
  }

  add(value: Json): void {
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
  readonly #liberties: Liberty[] = []
  readonly #frames: Frame[] = []
  #parts = 0
  /** A comment that is never closed is none: known once, so that the end is not looked for again. */
  #commentsEnd = true
  /** Where the last token begins, if it was a text: an odd quote before it may have turned it inside out. */
  #lastText: number | undefined
  /** Where nothing can stand that goes on behind a text or number. */
  #misplaced = 0

  constructor(text: string, end: number) {
    this.#text = text
    this.#end = end
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
    const frames = this.#frames
    // to set a length is slow, and here it is done at every bracket of a hostile text
    while (frames.length > 0) frames.pop()
    while (this.#liberties.length > 0) this.#liberties.pop()
    this.#parts = 0
    this.#lastText = undefined
    const text = this.#text
    let at = start
    let afterComma = false
    for (;;) {
      const frame = frames.at(-1)
      at = this.skip(at)
      if (at >= this.#end) return this.#cut(frames)
      let value: Json
      if (frame && text.charCodeAt(at) === closingOf(frame)) {
        if (afterComma) this.#take("a comma before the closing bracket", at, at + 1)
        value = frame.closed(++at)
        frames.pop()
        this.#lastText = undefined
      } else {
        if (frame && !frame.isList) {
          const key = this.#key(at)
          if (!key) return this.#failed(frames, at)
          if (key === UNFINISHED) return this.#cut(frames)
          if (key === MISPLACED) return this.#failed(frames, this.#misplaced)
          at = this.skip(key.span.end)
          if (at >= this.#end) return this.#cut(frames)
          if (text.charCodeAt(at) !== COLON) return this.#failed(frames, at)
          this.#lastText = undefined
          at = this.skip(at + 1)
          if (at >= this.#end) return this.#cut(frames)
          frame.key = key
        }
        if (++this.#parts > MOST_PARTS) return this.#failed(frames, at)
        const sign = text.charCodeAt(at)
        if (sign === BRACE || sign === BRACKET) {
          if (frames.length === DEEPEST) return this.#failed(frames, at)
          // it fails at what stands behind it: known before anything is made
          if (at + 1 < this.#end && !isOpening(text, at, this.#end)) {
            this.#lastText = undefined
            return this.#failed(frames, at + 1)
          }
          frames.push(new Frame(at, sign === BRACKET))
          at++
          afterComma = false
          this.#lastText = undefined
          continue
        }
        const scalar = this.#scalar(at)
        if (scalar === UNFINISHED) return this.#cut(frames)
        if (!scalar) return this.#failed(frames, at)
        if (scalar === MISPLACED) return this.#failed(frames, this.#misplaced)
        // a number or a word at the very end of an open value may go on
        if (frames.length > 0 && scalar.span.end >= this.#end && scalar.kind !== "text") return this.#cut(frames)
        value = scalar
        at = scalar.span.end
      }
      for (;;) {
        const around: Frame | undefined = frames.at(-1)
        if (!around) return { kind: "value", json: value }
        around.add(value)
        at = this.skip(at)
        if (at >= this.#end) return this.#cut(frames)
        const sign: number = text.charCodeAt(at)
        if (sign === COMMA) {
          at++
          afterComma = true
          this.#lastText = undefined
          break
        }
        if (sign !== closingOf(around)) return this.#failed(frames, at)
        value = around.closed(++at)
        frames.pop()
        this.#lastText = undefined
      }
    }
  }

  /** @returns where the next token begins */
  skip(from: number): number {
    const text = this.#text
    let at = from
    // a run of them is one liberty: a megabyte of them would be as many
    let isOdd = false
    while (at < this.#end) {
      const sign = text.charCodeAt(at)
      if (sign === 0x20 || sign === 0x0a || sign === 0x0d || sign === 0x09) at++
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
    if (word === "True" || word === "False" || word === "None") this.#take("a word of Python's", at, end)
    if (word === "true" || word === "True") return { kind: "yes-no", holds: true, span }
    if (word === "false" || word === "False") return { kind: "yes-no", holds: false, span }
    if (word === "null" || word === "None") return { kind: "null", span }
    return end >= this.#end && WORDS.some((one) => one.startsWith(word)) ? UNFINISHED : undefined
  }

  #number(start: number): Json | typeof MISPLACED | undefined {
    const text = this.#text
    const limit = Math.min(this.#end, start + LONGEST_NUMBER + 1)
    const digits = (from: number): number => {
      let at = from
      while (at < limit && isDigit(text.charCodeAt(at))) at++
      return at
    }
    const whole = text.charCodeAt(start) === HYPHEN ? start + 1 : start
    let end = digits(whole)
    if (end === whole || (text.charCodeAt(whole) === ZERO && end > whole + 1)) return undefined
    if (end < limit && text.charCodeAt(end) === DOT) {
      const fraction = digits(end + 1)
      if (fraction === end + 1) return undefined
      end = fraction
    }
    if (end < limit && (text.charCodeAt(end) | 0x20) === 0x65) {
      const sign = text.charCodeAt(end + 1)
      const exponent = sign === HYPHEN || sign === PLUS ? end + 2 : end + 1
      const last = digits(exponent)
      if (last === exponent) return undefined
      end = last
    }
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
        if (quote === APOSTROPHE) this.#take("single quotes", start, at + 1)
        const span = { start, end: at + 1 }
        return { kind: "text", text: read + text.slice(plain, at), span }
      }
      if (sign === BACKSLASH) {
        if (at + 1 >= this.#end) break
        read += text.slice(plain, at)
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

  #failed(frames: readonly Frame[], at: number): Outcome {
    const again = this.#lastText !== undefined ? this.#lastText + 1 : Math.max(at, (frames[0]?.start ?? at) + 1)
    let whole: Json[] | undefined
    for (const { items, members } of frames) {
      const count = (items ?? members)?.length ?? 0
      for (let i = 0; i < count; i++) {
        const value = items ? items[i]! : members![i]!.value
        if (value.kind !== "object" && value.kind !== "array") continue
        whole ??= []
        whole.push(value)
      }
    }
    return { kind: "failed", at, again, whole: whole ?? NO_VALUES }
  }

  /** The text ends inside of a value: what was complete is kept, and where nothing was, there is no value. */
  #cut(frames: Frame[]): Outcome {
    if (frames.every(({ isEmpty }) => isEmpty)) return this.#failed(frames, this.#end)
    this.#take("an end that is missing", this.#end, this.#end)
    for (;;) {
      const frame = frames.pop()!
      const json = frame.closed(this.#end)
      const around = frames.at(-1)
      if (!around) return { kind: "cut", json }
      if (!frame.isEmpty) around.add(json)
    }
  }
}

const NO_VALUES: readonly Json[] = []
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

const isDigit = (sign: number): boolean => sign >= 0x30 && sign <= 0x39
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
  for (let at = from; at < end; at++) if (isOpening(text, at, end)) return at
  return end
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
const OPENS_OBJECT = signs(`${SPACES}${LETTERS}_}`)
const OPENS_LIST = signs(`${SPACES}0123456789-{[]tfnTFN`)

const closingOf = ({ isList }: Frame): number => (isList ? 0x5d : 0x7d)
