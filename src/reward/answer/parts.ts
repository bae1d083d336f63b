/** One part of the answer that is no part of a group: its place in the completion, then what stands there. */
import type { Reading } from "../../folds.js"
import type { Span } from "../../text.js"
import type { AnswerPlace, FieldType } from "../../value.js"
import type { AnswerPart } from "../plan.js"
import { eachJson, type JsonFound, jsonAt, jsonIn } from "./json.js"
import { listOf, MOST_ITEMS, type Node, type Where } from "./node.js"
import { linesOf, type Piece, partOf, trimmed, trimmedIn } from "./piece.js"
import { findSpots, findTagged, spotName, standing, type TextPlace, windowStart } from "./spots.js"
import type { State } from "./state.js"
import { type Tags, tagsOf } from "./tags.js"
import { ASKED, containerOf, hasOwnNotation } from "./types.js"
import type { ValueReader } from "./values.js"

export class PartReader {
  readonly part: AnswerPart
  readonly #values: ValueReader
  readonly #isJson: boolean
  /** Of the place that nearly every answer has: the first or last pair of a tag. */
  readonly #pair: { readonly tags: Tags; readonly which: "first" | "last" } | undefined
  readonly #where: Where

  constructor(part: AnswerPart, values: ValueReader) {
    this.part = part
    this.#values = values
    const { type, place } = part
    this.#isJson = place?.notation === "json" || place?.spot.kind === "json" || !hasOwnNotation(type)
    const which = place?.which
    if (place?.spot.kind === "tag" && (which === "first" || which === "last"))
      this.#pair = { tags: tagsOf(place.spot.tag), which }
    this.#where = { part, groups: [] }
  }

