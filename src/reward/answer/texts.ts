/** What stands in one place as text, in the notation of its type. */
import type { Reading } from "../../folds.js"
import type { Span } from "../../text.js"
import {
  type DECLARED_LISTS,
  type FieldType,
  isWhole,
  type LabelSchema,
  type NamedForm,
  type Value,
} from "../../value.js"
import type { AnswerPart } from "../plan.js"
import { Forms, formIn, formsOf } from "./forms.js"
import { LabelReader } from "./labels.js"
import { itemsOf, lacking, listOf, MOST_ITEMS, type Node, nodeOf } from "./node.js"
import { numberIn } from "./numbers.js"
import { linesOf, type Piece, partOf, spanIn, split, trim } from "./piece.js"
import type { State } from "./state.js"
import { tableIn } from "./tables.js"
import { TripletReader } from "./triplets.js"
import { ASKED, innermost, isDeclared, type Kind } from "./types.js"

/** UTF-16 units of a text that is kept with what it was read as, and how many are for each type. */
const LONGEST_KEPT = 64
const MOST_KEPT = 256

interface Kept extends Pick<State, "findings" | "exact"> {
  readonly value: Value | undefined
}

export class TextReader {
  readonly triplets: TripletReader
  readonly #labels = new Map<FieldType, LabelReader>()
  readonly #choices = new Map<FieldType, Forms>()
  /** Of types whose texts are read alike in every row. */
  readonly #kept = new Map<FieldType, Map<string, Kept>>()

  /** @param types of all parts of the answer, and of all gold fields */
  constructor(types: readonly FieldType[], labels: LabelSchema) {
    this.triplets = new TripletReader(labels)
    for (const type of types.map(innermost)) {
      if (type.kind === "relation") this.#labels.set(type, new LabelReader(labels, type.between))
      if (type.kind === "choice") this.#choices.set(type, new Forms(formsOf(choices(type, labels))))
      if (dependsOnNoRow(type)) this.#kept.set(type, new Map())
    }
  }

  labels(type: Kind<"relation">): LabelReader {
    return this.#labels.get(type)!
  }

  /** The choices that no row brings along: literal texts and declared names. */
  choices(type: Kind<"choice">): Forms {
    return this.#choices.get(type)!
  }

  /**
   * @param piece without white space around it; empty only for a list
   * @param part whose value it is
   */
  read(type: FieldType, piece: Piece, part: AnswerPart, state: State): Node | undefined {
    const { span } = piece
    if (piece.text === "" && type.kind !== "list") return state.report("answer-empty", { spot: `"${part.name}"` }, span)
    const kept = this.#kept.get(type)
    if (!kept || piece.text.length > LONGEST_KEPT) return this.#readAnew(type, piece, part, state)
    const found = kept.get(piece.text) ?? this.#keep(kept, type, piece.text, part, state)
    for (const one of found.findings)
      state.add(one.span ? { ...one, span: spanIn(piece, one.span.start, one.span.end) } : one)
    if (!found.exact) state.exact = false
    return nodeOf(found.value, span)
  }

