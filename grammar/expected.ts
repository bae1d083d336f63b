/**
 * What can stand at a place of a text, for an editor: the words of the grammar that fit, and by which rule a name does.
 * The grammar itself tells, so that an editor offers neither more nor less than the parser takes.
 */
import type { IToken, TokenType } from "chevrotain"
import { stretches } from "./lines.js"
import { GuidelineParser, ruleOf } from "./parser.js"
import { Bar, endOf, isKeyword, type Keyword, LETTERS, lex, Name, OpenQuote, wordOf } from "./tokens.js"

export interface CursorPlace {
  /** The statement that goes on here; absent at the beginning of a file, and behind what nobody can read. */
  readonly keyword?: Keyword
  /** Columns before that statement. */
  readonly indent: number
  /** Its tokens before the word that is being typed; their offsets count from `from`. */
  readonly tokens: readonly IToken[]
  readonly from: number
  /** Where the word that is being typed begins; the cursor's own offset if there is none. */
  readonly wordStart: number
  /** Nothing but space stands before that word on its line: it may be the keyword of a statement. */
  readonly beginsLine: boolean
  /** The cursor stands in a comment, or in a text from that offset on. */
  readonly inside?: { readonly kind: "comment" } | { readonly kind: "text"; readonly start: number }
}

const isWordSign = (sign: string | undefined): boolean => sign !== undefined && WORD_SIGN.test(sign)
const WORD_SIGN = new RegExp(`[\\w${LETTERS}-]`)

export function cursorPlace(text: string, offset: number): CursorPlace {
  let wordStart = offset
  while (isWordSign(text[wordStart - 1])) wordStart--
  const line = lineStart(text, offset)
  const beginsLine = text.slice(line, wordStart).replace("\ufeff", "").trim() === ""
  const from = statementStart(text, beginsLine ? line - 1 : line)
  const { tokens, comments } = lex(text.slice(from, wordStart))
  const stretch = stretches(text.slice(from, wordStart), tokens).at(-1)
  const place = {
    ...(stretch?.keyword && { keyword: stretch.keyword }),
    indent: stretch?.indent ?? 0,
    tokens: stretch?.tokens ?? [],
    from,
    wordStart,
    beginsLine,
  }
  const reaches = (token: IToken | undefined) => token !== undefined && from + endOf(token) === wordStart && !beginsLine
  const last = tokens.at(-1)
  if (reaches(comments.at(-1))) return { ...place, inside: { kind: "comment" } }
  if (last && reaches(last) && (last.tokenType === OpenQuote || last.tokenType === Bar)) {
    return { ...place, inside: { kind: "text", start: from + last.startOffset } }
  }
  return place
}

const lineStart = (text: string, offset: number): number => (offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1)

/** The nearest line, this one or above, whose first word is a keyword; the beginning of the text if there is none. */
function statementStart(text: string, offset: number): number {
  for (let at = lineStart(text, offset); at > 0; at = lineStart(text, at - 1)) {
    let first = at
    while (text[first] === " " || text[first] === "\t") first++
    let end = first
    while (isWordSign(text[end])) end++
    if (isKeyword(text.slice(first, end))) return at
  }
  return 0
}

export interface Expected {
  /** Words of the grammar. */
  readonly words: readonly string[]
  /** The rules that take a name there, each with those around it: `["rewardStatement", "phrase"]`, and its place among the rule's names. */
  readonly names: readonly { readonly rules: readonly string[]; readonly index: number }[]
}

/** More tokens than a person writes in a statement would keep an editor waiting. */
const MOST_TOKENS = 2_000

const words = new Map<TokenType, string>([...wordOf].map(([word, type]) => [type, word]))
let parser: GuidelineParser | undefined

export function expectedAt({ keyword, tokens }: CursorPlace): Expected {
  if (!keyword || tokens.length > MOST_TOKENS) return { words: [], names: [] }
  parser ??= new GuidelineParser()
  const paths = parser.computeContentAssist(`${ruleOf(keyword)}Statement`, tokens as IToken[])
  const names = new Map<string, Expected["names"][number]>()
  const found = new Set<string>()
  for (const { nextTokenType, nextTokenOccurrence, ruleStack } of paths) {
    const word = words.get(nextTokenType)
    if (word !== undefined) found.add(word)
    if (nextTokenType === Name) {
      names.set(`${ruleStack.join(" ")} ${nextTokenOccurrence}`, { rules: ruleStack, index: nextTokenOccurrence })
    }
  }
  return { words: [...found], names: [...names.values()] }
}
