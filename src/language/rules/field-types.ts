/** What fields hold: types that a field can have, and the inputs that they speak of. */
import { DECLARED_LISTS, type FieldType } from "../../value.js"
import type { TypeName, Word } from "../ast.js"
import { placeAt } from "../place.js"
import type { FieldStatement, Item, Scope } from "../scope.js"
import { innermost, said } from "../types.js"

type FieldKind = FieldStatement["kind"]

const CALLED: Readonly<Record<FieldKind, string>> = { input: "an input", gold: "a gold value", answer: "answered" }
const NEVER: Readonly<Record<FieldKind, readonly FieldType["kind"][]>> = {
  input: ["quote", "group"],
  gold: ["mention", "group"],
  answer: ["mention"],
}

export function fieldTypes(scope: Scope): void {
  for (const kind of ["input", "gold", "answer"] as const) {
    for (const item of scope.of(kind)) new Types(scope, item).check(item.node.type)
  }
  for (const item of scope.of("shuffle")) shuffled(scope, item, item.node.names)
}

class Types {
  readonly #scope: Scope
  readonly #item: Item<FieldStatement>

  constructor(scope: Scope, item: Item<FieldStatement>) {
    this.#scope = scope
    this.#item = item
  }

  check(type: TypeName, inList = false): void {
    const { kind, name } = this.#item.node
    if (NEVER[kind].includes(type.kind) || (inList && type.kind === "mention")) {
      const field = NEVER[kind].includes(type.kind) ? CALLED[kind] : "an item of a list"
      this.#scope.report("type-misplaced", { type: capital(said(type.kind)), field }, this.#item, name.span)
      return
    }
    if (type.kind === "number") this.#bounds(type)
    else if (type.kind === "choice") this.#choices(type)
    else if (type.kind === "relation") this.#ends(type.between)
    else if (type.kind === "quote") for (const word of type.from) needs(this.#scope, this.#item, word, READABLE)
    else if (type.kind === "mention" || type.kind === "triplet") needs(this.#scope, this.#item, type.within, TEXT)
    else if (type.kind === "order" || type.kind === "each") needs(this.#scope, this.#item, type.of, LIST)
    else if (type.kind === "list") this.#start(type.numbered)
    if (type.kind === "each" || type.kind === "list") this.check(type.item, true)
  }

  #ends([a, b]: readonly [Word, Word]): void {
    needs(this.#scope, this.#item, a, MENTION)
    if (a.text === b.text) this.#scope.report("mentions-same", { name: a.text }, this.#item, b.span)
    else needs(this.#scope, this.#item, b, MENTION)
  }

  #start(numbered: Word | undefined): void {
    if (!numbered || /\d$/.test(numbered.text) || /^[A-Z]$/.test(numbered.text)) return
    this.#scope.report("numbered-start", { start: numbered.text }, this.#item, numbered.span)
  }

  #bounds({ bounds }: Extract<TypeName, { kind: "number" }>): void {
    if (!bounds || bounds[0].value < bounds[1].value) return
    const facts = { lowest: bounds[0].value, highest: bounds[1].value }
    this.#scope.report("number-bounds", facts, this.#item, { start: bounds[0].span.start, end: bounds[1].span.end })
  }

  #choices({ choices }: Extract<TypeName, { kind: "choice" }>): void {
    if (this.#labelsByName(choices)) return
    const seen = new Set<string>()
    for (const choice of choices) {
      const { text, span } = choice.kind === "text" ? choice.text : choice.name
      const key = `${choice.kind} ${text}`
      if (seen.has(key)) this.#scope.report("listed-twice", { name: text }, this.#item, span)
      else if (choice.kind === "list" && !(DECLARED_LISTS as readonly string[]).includes(text)) {
        needs(this.#scope, this.#item, choice.name, CHOSEN)
      } else if (text.trim() === "") this.#scope.report("text-empty", { what: "choice" }, this.#item, span)
      seen.add(key)
    }
  }

  /** `one of blame, praise`: the declared labels one by one, where one word says all of them. */
  #labelsByName(choices: Extract<TypeName, { kind: "choice" }>["choices"]): boolean {
    const [first, ...rest] = choices.map((choice) => (choice.kind === "list" ? choice.name : choice.text))
    const kinds = choices.map((choice) => choice.kind === "list" && this.#scope.names.get(choice.name.text)?.node.kind)
    const kind = kinds.find((one) => one && one !== "otherwise")
    if (!kind || kinds.some((one) => one !== kind && one !== "otherwise")) return false
    const span = { start: first!.span.start, end: (rest.at(-1) ?? first!).span.end }
    const word = { text: this.#item.source.slice(span), span }
    this.#scope.unknown("list to choose from", word, [], this.#item, ALL_OF[kind])
    return true
  }
}

interface Need {
  readonly what: "input" | "mention" | "list" | "list to choose from"
  readonly said: string
  readonly fits: (type: FieldType) => boolean
  /** Known beside the inputs. */
  readonly also?: readonly string[]
}
const TEXT: Need = { what: "input", said: "a text", fits: ({ kind }) => kind === "text" }
const MENTION: Need = { what: "mention", said: "a mention", fits: ({ kind }) => kind === "mention" }
const LIST: Need = { what: "list", said: "a list", fits: ({ kind }) => kind === "list" }
const CHOSEN: Need = { ...LIST, what: "list to choose from", also: DECLARED_LISTS }
/** `one of label` says all labels, and `labels` is the word for them. */
const ALL_OF: Readonly<Record<string, string>> = { label: "labels", entity: "entities", relation: "relations" }
const READABLE: Need = {
  what: "input",
  said: "a text, a table or a list of texts",
  fits: (type) => ["text", "table"].includes(innermost(type).kind),
}

/** The name of an input of a type that fits. */
function needs(scope: Scope, item: Item<unknown>, word: Word, need: Need): void {
  const field = scope.fields.get(word.text)
  if (field?.node.kind !== "input") {
    // an answer is often called "label", and is no list to choose from
    const all = need.also && ALL_OF[word.text]
    if (field && !all) {
      const facts = { name: word.text, is: field.node.kind === "gold" ? "a gold value" : "answered", needs: "an input" }
      scope.report("field-type", facts, item, word.span, declaredAt(field))
    } else if (field || !scope.mayHave("input"))
      scope.unknown(need.what, word, inputs(scope, need), item, need.also && (all ?? `"${word.text}"`))
  } else if (!need.fits(scope.typeOf(field))) {
    const facts = { name: word.text, is: said(scope.typeOf(field).kind), needs: need.said }
    scope.report("field-type", facts, item, word.span, declaredAt(field))
  }
}

function shuffled(scope: Scope, item: Item<unknown>, names: readonly Word[]): void {
  const seen = new Set<string>()
  for (const word of names) {
    if (seen.has(word.text)) scope.report("listed-twice", { name: word.text }, item, word.span)
    else needs(scope, item, word, LIST)
    seen.add(word.text)
  }
}

const declaredAt = (field: Item<FieldStatement>) => ({
  notes: [{ message: "declared here", place: placeAt(field, field.node.name.span) }],
})

/** Made only when a near name is looked for. */
function* inputs(scope: Scope, { fits, also = [] }: Need): Generator<string> {
  for (const item of scope.of("input")) if (fits(scope.typeOf(item))) yield item.node.name.text
  yield* also
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)
