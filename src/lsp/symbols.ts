/**
 * The names of a guideline and where they are written: what is declared in one file, and what refers to something that may
 * be declared in another. Made from a tree once; which declaration is meant is decided over all files of a guideline.
 */
import type {
  AnyStatement,
  Arg,
  OperandNode,
  PhraseNode,
  Role,
  Statement,
  Tree,
  TypeName,
  ValueNode,
  When,
  Word,
} from "../language/ast.js"
import { termName } from "../language/term-name.js"
import type { Source, Span } from "../text.js"
import { DECLARED_LISTS } from "../value.js"

/** The statement that declares a name; `role` stands in a relation, and `mention` is an input of that type. */
export type What =
  | ("input" | "mention" | "gold" | "answer")
  | ("entity" | "label" | "relation" | "otherwise")
  | ("role" | "check" | "judge" | "advice" | "reward" | "report" | "arm")

export interface Declaration {
  readonly what: What
  readonly name: string
  /** Where the name is written; of a name that its line does not write, an empty place where it could be. */
  readonly span: Span
  readonly source: Source
  readonly node: AnyStatement
  /** A role's relation, the heading of a rule, the arm of a term. */
  readonly home?: string
  /** A line without a name is called after its subject, and its verb: another name of the subject is another one of it. */
  readonly after?: { readonly subject: Reference; readonly verb?: string }
}

export interface Reference {
  readonly name: string
  readonly span: Span
  readonly source: Source
  /** The statement that it stands in. */
  readonly node: AnyStatement
  /** What it can be a name of, the first one first. */
  readonly can: readonly What[]
  /** Homes of the declaration that is meant, the first one first; a name that none of them has is looked for anywhere. */
  readonly homes: readonly string[]
}

/** A word that the language itself knows, or the catalogue. */
export interface KnownWord {
  readonly kind: "verb" | "object" | "unit" | "variant" | "reading" | "droppable" | "standard" | "list" | "item" | "tag"
  readonly text: string
  readonly span: Span
}

export interface FileSymbols {
  readonly declarations: readonly Declaration[]
  readonly references: readonly Reference[]
  readonly known: readonly KnownWord[]
  /** Paths of files in use, as written, with their quotes in the span. */
  readonly uses: readonly { readonly path: string; readonly span: Span }[]
}

const made = new WeakMap<Tree, FileSymbols>()

export function symbolsIn(tree: Tree): FileSymbols {
  let symbols = made.get(tree)
  if (!symbols) {
    symbols = new Collector(tree).symbols
    made.set(tree, symbols)
  }
  return symbols
}

const FIELDS: readonly What[] = ["input", "mention", "gold", "answer"]
const NAMES: readonly What[] = ["entity", "label", "relation", "otherwise"]
/** As `rules/phrases.ts` looks for a subject; a field that cannot be one comes last. */
const SUBJECTS: readonly What[] = ["answer", "check", "judge", "entity", "input", "mention", "gold"]
const RULES: readonly What[] = ["check", "judge", "advice"]
const AWAITED: readonly What[] = ["check", "judge", "reward"]

const MARK = /<\/?([^<>\s/]{1,64})>/g

class Collector {
  readonly symbols: {
    declarations: Declaration[]
    references: Reference[]
    known: KnownWord[]
    uses: { path: string; span: Span }[]
  } = { declarations: [], references: [], known: [], uses: [] }
  readonly #source: Source
  /** The statement that is read. */
  #node: AnyStatement | undefined

  constructor({ source, statements }: Tree) {
    this.#source = source
    for (const statement of statements) this.#statement(statement, undefined)
  }

