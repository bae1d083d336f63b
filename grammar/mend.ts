/**
 * What a statement that does not parse was probably meant to be: each guess changes a word or a sign near the error, and
 * counts only if the whole statement then parses. Knows nothing of what a statement means.
 */
import type { IToken, TokenType } from "chevrotain"
import type { Diagnostic, Fix } from "../src/diagnostic.js"
import { editDistance, type Source, type Span } from "../src/text.js"
import { type Attempt, attempt, canHold, madeUp } from "./attempt.js"
import { bareText } from "./bare.js"
import { diagnose } from "./codes.js"
import { helpOf } from "./forms.js"
import { spanOf } from "./lines.js"
import { expectedOf } from "./messages.js"
import {
  Colon,
  Comma,
  endOf,
  isJoin,
  join,
  type Keyword,
  LBracket,
  LParen,
  lex,
  Name,
  NumberSign,
  OpenQuote,
  OtherQuote,
  Quote,
  RBracket,
  RParen,
  retype,
  STAND_INS,
  soft,
  vocabulary,
  wordOf,
} from "./tokens.js"

export interface Mended {
  readonly attempt: Attempt
  readonly problem: Diagnostic
}

/** No statement that a person wrote is longer; each guess parses it once more. */
const MOST_TOKENS = 400

export function mend(source: Source, failed: Attempt): Mended | undefined {
  const { tokens, error } = failed
  if (error!.deep || tokens.length > MOST_TOKENS) return undefined
  const at = error!.atEnd ? tokens.length : tokens.findIndex((t) => t.startOffset >= error!.token.startOffset)
  return (
    quoteUnopened(source, failed, at) ??
    misspelt(source, failed, at) ??
    quotesInside(source, failed, at) ??
    decimalComma(source, failed) ??
    bareText(source, failed, at) ??
    spaceInName(source, failed, at) ??
    joiningName(source, failed, at) ??
    leftOut(source, failed, at)
  )
}

/** The words that a misspelt name near the error may have been meant for. */
function misspelt(source: Source, { keyword, tokens }: Attempt, at: number): Mended | undefined {
  for (const i of [at, at - 1, at - 2]) {
    const token = tokens[i]
    if (i < 1 || token?.tokenType !== Name) continue
    for (const [word, type] of wordOf) {
      if (!canHold(keyword, type) || !isNear(token.image, word)) continue
      const again = attempt(keyword, tokens.with(i, retype(token, type)))
      if (!again.error) return { attempt: again, problem: wordMisspelt(source, token, word) }
    }
  }
  return undefined
}

function wordMisspelt(source: Source, token: IToken, near: string): Diagnostic {
  const place = { source, span: spanOf([token]) }
  return diagnose("word-misspelt", { word: token.image, near }, { place, fix: writing(near, place.span) })
}

/** Statements with a phrase, in which any name can be a verb. */
const PHRASED: readonly Keyword[] = ["check", "reward", "report"]
/** Joining words that can follow the subject of a phrase; no verb is near one. */
const AFTER_SUBJECT = ["else", "after", "when", "says", "within", "from", "by", "fully"] as const

/** `reward +1 for format esle -3` parses, with a verb that nobody knows. */
export function misspeltVerb(source: Source, { keyword, tokens }: Attempt): Mended | undefined {
  if (!PHRASED.includes(keyword)) return undefined
  const begin = keyword === "reward" ? tokens.findIndex((t) => t.tokenType === join.for) : 0
  const subject = tokens[begin + 2]?.tokenType === Colon ? begin + 3 : begin + 1
  const verb = tokens[subject + 1]
  if (verb?.tokenType !== Name) return undefined
  for (const word of AFTER_SUBJECT) {
    if (!isNear(verb.image, word)) continue
    const again = attempt(keyword, tokens.with(subject + 1, retype(verb, join[word])))
    if (!again.error) return { attempt: again, problem: wordMisspelt(source, verb, word) }
  }
  return undefined
}

