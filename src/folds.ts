/**
 * Signs that count as the same under a tolerance, one code point at a time. Tables instead of Unicode normalisation: a
 * fold never changes the number of signs it was not asked to, and another language can hold the same table.
 *
 * On the floor, because two ask: the reader of answers what it may read, and the language which labels that would mix up.
 */

export type Tolerance = "any-case" | "any-hyphen" | "any-spacing" | "look-alikes"
export const TOLERANCES: readonly Tolerance[] = ["any-case", "any-hyphen", "any-spacing", "look-alikes"]

/**
 * All differences that `accept` and `rescue` know: the four above are between two spellings of a name; the others are of a
 * place or a notation. `code-fence`: JSON in a Markdown fence; `loose-json`: trailing commas, single quotes, comments, text
 * around it, an end that was cut off; `bare-json`: JSON that lacks the tags it should stand in; `number-for-text`: a JSON
 * number or true where a string is asked; `answer-text`: an item's text instead of its name (`True` for `A`);
 * `thousands-comma`: 4,000; `units`: 40 km/h, 12 %, $5; `fractions`: 3/4 and \frac{3}{4}.
 */
export const READINGS = [
  ...(["any-case", "any-hyphen", "any-spacing", "look-alikes"] as const),
  "code-fence",
  "loose-json",
  "bare-json",
  "number-for-text",
  "answer-text",
  "thousands-comma",
  "units",
  "fractions",
] as const
export type Reading = (typeof READINGS)[number]

/** White space, and signs that show nothing (zero-width, bidi marks, variation selectors). */
export function isSpacing(sign: number): boolean {
  if (sign < 0x80) return sign === 0x20 || (sign >= 0x09 && sign <= 0x0d)
  return sign <= 0xffff && (LOOSE[sign] || looseAnew(sign)) === SPACING
}

/** Hyphen, underscore, soft hyphen, dashes, minus. */
export function isHyphen(sign: number): boolean {
  if (sign < 0x80) return sign === 0x2d || sign === 0x5f
  return sign <= 0xffff && (LOOSE[sign] || looseAnew(sign)) === ANY_HYPHEN
}

const SPACING = 1
const ANY_HYPHEN = 2
const NEITHER = 3
/** Of signs that were looked up before; 0 for all others. There are none of them beyond the basic plane. */
const LOOSE = new Uint8Array(0x10000)

function looseAnew(sign: number): number {
  const isSpace =
    sign === 0xa0 ||
    sign === 0x85 ||
    sign === 0x1680 ||
    (sign >= 0x2000 && sign <= 0x200f) ||
    (sign >= 0x2028 && sign <= 0x202f) ||
    (sign >= 0x205f && sign <= 0x2064) ||
    sign === 0x3000 ||
    sign === 0xfeff ||
    (sign >= 0xfe00 && sign <= 0xfe0f)
  const isDash =
    sign === 0xad ||
    (sign >= 0x2010 && sign <= 0x2015) ||
    sign === 0x2043 ||
    sign === 0x2212 ||
    sign === 0xfe58 ||
    sign === 0xfe63 ||
    sign === 0xff0d ||
    sign === 0xff3f
  const found = isSpace ? SPACING : isDash ? ANY_HYPHEN : NEITHER
  LOOSE[sign] = found
  return found
}

/** Pairs of a foreign sign and the Latin one that it looks like. */
const LOOK_ALIKES = new Map(
  [
    // Cyrillic
    "АAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSаaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwкkмmтt",
    // Greek
    "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoαaνvρpιiκkυuχx",
    // Latin, Armenian and letter-like signs
    "ıiɑaɡgℓlℎhօoՕO",
    // digits above and below the line, punctuation
    "₀0₁1₂2₃3₄4₅5₆6₇7₈8₉9⁰0¹1²2³3⁴4⁵5⁶6⁷7⁸8⁹9、,‚,",
  ].flatMap((pairs) => {
    const signs = [...pairs].map((sign) => sign.codePointAt(0)!)
    return signs.flatMap((sign, i) => (i % 2 === 0 ? [[sign, signs[i + 1]!] as const] : []))
  }),
)

