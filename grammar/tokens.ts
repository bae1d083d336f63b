/**
 * The words and signs of `.guideline` files. Knows nothing of lines and nothing of what a word means.
 *
 * A word is a statement's keyword only as the first word of its line, so the lexer calls every word a Name and
 * `lines.ts` tells keywords apart by their place. Every pattern is linear: none can be made to backtrack.
 */
import type { IToken, TokenType } from "chevrotain"
import { createToken, Lexer } from "./chevrotain.js"

export type { CstElement, CstNode, IToken } from "chevrotain"

export const KEYWORDS = [
  "guideline",
  "use",
  "task",
  "input",
  "gold",
  "answer",
  "accept",
  "rescue",
  "shuffle",
  "exclude",
  "entity",
  "label",
  "relation",
  "otherwise",
  "alias",
  "prefer",
  "cue",
  "check",
  "judge",
  "advice",
  "example",
  "not",
  "test",
  "reward",
  "report",
  "standardize",
  "arm",
  "budget",
] as const
export type Keyword = (typeof KEYWORDS)[number]

/** Joining words are never names: they end an open list. */
export const JOINS = [
  "in",
  "for",
  "and",
  "is",
  "by",
  "else",
  "after",
  "over",
  "of",
  "or",
  "when",
  "within",
  "from",
  "fully",
  "says",
] as const
type Join = (typeof JOINS)[number]

/** Words with a meaning at one place of a statement; anywhere else they are ordinary names. */
export const SOFT = [
  "version",
  "source",
  "text",
  "yes-no",
  "table",
  "group",
  "number",
  "mention",
  "triplet",
  "quote",
  "relation",
  "order",
  "list",
  "one",
  "between",
  "to",
  "each",
  "numbered",
  "first",
  "last",
  "only",
  "every",
  "json",
  "box",
  "line",
  "key",
  "characters",
  "as",
  "lines",
  "brackets",
  "optional",
  "symmetric",
  "under",
  "sees",
  "scores",
  "tokens",
  "drop",
] as const
type Soft = (typeof SOFT)[number]

/** @example capital("yes-no") // "YesNo" */
export const capital = (word: string): string =>
  word
    .split("-")
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
    .join("")

/** Letters and marks of other scripts, without the punctuation that stands among them. */
export const LETTERS =
  "\\u00c0-\\u024f\\u0370-\\u037d\\u037f-\\u0386\\u0388-\\u0559\\u0560-\\u0588\\u0590-\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7-\\u05f2" +
  "\\u0610-\\u061a\\u0620-\\u0669\\u066e-\\u06d3\\u06d5-\\u06ff\\u070f-\\u0963\\u0966-\\u1360\\u1369-\\u167f\\u1681-\\u1fff\\u3040-\\ud7ff"

/**
 * Where a name may begin, said to Chevrotain, which would otherwise look at each of these 50,000 letters at every start. It
 * keeps signs from 256 on in groups of 255: one of each group is enough, and one too many does no harm.
 */
function firstLetters(): number[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"].map((letter) => letter.charCodeAt(0))
  for (let code = 0xc0; code <= 0xff; code++) letters.push(code)
  for (let code = 0x100; code < 0xd800; code += 255) letters.push(code)
  return [...letters, 0xd7ff]
}

export const Name = createToken({
  name: "Name",
  label: "a name",
  start_chars_hint: firstLetters(),
  pattern: new RegExp(`[A-Za-z_${LETTERS}][\\w${LETTERS}]*(?:-[\\w${LETTERS}]+)*`),
})
/**
 * Typographic quotes come from word processors: “…” and „…“ are read as "…". One pair of the same kind may stand inside, as
 * in „er sagt „nein““; without a second closing sign the first one ends the text.
 */