  #statement(node: AnyStatement, heading: Statement | undefined): void {
    const home = heading && "name" in heading ? heading.name?.text : undefined
    this.#node = node
    switch (node.kind) {
      case "use":
        this.symbols.uses.push({ path: node.path.text, span: node.path.span })
        break
      case "input":
      case "gold":
        this.#declare(node.kind === "input" && node.type.kind === "mention" ? "mention" : node.kind, node.name, node)
        this.#type(node.type)
        if (node.kind === "input") this.#when(node.when)
        break
      case "answer":
        this.#declare("answer", node.name, node)
        if (node.parent) this.#refer(node.parent, ["answer"])
        this.#type(node.type)
        if (node.place?.spot.kind === "tag") this.#know("tag", node.place.spot.tag)
        this.#when(node.when)
        break
      case "accept":
      case "rescue":
        for (const word of node.names) this.#know("reading", word)
        break
      case "shuffle":
        for (const word of node.names) this.#refer(word, FIELDS)
        break
      case "exclude":
        for (const word of node.names) this.#refer(word, NAMES)
        break
      case "prefer":
        for (const word of node.groups.flat()) this.#refer(word, NAMES)
        break
      case "entity":
      case "label":
      case "otherwise":
        this.#declare(node.kind, node.name, node)
        if (node.kind !== "otherwise" && node.under) this.#refer(node.under, NAMES)
        break
      case "relation":
        this.#declare("relation", node.name, node)
        for (const role of node.roles) this.#role(role, node, node.name.text)
        if (node.one) this.#refer(node.one, ["role"], [node.name.text])
        if (node.under) this.#refer(node.under, NAMES)
        break
      case "cue":
        for (const role of node.roles ?? []) this.#refer(role, ["role"], home === undefined ? [] : [home])
        break
      case "check": {
        const subject = this.#phrase(node.phrase)
        this.#named("check", node, node.phrase, subject, home)
        this.#when(node.when)
        break
      }
      case "judge":
      case "advice":
        if (node.name) this.#declare(node.kind, node.name, node, home)
        if (node.kind === "judge") {
          for (const word of node.sees) {
            if (word.text === "completion") this.#know("object", word)
            else this.#refer(word, FIELDS)
          }
        }
        this.#when(node.when)
        break
      case "reward": {
        const subject = this.#phrase(node.phrase)
        this.#named("reward", node, node.phrase, subject, home)
        for (const word of node.after) this.#refer(word, AWAITED, home === undefined ? [] : [home])
        this.#when(node.when)
        break
      }
      case "report":
        this.#named("report", node, node.phrase, this.#phrase(node.phrase), undefined)
        break
      case "standardize":
        this.#know("standard", node.over)
        break
      case "arm":
        this.#declare("arm", node.name, node)
        break
      case "budget":
        for (const word of node.drop) this.#know("droppable", word)
        break
      case "example": {
        for (const arg of node.given) this.#arg(arg)
        const labels = node.is.flatMap((arg) => this.#arg(arg))
        for (const line of node.details) {
          if (line.kind === "test") for (const { rule } of line.given) this.#refer(rule, RULES)
          if (line.kind !== "not") continue
          this.#node = line
          const wrong = line.is.flatMap((arg) => this.#arg(arg))
          if (line.by) this.#refer(line.by, RULES, [...(home === undefined ? [] : [home]), ...wrong, ...labels])
        }
        break
      }
    }
    if ("details" in node && node.kind !== "example") {
      const own = node.kind === "task" ? undefined : (node as Statement)
      for (const detail of node.details) this.#statement(detail, own)
    }
  }

  #declare(what: What, { text, span }: Word, node: AnyStatement, home?: string): void {
    this.symbols.declarations.push({
      what,
      name: text,
      span,
      source: this.#source,
      node,
      ...(home !== undefined && { home }),
    })
  }

  /** A line with a phrase has a name of its own, or is called after the phrase. */
  #named(
    what: "check" | "reward" | "report",
    node: Extract<AnyStatement, { kind: "check" | "reward" | "report" }>,
    { verb, span }: PhraseNode,
    subject: Reference | undefined,
    home: string | undefined,
  ): void {
    if (node.name) {
      this.#declare(what, node.name, node, home)
      return
    }
    const at = node.kind === "reward" ? node.pays.span.start : span.start
    this.symbols.declarations.push({
      what,
      name: termName(node),
      span: { start: at, end: at },
      source: this.#source,
      node,
      ...(home !== undefined && { home }),
      ...(subject && { after: { subject, ...(verb && { verb: verb.text }) } }),
    })
  }

  #refer({ text, span }: Word, can: readonly What[], homes: readonly string[] = []): Reference {
    const reference = { name: text, span, source: this.#source, node: this.#node!, can, homes }
    this.symbols.references.push(reference)
    return reference
  }

  #know(kind: KnownWord["kind"], { text, span }: Word): void {
    this.symbols.known.push({ kind, text, span })
  }

  #role({ name, types }: Role, node: AnyStatement, home: string): void {
    this.#declare("role", name, node, home)
    for (const word of types) this.#refer(word, NAMES)
  }

  #type(type: TypeName): void {
    switch (type.kind) {
      case "mention":
      case "triplet":
        this.#refer(type.within, FIELDS)
        break
      case "quote":
        for (const word of type.from) this.#refer(word, FIELDS)
        break
      case "relation":
        for (const word of type.between) this.#refer(word, FIELDS)
        break
      case "choice":
        for (const choice of type.choices) {
          if (choice.kind === "text") continue
          if ((DECLARED_LISTS as readonly string[]).includes(choice.name.text)) this.#know("list", choice.name)
          else this.#refer(choice.name, FIELDS)
        }
        break
      case "order":
        this.#refer(type.of, FIELDS)
        break
      case "list":
        this.#type(type.item)
        if (type.numbered) this.#know("item", type.numbered)
        break
      case "each":
        this.#refer(type.of, FIELDS)
        this.#type(type.item)
        break
    }
  }

  #when(when: When | undefined): void {
    if (!when) return
    this.#refer(when.field, FIELDS)
    for (const value of when.values) if (!value.quoted) this.#refer(value, NAMES)
  }

  /** @returns the reference to what the phrase is about; none for `format` */
  #phrase({ subject, verb, objects, within, from, by }: PhraseNode): Reference | undefined {
    const about = subject.text === "format" ? undefined : this.#refer(subject, SUBJECTS)
    if (!about) this.#know("object", subject)
    if (verb) this.#know("verb", verb)
    for (const object of objects) this.#operand(object)
    for (const quantity of [within, from]) if (quantity?.unit) this.#know("unit", quantity.unit)
    if (by) this.#know("variant", by)
    return about
  }

  #operand(object: OperandNode): void {
    if (object.kind === "number" && object.unit) this.#know("unit", object.unit)
    if (object.kind !== "name") return
    if (object.name.text === "gold" || object.name.text === "schema") this.#know("object", object.name)
    else this.#refer(object.name, FIELDS)
  }

  /** @returns the labels that the value names */
  #arg({ name, value }: Arg): string[] {
    if (name) this.#refer(name, FIELDS)
    return this.#value(value, false)
  }

  #value(node: ValueNode, isEnd: boolean): string[] {
    switch (node.kind) {
      case "text":
        for (const mark of this.#source.slice(node.span).matchAll(MARK)) {
          const start = node.span.start + mark.index + mark[0].indexOf(mark[1]!)
          this.#refer({ text: mark[1]!, span: { start, end: start + mark[1]!.length } }, ["mention"])
        }
        return []
      case "number":
        return []
      case "list":
        return node.items.flatMap((arg) => this.#arg(arg))
      case "name":
        // the two ends of a relation are mentions, or entities with their texts
        this.#refer(node.name, isEnd ? ["mention", ...NAMES] : [...NAMES, "mention"])
        for (const { value } of node.args ?? []) this.#value(value, true)
        return [node.name.text]
    }
  }
}

