/** One statement's tokens to its CST, with the first error. All guesses at what was meant go through here. */
import type { CstNode, IToken, TokenType } from "chevrotain"
import { GuidelineParser } from "./parser.js"
import { join, type Keyword, LBracket, LParen, RBracket, RParen, retype, soft } from "./tokens.js"

export interface Attempt {
  readonly keyword: Keyword
  readonly cst: CstNode | undefined
  readonly tokens: readonly IToken[]
  readonly error?: {
    readonly token: IToken
    /** What was expected, as `messages.ts` packs it. */
    readonly message: string
    readonly atEnd: boolean
    /** Brackets in brackets, further than anybody writes: it was not parsed. */
    readonly deep?: true
  }
}

const parser = new GuidelineParser()

const held = new Map<Keyword, ReadonlySet<TokenType>>()

/** Whether a keyword's statement has a place for a word or sign, if only as a name: no other is worth a guess. */
export function canHold(keyword: Keyword, type: TokenType): boolean {
  let types = held.get(keyword)
  if (!types) {
    types = parser.tokensOf(keyword)
    held.set(keyword, types)
  }
  return types.has(type) || (type.CATEGORIES ?? []).some((category) => types.has(category))
}

/** Brackets and lists inside each other; each takes a place on the stack. */
const DEEPEST = 20

export function attempt(keyword: Keyword, tokens: readonly IToken[]): Attempt {
  const deep = tooDeep(tokens)
  if (deep) return { keyword, cst: undefined, tokens, error: { token: deep, message: "", atEnd: false, deep: true } }
  const cst = parsed(keyword, tokens)
  const first = parser.errors[0]
  if (!first) return { keyword, cst, tokens }
  const atEnd = Number.isNaN(first.token.startOffset)
  return { keyword, cst, tokens, error: { token: first.token, message: first.message, atEnd } }
}

/** Chevrotain makes an Error for every mistake; its stack trace would take four fifths of the time of a failing guess. */
function parsed(keyword: Keyword, tokens: readonly IToken[]): CstNode | undefined {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    parser.input = tokens as IToken[]
    return parser.statement(keyword)
  } finally {
    Error.stackTraceLimit = limit
  }
}

function tooDeep(tokens: readonly IToken[]): IToken | undefined {
  let depth = 0
  let lists = 0
  for (const token of tokens) {
    const type = token.tokenType
    if (type === LParen || type === LBracket) depth++
    else if (type === RParen || type === RBracket) depth = Math.max(0, depth - 1)
    else if (type === soft.list) lists++
    else if (type !== join.of) lists = 0
    if (depth > DEEPEST || lists > DEEPEST) return token
  }
  return undefined
}

/** A token that is not in the text: what may have been left out before another one. */
export function madeUp(type: TokenType, at: number, like: IToken): IToken {
  return { ...retype(like, type), image: "", startOffset: at, endOffset: at }
}
