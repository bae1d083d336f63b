/** What a guideline's signs and words are: to the real lexer and parser, and to the TextMate grammar. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import oniguruma from "vscode-oniguruma"
import textmate, { type IGrammar } from "vscode-textmate"
import { stretches } from "../../grammar/lines.js"
import * as signs from "../../grammar/tokens.js"
import { parse } from "../../src/language/parse.js"
import { symbolsIn, type What } from "../../src/lsp/symbols.js"
import { Source } from "../../src/text.js"

export interface Piece {
  readonly at: number
  readonly text: string
  readonly is: string
}

const DECLARED: readonly What[] = [
  ...(["input", "mention", "gold", "answer", "entity", "label", "relation", "otherwise", "arm"] as const),
]

/** Everything but spaces, as the lexer has it and the line decides. */
export function real(text: string): Piece[] {
  const { tokens, comments, otherComments, standIns } = signs.lex(text)
  const { tree } = parse(new Source("a.guideline", text))
  const declared = new Set(
    symbolsIn(tree)
      .declarations.filter(({ what }) => DECLARED.includes(what))
      .map(({ span }) => span.start),
  )
  const typed = stretches(text, tokens).flatMap((stretch) => stretch.tokens)
  const words = typed.map((token, i) => {
    const isNamed = typed[i + 1]?.tokenType === signs.Colon
    return pieceOf(token, declared.has(token.startOffset) ? "declared name" : kindOf(token, isNamed))
  })
  return [
    ...words,
    ...comments.map((token) => pieceOf(token, "comment")),
    ...otherComments.map((token) => pieceOf(token, "wrong comment")),
    ...standIns.map((token) => pieceOf(token, "wrong sign")),
  ].sort((a, b) => a.at - b.at)
}

const pieceOf = (token: signs.IToken, is: string): Piece => ({ at: token.startOffset, text: token.image, is })

function kindOf({ tokenType: type, image }: signs.IToken, isNamed: boolean): string {
  if (signs.keywordOf.get(image) === type) return "keyword"
  if (signs.isJoin(type)) return "joining word"
  if (signs.wordOf.get(image) === type) return isNamed ? "name" : "word"
  return KINDS[type.name] ?? "sign"
}

const KINDS: Readonly<Record<string, string>> = {
  Name: "name",
  Quote: "text",
  OpenQuote: "open text",
  OtherQuote: "other text",
  Bar: "bar",
  Tag: "tag",
  Number: "number",
}

const SCOPES: Readonly<Record<string, string>> = {
  "keyword.control": "keyword",
  "keyword.operator.word": "joining word",
  "keyword.other": "word",
  "entity.name": "declared name",
  "variable.other": "name",
  "string.quoted.double": "text",
  "string.quoted.double.unclosed": "open text",
  "string.quoted.other": "other text",
  "string.unquoted.bar": "bar",
  "entity.name.tag": "tag",
  "constant.numeric": "number",
  "comment.line.number-sign": "comment",
  "punctuation.separator": "sign",
  "punctuation.section.brackets": "sign",
  "invalid.illegal.comment": "wrong comment",
  "invalid.illegal.sign": "wrong sign",
}

/** @param json of the grammar */
export async function grammarOf(json: string): Promise<IGrammar> {
  await loaded
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(json, "glossator.tmLanguage.json"),
  })
  return (await registry.loadGrammar("source.guideline"))!
}

const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm")
const loaded = oniguruma.loadWASM(Uint8Array.from(readFileSync(wasm)).buffer)

/** What each sign of a text is to an editor, which reads line by line; undefined for what has no colour. */
export function coloured(grammar: IGrammar, text: string): (string | undefined)[] {
  let rules = textmate.INITIAL
  return text.split("\n").flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, rules)
    rules = ruleStack
    // the first scope is the file's, and inside a text the marks have one more
    const kinds = tokens.flatMap(({ startIndex, endIndex, scopes: [, scope] }) => {
      const known = scope?.replace(/\.guideline$/, "")
      const kind = known === undefined ? undefined : (SCOPES[known] ?? known)
      return Array<string | undefined>(Math.min(endIndex, line.length) - startIndex).fill(kind)
    })
    return [...kinds.concat(Array(line.length).fill(undefined)).slice(0, line.length), undefined]
  })
}

/** Pieces whose colour is another one, and colours where there is nothing; as sentences. */
export function differences(grammar: IGrammar, text: string): string[] {
  const kinds = coloured(grammar, text)
  const found = real(text).flatMap(({ at, text: piece, is }) => {
    const seen = new Set(kinds.slice(at, at + piece.length))
    kinds.fill(undefined, at, at + piece.length)
    const line = text.slice(0, at).split("\n").length
    return seen.size === 1 && seen.has(is) ? [] : [`line ${line}: ${piece} is ${is}, coloured as ${[...seen]}`]
  })
  return [...found, ...kinds.flatMap((kind, at) => (kind === undefined ? [] : [`${at}: nothing, coloured as ${kind}`]))]
}
