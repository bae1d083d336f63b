/**
 * Text to statements: lexed, cut at lines, each parsed by itself, each with at most one error.
 *
 * What can be guessed is guessed and said: a misspelt word is read as the one that was meant if the statement then parses.
 * Knows nothing of what a statement means, nor which one belongs under which.
 */
import type { CstNode, IToken } from "chevrotain"
import { type Diagnostic, diagnoser, type Fix } from "../src/diagnostic.js"
import { editDistance, type Source, type Span } from "../src/text.js"
import { grammarCodes } from "./codes.js"
import { type Stretch, spanOf, stretches } from "./lines.js"
import { expectedOf } from "./messages.js"
import { GuidelineParser } from "./parser.js"
import {
  endOf,
  KEYWORDS,
  type Keyword,
  keyword as keywordType,
  lex,
  Name,
  NumberSign,
  OpenQuote,
  Quote,
  retype,
  wordOf,
} from "./tokens.js"

export interface StatementSyntax {
  /** What the statement was read as; absent when nobody can tell. */
  readonly keyword?: Keyword
  /** Present when it was read as something; parts may be missing if there is a problem. */
  readonly cst?: CstNode
  readonly tokens: readonly IToken[]
  readonly indent: number
  readonly span: Span
  /** The one error of this statement. */
  readonly problem?: Diagnostic
}

export interface Syntax {
  readonly statements: readonly StatementSyntax[]
  readonly comments: readonly Span[]
  /** In the order of the text; also those that lie in no statement. */
  readonly problems: readonly Diagnostic[]
}

const diagnose = diagnoser(grammarCodes)
const parser = new GuidelineParser()

/** In so many lines of a file it is guessed what was meant: each guess is a parse, and a file may be all errors. */
const MOST_GUESSES = 100

interface Guesses {
  left: number
}

interface Attempt {
  readonly keyword: Keyword
  readonly cst: CstNode | undefined
  readonly tokens: readonly IToken[]
  /** The first error: where, and what was expected there. */
  readonly error?: { readonly token: IToken; readonly message: string; readonly atEnd: boolean }
}

function attempt(keyword: Keyword, tokens: readonly IToken[]): Attempt {
  parser.input = tokens as IToken[]
  const cst = parser.statement(keyword)
  const first = parser.errors[0]
  if (!first) return { keyword, cst, tokens }
  const atEnd = Number.isNaN(first.token.startOffset)
  return { keyword, cst, tokens, error: { token: first.token, message: first.message, atEnd } }
}

export function parseSyntax(source: Source): Syntax {
  const { tokens, comments, strange } = lex(source.text)
  const cut = stretches(source.text, tokens)
  const statements: StatementSyntax[] = []
  const loose: Diagnostic[] = []
  const guesses = { left: MOST_GUESSES }
  let next = 0
  cut.forEach((stretch, i) => {
    const end = cut[i + 1]?.tokens[0]?.startOffset ?? source.text.length
    const inside: Span[] = []
    while (next < strange.length && strange[next]!.start < end) inside.push(strange[next++]!)
    const sign = signProblem(source, stretch, inside)
    if (stretch.keyword) {
      const read = withKeyword(source, stretch, stretch.keyword, guesses, sign)
      statements.push(...(splitBefore(source, read, stretch, guesses) ?? [read]))
      return
    }
    const above = statements.at(-1)
    const joined = sign || guesses.left <= 0 ? undefined : joinedWith(source, above, stretch)
    if (joined) statements[statements.length - 1] = joined
    else statements.push(withoutKeyword(source, stretch, guesses, sign))
  })
  for (const span of strange.slice(next)) loose.push(unknownSign(source, span))
  const problems = [...statements.flatMap((s) => (s.problem ? [s.problem] : [])), ...loose]
  return {
    statements,
    comments: comments.map((c) => ({ start: c.startOffset, end: endOf(c) })),
    problems,
  }
}

function withKeyword(
  source: Source,
  stretch: Stretch,
  keyword: Keyword,
  guesses: Guesses,
  sign?: Diagnostic,
): StatementSyntax {
  const plain = attempt(keyword, stretch.tokens)
  const base = { keyword, indent: stretch.indent, span: spanOf(stretch.tokens) }
  if (!plain.error || (sign && !isBefore(plain, sign)))
    return { ...base, ...parts(plain), ...(sign && { problem: sign }) }
  const mended = guesses.left-- > 0 ? mend(source, plain) : undefined
  if (mended) return { ...base, ...parts(mended.attempt), problem: mended.problem }
  return { ...base, ...parts(plain), problem: unexpected(source, plain) }
}

