/**
 * Everything that a guideline and its imports declare, gathered by kind, with the file that each comes from. Resolves
 * names for the rules, takes their reports and keeps what they found out; judges nothing itself.
 */
import type { Catalogue, Phrase } from "../catalogue.js"
import type { Diagnostic, Extras } from "../diagnostic.js"
import type { Source, Span } from "../text.js"
import { type Condition, DECLARED_LISTS, type FieldType, type Value } from "../value.js"
import {
  type AliasDetail,
  type AnswerStatement,
  type AnyStatement,
  type ArmStatement,
  type CheckDetail,
  type CueDetail,
  type ExampleDetail,
  FIELDS,
  type GoldStatement,
  type InputStatement,
  type JudgeDetail,
  type LabelStatement,
  NAMES,
  type OtherwiseStatement,
  type PhraseNode,
  type RelationStatement,
  type ReportStatement,
  type RewardStatement,
  RULES,
  type RuleDetail,
  type StandardizeStatement,
  type Statement,
  type TaskStatement,
  type Tree,
  type UseStatement,
  type When,
  type Word,
} from "./ast.js"
import { report as diagnose, type languageCodes } from "./codes.js"
import { type Named, Names } from "./names.js"
import { placeAt } from "./place.js"
import { type Repeat, repeatsIn } from "./repeats.js"
import { ruleName } from "./term-name.js"
import { listsIn, typeOf } from "./types.js"
import { Unread } from "./unread.js"

/** A statement and the file that it stands in. */
export interface Item<T> {
  readonly node: T
  readonly source: Source
}
export type FieldStatement = InputStatement | GoldStatement | AnswerStatement
/** Declares a name that answers are made of. */
export type NameStatement = LabelStatement | RelationStatement | OtherwiseStatement
export type Home = TaskStatement | InputStatement | AnswerStatement | NameStatement
/** A detail and what it stands under; without it, it is about the whole guideline, as it is under `task`. */
export interface Under<T, H = Exclude<Home, TaskStatement>> extends Item<T> {
  readonly home?: H
}
export type MeasuredRule = CheckDetail | JudgeDetail
export type TermStatement = RewardStatement | ReportStatement

/** The values of an example, in canonical form. */
export interface ExampleValues {
  /** Of each value that the example gives, in their order; undefined where none is clear. */
  readonly fields: readonly (string | undefined)[]
  readonly input: Readonly<Record<string, Value>>
  readonly gold: Readonly<Record<string, Value>>
  /** One for each of its `not` lines. */
  readonly nots: readonly Readonly<Record<string, Value>>[]
}

/** One reward: the main one, or that of an arm. */
export interface Reward {
  readonly arm?: Item<ArmStatement>
  readonly terms: readonly Item<RewardStatement>[]
  readonly standardize: readonly Item<StandardizeStatement>[]
}

export type CodeName = keyof typeof languageCodes
export type FactsOf<K extends CodeName> = Parameters<(typeof languageCodes)[K]["says"]>[0]

/** What a file that only declares labels has none of. */
const TASK_PARTS = [
  ...(["task", "input", "gold", "answer", "accept", "rescue", "shuffle"] as const),
  ...(["reward", "report", "standardize", "arm", "budget"] as const),
]

/** So deep groups may lie in each other; what lies deeper nobody could read. */
export const DEEPEST_GROUP = 16
const NONE: ReadonlySet<string> = new Set()

export class Scope {
  readonly tree: Tree
  readonly catalogue: Catalogue
  readonly imports: ReadonlyMap<UseStatement, Tree> | undefined
  /** The guideline's own file first, then what it uses, in the order of reading. */
  readonly trees: Tree[] = []
  /** Statements of all files, those of a used file where it is used. */
  readonly statements: Item<Statement>[] = []
  readonly rules: Under<RuleDetail>[] = []
  readonly examples: Under<ExampleDetail, NameStatement>[] = []
  readonly cues: (Item<CueDetail> & { readonly home: LabelStatement | RelationStatement })[] = []
  readonly aliases: (Item<AliasDetail> & { readonly home: NameStatement | AnswerStatement })[] = []
  readonly fields = new Map<string, Item<FieldStatement>>()
  /** Labels, entities, relations and the label for none of these. */
  readonly names = new Map<string, Item<NameStatement>>()
  /** Checks and judges: what a reward can pay. */
  readonly measured = new Map<string, Under<MeasuredRule>>()
  /** What was pasted twice, by file; nothing of it is gathered. */
  readonly repeats: (Repeat & { readonly source: Source })[] = []
  readonly diagnostics: Diagnostic[] = []

