/**
 * Everything that a guideline and its imports declare, gathered by kind, with the file that each comes from. Resolves
 * names for the rules and takes their reports; judges nothing itself.
 */
import type { Catalogue } from "../catalogue.js"
import type { Diagnostic, Extras, Fix, Place } from "../diagnostic.js"
import { nearest, type Source, type Span } from "../text.js"
import type {
  AdviceDetail,
  AliasDetail,
  AnswerStatement,
  AnyStatement,
  CueDetail,
  ExampleDetail,
  InputStatement,
  OtherwiseStatement,
  RelationStatement,
  ReportStatement,
  RewardStatement,
  Statement,
  Tree,
  UseStatement,
  Word,
} from "./ast.js"
import { report as diagnose, type languageCodes } from "./codes.js"

/** A statement and the file that it stands in. */
export interface Item<T> {
  readonly node: T
  readonly source: Source
}
export type LabelStatement = RelationStatement | OtherwiseStatement
/** A detail and the label that it stands under; without one it is about the whole guideline. */
export interface Under<T> extends Item<T> {
  readonly home?: LabelStatement
}

type CodeName = keyof typeof languageCodes
type FactsOf<K extends CodeName> = Parameters<(typeof languageCodes)[K]["says"]>[0]

/** What a name can be of, and the statements that declare such names. */
const DECLARED_BY = {
  label: ["relation", "otherwise"],
  role: ["relation"],
  rule: ["advice"],
  input: ["input"],
  mention: ["input"],
  "part of the answer": ["answer"],
  "reward above": ["reward"],
  verb: [],
} as const satisfies Record<string, readonly string[]>
type Named = keyof typeof DECLARED_BY

/** Beyond so many, a misspelling is no longer searched for: a hostile file shall not cost a search for each line. */
const MOST_SEARCHES = 50
const LONGEST_SEARCHED = 64

export class Scope {
  readonly tree: Tree
  readonly catalogue: Catalogue
  readonly imports: ReadonlyMap<UseStatement, Tree> | undefined
  /** The guideline's own file first, then what it uses, in the order of reading. */
  readonly trees: Tree[] = []
  /** Statements of all files, those of a used file where it is used. */
  readonly statements: Item<Statement>[] = []
  readonly advice: Under<AdviceDetail>[] = []
  readonly examples: Under<ExampleDetail>[] = []
  readonly cues: (Item<CueDetail> & { readonly home: RelationStatement })[] = []
  readonly aliases: (Item<AliasDetail> & { readonly home: LabelStatement })[] = []
  readonly fields = new Map<string, Item<InputStatement | AnswerStatement>>()
  readonly labels = new Map<string, Item<LabelStatement>>()
  readonly diagnostics: Diagnostic[] = []
  readonly #byKind = new Map<string, Item<Statement>[]>()
  /** Keywords of the lines that could not be read; undefined for one that had none. */
  readonly #lost = new Set<string | undefined>()
  /** Keywords of all lines with an error, understood or not: a name that they declare may be lost. */
  readonly #shaky = new Set<string>()
  #mayUse = false
  readonly #damaged = new Map<Source, Span[]>()
  readonly #excused = new Set<string>()
  #searches = 0

