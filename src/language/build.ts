/**
 * One statement's CST to its AST node, without what belongs under it. A node comes out only if every part that it needs
 * was there: what recovery made up (a missing name) does not count, a missing comma does no harm.
 */
import type { CstElement, CstNode, IToken } from "chevrotain"
import type { StatementSyntax } from "../../grammar/syntax.js"
import { Bar, endOf, Name, OpenQuote, Quote } from "../../grammar/tokens.js"
import type { Span } from "../text.js"
import type { Amount, AnyStatement, BrokenStatement, LabelValue, Phrase, Prose, TypeName, Word } from "./ast.js"

export interface Trivia {
  readonly above: readonly string[]
  readonly beside?: string
}

/** Reads parts of a CST; remembers whether one that must be there was not. */
class Reader {
  holes = 0
  readonly #end: number

  constructor(end: number) {
    this.#end = end
  }

  tokens(node: CstNode | undefined, name: string): IToken[] {
    return ((node?.children[name] as IToken[] | undefined) ?? []).filter((t) => !t.isInsertedInRecovery)
  }

  node(node: CstNode | undefined, name: string): CstNode | undefined {
    return node?.children[name]?.[0] as CstNode | undefined
  }

  has(node: CstNode | undefined, name: string): boolean {
    return this.tokens(node, name).length > 0
  }

  word(node: CstNode | undefined, name = "Name", index = 0): Word {
    const token = this.tokens(node, name)[index]
    if (!token) return this.hole("")
    return { text: token.image, span: spanOfToken(token) }
  }

  maybeWord(node: CstNode | undefined, name = "Name", index = 0): Word | undefined {
    return this.tokens(node, name)[index] ? this.word(node, name, index) : undefined
  }

  words(node: CstNode | undefined): Word[] {
    const words = this.tokens(node, "Name").map((t) => ({ text: t.image, span: spanOfToken(t) }))
    if (words.length === 0) this.holes++
    return words
  }

  tag(node: CstNode): Word {
    const { text, span } = this.word(node, "Tag")
    return { text: text.slice(1, -1), span }
  }

  quote(node: CstNode, name = "Quote"): Prose {
    const token = this.tokens(node, name)[0]
    return token ? quoteOf(token) : this.hole("")
  }

  prose(node: CstNode): Prose {
    return this.maybeProse(node) ?? this.hole("")
  }

  maybeProse(parent: CstNode): Prose | undefined {
    const node = this.node(parent, "prose")
    const quote = this.tokens(node, "Quote")[0]
    if (quote) return quoteOf(quote)
    const bars = this.tokens(node, "Bar")
    if (bars.length === 0) return undefined
    const text = bars.map((bar) => bar.image.slice(bar.image[1] === " " ? 2 : 1).trimEnd()).join("\n")
    return { text, span: { start: bars[0]!.startOffset, end: endOf(bars.at(-1)!) } }
  }

  amount(node: CstNode, name = "Number"): Amount {
    const token = this.tokens(node, name)[0]
    // + 0 so that -0 is 0
    if (token) return { value: Number(token.image) + 0, span: spanOfToken(token) }
    return { value: 0, span: this.hole("").span }
  }

  pair(parent: CstNode): [Word, Word] {
    const node = this.node(parent, "pair")
    return [this.word(node), this.word(node, "Name", 1)]
  }

  value(parent: CstNode): LabelValue {
    const node = this.node(parent, "value")
    const name = this.word(node)
    if (!node || !this.node(node, "pair")) return { name, span: name.span }
    const mentions = this.pair(node)
    return { name, mentions, span: { start: name.span.start, end: this.lastOf(node) } }
  }

  phrase(parent: CstNode): Phrase {
    const node = this.node(parent, "phrase")
    const verb = this.maybeWord(node, "Name", 1)
    const object = this.maybeWord(node, "Name", 2)
    return { subject: this.word(node), ...(verb && { verb }), ...(object && { object }) }
  }

  type(parent: CstNode): TypeName {
    const node = this.node(parent, "type")
    if (this.has(node, "WMention")) return { kind: "mention", within: this.word(node) }
    if (this.has(node, "WRelation")) {
      return { kind: "relation", between: [this.word(node), this.word(node, "Name", 1)] }
    }
    if (!this.has(node, "WText")) this.holes++
    return { kind: "text" }
  }

  lastOf(node: CstNode): number {
    let end = 0
    const visit = (element: CstElement): void => {
      if ("children" in element) for (const list of Object.values(element.children)) list.forEach(visit)
      else if (!element.isInsertedInRecovery) end = Math.max(end, endOf(element))
    }
    visit(node)
    return end
  }