  // what the rules found out, for those behind them and for the meaning
  readonly conditions = new Map<When, Condition>()
  readonly phrases = new Map<PhraseNode, Phrase>()
  readonly values = new Map<ExampleDetail, ExampleValues>()
  /** Names that no answer can be. */
  readonly unreachable = new Set<string>()

  readonly #byKind = new Map<string, Item<Statement>[]>()
  readonly #types = new Map<FieldStatement, FieldType>()
  #pointedAt: Set<string> | undefined
  readonly #declared = new Map<string, ReadonlySet<string>>()
  #parts: Map<string, Item<AnswerStatement>[]> | undefined
  #mentions: Map<string, Set<string>> | undefined
  #rewards: Reward[] | undefined
  #isSchema: boolean | undefined
  readonly #unread = new Unread()
  readonly #names: Names
  #tried = 0
  readonly #made = new Map<(scope: Scope) => unknown, unknown>()

  constructor(tree: Tree, catalogue: Catalogue, imports: ReadonlyMap<UseStatement, Tree> | undefined) {
    this.tree = tree
    this.catalogue = catalogue
    this.imports = imports
    this.#names = new Names(this, this.#unread)
    this.#gather(tree)
    for (const statement of this.statements) pushTo(this.#byKind, statement.node.kind, statement)
    for (const { node, ...rest } of this.rules) {
      if (node.kind !== "advice") declare(this.measured, ruleName(node), { node, ...rest })
    }
  }

  /** All statements of a kind. */
  of<K extends Statement["kind"]>(kind: K): readonly Item<OfKind<K>>[] {
    return (this.#byKind.get(kind) ?? []) as Item<OfKind<K>>[]
  }

  /** What several rules ask for is made once; kept here, since a WeakMap would keep the trees of dead scopes through collections. */
  once<T>(make: (scope: Scope) => T): T {
    const made = this.#made.has(make) ? (this.#made.get(make) as T) : make(this)
    this.#made.set(make, made)
    return made
  }

  get reports(): readonly Item<ReportStatement>[] {
    return this.of("report")
  }

  /** The main reward first, then that of each arm. */
  get rewards(): readonly Reward[] {
    this.#rewards ??= [
      { terms: this.of("reward"), standardize: this.of("standardize") },
      ...this.of("arm").map((arm) => {
        const items = arm.node.details.map((node) => ({ node, source: arm.source }))
        const are = <K extends string>(kind: K) =>
          items.filter((item): item is Item<Extract<typeof item.node, { kind: K }>> => item.node.kind === kind)
        return { arm, terms: are("reward"), standardize: are("standardize") }
      }),
    ]
    return this.#rewards
  }

  /** The type of a field; a list whose items are pointed at is numbered from 1 if nothing else is said. */
  typeOf({ node }: Item<FieldStatement>): FieldType {
    let type = this.#types.get(node)
    if (!type) {
      type = typeOf(node.type)
      if (type.kind === "list" && type.numbered === undefined && node.kind === "input") {
        this.#pointedAt ??= this.#findPointedAt()
        if (this.#pointedAt.has(node.name.text)) type = { ...type, numbered: "1" }
      }
      this.#types.set(node, type)
    }
    return type
  }

  /** The groups that an answer is a part of, the nearest first; ends where a circle would begin, and at the deepest. */
  groupsOf(answer: AnswerStatement): Item<AnswerStatement>[] {
    const groups: Item<AnswerStatement>[] = []
    for (let parent = answer.parent; parent && groups.length < DEEPEST_GROUP; ) {
      const item = this.fields.get(parent.text)
      if (item?.node.kind !== "answer" || item.node === answer || groups.some(({ node }) => node === item.node)) break
      groups.push(item as Item<AnswerStatement>)
      parent = item.node.parent
    }
    return groups
  }

  /** Names that a field can be chosen from, if the list is one of declared names; the label for none of these is in all. */
  declared(list: string): ReadonlySet<string> | undefined {
    if (!(DECLARED_LISTS as readonly string[]).includes(list)) return undefined
    let names = this.#declared.get(list)
    if (!names) {
      const kind = { labels: "label", entities: "entity", relations: "relation" }[list]
      const all = [...this.names.values()].filter(({ node }) => node.kind === kind || node.kind === "otherwise")
      names = new Set(all.map(({ node }) => node.name.text))
      this.#declared.set(list, names)
    }
    return names
  }

  /** The parts of a group by its name. */
  partsOf(group: string): readonly Item<AnswerStatement>[] {
    this.#parts ??= groupBy(this.of("answer"), ({ node }) => node.parent?.text ?? "")
    return this.#parts.get(group) ?? []
  }

  /** The mentions that are marked in a text, by its name. */
  mentionsIn(text: string): ReadonlySet<string> {
    if (!this.#mentions) {
      this.#mentions = new Map()
      for (const { node } of this.of("input")) {
        if (node.type.kind !== "mention") continue
        const within = node.type.within.text
        const known = this.#mentions.get(within) ?? new Set()
        this.#mentions.set(within, known.add(node.name.text))
      }
    }
    return this.#mentions.get(text) ?? NONE
  }

  /** Whether a statement that could not be read may have been one of these. */
  mayHave(keyword: string): boolean {
    return this.unsure || this.#unread.mayBe(keyword)
  }

  /** A line that may have used a file was not understood, or no files were read: names may come from there. */
  get unsure(): boolean {
    return this.#unread.mayUse || this.missingImports
  }

  /** Whether the file declares labels for other files and nothing of a task. */
  get isSchema(): boolean {
    this.#isSchema ??= this.names.size > 0 && !TASK_PARTS.some((kind) => this.of(kind).length > 0 || this.mayHave(kind))
    return this.#isSchema
  }

  /** How often something was found wrong so far, whether it was reported or not. */
  get tried(): number {
    return this.#tried
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
    this.#tried++
    if (this.#unread.covers(source, span)) return
    const make = diagnose as (code: CodeName, facts: unknown, extras: Extras) => Diagnostic
    this.diagnostics.push(make(code, facts, { place: placeAt({ source }, span), ...extras }))
  }

  /** Reports a name that nothing declares, unless it stands in a line that could not be read. */
  unknown(what: Named, word: Word, known: Iterable<string>, item: Item<unknown>, meant?: string): void {
    this.#tried++
    this.#names.unknown(what, word, known, item, meant)
  }

  /** Reports a word that is not in a closed list. */
  notAnOption(word: Word, known: Iterable<string>, item: Item<unknown>, written?: (name: string) => string): void {
    this.#names.notAnOption(word, known, item, written)
  }

  /** A known name that this one may be a misspelling of. */
  near(name: string, known: Iterable<string>): string | undefined {
    return this.#names.near(name, known)
  }

  /** Whether an unknown name was probably meant for this one, which is then no stranger to the guideline's lines. */
  isMeant(name: string): boolean {
    return this.#names.isMeant(name)
  }

  #findPointedAt(): Set<string> {
    return new Set(FIELDS.flatMap((kind) => this.of(kind).flatMap(({ node }) => listsIn(node.type))))
  }

  #gather(tree: Tree): void {
    if (this.trees.includes(tree)) return
    this.trees.push(tree)
    const { source } = tree
    const note = (node: AnyStatement): void => this.#unread.note(node, source)
    const example = (placed: Under<ExampleDetail, NameStatement>): void => {
      this.examples.push(placed)
      for (const line of placed.node.details) note(line)
    }
    const repeats = repeatsIn(tree)
    for (const repeat of repeats) this.repeats.push({ ...repeat, source })
    const again = new Set(repeats.flatMap(({ statements }) => statements))
    for (const node of tree.statements) {
      if (again.has(node)) continue
      this.statements.push({ node, source })
      note(node)
      if (node.kind === "use") {
        const used = this.imports?.get(node)
        if (used) this.#gather(used)
      } else if (isField(node)) declare(this.fields, node.name.text, { node, source })
      else if (isName(node)) declare(this.names, node.name.text, { node, source })
      if (isRule(node)) this.rules.push({ node, source })
      else if (node.kind === "example") example({ node, source })
      else if ("details" in node) {
        const home = isName(node) || node.kind === "input" || node.kind === "answer" ? { home: node } : {}
        for (const detail of node.details) {
          note(detail)
          if (isRule(detail)) this.rules.push({ node: detail, source, ...home })
          else if (detail.kind === "example") {
            example({ node: detail, source, ...(isName(node) && { home: node }) })
          } else if (detail.kind === "cue" && isName(node) && node.kind !== "otherwise") {
            this.cues.push({ node: detail, source, home: node })
          } else if (detail.kind === "alias" && (isName(node) || node.kind === "answer")) {
            this.aliases.push({ node: detail, source, home: node })
          }
        }
      }
    }
    this.#unread.noted(source)
  }
}

type OfKind<K, S extends Statement = Statement> = S extends unknown ? (K extends S["kind"] ? S : never) : never

const isOneOf = <T extends AnyStatement>(kinds: readonly string[]) => {
  const set = new Set(kinds)
  return (node: AnyStatement): node is T => set.has(node.kind)
}
export const isField = isOneOf<FieldStatement>(FIELDS)
export const isName = isOneOf<NameStatement>(NAMES)
export const isRule = isOneOf<RuleDetail>(RULES)

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
