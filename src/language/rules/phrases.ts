/**
 * Phrases of rewards, reports and checks: what they are about, a verb of the catalogue that can be said of it, and what
 * stands behind the verb. Keeps the phrases for all rules behind this one.
 */
import type { Modifiers, ObjectKind, Operand, Phrase, Signature, SubjectKind } from "../../catalogue.js"
import type { Span } from "../../text.js"
import type {
  CheckDetail,
  NumberNode,
  OperandNode,
  PhraseNode,
  ReportStatement,
  RewardStatement,
  Word,
} from "../ast.js"
import { placeAt, writing } from "../place.js"
import { ofStatements } from "../rule.js"
import type { FieldStatement, Item, Scope } from "../scope.js"
import { layersOf, said } from "../types.js"

type Measured = CheckDetail | RewardStatement | ReportStatement

export const phrases = ofStatements<Measured, Phrase | undefined>({
  of: measured,
  look: (scope) => (item) => resolve(scope, item, item.node.phrase, item.node.kind === "check"),
  keep: (scope, { node }, phrase) => {
    if (phrase) scope.phrases.set(node.phrase, phrase)
  },
})

function* measured(scope: Scope): Generator<Item<Measured>> {
  for (const item of scope.rules) if (item.node.kind === "check") yield item as Item<CheckDetail>
  for (const { terms } of scope.rewards) yield* terms
  yield* scope.reports
}

type Subject = Extract<Phrase, { kind: "verb" }>["subject"]

function resolve(scope: Scope, item: Item<unknown>, node: PhraseNode, isCheck: boolean): Phrase | undefined {
  const { subject: word, verb } = node
  if (word.text === "format") {
    if (!verb) return { kind: "format" }
    scope.report("verb-superfluous", {}, item, verb.span)
    return undefined
  }
  const subject = subjectOf(scope, item, node)
  if (!subject) return undefined
  if (!verb) {
    if (subject.kind === "field") return { kind: "present", subject: word.text }
    if (subject.kind === "rule") return { kind: "rule", rule: word.text, ...(node.fully && { fully: true }) }
    scope.report("verb-missing", { subject: word.text }, item, word.span)
    return undefined
  }
  const signature = scope.catalogue.get(verb.text)
  if (!signature) {
    scope.unknown("verb", verb, scope.catalogue.keys(), item)
    return undefined
  }
  const kinds = kindsOf(scope, subject)
  if (!signature.subject.some((kind) => kinds.includes(kind))) {
    const facts = { verb: verb.text, is: said(kinds[0]!), takes: signature.subject.map(said) }
    scope.report("verb-subject", facts, item, word.span)
  }
  const objects = new Objects(scope, item, node, signature, isCheck).resolve(subject)
  return {
    kind: "verb",
    subject,
    verb: verb.text,
    objects,
    modifiers: modifiers(scope, item, node, signature, kinds),
  }
}

function subjectOf(scope: Scope, item: Item<unknown>, { subject: word }: PhraseNode): Subject | undefined {
  const name = word.text
  const field = scope.fields.get(name)
  if (field?.node.kind === "answer") return { kind: "field", name }
  if (scope.measured.has(name)) return { kind: "rule", name }
  if (scope.names.get(name)?.node.kind === "entity") return { kind: "entity", name }
  if (field) {
    const is = field.node.kind === "gold" ? "a gold value" : "given"
    scope.report("subject-given", { name, is }, item, word.span, {
      notes: [{ message: "declared here", place: placeAt(field, field.node.name.span) }],
    })
  } else if (!(["answer", "check", "judge", "entity"] as const).some((kind) => scope.mayHave(kind))) {
    scope.unknown("part of the answer, rule or entity", word, subjects(scope), item)
  }
  return undefined
}

const kindsByField = (): Map<string, readonly SubjectKind[]> => new Map()