  constructor(tree: Tree, catalogue: Catalogue, imports: ReadonlyMap<UseStatement, Tree> | undefined) {
    this.tree = tree
    this.catalogue = catalogue
    this.imports = imports
    this.#gather(tree)
    for (const statement of this.statements) pushTo(this.#byKind, statement.node.kind, statement)
  }

  /** All statements of a kind. */
  of<K extends Statement["kind"]>(kind: K): readonly Item<Extract<Statement, { kind: K }>>[] {
    return (this.#byKind.get(kind) ?? []) as Item<Extract<Statement, { kind: K }>>[]
  }

  get terms(): readonly Item<RewardStatement>[] {
    return this.of("reward")
  }

  get reports(): readonly Item<ReportStatement>[] {
    return this.of("report")
  }

  /** Whether a statement that could not be read may have been one of these. */
  mayHave(keyword: string): boolean {
    return this.unsure || this.#lost.has(undefined) || this.#lost.has(keyword)
  }

  /** A line that may have used a file was not understood, or no files were read: names may come from there. */
  get unsure(): boolean {
    return this.#mayUse || this.missingImports
  }

  get missingImports(): boolean {
    return this.imports === undefined && this.of("use").length > 0
  }

  report<K extends CodeName>(
    code: K,
    facts: FactsOf<K>,
    { source }: Item<unknown>,
    span: Span,
    extras: Extras = {},
  ): void {
    if (this.#isDamaged(source, span)) return
    const make = diagnose as (code: CodeName, facts: unknown, extras: Extras) => Diagnostic
    this.diagnostics.push(make(code, facts, { place: { source, span }, ...extras }))
  }

  /** Reports a name that nothing declares, unless it stands in a line that could not be read. */
  unknown(what: Named, word: Word, known: Iterable<string>, item: Item<unknown>): void {
    if (this.#excused.has(word.text)) return
    const declaring: readonly string[] = DECLARED_BY[what]
    if (declaring.some((keyword) => this.#shaky.has(keyword)) || (this.unsure && declaring.length > 0)) return
    const near = this.near(word.text, known)
    const facts = { what, name: word.text, ...(near !== undefined && { near }) }
    this.report("name-unknown", facts, item, word.span, near === undefined ? {} : { fix: writing(near, word.span) })
  }

  near(name: string, known: Iterable<string>): string | undefined {
    if (name.length > LONGEST_SEARCHED || this.#searches++ >= MOST_SEARCHES) return undefined
    const found = nearest(
      name,
      [...known].filter((k) => k.length <= LONGEST_SEARCHED),
    )
    return found === name ? undefined : found
  }

  #gather(tree: Tree): void {
    if (this.trees.includes(tree)) return
    this.trees.push(tree)
    const { source } = tree
    const damaged: Span[] = []
    this.#damaged.set(source, damaged)
    const item = <T extends AnyStatement>(node: T): Item<T> => {
      if (node.damaged) {
        damaged.push(node.span)
        this.#shaky.add(node.kind)
      }
      if (node.kind === "broken") {
        this.#lost.add(node.keyword)
        if (node.keyword) this.#shaky.add(node.keyword)
        this.#mayUse ||= node.mayUse
        for (const word of node.words) this.#excused.add(word)
      }
      return { node, source }
    }
    for (const node of tree.statements) {
      this.statements.push(item(node))
      if (node.kind === "use") {
        const used = this.imports?.get(node)
        if (used) this.#gather(used)
      } else if (node.kind === "input" || node.kind === "answer") declare(this.fields, node.name.text, { node, source })
      else if (node.kind === "relation" || node.kind === "otherwise") {
        declare(this.labels, node.name.text, { node, source })
      }
      const home = node.kind === "relation" || node.kind === "otherwise" ? { home: node } : {}
      if (node.kind === "advice") this.advice.push({ node, source })
      if (node.kind === "example") this.#example({ node, source }, item)
      else if ("details" in node) {
        for (const detail of node.details) {
          const placed = item(detail)
          if (detail.kind === "advice") this.advice.push({ node: detail, source, ...home })
          else if (detail.kind === "example") this.#example({ node: detail, source, ...home }, item)
          else if (detail.kind === "cue" && node.kind === "relation")
            this.cues.push({ node: detail, source, home: node })
          else if (detail.kind === "alias" && (node.kind === "relation" || node.kind === "otherwise")) {
            this.aliases.push({ node: detail, source: placed.source, home: node })
          }
        }
      }
    }
    damaged.sort((a, b) => a.start - b.start)
  }

  #example(example: Under<ExampleDetail>, item: (node: AnyStatement) => unknown): void {
    this.examples.push(example)
    for (const line of example.node.details) item(line)
  }

  #isDamaged(source: Source, span: Span): boolean {
    const spans = this.#damaged.get(source) ?? []
    let low = 0
    let high = spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (spans[middle]!.start <= span.start) low = middle + 1
      else high = middle
    }
    const before = spans[low - 1]
    return before !== undefined && span.start <= before.end
  }
}

export const placeOf = ({ source, node }: Item<{ readonly span: Span }>): Place => ({ source, span: node.span })
export const placeAt = ({ source }: Item<unknown>, span: Span): Place => ({ source, span })
export const writing = (text: string, span: Span): Fix => ({ title: `Write "${text}"`, edits: [{ span, text }] })
/** Where a statement begins: its keyword. */
export const keywordSpan = ({ span, kind }: AnyStatement): Span => ({
  start: span.start,
  end: span.start + kind.length,
})

/** The first declaration holds; a second one is reported by a rule. */
function declare<T>(map: Map<string, T>, name: string, item: T): void {
  if (!map.has(name)) map.set(name, item)
}

function pushTo<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const list = map.get(key)
  if (list) list.push(item)
  else map.set(key, [item])
}

/** As `Map.groupBy`, which Node 20 does not have. */
export function groupBy<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>()
  for (const item of items) pushTo(out, keyOf(item), item)
  return out
}
