/** Signs of JSON, and where in prose a value can begin. */

export const [QUOTE, APOSTROPHE, BACKSLASH, SLASH, STAR] = [0x22, 0x27, 0x5c, 0x2f, 0x2a]
export const [BRACE, BRACKET, COLON, COMMA, DOT, HYPHEN, PLUS, ZERO, SMALL_U] = [
  0x7b, 0x5b, 0x3a, 0x2c, 0x2e, 0x2d, 0x2b, 0x30, 0x75,
]
export const isSpace = (sign: number): boolean => sign === 0x20 || sign === 0x0a || sign === 0x0d || sign === 0x09
export const isDigit = (sign: number): boolean => sign >= 0x30 && sign <= 0x39
export function digitsEnd(text: string, start: number, limit: number): number {
  let at = start
  while (at < limit && isDigit(text.charCodeAt(at))) at++
  return at
}
export const isDigitOrHyphen = (sign: number): boolean => isDigit(sign) || sign === HYPHEN
export const isOfName = (sign: number): boolean =>
  (sign >= 0x61 && sign <= 0x7a) || (sign >= 0x41 && sign <= 0x5a) || isDigitOrHyphen(sign) || sign === 0x5f

export function isHex(text: string, start: number, end: number): boolean {
  for (let at = start; at < start + 4; at++) {
    const sign = at < end ? text.charCodeAt(at) | 0x20 : 0
    if (!isDigit(at < end ? text.charCodeAt(at) : 0) && !(sign >= 0x61 && sign <= 0x66)) return false
  }
  return true
}

const SPACES = " \t\n\r/\"'"
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
const signs = (text: string): Uint8Array =>
  Uint8Array.from({ length: 0x80 }, (_, i) => +text.includes(String.fromCharCode(i)))
/** What can stand behind a text or number: spaces, comments and what closes or goes on. */
export const GOES_ON = signs(" \t\n\r/,:]}")
/** What can stand behind a first number, text or word of a list, where a number may have got no further; behind a first key. */
const GOES_ON_LIST = signs(",].+")
const GOES_ON_OBJECT = signs(":")
const OPENS_OBJECT = signs(`${SPACES}${LETTERS}_}`)
const OPENS_LIST = signs(`${SPACES}0123456789-{[]tfnTFN`)

const LONGEST_LOOKED_AT = 64

/** The next brace or bracket that a value can begin with: what stands behind it decides in most prose. */
export function nextOpening(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) if (isOpening(text, at, end) && goesOn(text, at, end)) return at
  return end
}

/** Behind the short first token in a list or object, is there what could go on? An attempt would find out, and cost far more. */
function goesOn(text: string, opening: number, end: number): boolean {
  const limit = Math.min(end, opening + LONGEST_LOOKED_AT)
  let at = opening + 1
  const first = text.charCodeAt(at)
  // one in a list has to begin something as well
  if (first === BRACE || first === BRACKET) return at + 1 >= end || isOpening(text, at, end)
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

export function isOpening(text: string, at: number, end: number): boolean {
  const sign = text.charCodeAt(at)
  if (sign !== BRACE && sign !== BRACKET) return false
  const next = at + 1 < end ? text.charCodeAt(at + 1) : 0
  return next > 0x7f || (sign === BRACE ? OPENS_OBJECT : OPENS_LIST)[next] === 1
}

/**
 * Where a list ends that is empty or holds short whole numbers, `[]`, `[12]` or `[1, 2]`: citations, of which prose has many and
 * a hostile text hundreds of thousands. 0 for any other.
 */
export function shortListEnd(text: string, opening: number, end: number): number {
  if (text.charCodeAt(opening) !== BRACKET) return 0
  const limit = Math.min(end, opening + LONGEST_LOOKED_AT)
  let at = opening + 1
  if (at < limit && text.charCodeAt(at) === CLOSING_BRACKET) return at + 1
  for (;;) {
    const close = digitsEnd(text, at, limit)
    // longer ones may be numbers in one language and not in the other, and none begins with 0
    if (close === at || close > at + SHORT_DIGITS || (close > at + 1 && text.charCodeAt(at) === ZERO)) return 0
    if (close >= limit) return 0
    const sign = text.charCodeAt(close)
    if (sign === CLOSING_BRACKET) return close + 1
    if (sign !== COMMA) return 0
    at = close + 1
    if (at < limit && text.charCodeAt(at) === 0x20) at++
  }
}

const SHORT_DIGITS = 15
const CLOSING_BRACKET = 0x5d
