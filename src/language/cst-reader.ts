/**
 * The parts of a statement's CST, one by one: words, texts, types, places, phrases, values. What the CST's types promise may
 * be missing after an error, or be made up by recovery; the reader counts such holes and knows no statement.
 */
import type * as Cst from "../../grammar/cst.js"
import { endOf, type IToken, OpenQuote } from "../../grammar/tokens.js"
import type { Span } from "../text.js"
import type {
  Amount,
  Arg,
  Choice,
  NumberNode,
  OperandNode,
  PhraseNode,
  PlaceNode,
  Prose,
  Role,
  TypeName,
  ValueNode,
  When,
  Word,
} from "./ast.js"
import { isMadeUp, spanOf } from "./cst-span.js"

type Node<C> = { readonly children: C }

const NO_TOKENS: readonly IToken[] = []

/**
 * Reads parts of a CST; remembers whether one that must be there was not. What may be left out comes as an object to be
 * spread into a statement, or as nothing, which takes no time to spread.
 */
export class CstReader {
  holes = 0
  readonly #end: number

  constructor(end: number) {
    this.#end = end
  }

  tokens<C>(node: Node<C> | undefined, name: keyof C): readonly IToken[] {
    const tokens = (node?.children[name] ?? NO_TOKENS) as readonly IToken[]
    for (const token of tokens) if (isMadeUp(token)) return tokens.filter((one) => !isMadeUp(one))
    return tokens
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
    return token && wordOfToken(token)
  }

  /** At least one. */
  words<C>(node: Node<C> | undefined, name: keyof C): Word[] {
    const words = this.tokens(node, name).map(wordOfToken)
    if (words.length === 0) this.holes++
    return words
  }

  names(parent: Node<{ names?: Cst.NamesCstNode[] }> | undefined): Word[] {
    return this.words(parent?.children.names?.[0], "Name")
  }

  /** None if the list is not there. */
  maybeNames(parent: Node<{ names?: Cst.NamesCstNode[] }>): Word[] {
    return parent.children.names ? this.names(parent) : []
  }

  quote<C>(node: Node<C>, name: keyof C): Prose {
    const token = this.tokens(node, name)[0]
    return token ? quoteOf(token) : this.#hole()
  }

  prose(parent: Node<{ prose?: Cst.ProseCstNode[] }>): Prose {
    return this.maybeProse(parent)?.prose ?? this.#hole()
  }

  maybeProse(parent: Node<{ prose?: Cst.ProseCstNode[] }>): { prose: Prose } | undefined {
    const node = parent.children.prose?.[0]
    const quote = this.tokens(node, "Quote")[0]
    if (quote) return { prose: quoteOf(quote) }
    const bars = this.tokens(node, "Bar")
    if (bars.length === 0) return undefined
    const text = bars.map((bar) => bar.image.slice(bar.image[1] === " " ? 2 : 1).trimEnd()).join("\n")
    return { prose: { text, span: { start: bars[0]!.startOffset, end: endOf(bars.at(-1)!) } } }
  }

