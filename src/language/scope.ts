/**
 * Everything that a guideline and its imports declare, gathered by kind, with the file that each comes from. Resolves
 * names for the rules, takes their reports and keeps what they found out; judges nothing itself.
 */
import type { Catalogue, Phrase } from "../catalogue.js"
import type { Diagnostic, Extras, Fix, Place } from "../diagnostic.js"
import { listed, nearest, type Source, type Span } from "../text.js"
import { type Condition, DECLARED_LISTS, type FieldType, type Value } from "../value.js"
import type {
  AliasDetail,
  AnswerStatement,
  AnyStatement,
  ArmStatement,
  CheckDetail,
  CueDetail,
  ExampleDetail,
  GoldStatement,
  InputStatement,
  JudgeDetail,
  LabelStatement,
  OtherwiseStatement,
  PhraseNode,
  RelationStatement,
  ReportStatement,
  RewardStatement,
  RuleDetail,
  StandardizeStatement,
  Statement,
  TaskStatement,
  Tree,
  UseStatement,
  When,
  Word,
} from "./ast.js"
import { report as diagnose, type languageCodes } from "./codes.js"
import { renamed } from "./mentioned.js"
import { type Repeat, repeatsIn } from "./repeats.js"
import { ruleName } from "./term-name.js"
import { listsIn, typeOf } from "./types.js"

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

const NAMES = ["entity", "label", "relation", "otherwise"] as const
const RULES = ["check", "judge", "advice"] as const
const FIELDS = ["input", "gold", "answer"] as const
/** What a file that only declares labels has none of. */
const TASK_PARTS = [
  ...(["task", "input", "gold", "answer", "accept", "rescue", "shuffle"] as const),
  ...(["reward", "report", "standardize", "arm", "budget"] as const),
]

/** What a name can be of, and the statements that declare such names; without one the set is closed. */
const DECLARED_BY = {
  label: NAMES,
  relation: ["relation"],
  entity: ["entity"],
  role: ["relation"],
  rule: RULES,
  field: FIELDS,
  input: ["input"],
  mention: ["input"],
  list: ["input"],
  "list to choose from": ["input"],
  "part of the answer": ["answer"],
  "part of the answer, rule or entity": ["answer", "check", "judge", "entity"],
  "reward or rule": ["reward", "check", "judge"],
  verb: [],
  item: [],
} as const satisfies Record<string, readonly string[]>
export type Named = keyof typeof DECLARED_BY
/** What shares its names: a name that is unknown as one of these is unknown as each. */
const LABELS: readonly Named[] = ["label", "relation", "entity", "part of the answer, rule or entity"]
/** The way out, where a declaration alone is none. */
const HELP: Partial<Readonly<Record<Named, string>>> = {
  verb: "Correct its spelling: verbs cannot be declared. Completion in an editor tells those that fit.",
  "list to choose from":
    "Behind `one of` stand texts in quotes, an input that is a list, or labels, entities or relations: all that are declared.",
}
/** Names that mean another thing, or are misspelt for another one, elsewhere in the file. */
const LOCAL: readonly Named[] = ["role", "item", "part of the answer"]

/** Beyond so many, a misspelling is no longer searched for: a hostile file shall not cost a search for each line. */
const MOST_SEARCHES = 50
const LONGEST_SEARCHED = 64
/** So deep groups may lie in each other; what lies deeper nobody could read. */
export const DEEPEST_GROUP = 16
/** Of a closed list, so many words are kept in the facts. */
export const MOST_LISTED = 32
/** So few known names are told when none of them is near. */
const MOST_TOLD = 6

