/**
 * Tokens to statements, by lines alone: where one begins and what belongs to it. Knows no grammar.
 *
 * A line whose first word is a keyword begins a statement, unless a colon right behind shows that it is a name. Any other
 * line goes on with the statement above only if it is indented deeper than that statement's first line; so no line can
 * melt into the one above when its keyword is lost.
 */
import type { IToken, TokenType } from "chevrotain"
import {
  Colon,
  Comma,
  endOf,
  isJoin,
  isKeyword,
  type Keyword,
  keywordOf,
  LBracket,
  LParen,
  Name,
  wordOf,
} from "./tokens.js"

export interface Stretch {
  /** Absent for a line that begins with no keyword and continues nothing. */
  readonly keyword?: Keyword
  /** With the keyword's own token first, if there is one; never empty. */
  readonly tokens: IToken[]
  /** Columns before the first token, from 0; a tab goes to the next multiple of four. */
  readonly indent: number
  /** Where the lines that go on begin: index into the tokens, and columns. */
  readonly lines: { readonly at: number; readonly indent: number }[]
  /** What a reader keeps with a stretch that is read without a problem, for the next text in which it stands. */
  kept?: object
}

/**
 * @param tokens those of the lexer; each gets the type that its place tells
 * @param from where the line of the first token begins
 */
export function stretches(text: string, tokens: readonly IToken[], from = 0): Stretch[] {
  const out: (Omit<Stretch, "tokens"> & { tokens: IToken[] })[] = []
  /** Where the tokens of the last one begin; it gets them when the next one begins. */
  let begin = 0
  const next = (indent: number, at: number, keyword?: Keyword): void => {
    const last = out.at(-1)
    if (last) last.tokens = tokens.slice(begin, at)
    begin = at
    out.push(keyword ? { keyword, tokens: [], indent, lines: [] } : { tokens: [], indent, lines: [] })
  }
  let lineEnd = from - 1
  let lineStart = from
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    let first = i === 0
    // the newest line start before the token; `lineEnd` runs ahead so that each line end is looked for once
    while (lineEnd < token.startOffset) {
      if (lineEnd >= 0) {
        lineStart = lineEnd + 1
        first = true
      }
      const end = text.indexOf("\n", lineEnd + 1)
      lineEnd = end < 0 ? text.length : end
    }
    const isName = token.tokenType === Name
    const word = isName ? wordOf.get(token.image) : undefined
    if (!first) {
      setType(token, word)
      continue
    }
    const indent = width(text, lineStart, token.startOffset)
    const isNamed = tokens[i + 1]?.tokenType === Colon
    if (isName && isKeyword(token.image) && !isNamed) {
      next(indent, i, token.image)
      setType(token, keywordOf.get(token.image))
      continue
    }
    const current = out.at(-1)
    const goesOn = current !== undefined && indent > current.indent
    if (goesOn && (!isName || (word && !isNamed) || isOpen(tokens[i - 1]!)))
      current.lines.push({ at: i - begin, indent })
    else next(indent, i)
    setType(token, word)
  }
  const last = out.at(-1)
  if (last) last.tokens = tokens.slice(begin)
  return out
}

function setType(token: IToken, type: TokenType | undefined): void {
  if (!type) return
  token.tokenType = type
  token.tokenTypeIdx = type.tokenTypeIdx!
}

/** Whether a name must follow: after a comma, a colon, a bracket, a joining word or the keyword itself. */
function isOpen(last: IToken): boolean {
  const type = last.tokenType
  return (
    type === Comma ||
    type === Colon ||
    type === LParen ||
    type === LBracket ||
    isJoin(type) ||
    keywordOf.get(last.image) === type
  )
}

/** Columns before what begins a line there, from 0; undefined where something else stands before it on its line. */
export function columnOfLineStart(text: string, at: number): number | undefined {
  const start = text.lastIndexOf("\n", at - 1) + 1
  return at > 0 && text.slice(start, at).trim() !== "" ? undefined : width(text, start, at)
}

function width(text: string, from: number, to: number): number {
  let columns = 0
  for (let i = from; i < to; i++) {
    const sign = text[i]
    if (sign === "\t") columns += 4 - (columns % 4)
    else if (sign !== "\ufeff" && sign !== "\r") columns++
  }
  return columns
}

export const spanOf = (tokens: readonly IToken[]) => ({ start: tokens[0]!.startOffset, end: endOf(tokens.at(-1)!) })
