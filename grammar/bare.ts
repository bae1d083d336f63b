/**
 * Texts that stand on lines without bars, or on a statement's line without quotes, as one would write them on paper. Each is
 * read as the text that it is. Knows no statement but by whether it parses with a text there.
 */
import type { IToken } from "chevrotain"
import type { Diagnostic, Fix } from "../src/diagnostic.js"
import type { Source, Span } from "../src/text.js"
import { type Attempt, attempt } from "./attempt.js"
import { diagnose } from "./codes.js"
import { columnOfLineStart, type Stretch, spanOf } from "./lines.js"
import type { Mended } from "./mend.js"
import { expectedOf } from "./messages.js"
import type { Guesses, StatementSyntax } from "./syntax.js"
import { Bar, Name, Quote, retype } from "./tokens.js"

/** `task Say what it does.`, or the same on the lines below: what a text should be, and is nothing else. */
export function bareText(source: Source, { keyword, tokens, error }: Attempt, at: number): Mended | undefined {
  const first = tokens[at]
  const above = tokens[at - 1]
  if (!first || !above) return undefined
  const rest = tokens.slice(at)
  const lines = linesOf(source, rest)
  // behind a name, words without the end of a sentence may be part of the name
  const isText = asksForText(error!.message)
    ? readsLikeText(rest, 2)
    : readsLikeText(rest, 3) && isSentence(source, lines)
  if (!isText) return undefined
  const whole = attempt(keyword, [...tokens.slice(0, at), ...lines.map((line) => barOf(source, line, first))])
  if (whole.error) return undefined
  const isOwnLine = beginsLine(source, first.startOffset)
  const fix = isOwnLine ? withBars(lines) : lines.length === 1 ? inQuotes(source, lines[0]!) : undefined
  return { attempt: whole, problem: textBare(source, keyword, lines[0]!, fix) }
}

/** A line below a statement that can go on with a text, and would be no statement itself. */
export function bareLine(
  source: Source,
  above: StatementSyntax,
  stretch: Stretch,
  guesses: Guesses,
): StatementSyntax | undefined {
  const { keyword, problem } = above
  const { tokens } = stretch
  const isBare = problem?.code === "text-bare"
  const isWaiting = problem?.code === "syntax-unexpected" && lacksText(problem)
  if (!keyword || (problem && !isBare && !isWaiting)) return undefined
  const isFlush = stretch.indent <= above.indent
  if (isFlush && !isWaiting && !(isBare && isRightBelow(source, above, stretch))) return undefined
  if (above.tokens.length + tokens.length > MOST_JOINED) return undefined
  const goesOn = above.tokens.at(-1)!.tokenType === Bar
  const isText = readsLikeText(tokens, goesOn ? 1 : 2)
  if (!isText && !(isBare && tokens.every(({ tokenType }) => tokenType === Bar))) return undefined
  if (guesses.left-- <= 0) return undefined
  const lines = isText ? linesOf(source, tokens) : []
  const bars = isText ? lines.map((line) => barOf(source, line, tokens[0]!)) : tokens
  const whole = attempt(keyword, [...above.tokens, ...bars])
  if (whole.error) return undefined
  const fix = withBars(lines, isFlush ? " ".repeat(above.indent + 4) : "")
  const said = isBare
    ? { ...problem, ...(problem.fix && { fix: { ...problem.fix, edits: [...problem.fix.edits, ...fix.edits] } }) }
    : textBare(source, keyword, lines[0]!, fix)
  return { ...above, cst: whole.cst, tokens: whole.tokens, span: spanOf(whole.tokens), problem: said }
}

/** So many tokens are read once more with each line below them. */
const MOST_JOINED = 400

const isTextLabel = (label: string): boolean => label === Quote.LABEL || label === Bar.LABEL
const asksForText = (message: string): boolean => expectedOf(message).some(isTextLabel)
/** Whether a statement ended where its text should stand. */
const lacksText = ({ facts }: Diagnostic): boolean =>
  facts.found === undefined && (facts.expected as readonly string[]).some(isTextLabel)

/** So many words in a row; a text in quotes at the end would be that of a statement whose first word nobody knows. */
function readsLikeText(tokens: readonly IToken[], words: number): boolean {
  if (tokens.at(-1)!.tokenType === Quote) return false
  return tokens.length >= words && tokens.slice(0, words).every(isWord)
}

const beginsLine = ({ text }: Source, at: number): boolean => columnOfLineStart(text, at) !== undefined
const isSentence = (source: Source, lines: readonly Span[]): boolean => /[.!?]$/.test(source.slice(lines.at(-1)!))

/** Whether the line goes on with the one above as it would on paper: as far to the left, with nothing between. */
function isRightBelow({ text }: Source, { tokens }: StatementSyntax, { tokens: [first], indent }: Stretch): boolean {
  const last = tokens.at(-1)!
  // a line that was read as one of bars has its sign in front of it
  const start = last.startOffset + 1
  return text.slice(start, first!.startOffset).split("\n").length === 2 && columnOfLineStart(text, start) === indent
}

const isWord = ({ tokenType, image }: IToken): boolean => tokenType === Name || /^[A-Za-z]/.test(image)

/** From the first token of each line to where the line ends. */
function linesOf({ text }: Source, tokens: readonly IToken[]): Span[] {
  const lines: Span[] = []
  for (const { startOffset: start } of tokens) {
    if (lines.length > 0 && start < lines.at(-1)!.end) continue
    const lineEnd = text.indexOf("\n", start)
    const line = text.slice(start, lineEnd < 0 ? text.length : lineEnd).trimEnd()
    lines.push({ start, end: start + line.length })
  }
  return lines
}

/** The bar that is not there is the sign in front of the text. */
const barOf = (source: Source, line: Span, like: IToken): IToken => ({
  ...retype(like, Bar),
  image: `|${source.slice(line)}`,
  startOffset: line.start - 1,
  endOffset: line.end,
})

const withBars = (lines: readonly Span[], indent = ""): Fix => ({
  title: 'Begin the line with "|"',
  edits: lines.map(({ start }) => ({ span: { start, end: start }, text: `${indent}| ` })),
})

function inQuotes(source: Source, line: Span): Fix | undefined {
  const text = source.slice(line)
  if (text.includes('"')) return undefined
  return { title: "Put the text in quotes", edits: [{ span: line, text: `"${text}"` }] }
}

/** So much of a text is shown again where it is said how to write it. */
const MOST_SHOWN = 60

function textBare(source: Source, statement: string, span: Span, fix: Fix | undefined): Diagnostic {
  const text = source.slice(span)
  const isLine = beginsLine(source, span.start)
  const help = isLine ? `Each line of a text begins with a bar: | ${text}` : `Put it in quotes: "${text}"`
  const isShort = text.length <= MOST_SHOWN && (isLine || !text.includes('"'))
  return diagnose(
    "text-bare",
    { statement },
    { place: { source, span }, ...(fix && { fix }), ...(isShort && { help }) },
  )
}