/** Whether the grammar stumbled before the sign: a text without its first quote is full of strange signs. */
const isBefore = ({ error }: Attempt, sign: Diagnostic): boolean =>
  !error!.atEnd && error!.token.startOffset < sign.place!.span.start

const parts = ({ cst, tokens }: Attempt) => ({ tokens, ...(cst && { cst }) })

/** Tries the words that a misspelt name near the error may have been meant for. */
function mend(source: Source, failed: Attempt): { attempt: Attempt; problem: Diagnostic } | undefined {
  const { tokens, error } = failed
  const at = error!.atEnd ? tokens.length : tokens.findIndex((t) => t.startOffset >= error!.token.startOffset)
  for (const i of [at, at - 1, at - 2]) {
    const token = tokens[i]
    if (i < 1 || token?.tokenType !== Name) continue
    for (const [word, type] of wordOf) {
      if (!isNear(token.image, word)) continue
      const again = attempt(failed.keyword, tokens.with(i, retype(token, type)))
      if (again.error) continue
      const place = { source, span: spanOf([token]) }
      const facts = { word: token.image, near: word }
      return { attempt: again, problem: diagnose("word-misspelt", facts, { place, fix: writing(word, place.span) }) }
    }
  }
  return undefined
}

/**
 * A line that seemed to go on may be a statement that lost its keyword: taken for one if what stands before it is
 * complete, and one keyword makes it whole or the error is right at its beginning.
 */
function splitBefore(
  source: Source,
  failed: StatementSyntax,
  stretch: Stretch,
  guesses: Guesses,
): StatementSyntax[] | undefined {
  const { keyword } = stretch
  if (failed.problem?.code !== "syntax-unexpected" || !keyword || guesses.left <= 0) return undefined
  const where = failed.problem.place!.span.start
  const line = stretch.lines.findLast(({ at }) => stretch.tokens[at]!.startOffset <= where)
  if (!line) return undefined
  const before = attempt(keyword, stretch.tokens.slice(0, line.at))
  if (before.error) return undefined
  const rest = withoutKeyword(
    source,
    { tokens: stretch.tokens.slice(line.at), indent: line.indent, lines: [] },
    guesses,
  )
  if (!rest.keyword && stretch.tokens[line.at]!.startOffset < where) return undefined
  return [{ keyword, indent: stretch.indent, ...parts(before), span: spanOf(before.tokens) }, rest]
}

/** A line without indentation that the statement above was waiting for. */
function joinedWith(source: Source, above: StatementSyntax | undefined, stretch: Stretch): StatementSyntax | undefined {
  if (above?.problem?.code !== "syntax-unexpected" || !above.keyword) return undefined
  const again = attempt(above.keyword, [...above.tokens, ...stretch.tokens])
  if (again.error) return undefined
  const place = { source, span: spanOf(stretch.tokens) }
  const indentation = " ".repeat(above.indent + 4)
  const fix: Fix = {
    title: "Indent the line",
    edits: [{ span: { start: place.span.start, end: place.span.start }, text: indentation }],
  }
  return {
    keyword: above.keyword,
    indent: above.indent,
    ...parts(again),
    span: spanOf(again.tokens),
    problem: diagnose("line-not-indented", { statement: above.keyword }, { place, fix }),
  }
}