/** What a verb can be asked of, the subject as a whole first: a list of texts is also a text, item by item. */
function kindsOf(scope: Scope, { kind, name }: Subject): readonly SubjectKind[] {
  const field = scope.fields.get(name)
  if (kind !== "field" || !field) return [kind === "entity" ? "entity" : "rule"]
  const known = scope.once(kindsByField)
  const kinds = known.get(name) ?? kindsOfField(scope, field)
  known.set(name, kinds)
  return kinds
}

function kindsOfField(scope: Scope, field: Item<FieldStatement>): readonly SubjectKind[] {
  const kinds: SubjectKind[] = [...layersOf(scope.typeOf(field))].map((type) => type.kind)
  // a part of a group for each item of a list has a value for each item as well
  const groups = field.node.kind === "answer" ? scope.groupsOf(field.node) : []
  if (groups.some((group) => scope.typeOf(group).kind === "each")) kinds.push("each")
  return kinds
}

class Objects {
  readonly #scope: Scope
  readonly #item: Item<unknown>
  readonly #node: PhraseNode
  readonly #signature: Signature
  readonly #isCheck: boolean

  constructor(scope: Scope, item: Item<unknown>, node: PhraseNode, signature: Signature, isCheck: boolean) {
    this.#scope = scope
    this.#item = item
    this.#node = node
    this.#signature = signature
    this.#isCheck = isCheck
  }

