/**
 * Words, lines and sentences of a text, without any language's own rules: what counts as a word is the same in every
 * target. One walk over the code points, and no pattern.
 */
import { isHyphen, isSpacing, lower } from "../../folds.js"
import { type Span, textOfUnits } from "../../text.js"

export interface Word extends Span {
  readonly text: string
}

const SPACE = 1
const MARK = 2
const LETTER = 3
/** A sign of a script that is written without spaces: a word by itself. */
const SIGN = 4

/**
 * Words in order: runs of signs without spaces and punctuation. Apostrophes, hyphens and low lines stay inside a word
 * (`don't`, `well-known`, `is_supported`), points and commas between digits (`4,000.5`); each Chinese or Japanese sign is a word.
 *
 * @param most where only so many, or that there are more, matters: looks for no more than one beyond
 */
export function wordsOf(text: string, most = Number.POSITIVE_INFINITY): Word[] {
  const words: Word[] = []
  eachWord(text, (start, end) => {
    words.push({ text: text.slice(start, end), start, end })
    return words.length <= most
  })
  return words
}

/** Places of the same words: of a hostile text nothing is made. @param take returns false to end */
export function eachWord(text: string, take: (start: number, end: number) => boolean): void {
  let start = -1
  for (let i = 0; i < text.length; ) {
    let sign = text.charCodeAt(i)
    if (sign >= 0xd800 && sign <= 0xdbff) sign = text.codePointAt(i)!
    const end = i + (sign > 0xffff ? 2 : 1)
    const kind = kindOf(sign)
    if (kind === LETTER) {
      if (start < 0) start = i
    } else if (start >= 0 && (kind === SIGN || !joins(sign, text, i, end))) {
      if (!take(start, i)) return
      start = -1
    }
    if (kind === SIGN && !take(i, end)) return
    i = end
  }
  if (start >= 0) take(start, text.length)
}

/** Does a mark stand inside a word, with the word going on behind it? */
function joins(sign: number, text: string, at: number, end: number): boolean {
  const next = text.codePointAt(end)
  if (next === undefined) return false
  if (sign === 0x2e || sign === 0x2c) return isDigit(next) && isDigit(text.charCodeAt(at - 1))
  return (sign === 0x27 || sign === 0x2019 || isHyphen(sign)) && kindOf(next) === LETTER
}

export const isDigit = (sign: number): boolean => sign >= 0x30 && sign <= 0x39

function kindOf(sign: number): number {
  return sign < KINDS.length ? KINDS[sign] || kindAnew(sign) : kindAnew(sign)
}

/** Of signs that were looked up before; 0 for all others. */
const KINDS = new Uint8Array(0x10000)

function kindAnew(sign: number): number {
  const found = kindIn(sign)
  if (sign < KINDS.length) KINDS[sign] = found
  return found
}

function kindIn(sign: number): number {
  if (isSpacing(sign)) return SPACE
  if (sign < 0x80)
    return isDigit(sign) || (sign >= 0x41 && sign <= 0x5a) || (sign >= 0x61 && sign <= 0x7a) ? LETTER : MARK
  if (isMark(sign)) return MARK
  return isWrittenWithoutSpaces(sign) ? SIGN : LETTER
}

/** Punctuation beyond ASCII: Latin-1, general, Chinese and Japanese, full width. */
function isMark(sign: number): boolean {
  return (
    (sign >= 0xa1 && sign <= 0xbf && sign !== 0xaa && sign !== 0xb5 && sign !== 0xba) ||
    sign === 0xd7 ||
    sign === 0xf7 ||
    (sign >= 0x2010 && sign <= 0x205e) ||
    (sign >= 0x3001 && sign <= 0x3003) ||
    (sign >= 0x3008 && sign <= 0x3020) ||
    (sign >= 0xff01 && sign <= 0xff0f) ||
    (sign >= 0xff1a && sign <= 0xff20) ||
    (sign >= 0xff3b && sign <= 0xff40) ||
    (sign >= 0xff5b && sign <= 0xff65)
  )
}