/** `cue led to" for (cause, effect)`: a quote near the error that would pair the others of its line, and make sense. */
function quoteUnopened(source: Source, { keyword, tokens }: Attempt, at: number): Mended | undefined {
  for (const i of [at, at - 1]) {
    const first = tokens[i]
    if (i < 1 || !first || first.image === "") continue
    const start = first.startOffset
    const line = source.text.slice(start, source.lineSpan(source.position(start).line).end)
    const opening = line.includes('"') ? '"' : line.includes("”") ? "“" : undefined
    if (opening === undefined || !/\s/.test(source.text[start - 1] ?? "")) continue
    const { tokens: again, strange, standIns, otherComments } = lex(opening + line)
    if (strange.length + standIns.length + otherComments.length > 0 || !again[0] || again[0].image === opening) continue
    if (again.some(({ tokenType }) => tokenType === OpenQuote || tokenType === OtherQuote)) continue
    // the quote that is not there is the space in front of the text
    const read = again.map((token) => {
      const type = token.tokenType === Name ? wordOf.get(token.image) : undefined
      return { ...(type ? retype(token, type) : token), startOffset: start - 1 + token.startOffset }
    })
    const end = start + line.length
    const whole = attempt(keyword, [...tokens.slice(0, i), ...read, ...tokens.filter((one) => one.startOffset >= end)])
    if (whole.error) continue
    const fix = { title: "Write the opening quote", edits: [{ span: { start, end: start }, text: opening }] }
    const span = { start, end: endOf(read[0]!) }
    return { attempt: whole, problem: diagnose("quote-unopened", {}, { place: { source, span }, fix }) }
  }
  return undefined
}

/** `"{"answer": []}"`: quotes in quotes, taken for the text up to where the rest makes sense. */
function quotesInside(source: Source, { keyword, tokens }: Attempt, at: number): Mended | undefined {
  const first = tokens.findIndex((token, i) => i <= at && isStraight(token) && touches(token, tokens[i + 1]))
  if (first < 0) return undefined
  const start = tokens[first]!.startOffset
  for (let last = first + 1; last < tokens.length && last <= first + MOST_QUOTED; last++) {
    if (!isStraight(tokens[last]!)) continue
    const span = { start, end: endOf(tokens[last]!) }
    const image = source.slice(span)
    if (image.includes("\n")) return undefined
    const again = attempt(keyword, tokens.toSpliced(first, last - first + 1, { ...tokens[first]!, image }))
    if (again.error) continue
    const fix = { title: "Write “typographic” quotes", edits: [{ span, text: `“${image.slice(1, -1)}”` }] }
    const extras = { place: { source, span }, ...(!image.includes("”") && { fix }) }
    return { attempt: again, problem: diagnose("quote-inside", {}, extras) }
  }
  return undefined
}

/** Words and texts that such a text falls into. */
const MOST_QUOTED = 40
const isStraight = ({ tokenType, image }: IToken): boolean => tokenType === Quote && image.startsWith('"')
const touches = (token: IToken, next: IToken | undefined): boolean => next?.startOffset === endOf(token)

/** `0,5` and `4,000`: a comma inside a number. */
function decimalComma(source: Source, { keyword, tokens }: Attempt): Mended | undefined {
  const out: IToken[] = []
  const edits: { span: Span; text: string }[] = []
  for (let i = 0; i < tokens.length; i++) {
    const first = tokens[i]!
    let last = i
    while (isCommaInNumber(tokens, last)) last += 2
    if (last === i) {
      out.push(first)
      continue
    }
    const span = { start: first.startOffset, end: endOf(tokens[last]!) }
    const text = withoutComma(source.slice(span))
    edits.push({ span, text })
    out.push({ ...first, image: text, endOffset: span.end })
    i = last
  }
  const [edit] = edits
  if (!edit) return undefined
  const again = attempt(keyword, out)
  if (again.error) return undefined
  const facts = { written: source.slice(edit.span), number: edit.text }
  const fix = { title: `Write ${edit.text}`, edits }
  return { attempt: again, problem: diagnose("number-comma", facts, { place: { source, span: edit.span }, fix }) }
}

function isCommaInNumber(tokens: readonly IToken[], i: number): boolean {
  const [one, comma, other] = [tokens[i], tokens[i + 1], tokens[i + 2]]
  if (one?.tokenType !== NumberSign || comma?.tokenType !== Comma || other?.tokenType !== NumberSign) return false
  return endOf(one) === comma.startOffset && endOf(comma) === other.startOffset && /^\d/.test(other.image)
}