  amount<C>(node: Node<C> | undefined, name: keyof C, index = 0): Amount {
    const token = this.tokens(node, name)[index]
    return token ? amountOf(token) : { value: 0, span: this.#hole().span }
  }

  pair(node: Cst.PairCstNode | undefined): [Word, Word] {
    return [this.word(node, "Name"), this.word(node, "Name", 1)]
  }

  role(node: Cst.RoleCstNode | undefined): Role {
    return { name: this.word(node, "Name"), types: this.has(node, "Colon") ? this.words(node, "types") : [] }
  }

  id(parent: Node<{ id?: Cst.IdCstNode[] }>): { name: Word } | undefined {
    const name = this.maybeWord(parent.children.id?.[0], "Name")
    return name && { name }
  }

  type(parent: Node<{ type?: Cst.TypeCstNode[] }>): TypeName {
    const node = parent.children.type?.[0]
    const numbered = this.maybeWord(node, "start")
    const base = this.#base(node?.children.base?.[0])
    const type: TypeName = numbered && base.kind === "list" ? { ...base, numbered } : base
    return this.has(node, "WFor") ? { kind: "each", of: this.word(node, "each"), item: type } : type
  }

  #base(node: Cst.BaseCstNode | undefined): TypeName {
    if (this.has(node, "WYesNo")) return { kind: "yes-no" }
    if (this.has(node, "WTable")) return { kind: "table" }
    if (this.has(node, "WGroup")) return { kind: "group" }
    if (this.has(node, "WNumber")) {
      if (!this.has(node, "WTo") && !this.has(node, "Number")) return { kind: "number" }
      const bounds = [this.amount(node, "Number"), this.amount(node, "Number", 1)] as const
      const isPointed = this.tokens(node, "Number").some(({ image }) => image.includes("."))
      const fractions = isPointed && bounds.every(({ value }) => Number.isInteger(value))
      return { kind: "number", bounds, ...(fractions && { fractions }) }
    }
    if (this.has(node, "WMention")) return { kind: "mention", within: this.word(node, "Name") }
    if (this.has(node, "WTriplet")) return { kind: "triplet", within: this.word(node, "Name") }
    if (this.has(node, "WQuote")) return { kind: "quote", from: this.names(node) }
    if (this.has(node, "WRelation")) {
      return { kind: "relation", between: [this.word(node, "Name"), this.word(node, "Name", 1)] }
    }
    if (this.has(node, "WOne")) return { kind: "choice", choices: this.choices(node) }
    if (this.has(node, "WOrder")) return { kind: "order", of: this.word(node, "Name") }
    if (this.has(node, "WList")) return { kind: "list", item: this.#base(node?.children.base?.[0]) }
    if (!this.has(node, "WText")) this.holes++
    return { kind: "text" }
  }

  /** At least one. */
  choices(parent: Node<{ choice?: Cst.ChoiceCstNode[] }> | undefined): Choice[] {
    const choices = (parent?.children.choice ?? []).flatMap((node): Choice[] => {
      const quote = this.tokens(node, "Quote")[0]
      if (quote) return [{ kind: "text", text: quoteOf(quote) }]
      const name = this.maybeWord(node, "Name")
      return name ? [{ kind: "list", name }] : []
    })
    if (choices.length === 0) this.holes++
    return choices
  }

  place(parent: Node<{ place?: Cst.PlaceCstNode[] }>): { place: PlaceNode } | undefined {
    const node = parent.children.place?.[0]
    if (!node) return undefined
    const holes = this.holes
    const spot = this.#spot(node.children.spot?.[0])
    if (this.holes > holes) {
      // an answer is known without its place
      this.holes = holes
      return undefined
    }
    const which = this.maybeWord(node, "which")?.text as PlaceNode["which"]
    const notation = this.maybeWord(node, "notation")?.text as PlaceNode["notation"]
    if (!notation && this.has(node, "WAs")) this.holes++
    const place: PlaceNode = {
      spot,
      ...(which && { which }),
      ...(this.has(node, "WWithin") && { within: this.amount(node, "Number") }),
      ...(notation && { notation }),
      span: spanOf(node),
    }
    return { place }
  }

  #spot(node: Cst.SpotCstNode | undefined): PlaceNode["spot"] {
    const tag = this.maybeWord(node, "Tag")
    if (tag) return { kind: "tag", tag: { text: tag.text.slice(1, -1), span: tag.span } }
    if (node && this.has(node, "WKey")) return { kind: "key", key: this.quote(node, "Quote") }
    return { kind: this.word(node, "word").text as "json" | "box" | "line" }
  }

  when(parent: Node<{ when?: Cst.WhenCstNode[] }>): { when: When } | undefined {
    const node = parent.children.when?.[0]
    if (!node) return undefined
    const values = this.choices(node).map((choice) =>
      choice.kind === "text" ? { ...choice.text, quoted: true as const } : choice.name,
    )
    return { when: { field: this.word(node, "Name"), values, span: spanOf(node) } }
  }