  private hole(text: string): { text: string; span: Span } {
    this.holes++
    return { text, span: { start: this.#end, end: this.#end } }
  }
}

const spanOfToken = (token: IToken): Span => ({ start: token.startOffset, end: endOf(token) })

function quoteOf(token: IToken): Prose {
  const text = token.tokenType === OpenQuote ? token.image.slice(1).trimEnd() : token.image.slice(1, -1)
  return { text, span: spanOfToken(token) }
}

export function build(syntax: StatementSyntax, trivia: Trivia): AnyStatement {
  const base = { span: syntax.span, ...trivia, damaged: syntax.problem !== undefined }
  if (syntax.keyword && syntax.cst) {
    const read = new Reader(syntax.span.end)
    const statement = statementOf(syntax.keyword, syntax.cst, read, base)
    if (read.holes === 0) return statement
  }
  return broken(syntax, base)
}

function broken(syntax: StatementSyntax, base: Omit<BrokenStatement, "kind" | "words" | "mayUse" | "details">) {
  const words = syntax.tokens.filter((t) => t.tokenType === Name || t.tokenType.CATEGORIES?.includes(Name))
  const text = syntax.tokens.some((t) => t.tokenType === Quote || t.tokenType === OpenQuote || t.tokenType === Bar)
  const statement: BrokenStatement = {
    ...base,
    kind: "broken",
    ...(syntax.keyword && { keyword: syntax.keyword }),
    words: words.map((t) => t.image),
    mayUse: syntax.keyword === "use" || (!syntax.keyword && text),
    details: [],
  }
  return statement
}

type Common = Pick<AnyStatement, "span" | "above" | "damaged"> & { readonly beside?: string }

function statementOf(
  keyword: NonNullable<StatementSyntax["keyword"]>,
  cst: CstNode,
  read: Reader,
  base: Common,
): AnyStatement {
  switch (keyword) {
    case "guideline": {
      const cites = read.maybeProse(cst)
      const head = { title: read.quote(cst, "title"), version: read.quote(cst, "number") }
      return { kind: "guideline", ...base, ...head, ...(cites && { cites }) }
    }
    case "use":
      return { kind: "use", ...base, path: read.quote(cst) }
    case "task":
      return { kind: "task", ...base, prose: read.prose(cst), details: [] }
    case "input": {
      const prose = read.maybeProse(cst)
      return { kind: "input", ...base, name: read.word(cst), type: read.type(cst), ...(prose && { prose }) }
    }
    case "answer": {
      const prose = read.maybeProse(cst)
      const which = read.has(cst, "WFirst") ? "first" : read.has(cst, "WLast") ? "last" : undefined
      return {
        kind: "answer",
        ...base,
        name: read.word(cst),
        type: read.type(cst),
        ...(which && { which }),
        tag: read.tag(cst),
        optional: read.has(cst, "WOptional"),
        ...(prose && { prose }),
      }
    }
    case "accept":
      return { kind: "accept", ...base, names: read.words(read.node(cst, "names")) }
    case "relation": {
      const prose = read.maybeProse(cst)
      return {
        kind: "relation",
        ...base,
        name: read.word(cst),
        roles: read.pair(cst),
        symmetric: read.has(cst, "WSymmetric"),
        ...(prose && { prose }),
        details: [],
      }
    }
    case "otherwise": {
      const prose = read.maybeProse(cst)
      return { kind: "otherwise", ...base, name: read.word(cst), ...(prose && { prose }), details: [] }
    }
    case "alias": {
      const names = read.tokens(cst, "Quote").map(quoteOf)
      if (names.length === 0) read.holes++
      return { kind: "alias", ...base, names }
    }
    case "prefer": {
      const groups = ((cst.children.names as CstNode[] | undefined) ?? []).map((node) => read.words(node))
      if (groups.length < 2) read.holes++
      return { kind: "prefer", ...base, groups }
    }
    case "cue":
      return { kind: "cue", ...base, text: read.quote(cst), roles: read.pair(cst) }
    case "advice": {
      const name = read.maybeWord(read.node(cst, "id"))
      return { kind: "advice", ...base, ...(name && { name }), prose: read.prose(cst) }
    }
    case "example":
      return { kind: "example", ...base, prose: read.prose(cst), value: read.value(cst), details: [] }
    case "not": {
      const by = read.maybeWord(cst)
      return { kind: "not", ...base, value: read.value(cst), ...(by && { by }) }
    }
    case "test":
      return { kind: "test", ...base, prose: read.prose(cst), scores: read.amount(cst) }
    case "reward": {
      const name = read.maybeWord(read.node(cst, "id"))
      const names = read.node(cst, "names")
      return {
        kind: "reward",
        ...base,
        ...(name && { name }),
        pays: read.amount(cst, "pays"),
        phrase: read.phrase(cst),
        ...(read.has(cst, "otherwise") && { otherwise: read.amount(cst, "otherwise") }),
        after: names ? read.words(names) : [],
      }
    }
    case "report": {
      const name = read.maybeWord(read.node(cst, "id"))
      return { kind: "report", ...base, ...(name && { name }), phrase: read.phrase(cst) }
    }
    case "budget": {
      const names = read.node(cst, "names")
      return { kind: "budget", ...base, tokens: read.amount(cst), drop: names ? read.words(names) : [] }
    }
  }
}