/** Groups of three digits behind at most three are thousands. */
function withoutComma(written: string): string {
  const [whole, ...groups] = written.split(",")
  const isThousands = groups.every((group) => /^\d{3}(\.\d+)?$/.test(group)) && /^[+-]?[1-9]\d{0,2}$/.test(whole!)
  return isThousands ? [whole, ...groups].join("") : `${whole}.${groups.join("")}`
}

/** So many words may make one name: "Part of Whole". */
const LONGEST_NAME = 4

/** `relation Cause Effect(cause, effect)`; where a list of names stands, a comma may be missing as well. */
function spaceInName(source: Source, { keyword, tokens }: Attempt, at: number): Mended | undefined {
  for (const first of [at - 1, at, at - 2]) {
    for (let count = 2; count <= LONGEST_NAME; count++) {
      const words = tokens.slice(first, first + count)
      if (first < 1 || words.length < count || !isName(words[0]!) || !isName(words.at(-1)!)) continue
      if (!words.every((word) => isName(word) || isJoining(word))) break
      const span = spanOf(words)
      if (source.slice(span).includes("\n")) break
      const isRuleName = tokens[first + count]?.tokenType === Colon
      const inList = tokens.slice(0, first).some(({ tokenType }) => tokenType === join.after)
      // the words of a phrase are names side by side
      if (PHRASED.includes(keyword) && !isRuleName && !inList) continue
      const name = words.map(({ image }) => image).join("-")
      const merged = { ...retype(words[0]!, Name), image: name }
      const joined = attempt(keyword, tokens.toSpliced(first, count, merged))
      if (joined.error) continue
      const comma = madeUp(Comma, words.at(-1)!.startOffset, merged)
      const listed = count === 2 ? attempt(keyword, tokens.toSpliced(first + 1, 0, comma)) : undefined
      const isList = listed !== undefined && !listed.error
      const facts = { words: words.map(({ image }) => image).join(" "), name, isList }
      const extras = { place: { source, span }, ...(!isList && { fix: writing(name, span) }) }
      return { attempt: isList ? listed : joined, problem: diagnose("name-space", facts, extras) }
    }
  }
  return undefined
}

const isName = ({ tokenType }: IToken): boolean => tokenType === Name || tokenType.CATEGORIES?.includes(Name) === true
const isJoining = ({ image, tokenType }: IToken): boolean => wordOf.get(image) === tokenType

/** `relation of(part, whole)`: a joining word as a name. */
function joiningName(source: Source, { keyword, tokens }: Attempt, at: number): Mended | undefined {
  const token = tokens[at]
  if (!token || !isJoin(token.tokenType)) return undefined
  const again = attempt(keyword, tokens.with(at, retype(token, Name)))
  if (again.error) return undefined
  const place = { source, span: spanOf([token]) }
  return { attempt: again, problem: diagnose("name-joins", { word: token.image }, { place }) }
}

/** Signs, and words that begin an optional part: Chevrotain does not say that they could have stood there. */
const OPENERS: readonly TokenType[] = [
  Comma,
  Colon,
  ...Object.values(join),
  ...(["source", "under", "sees", "drop", "numbered", "as", "tokens"] as const).map((word) => soft[word]),
]
const PHRASE_OPENERS: readonly TokenType[] = [Comma, join.for, join.else, join.after, join.when, join.says]
const SIGNS: readonly TokenType[] = [Comma, Colon, LParen, RParen, LBracket, RBracket]
const labelled = new Map(vocabulary.map((type) => [type.LABEL ?? type.name, type]))
/** More guesses than this are none. */
const MOST_GUESSED = 3

/** A sign or word that is missing right before the error, or the colon behind a rule's name. */
function leftOut(source: Source, failed: Attempt, at: number): Mended | undefined {
  const { keyword, tokens, error } = failed
  const before = (i: number, type: TokenType) =>
    attempt(keyword, tokens.toSpliced(i, 0, madeUp(type, tokens[i]?.startOffset ?? endOf(tokens.at(-1)!), tokens[0]!)))
  const found = (i: number, guesses: readonly (readonly [TokenType, Attempt])[]): Mended => {
    const labels = guesses.map(([type]) => type.LABEL!)
    const [[type, again]] = guesses as [readonly [TokenType, Attempt]]
    const problem = unexpected(source, failed, labels, tokens[i])
    return { attempt: again, problem: guesses.length > 1 ? problem : { ...problem, fix: inserting(type, tokens, i) } }
  }
  const expected = expectedOf(error!.message)
  if (expected.length === 1) {
    const type = labelled.get(expected[0]!)!
    const again = SIGNS.includes(type) || wordOf.has(wordIn(type)) ? before(at, type) : undefined
    if (again && !again.error) return found(at, [[type, again]])
  }
  if (tokens.length > 2 && isName(tokens[1]!) && canHold(keyword, Colon)) {
    const named = before(2, Colon)
    if (!named.error) return found(2, [[Colon, named]])
  }
  // behind a subject any of these words would be a verb
  const openers = PHRASED.includes(keyword) ? PHRASE_OPENERS : OPENERS
  const clean = openers
    .filter((type) => canHold(keyword, type))
    .map((type) => [type, before(at, type)] as const)
    .filter(([, again]) => !again.error)
  return clean.length > 0 && clean.length <= MOST_GUESSED ? found(at, clean) : undefined
}

