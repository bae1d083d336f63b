/**
 * Completion: the grammar tells which words and which kinds of names can follow, the guideline which names there are, the
 * catalogue which verbs can be said of them. Each comes with what it means.
 */
import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from "vscode-languageserver"
import { type CursorPlace, cursorPlace, expectedAt } from "../../grammar/expected.js"
import { columnOfLineStart } from "../../grammar/lines.js"
import { KEYWORDS } from "../../grammar/tokens.js"
import type { Signature, SubjectKind } from "../catalogue.js"
import { catalogue } from "../compile/catalogue.js"
import { READINGS } from "../folds.js"
import type { AnswerStatement, AnyStatement } from "../language/ast.js"
import { DROPPABLE } from "../language/meaning.js"
import { HOMES, WHOLE } from "../language/nest.js"
import { STANDARDS } from "../language/rules/options.js"
import { countedBy, takesHere, variantsOf } from "../language/rules/phrases.js"
import { layersOf, typeOf } from "../language/types.js"
import { DECLARED_LISTS, type FieldType, firstNames } from "../value.js"
import { signatureText } from "./describe.js"
import type { Opened } from "./feature.js"
import { rangeOf } from "./places.js"
import type { Declaration, What } from "./symbols.js"
import { DROPS, LISTS, OBJECTS, READS, STANDARDIZED, STATEMENTS, statementText, verbText, WORDS } from "./words.js"

interface Offer {
  readonly label: string
  readonly kind: CompletionItemKind
  /** One line beside it. */
  readonly detail?: string
  readonly documentation?: string
  /** Written instead of the label. */
  readonly insert?: string
  /** With places to fill in. */
  readonly isSnippet?: true
  /** Before those of a higher one. */
  readonly rank?: number
}

/** Longer lists are cut: an editor asks again when more letters are typed. */
const MOST_OFFERED = 500