/** Kana, Chinese characters and their extensions. */
function isWrittenWithoutSpaces(sign: number): boolean {
  return (
    (sign >= 0x3005 && sign <= 0x3007) ||
    (sign >= 0x3040 && sign <= 0x30ff) ||
    (sign >= 0x3400 && sign <= 0x4dbf) ||
    (sign >= 0x4e00 && sign <= 0x9fff) ||
    (sign >= 0xf900 && sign <= 0xfaff) ||
    (sign >= 0x20000 && sign <= 0x3ffff)
  )
}

/** Lines that hold more than spacing. */
export function linesIn(text: string): number {
  let lines = 0
  let filled = false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0x0a) filled = false
    else if (!filled && !isSpacing(unit)) {
      filled = true
      lines++
    }
  }
  return lines
}

/** Stretches with a word in them that end in `.`, `!`, `?` and spacing, in their Chinese forms, or with the text. */
export function sentencesIn(text: string): number {
  let sentences = 0
  let filled = false
  for (let i = 0; i < text.length; ) {
    const sign = text.codePointAt(i)!
    i += sign > 0xffff ? 2 : 1
    const wide = sign === 0x3002 || sign === 0xff01 || sign === 0xff1f
    const narrow = sign === 0x2e || sign === 0x21 || sign === 0x3f || sign === 0x2026
    if (filled && (wide || (narrow && endsThere(text, i)))) {
      sentences++
      filled = false
    } else if (!filled && kindOf(sign) >= LETTER) filled = true
  }
  return sentences + (filled ? 1 : 0)
}

/** Closing quotes and brackets still belong to the sentence. */
function endsThere(text: string, at: number): boolean {
  const next = text.codePointAt(at)
  if (next === undefined || isSpacing(next)) return true
  const closes = next === 0x22 || next === 0x27 || next === 0x29 || next === 0x5d || next === 0x201d || next === 0x2019
  return closes && (at + 1 >= text.length || isSpacing(text.charCodeAt(at + 1)))
}

/**
 * Lower case, every run of spacing one space, none at the ends.
 *
 * @param most where only the beginning matters: at least so many UTF-16 units of it, if there are so many
 */
export function plain(text: string, most = Number.POSITIVE_INFINITY): string {
  if (!IS_ASCII.test(text)) return folded(text, true, most)
  const small = text.toLowerCase()
  return HAS_MORE_SPACING.test(small) ? small.replace(ASCII_SPACING, " ").replace(/^ | $/g, "") : small
}

/** Lower case, sign by sign: each stands where it stood, for no sign has another number of UTF-16 units in lower case. */
export function lowerCase(text: string): string {
  return IS_ASCII.test(text) ? text.toLowerCase() : folded(text, false, Number.POSITIVE_INFINITY)
}

// what most texts are goes faster in one call
const IS_ASCII = /^[\0-\x7f]*$/
const HAS_MORE_SPACING = /[\t-\r]|^ | $| {2}/
const ASCII_SPACING = /[\t-\r ]+/g

function folded(text: string, hasSingleSpaces: boolean, most: number): string {
  const units = new Uint16Array(text.length)
  let count = 0
  let gap = false
  for (let i = 0; i < text.length && count < most; i++) {
    let sign = text.charCodeAt(i)
    if (sign >= 0xd800 && sign <= 0xdbff) sign = text.codePointAt(i)!
    if (hasSingleSpaces && isSpacing(sign)) {
      gap = count > 0
      continue
    }
    if (gap) units[count++] = 0x20
    gap = false
    const small = lower(sign)
    if (small > 0xffff) {
      i++
      units[count++] = 0xd7c0 + (small >> 10)
    }
    units[count++] = small > 0xffff ? 0xdc00 + (small & 0x3ff) : small
  }
  return textOfUnits(units, count)
}

/** Without the spacing at its ends. */
export function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpacing(text.charCodeAt(start))) start++
  while (end > start && isSpacing(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}