  read(state: State): Node | undefined {
    const { type, place, optional } = this.part
    if (!place) return this.#inside(type, { start: 0, end: state.completion.length }, state)
    if (place.spot.kind === "json") return this.#json(type, place, state)
    const at = place as TextPlace
    if (this.#isJson && !optional && at.spot.kind !== "line" && !standing(at, state.completion)) {
      const bare = this.#bare(type, at, state)
      if (bare !== undefined) return bare ?? undefined
    }
    if (this.#pair) {
      const pair = findTagged(at, this.#pair.tags, this.#pair.which, state, optional)
      return pair && this.#inside(type, pair, state)
    }
    const spots = findSpots(at, state, optional)
    if (spots.length === 0) return undefined
    if (place.which !== "every" || type.kind !== "list") return this.#inside(type, spots.at(-1)!, state)
    const items = spots.map((span) => ({ span }))
    return listOf(items, ({ span }) => this.#inside(type.item, span, state), around(items), state)
  }

  /** What stands in one place, whole. */
  #inside(type: FieldType, span: Span, state: State): Node | undefined {
    const { place } = this.part
    const piece = trimmedIn(state.completion, span)
    if (piece.text === "" && (type.kind !== "list" || this.#isJson))
      return state.report("answer-empty", { spot: place ? nameOf(place) : "The completion" }, span)
    if (this.#isJson) {
      const found = jsonInside(type, piece.span, state)
      return found && this.#values.json(type, found.json, state, this.#where)
    }
    return place?.notation === "brackets"
      ? this.#brackets(type, piece, place, state)
      : this.#values.texts.read(type, piece, this.part, state)
  }

  /** The one pair of brackets that is all of the place, or the only one in its line; of a list several. */
  #brackets(type: FieldType, piece: Piece, { spot }: AnswerPlace, state: State): Node | undefined {
    const { inside, around } = bracketsIn(piece)
    const alone = spot.kind === "line" || /^[\s,;]*$/.test(around)
    const missing = () => state.report("brackets-missing", { text: piece.text.slice(0, 100) }, piece.span)
    if (type.kind === "list") {
      if (!alone || (inside.length === 0 && piece.text !== "")) return missing()
      const items = inside.flatMap((one) => linesOf(one, MOST_ITEMS))
      const read = (item: Piece) => this.#values.texts.read(type.item, item, this.part, state)
      return listOf(items, read, piece.span, state)
    }
    return alone && inside.length === 1
      ? this.#values.texts.read(type, trimmed(inside[0]!), this.part, state)
      : missing()
  }

  /** JSON without the tags that it should stand in. @returns null where it cannot be read; undefined where there is none */
  #bare(type: FieldType, place: TextPlace, state: State): Node | null | undefined {
    const found = jsonBetween(type, place, state)
    const span = place.which === "first" ? found.first : found.last
    if (!span || (place.which === "only" && found.count > 1)) return undefined
    if (!state.passes(["bare-json"], span)) return undefined
    state.report("json-bare", { spot: spotName(place) }, span)
    const json = jsonAt(state.completion, span)
    return (takeLiberties(json, [], state) && this.#values.json(type, json.json, state, this.#where)) || null
  }

  #json(type: FieldType, place: AnswerPlace, state: State): Node | undefined {
    const { part } = this
    const items = place.which === "every" && type.kind === "list" ? type.item : type
    if (containerOf(items) === undefined) {
      const start = windowStart(state.completion, place.within)
      return this.#inside(items, { start, end: state.completion.length }, state)
    }
    const found = jsonBetween(items, place, state)
    const { first, last, count } = found
    if (!first || !last) {
      if (!part.optional) state.report("json-missing", { asked: ASKED[items.kind] })
      return undefined
    }
    const read = (span: Span) => {
      const one = jsonAt(state.completion, span)
      return takeLiberties(one, [], state) ? this.#values.json(items, one.json, state, this.#where) : undefined
    }
    if (place.which === "every") {
      if (count > MOST_ITEMS) return state.report("list-too-long", { most: MOST_ITEMS }, last)
      if (items === type) return read(last)
      const all = found.all.map((span) => ({ span }))
      return listOf(all, ({ span }) => read(span), around(all), state)
    }
    if (place.which === "only" && count > 1) return state.report("answer-not-only", { spot: "A JSON value" }, last)
    if (count > 1 && place.which !== "only") {
      const other = place.which === "first" ? last : first
      state.report("answer-repeated", { spot: "A JSON value", which: place.which }, other)
    }
    return read(place.which === "first" ? first : last)
  }
}

const nameOf = (place: AnswerPlace): string =>
  place.spot.kind === "tag" ? `<${place.spot.tag}></${place.spot.tag}>` : `The ${spotName(place)}`

/** From the first of several places to the last. */
const around = (places: readonly { readonly span: Span }[]): Span => ({
  start: places[0]!.span.start,
  end: places.at(-1)!.span.end,
})

interface Between {
  first?: Span
  last?: Span
  count: number
  /** As many as a list may have. */
  readonly all: Span[]
}

/** JSON of the type's form anywhere in the part of the completion that is looked at. */
function jsonBetween(type: FieldType, { within, which }: AnswerPlace, { completion }: State): Between {
  const found: Between = { count: 0, all: [] }
  const container = containerOf(type)
  let last = -1
  let lastEnd = -1
  eachJson(completion, { start: windowStart(completion, within), end: completion.length }, (kind, start, end) => {
    if (kind !== container) return
    found.first ??= { start, end }
    last = start
    lastEnd = end
    found.count++
    if (which === "every" && found.all.length < MOST_ITEMS) found.all.push({ start, end })
  })
  if (found.count > 0) found.last = { start: last, end: lastEnd }
  return found
}

/** The JSON that a place consists of: as it is, in a fence, or among other text. */
function jsonInside(type: FieldType, span: Span, state: State): JsonFound | undefined {
  const { completion } = state
  const whole = jsonIn(completion, span)
  if ("json" in whole) return takeLiberties(whole, [], state) ? whole : undefined
  const fenced = insideFence(completion, span)
  const inner = fenced && jsonIn(completion, fenced)
  if (inner && "json" in inner) return takeLiberties(inner, ["code-fence"], state) ? inner : undefined
  const container = containerOf(type)
  let start = -1
  let end = -1
  eachJson(completion, span, (kind, from, to) => {
    if (kind !== container) return
    start = from
    end = to
  })
  if (start < 0)
    return state.report("json-broken", {}, { start: whole.failed, end: Math.min(whole.failed + 1, span.end) })
  const around = { what: "other text around it", span }
  const { json, liberties } = jsonAt(completion, { start, end })
  const found = { json, liberties: [around, ...liberties] }
  return takeLiberties(found, [], state) ? found : undefined
}

/** What stands between ```` ```json ```` and ```` ``` ````, which have lines of their own. */
function insideFence(text: string, { start, end }: Span): Span | undefined {
  const fence = "```"
  if (end - start < 2 * fence.length || !text.startsWith(fence, start) || !text.endsWith(fence, end)) return undefined
  let inside = start + fence.length
  while (inside < end && /[a-z0-9]/i.test(text[inside]!)) inside++
  return inside <= end - fence.length ? { start: inside, end: end - fence.length } : undefined
}

/** @returns whether all that the JSON was not strict in passes; each kind of liberty is one finding */
function takeLiberties({ json, liberties }: JsonFound, besides: readonly Reading[], state: State): boolean {
  const readings: readonly Reading[] = liberties.length > 0 ? [...besides, "loose-json"] : besides
  if (readings.length === 0) return true
  if (!state.passes(readings, liberties[0]?.span ?? json.span)) return false
  if (besides.includes("code-fence")) state.report("fence-removed", {}, json.span)
  for (const { what, span } of liberties) state.report("json-loose", { what }, span)
  return true
}

/** Pairs of double brackets, and the text that is in none. */
function bracketsIn(piece: Piece): { readonly inside: readonly Piece[]; readonly around: string } {
  const { text } = piece
  const inside: Piece[] = []
  let around = ""
  let at = 0
  for (;;) {
    const opened = text.indexOf("[[", at)
    const close = opened < 0 ? -1 : text.indexOf("]]", opened + 2)
    if (close < 0) break
    const open = text.lastIndexOf("[[", close)
    inside.push(partOf(piece, open + 2, close))
    around += text.slice(at, open)
    at = close + 2
  }
  return { inside, around: around + text.slice(at) }
}
