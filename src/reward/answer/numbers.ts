/**
 * Numbers as texts: 12.5 and -3 as they are; with declared differences 4,000, 40 km/h, $5, 3/4 and \frac{3}{4}, a minus
 * that is no hyphen, digits that only look like digits. Words, several numbers and calculations are no numbers.
 */
import { isHyphen, lookAlike, type Reading } from "../../folds.js"
import type { Span } from "../../text.js"
import { trim } from "./piece.js"

export interface NumberForm {
  readonly number: number
  /** What had to be passed over, with its place in the text. */
  readonly differing: ReadonlyMap<Reading, Span>
}

/** No number that is meant is longer. */
const LONGEST = 200
const LONGEST_UNIT = 40
const MOST_UNIT_WORDS = 3

/** @param text without white space around it */
export function numberIn(text: string): NumberForm | undefined {
  if (text.length > LONGEST) return undefined
  if (/^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text)) return finite(Number(text), new Map())
  const { folded, at, differing } = plainSigns(text)
  const note = (reading: Reading, start: number, end: number) =>
    differing.set(reading, { start: at[start]!, end: at[end]! })
  const parts =
    /^([+-]?)(\\?[$€£¥])?\s*([+-]?)(?:\\[dt]?frac\{(-?\d+)\}\{(\d+)\}|(\d+)\s*\/\s*(\d+)|((?:\d{1,3}(?:(?:,|\{,\})\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,3})?))/.exec(
      folded,
    )
  if (!parts) return undefined
  const [whole, sign, currency, second, up, below, upper, lower, decimal = ""] = parts
  if (sign && second) return undefined
  if (currency !== undefined) {
    const start = folded.indexOf(currency)
    note("units", start, start + currency.length)
  }
  const numerator = up ?? upper
  let number: number
  if (numerator !== undefined) {
    number = Number(numerator) / Number(below ?? lower)
    note("fractions", 0, whole.length)
  } else {
    if (!/\d/.test(decimal)) return undefined
    number = Number(decimal.replace(/,|\{,\}/g, ""))
    if (decimal.includes(",")) note("thousands-comma", whole.length - decimal.length, whole.length)
  }
  const unit = folded.slice(whole.length)
  if (unit !== "") {
    if (!isUnit(unit)) return undefined
    note("units", whole.length, folded.length)
  }
  return finite(sign === "-" || second === "-" ? -number : number, differing)
}

/** Never -0: it is written like 0 and compared like it. */
const finite = (number: number, differing: ReadonlyMap<Reading, Span>): NumberForm | undefined =>
  Number.isFinite(number) ? { number: number + 0, differing } : undefined

/** Letters, percent, degrees, powers, LaTeX around them; at most three words, so that no sentence is a unit. */
function isUnit(text: string): boolean {
  const unit = trim(text)
  return (
    unit.length <= LONGEST_UNIT &&
    unit.split(/\s+/).length <= MOST_UNIT_WORDS &&
    /[\p{L}%‰°$€£¥]/u.test(unit) &&
    /^(?:[\p{L}%‰°$€£¥²³/·*'\\{}\s.,-]|\^\{?-?\d?)+$/u.test(unit)
  )
}

/** Digits and signs of numbers as ASCII, each with the place that it had; small digits above a line are powers. */
function plainSigns(text: string): {
  readonly folded: string
  readonly at: readonly number[]
  readonly differing: Map<Reading, Span>
} {
  const differing = new Map<Reading, Span>()
  const at: number[] = []
  let folded = ""
  for (let i = 0; i < text.length; ) {
    const sign = text.codePointAt(i)!
    const next = i + (sign > 0xffff ? 2 : 1)
    const like = lookAlike(sign)
    let plain = text.slice(i, next)
    let reading: Reading | undefined
    if (sign > 0x7f && isHyphen(sign)) [plain, reading] = ["-", "any-hyphen"]
    else if (like !== sign && !isRaised(sign) && isOfNumber(like))
      [plain, reading] = [String.fromCharCode(like), "look-alikes"]
    if (reading) differing.set(reading, { start: differing.get(reading)?.start ?? i, end: next })
    for (const _ of plain.length === 2 ? "ab" : "a") at.push(i)
    folded += plain
    i = next
  }
  at.push(text.length)
  return { folded, at, differing }
}

const isRaised = (sign: number): boolean =>
  sign === 0xb2 || sign === 0xb3 || sign === 0xb9 || (sign >= 0x2070 && sign <= 0x2089)
const isOfNumber = (sign: number): boolean =>
  (sign >= 0x30 && sign <= 0x39) || sign === 0x2e || sign === 0x2c || sign === 0x2f
