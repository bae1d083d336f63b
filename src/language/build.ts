/**
 * One statement's CST to its AST node, without what belongs under it. A node comes out only if every part that it needs
 * was there: what recovery made up (a missing name) does not count, a missing comma does no harm.
 */
import type * as Cst from "../../grammar/cst.js"
import type { StatementSyntax } from "../../grammar/syntax.js"
import { Bar, type CstElement, type CstNode, endOf, type IToken, Name, OpenQuote, Quote } from "../../grammar/tokens.js"
import type { Span } from "../text.js"
import type { Amount, AnyStatement, BrokenStatement, LabelValue, Phrase, Prose, TypeName, Word } from "./ast.js"

export interface Trivia {
  readonly above: readonly string[]
  readonly beside?: string
}

type Node<C> = { readonly children: C }
type StatementCst =
  | Cst.GuidelineStatementCstNode
  | Cst.UseStatementCstNode
  | Cst.TaskStatementCstNode
  | Cst.InputStatementCstNode
  | Cst.AnswerStatementCstNode
  | Cst.AcceptStatementCstNode
  | Cst.RelationStatementCstNode
  | Cst.OtherwiseStatementCstNode
  | Cst.AliasStatementCstNode
  | Cst.PreferStatementCstNode
  | Cst.CueStatementCstNode
  | Cst.AdviceStatementCstNode
  | Cst.ExampleStatementCstNode
  | Cst.NotStatementCstNode
  | Cst.TestStatementCstNode
  | Cst.RewardStatementCstNode
  | Cst.ReportStatementCstNode
  | Cst.BudgetStatementCstNode

/** Reads parts of a CST; remembers whether one that must be there was not. */
class Reader {
  holes = 0
  readonly #end: number

  constructor(end: number) {
    this.#end = end
  }

  tokens<C>(node: Node<C> | undefined, name: keyof C): readonly IToken[] {
    return ((node?.children[name] ?? []) as readonly IToken[]).filter((t) => !t.isInsertedInRecovery)
  }

  has<C>(node: Node<C> | undefined, name: keyof C): boolean {
    return this.tokens(node, name).length > 0
  }

  /** The first or a later token of a kind. */
  word<C>(node: Node<C> | undefined, name: keyof C, index = 0): Word {
    return this.maybeWord(node, name, index) ?? this.#hole()
  }

  maybeWord<C>(node: Node<C> | undefined, name: keyof C, index = 0): Word | undefined {
    const token = this.tokens(node, name)[index]
    return token && { text: token.image, span: spanOfToken(token) }
  }

  words(node: Cst.NamesCstNode | undefined): Word[] {
    const words = this.tokens(node, "Name").map((t) => ({ text: t.image, span: spanOfToken(t) }))
    if (words.length === 0) this.holes++
    return words
  }

  tag(node: Cst.AnswerStatementCstNode): Word {
    const { text, span } = this.word(node, "Tag")
    return { text: text.slice(1, -1), span }
  }

  quote<C>(node: Node<C>, name: keyof C): Prose {
    const token = this.tokens(node, name)[0]
    return token ? quoteOf(token) : this.#hole()
  }

  prose(parent: Node<{ prose: Cst.ProseCstNode[] }>): Prose {
    return this.maybeProse(parent) ?? this.#hole()
  }

  maybeProse(parent: Node<{ prose?: Cst.ProseCstNode[] }>): Prose | undefined {
    const node = parent.children.prose?.[0]
    const quote = this.tokens(node, "Quote")[0]
    if (quote) return quoteOf(quote)
    const bars = this.tokens(node, "Bar")
    if (bars.length === 0) return undefined
    const text = bars.map((bar) => bar.image.slice(bar.image[1] === " " ? 2 : 1).trimEnd()).join("\n")
    return { text, span: { start: bars[0]!.startOffset, end: endOf(bars.at(-1)!) } }
  }