  resolve(subject: Subject): Operand[] {
    const { objects, verb } = this.#node
    const { object: takes, several = false } = this.#signature
    if (objects.length === 0 && takes.length > 0) this.#wrong(verb!.span)
    // several things of different kinds are all needed: the field and the value that it has
    const given = new Set(objects.map(({ kind }) => (kind === "name" ? "field" : kind)))
    if (objects.length > 0 && several && takes.length > 1 && takes.some((kind) => !given.has(kind as never))) {
      const facts = { verb: verb!.text, takes: takes.map(sayObject), all: true }
      this.#scope.report("verb-object", facts, this.#item, verb!.span)
      return []
    }
    if (takes.length > 0 && objects.length > 1 && !several) {
      const facts = { verb: verb!.text, takes: takes.map(sayObject), several }
      this.#scope.report("verb-object", facts, this.#item, spanOf(objects[1]!))
    }
    return objects.flatMap((object) => this.#operand(object, subject) ?? [])
  }

  #operand(object: OperandNode, subject: Subject): Operand | undefined {
    const { object: takes } = this.#signature
    switch (object.kind) {
      case "number": {
        if (!takes.includes("number")) return this.#wrong(spanOf(object), "a number")
        const units = countedBy(this.#signature, kindsOf(this.#scope, subject))
        const unit = unitOf(this.#scope, this.#item, this.#signature, object, units)
        return { kind: "number", value: object.amount.value, ...(unit !== undefined && { unit }) }
      }
      case "text":
        if (!takes.includes("text")) return this.#wrong(spanOf(object), 'a text in "quotes"')
        this.#option(object.text)
        return { kind: "text", text: object.text.text }
      case "name":
        return this.#named(object.name, subject)
    }
  }

  #named(word: Word, subject: Subject): Operand | undefined {
    const { object: takes } = this.#signature
    const { text: name, span } = word
    if (name === "schema" && takes.includes("schema")) return { kind: "schema" } as const
    const field = this.#scope.fields.get(name)
    const isGold = name === "gold" || field?.node.kind === "gold"
    if (isGold && this.#isCheck) {
      this.#scope.report("check-sees-gold", {}, this.#item, span)
      return undefined
    }
    if (isGold) {
      if (!takes.includes("gold")) return this.#wrong(span, name === "gold" ? "gold" : `the gold value "${name}"`)
      if (name === "gold" && subject.kind !== "field")
        return this.#wrong(span, `the gold value of ${said(subject.kind)}`)
      if (field && name !== "gold") this.#typed(word, field, subject)
      return { kind: "gold", field: name === "gold" ? subject.name : name } as const
    }
    if (field) {
      if (takes.includes("field")) this.#typed(word, field, subject)
      return takes.includes("field") ? ({ kind: "field", field: name } as const) : this.#wrong(span, `"${name}"`, span)
    }
    if (takes.includes("field")) {
      if ((["input", "gold", "answer"] as const).some((kind) => this.#scope.mayHave(kind))) return undefined
      const known = takes.includes("gold") && !this.#isCheck ? ["gold"] : []
      this.#scope.unknown("field", word, fields(this.#scope, known), this.#item)
      return undefined
    }
    return this.#wrong(span, `"${name}"`, span)
  }

  /** What stands behind the verb must be something that it can be compared with, or the value would always be 0. */
  #typed({ text: name, span }: Word, field: Item<FieldStatement>, subject: Subject): void {
    const { field: wants, subject: takes } = this.#signature
    const kinds = kindsOf(this.#scope, { kind: "field", name })
    const own = kindsOf(this.#scope, subject)
    // a subject that the verb does not take is reported already
    if (!wants || subject.kind !== "field" || !takes.some((kind) => own.includes(kind))) return
    const found = { verb: this.#node.verb!.text, found: `"${name}", which is ${said(kinds[0]!)}` }
    const notes = [{ message: "declared here", place: placeAt(field, field.node.name.span) }]
    if (wants === "same") {
      const [mine, other] = [own, kinds].map((all) => alike(all.filter((kind) => !LISTS.includes(kind)).at(-1)))
      if (mine !== other && mine !== undefined && other !== undefined)
        this.#scope.report("verb-object", { ...found, takes: [said(mine)] }, this.#item, span, { notes })
    } else if (!wants.some((kind) => kinds.includes(kind))) {
      this.#scope.report("verb-object", { ...found, takes: wants.map(said) }, this.#item, span, { notes })
    }
  }

  /** A text of a verb that knows only some. */
  #option(text: Word): void {
    const { texts } = this.#signature
    if (texts && !texts.includes(text.text)) this.#scope.notAnOption(text, texts, this.#item, (near) => `"${near}"`)
  }

  /** @param meant a word that can be put right: by the only thing that can stand there */
  #wrong(span: Span, found?: string, meant?: Span): undefined {
    const { object: takes } = this.#signature
    const shown = takes.filter((kind) => kind !== "gold" || !this.#isCheck)
    const facts = { verb: this.#node.verb!.text, takes: shown.map(sayObject), ...(found !== undefined && { found }) }
    const only = takes.length === 1 ? takes[0] : undefined
    const text = meant && this.#item.source.slice(meant)
    const fix =
      meant && only === "gold"
        ? writing("gold", meant)
        : meant && only === "text"
          ? writing(`"${text}"`, meant)
          : undefined
    this.#scope.report("verb-object", facts, this.#item, span, fix ? { fix } : {})
    return undefined
  }
}

const LISTS: readonly SubjectKind[] = ["list", "each"]

/** Kinds whose values are texts can be compared with each other. */
const alike = (kind: SubjectKind | undefined): SubjectKind | undefined =>
  kind === "quote" || kind === "choice" || kind === "mention" ? "text" : kind

const sayObject = (kind: ObjectKind): string =>
  ({ gold: "gold", field: "the name of a field", number: "a number", text: 'a text in "quotes"', schema: "schema" })[
    kind
  ]

function spanOf(object: OperandNode): Span {
  if (object.kind === "number") return numberSpan(object)
  return object.kind === "text" ? object.text.span : object.name.span
}

const numberSpan = ({ amount, unit }: NumberNode) => ({ start: amount.span.start, end: (unit ?? amount).span.end })

/** @returns the variants of a verb that fit what it is said of */
export function variantsOf({ by = [], byOf = {} }: Signature, kinds: readonly SubjectKind[]): readonly string[] {
  return by.filter((one) => !byOf[one] || kinds.some((kind) => byOf[one]!.includes(kind)))
}

/** Whether the verb has the modifier where it is said of this. */
export function takesHere(signature: Signature, word: "within" | "from", kinds: readonly SubjectKind[]): boolean {
  const of = word === "within" ? signature.withinOf : undefined
  // what the verb cannot be said of at all has been told
  const isSaid = signature.subject.some((kind) => kinds.includes(kind))
  return signature[word] !== undefined && !(of && isSaid && !kinds.some((kind) => of.includes(kind)))
}

/** @returns the units that fit what is counted: a list has items, a text has words, a number is one */
export function countedBy({ units = [], subject }: Signature, kinds: readonly SubjectKind[]): readonly string[] {
  const kind = kinds.find((one) => subject.includes(one))
  if (kind === "number" || kind === "rule") return [""]
  const isList = kind === "list" || kind === "order" || kind === "each"
  return units.filter((unit) => unit === "" || (unit === "items") === isList)
}

/** @returns the unit in its plural, as the catalogue has it; the verb's first one where none is written and one is needed */
function unitOf(
  scope: Scope,
  item: Item<unknown>,
  { name: verb }: Signature,
  { unit }: NumberNode,
  units: readonly string[],
): string | undefined {
  if (!unit) return units.includes("") ? undefined : units[0]
  const meant = [unit.text, `${unit.text}s`].find((one) => units.includes(one))
  if (meant !== undefined) return meant
  const known = units.filter((one) => one !== "")
  const near = scope.near(unit.text, known)
  const facts = { verb, unit: unit.text, units: known, ...(near !== undefined && { near }) }
  scope.report("unit-unknown", facts, item, unit.span, near === undefined ? {} : { fix: writing(near, unit.span) })
  return unit.text
}

function modifiers(
  scope: Scope,
  item: Item<unknown>,
  node: PhraseNode,
  signature: Signature,
  kinds: readonly SubjectKind[],
): Modifiers {
  if (!node.within && !node.from && !node.by && !node.fully) return {}
  const variants = variantsOf(signature, kinds)
  const takes = (["within", "from", "by"] as const).filter((word) =>
    word === "by" ? variants.length > 0 : signature[word],
  )
  const foreign = (word: string, span: Span, of?: string) => {
    const facts = { verb: signature.name, word, takes: [...takes, "fully"], ...(of !== undefined && { of }) }
    scope.report("verb-modifier", facts, item, span)
  }
  const quantity = (word: "within" | "from") => {
    const number = node[word]
    if (!number) return {}
    const units = signature[word]
    if (!(units && takesHere(signature, word, kinds))) {
      foreign(word, numberSpan(number), units && said(kinds[0]!))
      return {}
    }
    const unit = unitOf(scope, item, signature, number, units)
    return { [word]: { value: number.amount.value, ...(unit !== undefined && { unit }) } }
  }
  if (node.by && signature.by?.includes(node.by.text) && !variants.includes(node.by.text))
    foreign(`by ${node.by.text}`, node.by.span, said(kinds[0]!))
  else if (node.by && variants.length === 0) foreign("by", node.by.span)
  else if (node.by && !variants.includes(node.by.text)) scope.notAnOption(node.by, variants, item)
  return {
    ...quantity("within"),
    ...quantity("from"),
    ...(node.by && { by: node.by.text }),
    ...(node.fully && { fully: true }),
  }
}

/** Made only when a near name is looked for. */
function* fields(scope: Scope, also: readonly string[]): Generator<string> {
  yield* scope.fields.keys()
  yield* also
}

/** Made only when a near name is looked for. */
function* subjects(scope: Scope): Generator<string> {
  for (const { node } of scope.of("answer")) yield node.name.text
  yield* scope.measured.keys()
  for (const { node } of scope.of("entity")) yield node.name.text
  yield "format"
}
