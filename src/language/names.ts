/**
 * Names that nothing declares: what each can be of, what it was probably meant for, and one report for one mistake, however
 * often it stands there.
 */
import type { Diagnostic, Fix, Place } from "../diagnostic.js"
import { listed, nearest } from "../text.js"
import { FIELDS, NAMES, RULES, type Word } from "./ast.js"
import { renamed } from "./mentioned.js"
import { placeAt, writing } from "./place.js"
import type { Item, Scope } from "./scope.js"
import type { Unread } from "./unread.js"

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
/** Of a closed list, so many words are kept in the facts. */
export const MOST_LISTED = 32
/** So few known names are told when none of them is near. */
const MOST_TOLD = 6

/** Of places with the same mistake, so many are shown beside the first. */
const MOST_NOTED = 10

/** Where a name was reported as unknown, and what grows where it stands again. */
interface Reported {
  /** Among the scope's diagnostics. */
  readonly at: number
  readonly notes: Diagnostic["notes"][number][]
  readonly edits: Fix["edits"][number][]
}

export class Names {
  readonly #scope: Scope
  readonly #unread: Unread
  readonly #unknown = new Map<string, Reported>()
  /** Declared names that an unknown one was probably meant for. */
  readonly #meant = new Set<string>()
  #searches = 0

  constructor(scope: Scope, unread: Unread) {
    this.#scope = scope
    this.#unread = unread
  }

  /** Reports a name that nothing declares, unless it stands in a line that could not be read. */
  unknown(what: Named, word: Word, known: Iterable<string>, item: Item<unknown>, meant?: string): void {
    if (this.#mayBeDeclared(what, word)) return
    const isLabel = LABELS.includes(what) && !this.#scope.names.has(word.text)
    const key = `${isLabel ? "label" : what} ${word.text} ${item.source.path}`
    const first = LOCAL.includes(what) ? undefined : this.#unknown.get(key)
    if (first) {
      if (this.#unread.covers(item.source, word.span)) return
      this.#again(first, placeAt(item, word.span))
      return
    }
    const isSearched = this.#searches < MOST_SEARCHES
    const all = isSearched ? [...known] : []
    const near =
      this.near(word.text, all) ??
      meant ??
      (isLabel && isSearched && word.text.length <= LONGEST_SEARCHED
        ? renamed(word.text, what === "entity", this.#scope)
        : undefined)
    if (near !== undefined) this.#meant.add(near)
    const told = near === undefined && all.length > 0 && all.length <= MOST_TOLD && { known: all }
    const facts = { what: this.#said(what), name: word.text, ...(near !== undefined && { near }), ...told }
    // a label that stands alone where none is for "none of these" is probably that one
    const isOther =
      what === "label" && near === undefined && !("home" in item) && this.#scope.of("otherwise").length === 0
    const help = isOther
      ? `If it is the label for none of the others, declare it: otherwise ${word.text} "…".`
      : HELP[what]
    const notes: Diagnostic["notes"][number][] = []
    const edits: Fix["edits"][number][] = near === undefined ? [] : [{ span: word.span, text: near }]
    const fix = near !== undefined && { fix: { ...writing(near, word.span), edits } }
    const before = this.#scope.diagnostics.length
    this.#scope.report("name-unknown", facts, item, word.span, { notes, ...fix, ...(help && { help }) })
    // a name that is wrong in the same way is one mistake, however often it stands there
    if (this.#scope.diagnostics.length > before) this.#unknown.set(key, { at: before, notes, edits })
  }

  /** Whether the name may be declared where nothing was read, or another mistake explains that it is not. */
  #mayBeDeclared(what: Named, word: Word): boolean {
    const scope = this.#scope
    const declaring: readonly string[] = DECLARED_BY[what]
    if (this.#unread.has(word.text) || declaring.some((keyword) => this.#unread.isShaky(keyword))) return true
    if (scope.unsure && declaring.length > 0) return true
    // a schema does not know the fields of the tasks that use it
    if (scope.isSchema) return declaring.some((keyword) => (FIELDS as readonly string[]).includes(keyword))
    // without a single input or answer that is the mistake
    const missing = (["answer", "input"] as const).find((kind) => declaring.includes(kind))
    return missing !== undefined && scope.of(missing).length === 0
  }

  /** Whether an unknown name was probably meant for this one, which is then no stranger to the guideline's lines. */
  isMeant(name: string): boolean {
    return this.#meant.has(name)
  }

  /** What a name can be of, without what the guideline has none of. */
  #said(what: Named): string {
    const { measured } = this.#scope
    if (what === "part of the answer, rule or entity") {
      const rules = measured.size > 0 ? ["rule"] : []
      const entities = this.#scope.of("entity").length > 0 ? ["entity"] : []
      return listed(["part of the answer", ...rules, ...entities], "or")
    }
    return what === "reward or rule" && measured.size === 0 ? "reward" : what
  }

  /** The same mistake at another place. Rules do not look in the order of the text; the report stands at the first place there. */
  #again({ at, notes, edits }: Reported, place: Place): void {
    const { diagnostics } = this.#scope
    const first = diagnostics[at]!
    const isEarlier = place.span.start < first.place!.span.start
    if (isEarlier) diagnostics[at] = { ...first, place }
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
    this.#scope.report("option-unknown", facts, item, word.span, fix)
  }

  /** @returns a known name that this one may be a misspelling of */
  near(name: string, known: Iterable<string>): string | undefined {
    // of a name of one or two signs, any other such name is near
    if (name.length < 3 || name.length > LONGEST_SEARCHED || this.#searches++ >= MOST_SEARCHES) return undefined
    const found = nearest(
      name,
      [...known].filter((k) => k.length <= LONGEST_SEARCHED),
    )
    return found === name ? undefined : found
  }
}

function* first<T>(count: number, items: Iterable<T>): Generator<T> {
  let left = count
  for (const item of items) {
    if (left-- <= 0) return
    yield item
  }
}