export const Quote = createToken({
  name: "Quote",
  label: 'a text in "quotes"',
  pattern: new RegExp(
    [
      String.raw`"[^"\r\n]*"`,
      String.raw`“(?:[^“”"\r\n]|“[^“”"\r\n]*”)*”|“[^”\r\n]*”`,
      String.raw`„(?:[^„“”"\r\n]|„[^„“”"\r\n]*[“”])*[“”]|„[^“”\r\n]*[“”]`,
    ].join("|"),
  ),
})
/** A quote that its line does not close; it is taken to the end of the line. */
export const OpenQuote = createToken({ name: "OpenQuote", pattern: /["“„][^\r\n]*/, categories: [Quote] })
/** Texts as others quote them; understood, and an error. An apostrophe before a letter does not end one. */
export const OtherQuote = createToken({
  name: "OtherQuote",
  pattern: /'(?:[^'\r\n]|'(?=[A-Za-z\u00c0-\u024f]))*'|‘[^’\r\n]*’|«[^»\r\n]*»|`[^`\r\n]*`/,
  categories: [Quote],
})
export const Bar = createToken({ name: "Bar", label: "a line of text behind |", pattern: /\|[^\r\n]*/ })
export const Tag = createToken({ name: "Tag", label: "a <tag>", pattern: /<[A-Za-z][\w-]*>/ })
export const NumberSign = createToken({ name: "Number", label: "a number", pattern: /[+-]?\d+(?:\.\d+)?/ })
export const Colon = createToken({ name: "Colon", label: '":"', pattern: ":" })
export const Comma = createToken({ name: "Comma", label: '","', pattern: "," })
export const LParen = createToken({ name: "LParen", label: '"("', pattern: "(" })
export const RParen = createToken({ name: "RParen", label: '")"', pattern: ")" })
export const LBracket = createToken({ name: "LBracket", label: '"["', pattern: "[" })
export const RBracket = createToken({ name: "RBracket", label: '"]"', pattern: "]" })
const Space = createToken({
  name: "Space",
  pattern: /[ \t\r\n\ufeff\u00a0]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
})
/** Signs that stand where another one is meant; see `STAND_INS`. */
const StandIn = createToken({ name: "StandIn", pattern: /=>|->|==|[=→>;{}：，、،؛；（）［］]/, group: "standIns" })
const Comment = createToken({ name: "Comment", pattern: /#[^\r\n]*/, group: "comments" })
/** A programmer's comment: understood, and an error. */
const OtherComment = createToken({ name: "OtherComment", pattern: /\/\/[^\r\n]*/, group: "otherComments" })

const word = (name: string, label: string, categories?: TokenType[]) =>
  createToken({ name, label, pattern: Lexer.NA, ...(categories && { categories }) })

export const keyword = Object.fromEntries(KEYWORDS.map((w) => [w, word(`K${capital(w)}`, w)])) as Record<
  Keyword,
  TokenType
>
export const join = Object.fromEntries(JOINS.map((w) => [w, word(`W${capital(w)}`, `"${w}"`)])) as Record<
  Join,
  TokenType
>
export const soft = Object.fromEntries(SOFT.map((w) => [w, word(`W${capital(w)}`, `"${w}"`, [Name])])) as Record<
  Soft,
  TokenType
>

export const keywordOf: ReadonlyMap<string, TokenType> = new Map(Object.entries(keyword))
export const wordOf: ReadonlyMap<string, TokenType> = new Map(Object.entries({ ...join, ...soft }))
export const isJoin = (type: TokenType): boolean => (Object.values(join) as TokenType[]).includes(type)
export const isKeyword = (text: string): text is Keyword => keywordOf.has(text)

export const vocabulary: TokenType[] = [
  Space,
  Comment,
  OtherComment,
  StandIn,
  Quote,
  OpenQuote,
  OtherQuote,
  Bar,
  Tag,
  NumberSign,
  Name,
  Colon,
  Comma,
  LParen,
  RParen,
  LBracket,
  RBracket,
  ...Object.values(keyword),
  ...Object.values(join),
  ...Object.values(soft),
]

const lexer = new Lexer(vocabulary, {
  positionTracking: "onlyOffset",
  ensureOptimizations: true,
  skipValidations: true,
})

export interface Lexed {
  readonly tokens: IToken[]
  readonly comments: readonly IToken[]
  /** Those that begin with another sign than `#`. */
  readonly otherComments: readonly IToken[]
  readonly standIns: readonly IToken[]
  /** Stretches that no pattern takes. */
  readonly strange: readonly { readonly start: number; readonly end: number }[]
}

export function lex(text: string): Lexed {
  const { tokens, groups, errors } = lexer.tokenize(text)
  return {
    tokens,
    comments: groups.comments ?? [],
    otherComments: groups.otherComments ?? [],
    standIns: groups.standIns ?? [],
    strange: errors.map((e) => ({ start: e.offset, end: e.offset + e.length })),
  }
}

/** What a sign may have been meant for: a programmer's `=`, or a sign of another keyboard. */
export const STAND_INS: Readonly<Record<string, readonly TokenType[]>> = {
  "=": [Colon, join.is],
  "==": [join.is],
  "=>": [join.is],
  "->": [join.is],
  "→": [join.is],
  ">": [join.over],
  ";": [Comma],
  "{": [LBracket, LParen],
  "}": [RBracket, RParen],
  "：": [Colon],
  "，": [Comma],
  "、": [Comma],
  "،": [Comma],
  "؛": [Comma],
  "；": [Comma],
  "（": [LParen],
  "）": [RParen],
  "［": [LBracket],
  "］": [RBracket],
}

/** Gives a token another type: a Name becomes a keyword or a word of the grammar. */
export function retype(token: IToken, type: TokenType): IToken {
  return { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx! }
}

export const endOf = (token: IToken): number => token.startOffset + token.image.length