/** A line that begins with no keyword: misspelt, left out, or nothing that is known. */
function withoutKeyword(source: Source, stretch: Stretch, guesses: Guesses, sign?: Diagnostic): StatementSyntax {
  const { tokens, indent } = stretch
  const first = tokens[0]!
  const place = { source, span: spanOf([first]) }
  const base = { indent, span: spanOf(tokens) }
  const found = (result: Attempt, problem: Diagnostic): StatementSyntax => ({
    ...base,
    keyword: result.keyword,
    ...parts(result),
    problem: earlier(problem, sign),
  })
  const replacing = (k: Keyword) => attempt(k, tokens.with(0, retype(first, keywordType[k])))
  const inserting = (k: Keyword) => {
    const made = { ...retype(first, keywordType[k]), image: "", endOffset: first.startOffset }
    return attempt(k, [made, ...tokens])
  }
  const misspelt = (result: Attempt) =>
    found(
      result,
      diagnose(
        "statement-misspelt",
        { word: first.image, near: result.keyword },
        { place, fix: writing(result.keyword, place.span) },
      ),
    )
  const isWord = first.tokenType === Name
  const guessing = guesses.left-- > 0
  const near = isWord && guessing ? nearKeywords(first.image).map(replacing) : []
  const clean = near.find((result) => !result.error)
  if (clean) return misspelt(clean)

  // a row of bare names would fit several statements; only one with a sign or a text in it is worth a guess
  const structured = tokens.some((t) => t.tokenType !== Name)
  const fitting = structured && guessing ? KEYWORDS.map(inserting).filter((result) => !result.error) : []
  // `name: text` would do for a report as well as for an input
  const inserted = fitting.length > 1 ? fitting.filter((result) => result.keyword !== "report") : fitting
  const left = inserted.length === 1 ? inserted[0] : inserted.find((r) => r.keyword === "use" && isPath(tokens[0]!))
  if (left) {
    const fix: Fix = {
      title: `Write "${left.keyword}"`,
      edits: [{ span: { start: first.startOffset, end: first.startOffset }, text: `${left.keyword} ` }],
    }
    return found(left, diagnose("statement-left-out", { near: left.keyword }, { place, fix }))
  }
  if (near[0]) return misspelt(near[0])
  const replaced = isWord && structured && guessing ? KEYWORDS.map(replacing).filter((result) => !result.error) : []
  if (replaced.length === 1) return misspelt(replaced[0]!)
  const problem = isWord
    ? diagnose("statement-unknown", { word: first.image }, { place })
    : diagnose("statement-left-out", {}, { place })
  return { ...base, tokens, problem: earlier(problem, sign) }
}

const earlier = (problem: Diagnostic, sign: Diagnostic | undefined): Diagnostic =>
  sign && sign.place!.span.start <= problem.place!.span.start ? sign : problem

const isPath = (token: IToken): boolean => token.tokenType === Quote && token.image.slice(0, -1).endsWith(".guideline")

function unexpected(source: Source, { tokens, error }: Attempt): Diagnostic {
  const expected = expectedOf(error!.message)
  if (error!.atEnd) {
    const end = endOf(tokens.at(-1)!)
    return diagnose("syntax-unexpected", { expected }, { place: { source, span: { start: end, end } } })
  }
  const span = { start: error!.token.startOffset, end: endOf(error!.token) }
  return diagnose("syntax-unexpected", { expected, found: error!.token.image }, { place: { source, span } })
}

/** What the lexer alone can tell: an unknown sign, an open quote, a number beyond the range. The first of them. */
function signProblem(source: Source, { tokens }: Stretch, strange: readonly Span[]): Diagnostic | undefined {
  const at = strange[0] ? unknownSign(source, strange[0]) : undefined
  const token = tokens.find((t) => t.tokenType === OpenQuote || (t.tokenType === NumberSign && !inRange(t.image)))
  if (!token || (at?.place && at.place.span.start < token.startOffset)) return at
  const place = { source, span: spanOf([token]) }
  if (token.tokenType === NumberSign) return diagnose("number-range", { number: token.image }, { place })
  const fix: Fix = {
    title: "Close the quote at the end of the line",
    edits: [{ span: { start: place.span.end, end: place.span.end }, text: token.image[0] === '"' ? '"' : "”" }],
  }
  return diagnose("quote-open", {}, { place, fix })
}

const inRange = (image: string): boolean =>
  Math.abs(Number(image)) <= 1e9 && image.length - (image.indexOf(".") < 0 ? image.length : image.indexOf(".")) <= 7

function unknownSign(source: Source, span: Span): Diagnostic {
  return diagnose("sign-unknown", { sign: source.slice(span).trim() }, { place: { source, span } })
}

const writing = (text: string, span: Span): Fix => ({ title: `Write "${text}"`, edits: [{ span, text }] })

const allowed = (word: string): number => (word.length > 4 ? 2 : 1)

function isNear(word: string, known: string): boolean {
  return editDistance(word.toLowerCase(), known, allowed(word)) <= allowed(word)
}

function nearKeywords(word: string): Keyword[] {
  const distance = (k: string) => editDistance(word.toLowerCase(), k, allowed(word))
  return KEYWORDS.filter((k) => isNear(word, k)).sort((a, b) => distance(a) - distance(b))
}