  /** Models write the same few answers again and again. */
  #keep(kept: Map<string, Kept>, type: FieldType, body: string, part: AnswerPart, state: State): Kept {
    // a copy: a stretch of a completion keeps all of it in memory
    const text = JSON.parse(JSON.stringify(body)) as string
    const alone = state.alone(text)
    const node = this.#readAnew(type, { text, span: { start: 0, end: text.length } }, part, alone)
    const found = { value: node?.value, findings: alone.findings, exact: alone.exact }
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(text, found)
    return found
  }

  #readAnew(type: FieldType, piece: Piece, part: AnswerPart, state: State): Node | undefined {
    const { span } = piece
    switch (type.kind) {
      case "text":
      case "quote":
      case "mention":
        return { value: piece.text, span }
      case "number":
        return nodeOf(this.#number(type, piece, state), span)
      case "yes-no":
        return nodeOf(yesNoIn(piece, state), span)
      case "relation":
        return nodeOf(this.labels(type).read(piece, state), span)
      case "choice":
        return nodeOf(this.#choice(type, piece, state), span)
      case "triplet":
        return nodeOf(this.triplets.read(piece, state), span)
      case "list":
        return listOf(linesOf(piece, MOST_ITEMS), (line) => this.read(type.item, line, part, state), span, state)
      case "order":
        return this.order(type, split(piece, isSeparator, MOST_ITEMS), span, state)
      case "table": {
        const rows = tableIn(piece.text)
        return rows ? { value: rows, span } : state.report("table-unreadable", {}, span)
      }
      // without a notation of their own
      case "each":
      case "group":
        return state.report("json-missing", { asked: ASKED[type.kind] }, span)
    }
  }

  #number(type: Kind<"number">, piece: Piece, state: State): number | undefined {
    const form = numberIn(piece.text)
    if (!form) return state.report("number-unreadable", { text: piece.text.slice(0, 100) }, piece.span)
    const { number, differing } = form
    if (!state.passes([...differing.keys()], piece.span)) return undefined
    for (const [reading, { start, end }] of differing) {
      const { text, span } = partOf(piece, start, end)
      if (reading === "units") state.report("unit-removed", { unit: trim(text) }, span)
      else if (reading === "fractions") state.report("fraction-computed", { number }, span)
      else if (reading === "thousands-comma") state.report("comma-removed", { number }, span)
      else state.report(reading === "any-hyphen" ? "hyphen-differs" : "letter-differs", { label: String(number) }, span)
    }
    return bounded(type, number, piece.span, state)
  }

  #choice(type: Kind<"choice">, piece: Piece, state: State): string | undefined {
    const lists = type.lists.filter((list) => !isDeclared(list))
    const declared = this.choices(type)
    const sets = [declared, ...lists.flatMap((list) => state.lists.pointers(list) ?? [])]
    const form = formIn(sets, piece, state)
    if (form) return form.value
    if (form === null) return undefined
    const texts = lists.flatMap((list) => state.lists.texts(list) ?? [])
    const meant = formIn(texts, piece, state, ANSWER_TEXT)
    if (meant) {
      state.report("text-for-name", { item: meant.value }, piece.span)
      return meant.value
    }
    if (meant === null) return undefined
    for (const list of lists) if (!state.lists.names(list)) state.report("items-unnamed", { list }, piece.span)
    const start = piece.text.slice(0, 400)
    const labels = declared.labelsIn(start)
    if (labels.length > 1) return state.report("label-several", { labels }, piece.span)
    if (labels.length === 1) return state.report("label-surrounded", { label: labels[0]! }, piece.span)
    return this.choiceUnknown(type, start, piece.span, state)
  }

  /** @param text what was written instead of one of them */
  choiceUnknown(type: Kind<"choice">, text: string, span: Span, state: State): undefined {
    const items = type.lists.flatMap((list) => (isDeclared(list) ? [] : (state.lists.names(list) ?? [])))
    return state.report("choice-unknown", { text, choices: [...this.choices(type).values(), ...items] }, span)
  }

  /** The item that has the number as its name: a pointer may stand in JSON as the number that it looks like. */
  pointedAt({ lists }: Kind<"choice">, number: number, state: State): string | undefined {
    const name = String(number)
    return lists.some((list) => !isDeclared(list) && state.lists.pointers(list)?.exact(name)) ? name : undefined
  }

  /** @returns the item's name */
  item(list: string, piece: Piece, state: State): string | undefined {
    const pointers = state.lists.pointers(list)
    if (!pointers) return state.report("items-unnamed", { list }, piece.span)
    const form = formIn([pointers], piece, state)
    if (form !== undefined) return form?.value
    const items = state.lists.names(list)!
    return state.report("item-unknown", { text: piece.text.slice(0, 100), items }, piece.span)
  }

  /** Every item once; one that is not there is a flaw and no more, so that half an order can be compared. */
  order({ of }: Kind<"order">, given: readonly Piece[], span: Span, state: State): Node | undefined {
    const names = state.lists.names(of)
    if (!names) return state.report("items-unnamed", { list: of }, span)
    if (given.length > MOST_ITEMS) return state.report("list-too-long", { most: MOST_ITEMS }, span)
    const items = new Map<string, Node>()
    for (const one of given) {
      const item = this.item(of, one, state)
      if (item === undefined) return undefined
      if (items.has(item)) return state.report("item-repeated", { item }, one.span)
      items.set(item, { value: item, span: one.span })
    }
    lacking(names, items, span, state)
    return { value: [...items.keys()], span, items: itemsOf(items) }
  }
}

function dependsOnNoRow(type: FieldType): boolean {
  if (type.kind === "choice") return type.lists.every(isDeclared)
  return type.kind === "relation" || type.kind === "number" || type.kind === "yes-no"
}

const ANSWER_TEXT: readonly Reading[] = ["answer-text"]

function choices({ texts, lists }: Kind<"choice">, labels: LabelSchema): Pick<NamedForm, "name" | "aliases">[] {
  const declared = lists.filter(isDeclared) as (typeof DECLARED_LISTS)[number][]
  return [
    ...texts.map((name) => ({ name, aliases: [] })),
    ...declared.flatMap((list) => labels[list]),
    ...(declared.length > 0 && labels.otherwise ? [labels.otherwise] : []),
  ]
}

/** Between the names of an order: >, comma, line end. */
const isSeparator = (unit: number): boolean => unit === 0x3e || unit === 0x2c || unit === 0x0a || unit === 0x0d

const YES_NO = [new Forms(formsOf(["yes", "no", "true", "false"].map((name) => ({ name }))))]

function yesNoIn(piece: Piece, state: State): boolean | undefined {
  const form = formIn(YES_NO, piece, state)
  if (form) return form.value === "yes" || form.value === "true"
  return form === null ? undefined : state.report("yes-no-unknown", { text: piece.text.slice(0, 100) }, piece.span)
}

/** Also of a number in JSON. */
export function bounded(type: Kind<"number">, number: number, span: Span, state: State): number | undefined {
  const { bounds } = type
  if (!bounds) return number
  const [lowest, highest] = bounds
  if (number < lowest || number > highest)
    return state.report("number-out-of-bounds", { number, lowest, highest }, span)
  return isWhole(type) && !Number.isInteger(number) ? state.report("number-not-whole", { number }, span) : number
}