export function completion(
  opened: Opened,
  offset: number,
  snippets: boolean,
): { items: CompletionItem[]; isIncomplete: boolean } {
  const { source } = opened
  const place = cursorPlace(source.text, offset)
  const completer = new Completer(opened, place, offset)
  const offers = completer.offers().map((one) => (snippets ? one : plain(one)))
  const start = completer.start
  const typed = source.text.slice(start, offset).toLowerCase()
  const unique = [...new Map(offers.toReversed().map((one) => [one.label, one])).values()].reverse()
  const isLong = unique.length > MOST_OFFERED
  const kept = isLong ? unique.filter(({ label }) => label.toLowerCase().startsWith(typed)) : unique
  const range = rangeOf(source, { start, end: offset })
  return {
    isIncomplete: isLong,
    items: kept
      .slice(0, MOST_OFFERED)
      .map(({ label, kind, detail, documentation, insert, isSnippet, rank = 5 }, i) => ({
        label,
        kind,
        sortText: `${rank}${String(i).padStart(4, "0")}`,
        textEdit: { range, newText: insert ?? label },
        ...(detail !== undefined && { detail }),
        ...(documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
        ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
      })),
  }
}

const KINDS: Readonly<Record<What, CompletionItemKind>> = {
  input: CompletionItemKind.Variable,
  mention: CompletionItemKind.Variable,
  gold: CompletionItemKind.Variable,
  answer: CompletionItemKind.Field,
  entity: CompletionItemKind.Class,
  label: CompletionItemKind.EnumMember,
  relation: CompletionItemKind.Class,
  otherwise: CompletionItemKind.EnumMember,
  role: CompletionItemKind.Property,
  check: CompletionItemKind.Event,
  judge: CompletionItemKind.Event,
  advice: CompletionItemKind.Event,
  reward: CompletionItemKind.Event,
  report: CompletionItemKind.Event,
  arm: CompletionItemKind.Module,
}

/** For an editor that has no places to fill in. */
function plain({ isSnippet, insert, ...rest }: Offer): Offer {
  return insert === undefined ? rest : { ...rest, insert: isSnippet ? insert.replaceAll("$1", "") : insert }
}

class Completer {
  /** Where the word begins that is being replaced. */
  readonly start: number
  readonly #opened: Opened
  readonly #place: CursorPlace
  readonly #offset: number
  readonly #words: readonly string[]

  constructor(opened: Opened, place: CursorPlace, offset: number) {
    this.#opened = opened
    this.#place = place
    this.#offset = offset
    this.#words = place.tokens.map(({ image }) => image)
    this.start = place.inside?.kind === "text" ? this.#textStart(place.inside.start) : place.wordStart
  }

  offers(): Offer[] {
    const { inside, beginsLine } = this.#place
    if (inside?.kind === "comment") return []
    if (inside?.kind === "text") return this.#inText()
    const column = columnOfLineStart(this.#opened.source.text, this.#place.wordStart) ?? 0
    if (!beginsLine) return this.#expected()
    // a line that is indented deeper may go on with the statement above
    return [...this.#statements(column), ...(column > this.#place.indent ? this.#expected() : [])]
  }

  /** All statements; those that can stand here first. */
  #statements(column: number): Offer[] {
    const heading = this.#headingAbove(column)
    return KEYWORDS.map((word): Offer => {
      const homes: readonly string[] | undefined = HOMES[word as keyof typeof HOMES]
      const fits = heading ? homes?.includes(heading.kind) === true : !homes || WHOLE.includes(word)
      const [summary] = STATEMENTS[word].split(/[.:]/)
      return {
        label: word,
        kind: CompletionItemKind.Keyword,
        detail: summary!,
        documentation: statementText(word),
        insert: `${word} `,
        rank: fits ? 1 : 7,
      }
    })
  }

  /** What a detail of this column would stand under. */
  #headingAbove(column: number): AnyStatement | undefined {
    if (column === 0) return undefined
    const { tree, source } = this.#opened
    let found: AnyStatement | undefined
    const visit = (statements: readonly AnyStatement[]) => {
      for (const statement of statements) {
        if (statement.span.start >= this.#place.wordStart) return
        const at = columnOfLineStart(source.text, statement.span.start)
        if (!("details" in statement) || at === undefined || at >= column) continue
        found = statement
        visit(statement.details)
      }
    }
    visit(tree.statements)
    return found
  }

  #expected(): Offer[] {
    const { words, names } = expectedAt(this.#place)
    const verb = MEASURES.has(this.#place.keyword ?? "") ? this.#verb() : undefined
    const fitting = verb ? words.filter((word) => !MODIFIERS.has(word) || this.#takesModifier(verb, word)) : words
    const offered = fitting.map(
      (word): Offer => ({
        label: word,
        kind: CompletionItemKind.Keyword,
        documentation: WORDS[word as keyof typeof WORDS],
        rank: 4,
      }),
    )
    return [...names.flatMap(({ rules, index }) => this.#names(rules, index)), ...offered]
  }

  /** @param rules the rule that takes the name, and those around it */
  #names(rules: readonly string[], index: number): Offer[] {
    const rule = rules.at(-1)
    const before = this.#words.at(-1)
    switch (rule) {
      case "answerStatement":
        return before === "of" ? this.#declared(["answer"], ({ node }) => isGroup(node)) : []
      case "labelStatement":
        return before === "under" ? this.#declared([this.#place.keyword === "entity" ? "entity" : "label"]) : []
      case "relationStatement":
        if (before === "one") return this.#rolesHere()
        return before === "under" ? this.#declared(["relation"]) : []
      case "role":
        return index > 0 ? this.#declared(["entity"]) : []
      case "type":
        return before === "of" ? this.#lists() : []
      case "base":
        if (before === "in") return this.#inputs("text")
        return before === "of" ? this.#lists() : this.#declared(["mention"])
      case "choice":
        return rules.includes("when")
          ? this.#conditionValues()
          : [...this.#lists(), ...known(LISTS, CompletionItemKind.Enum)]
      case "when":
        return this.#declared(["input", "answer"], ({ node }) => isChosen(node))
      case "pair":
        return this.#rolesOfHeading()
      case "phrase":
        return index === 0 ? this.#subjects() : this.#verbs()
      case "operand":
        return this.#objects()
      case "quantity":
        return this.#units(rules.includes("modifier"))
      case "modifier":
        return this.#simple(this.#variants(), CompletionItemKind.EnumMember)
      case "id":
        return rules.includes("arg") ? this.#fields() : []
      case "value":
        return this.#values()
      case "testStatement":
        return this.#declared(["judge", "check"])
      case "notStatement":
        return this.#declared(["check", "judge", "advice"])
      case "standardizeStatement":
        return known(STANDARDIZED, CompletionItemKind.EnumMember, STANDARDS)
      case "names":
        return this.#listed(rules)
      default:
        return []
    }
  }

  #listed(rules: readonly string[]): Offer[] {
    if (rules.includes("base")) return this.#declared(["input"])
    switch (this.#place.keyword) {
      case "accept":
      case "rescue":
        return known(READS, CompletionItemKind.EnumMember, READINGS)
      case "shuffle":
        return this.#lists()
      case "exclude":
        return this.#declared(["relation"])
      case "prefer":
        return this.#declared(["relation", "label", "entity", "otherwise"])
      case "judge":
        return [...this.#declared(["input", "answer"]), object("completion")]
      case "reward":
        return this.#declared(["check", "judge", "reward"])
      case "budget":
        return known(DROPS, CompletionItemKind.EnumMember, DROPPABLE)
      default:
        return []
    }
  }

  #declared(what: readonly What[], takes: (one: Declaration) => boolean = () => true): Offer[] {
    const { names } = this.#opened.guideline
    return [...names.all(...what)].filter(takes).map((one) => this.#offer(one))
  }

  #offer(one: Declaration): Offer {
    const says = "prose" in one.node ? one.node.prose?.text : undefined
    return {
      label: one.name,
      kind: KINDS[one.what],
      detail: signatureText(one),
      ...(says !== undefined && { documentation: says }),
      rank: 2,
    }
  }

  #inputs(kind: string): Offer[] {
    return this.#declared(["input"], ({ node }) => node.kind === "input" && node.type.kind === kind)
  }

  #lists(): Offer[] {
    return this.#inputs("list")
  }

  /** Before a value of an example: inputs, and behind `is` what is answered. */
  #fields(): Offer[] {
    const fields = this.#declared(this.#isAnswer() ? ["answer", "gold"] : ["input"])
    return fields.map((one) => ({ ...one, insert: `${one.label}: `, rank: 3 }))
  }

  #isAnswer(): boolean {
    return this.#place.keyword === "not" || this.#words.includes("is")
  }

  #simple(words: readonly string[], kind: CompletionItemKind): Offer[] {
    return words.filter((word) => word !== "").map((label) => ({ label, kind, rank: 2 }))
  }

  #rolesHere(): Offer[] {
    const [, , , ...rest] = this.#words
    const roles = rest.filter((_, i) => i === 0 || rest[i - 1] === ",")
    return this.#simple(roles.slice(0, 2), CompletionItemKind.Property)
  }

  #rolesOfHeading(): Offer[] {
    const column = columnOfLineStart(this.#opened.source.text, this.#statementStart()) ?? 0
    const heading = this.#headingAbove(column)
    if (heading?.kind !== "relation") return []
    const [first, second] = heading.roles.map(({ name }) => name.text)
    const taken = this.#words.at(-2) === "(" ? undefined : this.#words.at(-2)
    return this.#simple(
      [first!, second!].filter((role) => role !== taken),
      CompletionItemKind.Property,
    )
  }

  #statementStart(): number {
    const [first] = this.#place.tokens
    return this.#place.from + (first?.startOffset ?? 0)
  }

  #subjects(): Offer[] {
    const isTerm = this.#place.keyword !== "check"
    return [...this.#declared(["answer", "check", "judge", "entity"]), ...(isTerm ? [object("format")] : [])]
  }

  /** The words of the phrase so far: its subject first. */
  #phrase(): readonly string[] {
    const words = this.#words
    const start = this.#place.keyword === "reward" ? words.indexOf("for") + 1 : words[2] === ":" ? 3 : 1
    return words.slice(start)
  }

  #takesModifier(verb: Signature, word: string): boolean {
    if (word === "fully") return !verb.binary
    if (word === "by") return this.#variants().length > 0
    return takesHere(verb, word as "within" | "from", this.#kindsOf(this.#phrase()[0] ?? ""))
  }

  #verb(): Signature | undefined {
    const [, verb] = this.#phrase()
    return verb === undefined ? undefined : catalogue.get(verb)
  }

  #verbs(): Offer[] {
    const [subject] = this.#phrase()
    const kinds = subject === undefined ? [] : this.#kindsOf(subject)
    return [...catalogue.values()]
      .filter(({ subject: takes }) => kinds.length === 0 || takes.some((kind) => kinds.includes(kind)))
      .map((signature) => ({
        label: signature.name,
        kind: CompletionItemKind.Function,
        detail: signature.example,
        documentation: verbText(signature),
        rank: 2,
      }))
  }

  /** As the analyser asks: the subject as a whole, and its items. */
  #kindsOf(subject: string): SubjectKind[] {
    const { names } = this.#opened.guideline
    for (const { name, node, what } of names.all("answer", "check", "judge", "entity")) {
      if (name !== subject) continue
      if (what === "entity") return ["entity"]
      if (node.kind !== "answer") return ["rule"]
      return [...kindsIn(node), ...(this.#isForEach(node) ? (["each"] as const) : [])]
    }
    return []
  }

  /** A part of a group that stands there for each item of a list has a value for each item as well. */
  #isForEach({ parent }: AnswerStatement): boolean {
    const answers = new Map([...this.#opened.guideline.names.all("answer")].map(({ name, node }) => [name, node]))
    const seen = new Set<AnyStatement>()
    for (let at = parent && answers.get(parent.text); at?.kind === "answer" && !seen.has(at); ) {
      if (kindsIn(at).includes("each")) return true
      seen.add(at)
      at = at.parent && answers.get(at.parent.text)
    }
    return false
  }

  #objects(): Offer[] {
    const takes = this.#verb()?.object ?? ["gold", "field"]
    const isTerm = this.#place.keyword !== "check"
    const [subject] = this.#phrase()
    return [
      ...(takes.includes("gold") && isTerm ? [object("gold"), ...this.#declared(["gold"])] : []),
      ...(takes.includes("schema") ? [object("schema")] : []),
      ...(takes.includes("field")
        ? this.#declared(["input", "answer", "mention"], ({ name }) => name !== subject)
        : []),
    ]
  }

  /** All of the verb's, where nothing is known of the subject. */
  #variants(): readonly string[] {
    const verb = this.#verb()
    const [subject = ""] = this.#phrase()
    const kinds = this.#kindsOf(subject)
    return verb === undefined ? [] : kinds.length === 0 ? (verb.by ?? []) : variantsOf(verb, kinds)
  }

  #units(isModifier: boolean): Offer[] {
    const verb = this.#verb()
    const word = this.#words.findLast((one) => one === "within" || one === "from")
    const [subject = ""] = this.#phrase()
    const counted = () => verb && countedBy(verb, this.#kindsOf(subject))
    const units = isModifier ? (word === "from" ? verb?.from : verb?.within) : counted()
    return this.#simple(units ?? [], CompletionItemKind.Unit)
  }

  /** Behind `when FIELD is`. */
  #conditionValues(): Offer[] {
    const field = this.#words[this.#words.lastIndexOf("when") + 1]
    const { names } = this.#opened.guideline
    for (const { name, node } of names.all("input", "answer")) {
      if (name !== field || !("type" in node)) continue
      if (node.type.kind === "yes-no") return this.#simple(["yes", "no"], CompletionItemKind.EnumMember)
      if (node.type.kind !== "choice") return []
      return this.#choices(node.type)
    }
    return []
  }

  #choices(type: Extract<Extract<AnyStatement, { kind: "input" }>["type"], { kind: "choice" }>): Offer[] {
    return type.choices.flatMap((choice) => {
      if (choice.kind === "text") return this.#simple([`"${choice.text.text}"`], CompletionItemKind.EnumMember)
      const list = choice.name.text
      if (!(DECLARED_LISTS as readonly string[]).includes(list)) return this.#items(list)
      return this.#declared([LIST_OF[list as keyof typeof LIST_OF], "otherwise"])
    })
  }

  /** Names of the first items: how many there are, only an instance tells. */
  #items(list: string): Offer[] {
    for (const { name, node } of this.#opened.guideline.names.all("input")) {
      if (name !== list || node.kind !== "input" || node.type.kind !== "list") continue
      const names = firstNames(node.type.numbered?.text ?? "1", 3)
      return this.#simple(names, CompletionItemKind.EnumMember)
    }
    return []
  }

  /** Values of examples: what the answers can be, or the ends of a relation. */
  #values(): Offer[] {
    const { names } = this.#opened.guideline
    const isEnd = this.#words.lastIndexOf("(") > this.#words.lastIndexOf(")")
    if (isEnd) return [...this.#declared(["mention"]), ...this.#declared(["entity"]).map(withText)]
    const named = this.#words.at(-1) === ":" ? this.#words.at(-2) : undefined
    const fields = [...names.all("input", "gold", "answer")].filter(({ name, node }) =>
      named === undefined ? this.#isAnswer() === (node.kind !== "input") : name === named,
    )
    return fields.flatMap(({ node }) => {
      if (!("type" in node)) return []
      return [...layersOf(typeOf(node.type))].flatMap((type): Offer[] => {
        switch (type.kind) {
          case "relation":
          case "triplet":
            return [
              ...this.#declared(["relation"]).map((one) => ({ ...one, insert: `${one.label}(` })),
              ...this.#declared(["otherwise"]),
            ]
          case "yes-no":
            return this.#simple(["yes", "no"], CompletionItemKind.EnumMember)
          case "order":
            return this.#items(type.of)
          case "choice":
            return [
              ...this.#simple(
                type.texts.map((text) => `"${text}"`),
                CompletionItemKind.EnumMember,
              ),
              ...type.lists.flatMap((list) =>
                list in LIST_OF
                  ? this.#declared([LIST_OF[list as keyof typeof LIST_OF], "otherwise"])
                  : this.#items(list),
              ),
            ]
          default:
            return []
        }
      })
    })
  }

  /** In a text what is replaced goes from its quote, or from the sign that opens a mark. */
  #textStart(start: number): number {
    const { text } = this.#opened.source
    if (this.#place.keyword === "example") {
      const mark = text.lastIndexOf("<", this.#offset - 1)
      return mark >= start && !/[\s>]/.test(text.slice(mark, this.#offset)) ? mark : this.#offset
    }
    return Math.min(start + 1, this.#offset)
  }

  #inText(): Offer[] {
    const { keyword } = this.#place
    const before = this.#words.at(-2)
    if (keyword === "use") {
      const paths = this.#opened.workspace.usable(this.#opened.source.path)
      return paths.map((label) => ({ label, kind: CompletionItemKind.File, rank: 1 }))
    }
    if (keyword === "example") return this.#marks()
    const { text } = this.#opened.source
    const isQuote = '"“„'.includes(text[this.start - 1] ?? " ")
    if (!isQuote) return []
    if (before === "is" && this.#words.includes("when")) {
      return this.#conditionValues().flatMap((one) =>
        one.label.startsWith('"') ? [{ ...one, label: one.label.slice(1, -1) }] : [],
      )
    }
    const texts = keyword === "check" || keyword === "reward" || keyword === "report" ? this.#verb()?.texts : undefined
    return this.#simple(texts ?? [], CompletionItemKind.EnumMember)
  }

  /** `<e1>…</e1>` around a mention, or the end of one that is open. */
  #marks(): Offer[] {
    const { text } = this.#opened.source
    const isMark = text[this.start] === "<"
    if (!isMark) return []
    return this.#declared(["mention"]).flatMap((one): Offer[] => [
      {
        ...one,
        label: `<${one.label}>`,
        insert: `<${one.label}>$1</${one.label}>`,
        isSnippet: true,
        rank: 1,
      },
      { ...one, label: `</${one.label}>`, rank: 3 },
    ])
  }
}

/** Statements with a phrase. */
const MEASURES = new Set(["check", "reward", "report"])
const MODIFIERS = new Set(["within", "from", "by", "fully"])

const LIST_OF = { labels: "label", entities: "entity", relations: "relation" } as const

const object = (label: string): Offer => ({
  label,
  kind: CompletionItemKind.Constant,
  documentation: OBJECTS[label]!,
  rank: 1,
})

/** @param order of the words; without it that of the table */
const known = (
  says: Readonly<Record<string, string>>,
  kind: CompletionItemKind,
  order: readonly string[] = Object.keys(says),
): Offer[] => order.map((label) => ({ label, kind, documentation: says[label]!, rank: 2 }))

const withText = (one: Offer): Offer => ({ ...one, insert: `${one.label}("$1")`, isSnippet: true })

/** Of a type and what it is made of. */
const kindsIn = ({ type }: AnswerStatement): FieldType["kind"][] => [...layersOf(typeOf(type))].map(({ kind }) => kind)

const isGroup = (node: AnyStatement): boolean => node.kind === "answer" && kindsIn(node).includes("group")

const isChosen = (node: AnyStatement): boolean =>
  "type" in node && (node.type.kind === "yes-no" || node.type.kind === "choice")
