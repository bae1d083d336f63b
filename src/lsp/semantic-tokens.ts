/** Colours by meaning: a word is a keyword only at its place, and a name has the colour of what it names. */
import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensLegend } from "vscode-languageserver"
import { stretches } from "../../grammar/lines.js"
import {
  Bar,
  endOf,
  type IToken,
  isKeyword,
  keywordOf,
  lex,
  NumberSign,
  Quote,
  Tag,
  wordOf,
} from "../../grammar/tokens.js"
import type { Span } from "../text.js"
import type { Opened } from "./feature.js"
import { positionOf } from "./places.js"
import { type KnownWord, symbolsIn, type What } from "./symbols.js"

const TYPES = [
  ...(["keyword", "comment", "string", "number", "decorator"] as const),
  ...(["variable", "property", "class", "enumMember", "parameter", "event", "function", "macro", "namespace"] as const),
] as const
type Type = (typeof TYPES)[number]

export const legend: SemanticTokensLegend = {
  tokenTypes: [...TYPES],
  tokenModifiers: ["declaration", "defaultLibrary"],
}
const DECLARES = 1
const IS_KNOWN = 2

const OF_NAMES: Readonly<Record<What, Type>> = {
  input: "variable",
  mention: "variable",
  gold: "variable",
  answer: "property",
  entity: "class",
  relation: "class",
  label: "enumMember",
  otherwise: "enumMember",
  role: "parameter",
  check: "event",
  judge: "event",
  advice: "event",
  reward: "event",
  report: "event",
  arm: "namespace",
}

const OF_KNOWN: Readonly<Record<KnownWord["kind"], Type>> = {
  verb: "function",
  object: "macro",
  unit: "macro",
  variant: "macro",
  reading: "macro",
  droppable: "macro",
  standard: "macro",
  list: "macro",
  item: "macro",
  tag: "decorator",
}

interface Colour {
  readonly type: Type
  readonly modifiers: number
}

export function semanticTokens({ tree, source, guideline }: Opened): SemanticTokens {
  const builder = new SemanticTokensBuilder()
  const push = ({ start, end }: Span, { type, modifiers }: Colour) => {
    const { line, character } = positionOf(source, start)
    if (end > start) builder.push(line, character, end - start, TYPES.indexOf(type), modifiers)
  }
  const named = namedIn(tree, guideline.names)
  const inTexts = [...named.keys()].sort((a, b) => a - b)
  let next = 0
  for (const { span, type, isText } of lexical(source.text)) {
    const colour = named.get(span.start)
    if (!isText) {
      const known = colour?.colour ?? (type && { type, modifiers: 0 })
      if (known) push(span, known)
      continue
    }
    // marks in a text have the colour of their mentions
    let from = span.start
    while (next < inTexts.length && inTexts[next]! < span.start) next++
    for (; next < inTexts.length && inTexts[next]! < span.end; next++) {
      const inner = named.get(inTexts[next]!)!
      push({ start: from, end: inner.span.start }, { type: "string", modifiers: 0 })
      push(inner.span, inner.colour)
      from = inner.span.end
    }
    push({ start: from, end: span.end }, { type: "string", modifiers: 0 })
  }
  return builder.build()
}

function namedIn(tree: Opened["tree"], names: Opened["guideline"]["names"]) {
  const { declarations, references, known } = symbolsIn(tree)
  const at = new Map<number, { readonly span: Span; readonly colour: Colour }>()
  const add = (span: Span, type: Type, modifiers: number) => {
    if (span.end > span.start) at.set(span.start, { span, colour: { type, modifiers } })
  }
  for (const { span, kind } of known) add(span, OF_KNOWN[kind], kind === "tag" ? 0 : IS_KNOWN)
  for (const reference of references) {
    const declaration = names.resolve(reference)
    if (declaration) add(reference.span, OF_NAMES[declaration.what], 0)
  }
  for (const { span, what } of declarations) add(span, OF_NAMES[what], DECLARES)
  return at
}

interface Piece {
  readonly span: Span
  readonly type?: Type
  readonly isText: boolean
}

/** Everything but spaces, in the order of the text. */
function lexical(text: string): Piece[] {
  const { tokens, comments } = lex(text)
  const pieces = stretches(text, tokens).flatMap((stretch) => stretch.tokens.map(piece))
  const notes = comments.map((token): Piece => ({ span: spanOf(token), type: "comment", isText: false }))
  return [...pieces, ...notes].sort((a, b) => a.span.start - b.span.start)
}

function piece(token: IToken): Piece {
  const { tokenType: type, image } = token
  const is = (kind: typeof Quote) => type === kind || type.CATEGORIES?.includes(kind) === true
  const span = spanOf(token)
  if (is(Quote) || type === Bar) return { span, isText: true }
  if (type === NumberSign) return { span, type: "number", isText: false }
  if (type === Tag) return { span, type: "decorator", isText: false }
  const isWord = (isKeyword(image) && keywordOf.get(image) === type) || wordOf.get(image) === type
  return { span, ...(isWord && { type: "keyword" as const }), isText: false }
}

const spanOf = (token: IToken): Span => ({ start: token.startOffset, end: endOf(token) })