/** @returns the Latin sign that this one looks like, or the sign itself */
export function lookAlike(sign: number): number {
  if (sign < 0x80) return sign
  if (sign >= 0xff01 && sign <= 0xff5e) return sign - 0xfee0 // full width
  if (sign >= 0x1d400 && sign < 0x1d400 + 13 * 52) {
    const letter = (sign - 0x1d400) % 52 // mathematical alphabets: 26 capitals, 26 small letters each
    return letter < 26 ? 0x41 + letter : 0x61 + letter - 26
  }
  if (sign >= 0x1d7ce && sign <= 0x1d7ff) return 0x30 + ((sign - 0x1d7ce) % 10)
  return LOOK_ALIKES.get(sign) ?? sign
}

/** Lower case where it is one sign as well, so that no fold makes two signs of one. */
export function lower(sign: number): number {
  if (sign < 0x80) return sign >= 0x41 && sign <= 0x5a ? sign + 32 : sign
  if (sign > 0x1ffff) return sign // no sign there has a case
  const known = LOWERS[sign]!
  return known === 0 ? lowerAnew(sign) : known
}

/** Signs of the first two planes that were looked up before; 0 for all others. */
const LOWERS = new Uint32Array(0x20000)

function lowerAnew(sign: number): number {
  const text = String.fromCodePoint(sign).toLowerCase()
  const first = text.codePointAt(0)!
  const found = text.length === (first > 0xffff ? 2 : 1) ? first : sign
  LOWERS[sign] = found
  return found
}

/**
 * A text folded by every tolerance at once, to look it up: no spacing, no hyphens, Latin look-alikes, lower case.
 *
 * @param longest beyond so many UTF-16 units the text is no label, and the rest is not looked at
 */
export function keyOf(text: string, longest = Number.POSITIVE_INFINITY): string | undefined {
  return fold(text, ALL, longest)
}

/** What texts have in common that differ in nothing but the tolerances: a hyphen is lost only where spaces are free too. */
export const foldedBy = (text: string, tolerances: ReadonlySet<Tolerance>): string =>
  fold(text, tolerances, Number.POSITIVE_INFINITY)!

const ALL: ReadonlySet<Tolerance> = new Set(TOLERANCES)
const HYPHEN = 0x2d

function fold(text: string, tolerances: ReadonlySet<Tolerance>, longest: number): string | undefined {
  const anyCase = tolerances.has("any-case")
  const anyHyphen = tolerances.has("any-hyphen")
  const anySpacing = tolerances.has("any-spacing")
  const lookAlikes = tolerances.has("look-alikes")
  let key = ""
  /** From here on the text is its own key. */
  let from = 0
  for (let i = 0; i < text.length; ) {
    const at = i
    let sign = text.charCodeAt(i)
    if (sign >= 0xd800 && sign <= 0xdbff) sign = text.codePointAt(i)!
    i += sign > 0xffff ? 2 : 1
    // small letters of ASCII, which most signs are, stay as they are
    const isLoose = sign < 0x61 || sign > 0x7a
    if (isLoose && anySpacing && ((anyHyphen && isHyphen(sign)) || isSpacing(sign))) {
      if (from < at) key += text.slice(from, at)
      from = i
      continue
    }
    let folded = sign
    if (isLoose && anyHyphen && isHyphen(sign)) folded = HYPHEN
    else if (isLoose) {
      if (lookAlikes) folded = lookAlike(folded)
      if (anyCase) folded = lower(folded)
    }
    if (folded !== sign) {
      key += text.slice(from, at) + String.fromCodePoint(folded)
      from = i
    }
    if (key.length + i - from > longest) return undefined
  }
  return from === 0 ? text : key + text.slice(from)
}