  amount<C>(node: Node<C>, name: keyof C): Amount {
    const token = this.tokens(node, name)[0]
    // + 0 so that -0 is 0
    if (token) return { value: Number(token.image) + 0, span: spanOfToken(token) }
    return { value: 0, span: this.#hole().span }
  }

  pair(parent: Node<{ pair?: Cst.PairCstNode[] }>): [Word, Word] {
    const node = parent.children.pair?.[0]
    return [this.word(node, "Name"), this.word(node, "Name", 1)]
  }

  value(parent: Node<{ value: Cst.ValueCstNode[] }>): LabelValue {
    // what recovery left out is not there, whatever the type says
    const node = parent.children.value?.[0]
    const name = this.word(node, "Name")
    if (!node?.children.pair) return { name, span: name.span }
    return { name, mentions: this.pair(node), span: { start: name.span.start, end: lastOf(node) } }
  }

  phrase(parent: Node<{ phrase: Cst.PhraseCstNode[] }>): Phrase {
    const node = parent.children.phrase?.[0]
    const verb = this.maybeWord(node, "Name", 1)
    const object = this.maybeWord(node, "Name", 2)
    return { subject: this.word(node, "Name"), ...(verb && { verb }), ...(object && { object }) }
  }

  id(parent: Node<{ id: Cst.IdCstNode[] }>): { name?: Word } {
    const name = this.maybeWord(parent.children.id?.[0], "Name")
    return name ? { name } : {}
  }

  type(parent: Node<{ type: Cst.TypeCstNode[] }>): TypeName {
    const node = parent.children.type?.[0]
    if (this.has(node, "WMention")) return { kind: "mention", within: this.word(node, "Name") }
    if (this.has(node, "WRelation")) {
      return { kind: "relation", between: [this.word(node, "Name"), this.word(node, "Name", 1)] }
    }
    if (!this.has(node, "WText")) this.holes++
    return { kind: "text" }
  }

  #hole(): { text: string; span: Span } {
    this.holes++
    return { text: "", span: { start: this.#end, end: this.#end } }
  }
}

function lastOf(node: CstNode): number {
  let end = 0
  const visit = (element: CstElement): void => {
    if ("children" in element) for (const list of Object.values(element.children)) list.forEach(visit)
    else if (!element.isInsertedInRecovery) end = Math.max(end, endOf(element))
  }
  visit(node)
  return end
}

const spanOfToken = (token: IToken): Span => ({ start: token.startOffset, end: endOf(token) })

function quoteOf(token: IToken): Prose {
  const text = token.tokenType === OpenQuote ? token.image.slice(1).trimEnd() : token.image.slice(1, -1)
  return { text, span: spanOfToken(token) }
}

export function build(syntax: StatementSyntax, trivia: Trivia): AnyStatement {
  const base = { span: syntax.span, ...trivia, damaged: syntax.problem !== undefined }
  if (syntax.cst) {
    const read = new Reader(syntax.span.end)
    const statement = statementOf(syntax.cst as StatementCst, read, base)
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

function statementOf(cst: StatementCst, read: Reader, base: Common): AnyStatement {
  switch (cst.name) {
    case "guidelineStatement": {
      const cites = read.maybeProse(cst)
      const head = { title: read.quote(cst, "title"), version: read.quote(cst, "number") }
      return { kind: "guideline", ...base, ...head, ...(cites && { cites }) }
    }
    case "useStatement":
      return { kind: "use", ...base, path: read.quote(cst, "Quote") }
    case "taskStatement":
      return { kind: "task", ...base, prose: read.prose(cst), details: [] }
    case "inputStatement":
      return { kind: "input", ...base, name: read.word(cst, "Name"), type: read.type(cst), ...optional(read, cst) }
    case "answerStatement": {
      const which = read.has(cst, "WFirst") ? "first" : read.has(cst, "WLast") ? "last" : undefined
      return {
        kind: "answer",
        ...base,
        name: read.word(cst, "Name"),
        type: read.type(cst),
        ...(which && { which }),
        tag: read.tag(cst),
        optional: read.has(cst, "WOptional"),
        ...optional(read, cst),
      }
    }
    case "acceptStatement":
      return { kind: "accept", ...base, names: read.words(cst.children.names?.[0]) }
    case "relationStatement":
      return {
        kind: "relation",
        ...base,
        name: read.word(cst, "Name"),
        roles: read.pair(cst),
        symmetric: read.has(cst, "WSymmetric"),
        ...optional(read, cst),
        details: [],
      }
    case "otherwiseStatement":
      return { kind: "otherwise", ...base, name: read.word(cst, "Name"), ...optional(read, cst), details: [] }
    case "aliasStatement": {
      const names = read.tokens(cst, "Quote").map(quoteOf)
      if (names.length === 0) read.holes++
      return { kind: "alias", ...base, names }
    }
    case "preferStatement": {
      const groups = (cst.children.names ?? []).map((node) => read.words(node))
      if (groups.length < 2) read.holes++
      return { kind: "prefer", ...base, groups }
    }
    case "cueStatement":
      return { kind: "cue", ...base, text: read.quote(cst, "Quote"), roles: read.pair(cst) }
    case "adviceStatement":
      return { kind: "advice", ...base, ...read.id(cst), prose: read.prose(cst) }
    case "exampleStatement":
      return { kind: "example", ...base, prose: read.prose(cst), value: read.value(cst), details: [] }
    case "notStatement": {
      const by = read.maybeWord(cst, "Name")
      return { kind: "not", ...base, value: read.value(cst), ...(by && { by }) }
    }
    case "testStatement":
      return { kind: "test", ...base, prose: read.prose(cst), scores: read.amount(cst, "Number") }
    case "rewardStatement": {
      const { names } = cst.children
      return {
        kind: "reward",
        ...base,
        ...read.id(cst),
        pays: read.amount(cst, "pays"),
        phrase: read.phrase(cst),
        ...(read.has(cst, "otherwise") && { otherwise: read.amount(cst, "otherwise") }),
        after: names ? read.words(names[0]) : [],
      }
    }
    case "reportStatement":
      return { kind: "report", ...base, ...read.id(cst), phrase: read.phrase(cst) }
    case "budgetStatement": {
      const { names } = cst.children
      return { kind: "budget", ...base, tokens: read.amount(cst, "Number"), drop: names ? read.words(names[0]) : [] }
    }
  }
}

function optional(read: Reader, cst: Node<{ prose?: Cst.ProseCstNode[] }>): { prose?: Prose } {
  const prose = read.maybeProse(cst)
  return prose ? { prose } : {}
}