/** The names of all files of one guideline. */
export class Names {
  readonly trees: readonly Tree[]
  readonly #declared = new Map<string, Declaration[]>()
  #byNode: ReadonlyMap<AnyStatement, Declaration> | undefined

  constructor(trees: readonly Tree[]) {
    this.trees = trees
    for (const tree of trees) {
      for (const declaration of symbolsIn(tree).declarations) {
        const same = this.#declared.get(declaration.name)
        if (same) same.push(declaration)
        else this.#declared.set(declaration.name, [declaration])
      }
    }
  }

  /** In the order of the files. */
  *all(...what: readonly What[]): Generator<Declaration> {
    for (const tree of this.trees) {
      for (const declaration of symbolsIn(tree).declarations) if (what.includes(declaration.what)) yield declaration
    }
  }

  /** @returns undefined where nothing declares it */
  resolve({ name, can, homes }: Reference): Declaration | undefined {
    const named = this.#declared.get(name)
    if (!named) return undefined
    const of = (one: Declaration) => can.indexOf(one.what)
    const fitting = named.filter((one) => of(one) >= 0)
    for (const home of homes) {
      const found = fitting.find((one) => one.home === home)
      if (found) return found
    }
    if (can[0] === "role" && homes.length > 0) return undefined
    const best = Math.min(...fitting.map(of))
    const wanted = can === RULES ? fitting : fitting.filter((one) => of(one) === best)
    return wanted.find((one) => one.home === undefined) ?? wanted[0]
  }

  /** All declarations of the name that are meant together: a name that is declared twice is one name to a reader. */
  find(source: Source, offset: number): Declaration | undefined {
    const tree = this.trees.find((one) => one.source === source)
    if (!tree) return undefined
    const { declarations, references } = symbolsIn(tree)
    const at = ({ span }: { span: Span }) => span.start <= offset && offset <= span.end && span.end > span.start
    const declared = declarations.find(at)
    if (declared) return declared
    const reference = references.find(at)
    return reference && this.resolve(reference)
  }

  /** What a statement declares: of a relation itself, not its roles. */
  declaredBy(node: AnyStatement): Declaration | undefined {
    this.#byNode ??= new Map(this.#all().map((one) => [one.node, one]))
    return this.#byNode.get(node)
  }

  #all(): Declaration[] {
    return this.trees.flatMap((tree) => symbolsIn(tree).declarations.filter(({ what }) => what !== "role"))
  }

  /** Every place that refers to a declaration, in the order of the files. */
  references(to: Declaration): Reference[] {
    return this.trees.flatMap((tree) =>
      symbolsIn(tree).references.filter((one) => one.name === to.name && this.resolve(one) === to),
    )
  }
}