/** Of places with the same mistake, so many are shown beside the first. */
const MOST_NOTED = 10

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
  /** Keywords of the lines that could not be read; undefined for one that had none. */
  readonly #lost = new Set<string | undefined>()
  /** Keywords of all lines with an error, understood or not: a name that they declare may be lost. */
  readonly #shaky = new Set<string>()
  #mayUse = false
  readonly #damaged = new Map<Source, Span[]>()
  readonly #excused = new Set<string>()
  /** Names that were reported as unknown: the place of the report, and what grows where they stand again. */
  readonly #unknown = new Map<
    string,
    { at: number; notes: Diagnostic["notes"][number][]; edits: Fix["edits"][number][] }
  >()
  /** Declared names that an unknown one was probably meant for. */
  readonly #meant = new Set<string>()
  #searches = 0
  #tried = 0
  readonly #made = new Map<(scope: Scope) => unknown, unknown>()

  constructor(tree: Tree, catalogue: Catalogue, imports: ReadonlyMap<UseStatement, Tree> | undefined) {
    this.tree = tree
    this.catalogue = catalogue
    this.imports = imports
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
    return this.unsure || this.#lost.has(undefined) || this.#lost.has(keyword)
  }

  /** A line that may have used a file was not understood, or no files were read: names may come from there. */
  get unsure(): boolean {
    return this.#mayUse || this.missingImports
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
    if (this.#isDamaged(source, span)) return
    const make = diagnose as (code: CodeName, facts: unknown, extras: Extras) => Diagnostic
    this.diagnostics.push(make(code, facts, { place: placeAt({ source }, span), ...extras }))
  }

  /** Reports a name that nothing declares, unless it stands in a line that could not be read. */
  unknown(what: Named, word: Word, known: Iterable<string>, item: Item<unknown>, meant?: string): void {
    this.#tried++
    if (this.#excused.has(word.text)) return
    const declaring: readonly string[] = DECLARED_BY[what]
    if (declaring.some((keyword) => this.#shaky.has(keyword)) || (this.unsure && declaring.length > 0)) return
    // without a single input or answer that is the mistake
    const missing = (["answer", "input"] as const).find((kind) => declaring.includes(kind))
    if (missing && !this.isSchema && this.of(missing).length === 0) return
    // a schema does not know the fields of the tasks that use it
    if (this.isSchema && declaring.some((keyword) => (FIELDS as readonly string[]).includes(keyword))) return
    const isLabel = LABELS.includes(what) && !this.names.has(word.text)
    const key = `${isLabel ? "label" : what} ${word.text} ${item.source.path}`
    const first = LOCAL.includes(what) ? undefined : this.#unknown.get(key)
    if (first) {
      if (this.#isDamaged(item.source, word.span)) return
      this.#again(first, placeAt(item, word.span))
      return
    }
    const isSearched = this.#searches < MOST_SEARCHES
    const all = isSearched ? [...known] : []
    const near =
      this.near(word.text, all) ??
      meant ??
      (isLabel && isSearched && word.text.length <= LONGEST_SEARCHED
        ? renamed(word.text, what === "entity", this)
        : undefined)
    if (near !== undefined) this.#meant.add(near)
    const told = near === undefined && all.length > 0 && all.length <= MOST_TOLD && { known: all }
    const facts = { what: this.#said(what), name: word.text, ...(near !== undefined && { near }), ...told }
    // a label that stands alone where none is for "none of these" is probably that one
    const isOther = what === "label" && near === undefined && !("home" in item) && this.of("otherwise").length === 0
    const help = isOther
      ? `If it is the label for none of the others, declare it: otherwise ${word.text} "…".`
      : HELP[what]
    const notes: Diagnostic["notes"][number][] = []
    const edits: Fix["edits"][number][] = near === undefined ? [] : [{ span: word.span, text: near }]
    const fix = near !== undefined && { fix: { ...writing(near, word.span), edits } }
    const before = this.diagnostics.length
    this.report("name-unknown", facts, item, word.span, { notes, ...fix, ...(help && { help }) })
    // a name that is wrong in the same way is one mistake, however often it stands there
    if (this.diagnostics.length > before) this.#unknown.set(key, { at: before, notes, edits })
  }

  /** Whether an unknown name was probably meant for this one, which is then no stranger to the guideline's lines. */
  isMeant(name: string): boolean {
    return this.#meant.has(name)
  }

  /** What a name can be of, without what the guideline has none of. */
  #said(what: Named): string {
    if (what === "part of the answer, rule or entity") {
      const rules = this.measured.size > 0 ? ["rule"] : []
      return listed(["part of the answer", ...rules, ...(this.of("entity").length > 0 ? ["entity"] : [])], "or")
    }
    return what === "reward or rule" && this.measured.size === 0 ? "reward" : what
  }

  /** The same mistake at another place. Rules do not look in the order of the text; the report stands at the first place there. */
  #again(
    { at, notes, edits }: { at: number; notes: Diagnostic["notes"][number][]; edits: Fix["edits"][number][] },
    place: Place,
  ): void {
    const first = this.diagnostics[at]!
    const isEarlier = place.span.start < first.place!.span.start
    if (isEarlier) this.diagnostics[at] = { ...first, place }
    notes.push({ message: "and here", place: isEarlier ? first.place! : place })
    notes.sort((a, b) => a.place.span.start - b.place.span.start)
    if (notes.length > MOST_NOTED) notes.pop()
    if (edits[0]) edits.push({ span: place.span, text: edits[0].text })
  }

  /** Reports a word that is not in a closed list. */
  notAnOption(word: Word, known: Iterable<string>, item: Item<unknown>, written = (name: string) => name): void {
    const near = this.near(word.text, known)
    const facts = { name: word.text, known: [...first(MOST_LISTED, known)], ...(near !== undefined && { near }) }
    const fix = near === undefined ? {} : { fix: writing(written(near), word.span) }
    this.report("option-unknown", facts, item, word.span, fix)
  }

  near(name: string, known: Iterable<string>): string | undefined {
    // of a name of one or two signs, any other such name is near
    if (name.length < 3 || name.length > LONGEST_SEARCHED || this.#searches++ >= MOST_SEARCHES) return undefined
    const found = nearest(
      name,
      [...known].filter((k) => k.length <= LONGEST_SEARCHED),
    )
    return found === name ? undefined : found
  }

  #findPointedAt(): Set<string> {
    return new Set(FIELDS.flatMap((kind) => this.of(kind).flatMap(({ node }) => listsIn(node.type))))
  }

  #gather(tree: Tree): void {
    if (this.trees.includes(tree)) return
    this.trees.push(tree)
    const { source } = tree
    const damaged: Span[] = []
    this.#damaged.set(source, damaged)
    const note = (node: AnyStatement): void => {
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
    }
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
    damaged.sort((a, b) => a.start - b.start)
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

type OfKind<K, S extends Statement = Statement> = S extends unknown ? (K extends S["kind"] ? S : never) : never

const isOneOf = <T extends AnyStatement>(kinds: readonly string[]) => {
  const set = new Set(kinds)
  return (node: AnyStatement): node is T => set.has(node.kind)
}
export const isField = isOneOf<FieldStatement>(FIELDS)
export const isName = isOneOf<NameStatement>(NAMES)
export const isRule = isOneOf<RuleDetail>(RULES)

export const placeOf = ({ source, node }: Item<{ readonly span: Span }>): Place => placeAt({ source }, node.span)
/** With a span of its own: those of a tree may be used up with it, and a place outlives the tree. */
export const placeAt = ({ source }: Pick<Item<unknown>, "source">, { start, end }: Span): Place => ({
  source,
  span: { start, end },
})
export const writing = (text: string, { start, end }: Span): Fix => ({
  title: text.includes('"') ? `Write ${text}` : `Write "${text}"`,
  edits: [{ span: { start, end }, text }],
})
/** Where a statement begins: its keyword. */
export const keywordSpan = ({ span, kind }: AnyStatement): Span => ({
  start: span.start,
  end: span.start + kind.length,
})

/** The first declaration holds; a second one is reported by a rule. */
function declare<T>(map: Map<string, T>, name: string, item: T): void {
  if (!map.has(name)) map.set(name, item)
}

function* first<T>(count: number, items: Iterable<T>): Generator<T> {
  let left = count
  for (const item of items) {
    if (left-- <= 0) return
    yield item
  }
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