/** @example wordIn({ name: "WIs", LABEL: '"is"' }) // "is" */
export const wordIn = ({ LABEL = "" }: TokenType): string => LABEL.slice(1, -1)

function inserting(type: TokenType, tokens: readonly IToken[], at: number): Fix {
  const text = wordIn(type)
  const closes = type !== LParen && type !== LBracket && SIGNS.includes(type)
  const next = tokens[at]
  const start = closes || !next ? endOf(tokens[at - 1]!) : next.startOffset
  const written = closes ? text : next ? `${text} ` : ` ${text}`
  return { title: `Write "${text}"`, edits: [{ span: { start, end: start }, text: written }] }
}

/** @param expected instead of what the parser says @param token where, instead of where the parser stumbled */
export function unexpected(
  source: Source,
  { keyword, tokens, error }: Attempt,
  expected: readonly string[] = expectedOf(error!.message),
  token: IToken | undefined = error!.atEnd ? undefined : error!.token,
): Diagnostic {
  const help = helpOf(keyword)
  if (error!.deep) return diagnose("nesting-deep", {}, { place: { source, span: spanOf([error!.token]) } })
  if (!token) {
    const end = endOf(tokens.at(-1)!)
    return diagnose("syntax-unexpected", { expected }, { place: { source, span: { start: end, end } }, help })
  }
  return diagnose(
    "syntax-unexpected",
    { expected, found: token.image },
    { place: { source, span: spanOf([token]) }, help },
  )
}

/** So many signs of one statement are replaced. */
const MOST_STAND_INS = 10

/** `input sentence = text`, and signs of another keyboard. */
export function withStandIns(
  source: Source,
  keyword: Keyword,
  tokens: readonly IToken[],
  standIns: readonly IToken[],
): Mended | undefined {
  if (standIns.length === 0 || standIns.length > MOST_STAND_INS || tokens.length > MOST_TOKENS) return undefined
  for (const choice of [0, 1]) {
    const meant = standIns.map((sign) => STAND_INS[sign.image]!).map((types) => types[choice] ?? types[0]!)
    const all = [...tokens, ...standIns.map((sign, i) => retype(sign, meant[i]!))]
    const again = attempt(
      keyword,
      all.sort((a, b) => a.startOffset - b.startOffset),
    )
    if (again.error) continue
    const [sign] = standIns
    const near = wordIn(meant[0]!)
    const edits = standIns.map((one, i) => ({ span: spanOf([one]), text: spaced(source, one, meant[i]!) }))
    const extras = { place: { source, span: spanOf([sign!]) }, fix: { title: `Write "${near}"`, edits } }
    return { attempt: again, problem: diagnose("sign-misspelt", { sign: sign!.image, near }, extras) }
  }
  return undefined
}

/** A word in place of a sign needs space around it. */
function spaced({ text }: Source, sign: IToken, type: TokenType): string {
  const word = wordIn(type)
  if (SIGNS.includes(type)) return word
  const left = /\s/.test(text[sign.startOffset - 1] ?? "") ? "" : " "
  return left + word + (/\s/.test(text[endOf(sign)] ?? "") ? "" : " ")
}

export const writing = (text: string, span: Span): Fix => ({ title: `Write "${text}"`, edits: [{ span, text }] })

const allowed = (word: string): number => (word.length > 4 ? 2 : 1)

export const distance = (word: string, known: string): number => editDistance(word.toLowerCase(), known, allowed(word))

export const isNear = (word: string, known: string): boolean => distance(word, known) <= allowed(word)