  phrase(parent: Node<{ phrase?: Cst.PhraseCstNode[] }>): PhraseNode {
    const node = parent.children.phrase?.[0]
    const verb = this.maybeWord(node, "Name", 1)
    const modifiers = node?.children.modifier ?? []
    const having = (name: "WWithin" | "WFrom" | "WBy" | "WFully") => modifiers.find((m) => this.has(m, name))
    const within = having("WWithin")
    const from = having("WFrom")
    const by = having("WBy")
    const fully = having("WFully")
    return {
      subject: this.word(node, "Name"),
      ...(verb && { verb }),
      objects: (node?.children.operand ?? []).map((operand) => this.#operand(operand)),
      ...(within && { within: this.#quantity(within.children.quantity?.[0]) }),
      ...(from && { from: this.#quantity(from.children.quantity?.[0]) }),
      ...(by && { by: this.word(by, "Name") }),
      ...(fully && { fully: spanOf(fully) }),
      span: node ? spanOf(node) : this.#hole().span,
    }
  }

  #operand(node: Cst.OperandCstNode): OperandNode {
    const quantity = node.children.quantity?.[0]
    if (quantity) return { kind: "number", ...this.#quantity(quantity) }
    if (this.has(node, "Quote")) return { kind: "text", text: this.quote(node, "Quote") }
    return { kind: "name", name: this.word(node, "Name") }
  }

  #quantity(node: Cst.QuantityCstNode | undefined): NumberNode {
    const unit = this.maybeWord(node, "Name")
    return { amount: this.amount(node, "Number"), ...(unit && { unit }) }
  }

  /** At least one. */
  args(node: Cst.ArgsCstNode | undefined): Arg[] {
    const args = (node?.children.arg ?? []).map((arg): Arg => {
      const name = this.id(arg)?.name
      const value = this.#value(arg.children.value?.[0])
      return name
        ? { name, value, span: { start: name.span.start, end: value.span.end } }
        : { value, span: { start: value.span.start, end: value.span.end } }
    })
    if (args.length === 0) this.holes++
    return args
  }

  #value(node: Cst.ValueCstNode | undefined): ValueNode {
    if (!node) return { kind: "text", text: this.#hole(), span: this.#hole().span }
    // their spans by hand: to go through the parts of each value took a third of the time of building
    const text = this.maybeProse(node)?.prose
    if (text) return { kind: "text", text, span: { start: text.span.start, end: text.span.end } }
    const [number] = this.tokens(node, "Number")
    if (number) return { kind: "number", value: amountOf(number).value, span: spanOfToken(number) }
    const { args } = node.children
    const [open] = this.tokens(node, "LBracket")
    if (open) {
      const span = this.#closed(node, open.startOffset, "RBracket")
      return { kind: "list", items: args ? this.args(args[0]) : [], span }
    }
    const name = this.word(node, "Name")
    if (!this.has(node, "LParen")) return { kind: "name", name, span: { start: name.span.start, end: name.span.end } }
    return { kind: "name", name, args: this.args(args?.[0]), span: this.#closed(node, name.span.start, "RParen") }
  }

  /** Where the last sign of a value is missing, it ends with the last that is there. */
  #closed(node: Cst.ValueCstNode, start: number, sign: "RBracket" | "RParen"): Span {
    const [close] = this.tokens(node, sign)
    return { start, end: close ? endOf(close) : spanOf(node).end }
  }

  #hole(): { text: string; span: Span } {
    this.holes++
    return { text: "", span: { start: this.#end, end: this.#end } }
  }
}

const spanOfToken = (token: IToken): Span => ({ start: token.startOffset, end: endOf(token) })
const wordOfToken = (token: IToken): Word => ({ text: token.image, span: spanOfToken(token) })
/** + 0 so that -0 is 0. */
const amountOf = (token: IToken): Amount => ({ value: Number(token.image) + 0, span: spanOfToken(token) })

export function quoteOf(token: IToken): Prose {
  const text = token.tokenType === OpenQuote ? token.image.slice(1).trimEnd() : token.image.slice(1, -1)
  return { text, span: spanOfToken(token) }
}
