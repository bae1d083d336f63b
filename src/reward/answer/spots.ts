/** Where a part of the answer stands in the completion: tags, boxes, lines, or all of it. Each search is linear. */
import type { Span } from "../../text.js"
import type { AnswerPlace } from "../../value.js"
import { MOST_ITEMS } from "./node.js"
import type { State } from "./state.js"
import { findPair, findPairs, findRepetition, lastOf, standsOnce, type Tags, tagsOf } from "./tags.js"

export type TextPlace = AnswerPlace & { readonly spot: { readonly kind: "tag" | "box" | "line" } }

/** What the messages call a place: `<answer>…</answer>`. */
export function spotName({ spot }: AnswerPlace): string {
  if (spot.kind === "tag") return `<${spot.tag}>…</${spot.tag}>`
  return { json: "JSON value", box: "\\boxed{…}", line: "line" }[spot.kind]
}

/** The offset where the last `within` code points begin; 0 without a limit. */
export function windowStart(text: string, within: number | undefined): number {
  if (within === undefined) return 0
  let at = text.length
  for (let left = within; left > 0 && at > 0; left--) {
    at--
    const pair = at > 0 && (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800
    if (pair) at--
  }
  return at
}

/**
 * The first or last complete pair of tags, as the place says: by far the most common place, and looked up without any
 * detour.
 *
 * @param silent for an optional part: that it is not there at all needs no finding
 */
export function findTagged(place: TextPlace, tags: Tags, which: "first" | "last", state: State, silent: boolean) {
  const text = state.completion
  const pair = findPair(text, tags, which, windowStart(text, place.within))
  if (!pair) {
    explain(place, state, silent)
    return undefined
  }
  const other = findRepetition(text, tags, pair)
  if (other) state.report("answer-repeated", { spot: tags.open, which }, other)
  return pair
}

/**
 * The place that counts; for `every` all of them.
 *
 * @returns none where it is missing or stands more often than it may, which was reported
 * @param silent as above
 */
export function findSpots(place: TextPlace, state: State, silent: boolean): readonly Span[] {
  const { which, spot } = place
  const text = state.completion
  const from = windowStart(text, place.within)
  const all = allSpots(place, text, from)
  if (all.length === 0) explain(place, state, silent)
  if (all.length === 0 || which === "every") return all
  const first = all[0]!
  const last = all.at(-1)!
  if (which === "only") {
    const once = spot.kind === "tag" ? standsOnce(text, tagsOf(spot.tag), from) : all.length === 1
    if (once) return all
    state.report("answer-not-only", { spot: spotName(place) }, last)
    return []
  }
  if (all.length > 1 && spot.kind !== "line")
    state.report("answer-repeated", { spot: spotName(place), which }, which === "first" ? last : first)
  return [which === "first" ? first : last]
}

/** Where something stands in the tags or the box of a place; of a line that says nothing. */
export function standing({ spot }: AnswerPlace, text: string): Span | undefined {
  if (spot.kind === "tag") return findPair(text, tagsOf(spot.tag), "last")
  return spot.kind === "box" ? boxes(text, 0).at(-1) : undefined
}

function allSpots({ spot }: TextPlace, text: string, from: number): Span[] {
  if (spot.kind === "tag") return findPairs(text, tagsOf(spot.tag), from)
  return spot.kind === "box" ? boxes(text, from) : lines(text, from)
}

/** Why there is none. */
function explain(place: TextPlace, state: State, silent: boolean): void {
  const { spot, within } = place
  const text = state.completion
  const { open, close } = spot.kind === "tag" ? tagsOf(spot.tag) : { open: BOX, close: undefined }
  const opened = spot.kind === "line" ? -1 : lastOf(text, open)
  if (silent && opened < 0) return
  const early = within === undefined ? undefined : allSpots(place, text, 0).at(-1)
  const closed = close === undefined ? -1 : lastOf(text, close)
  if (early) state.report("answer-too-early", { spot: spotName(place), within: within! }, early)
  else if (opened >= 0) state.report("answer-unclosed", { open }, { start: opened, end: opened + open.length })
  else if (closed >= 0)
    state.report("answer-unopened", { close: close! }, { start: closed, end: closed + close!.length })
  else state.report("answer-missing", { spot: spotName(place), ...otherCase(text, close) })
}

/** The last closing tag, where nothing but its capital letters keeps it from being the one that is looked for. */
function otherCase(text: string, close: string | undefined): { written?: string } {
  const at = close === undefined ? -1 : text.lastIndexOf("</")
  if (at < 0) return {}
  const written = text.slice(at, at + close!.length)
  return written.toLowerCase() === close!.toLowerCase() ? { written } : {}
}

const BOX = "\\boxed{"

/** Complete boxes that hold no other one, in order; braces in them are balanced, and `\{` is no brace. */
function boxes(text: string, from: number): Span[] {
  const found: Span[] = []
  /** Open braces: where a box's text begins, or -1 for any other. */
  const open: number[] = []
  let lastStart = -1
  for (let at = text.indexOf(BOX, from); at >= 0 && at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === 0x5c) {
      if (text.startsWith(BOX, at)) {
        at += BOX.length - 1
        open.push(at + 1)
        lastStart = at + 1
      } else at++
    } else if (sign === 0x7b) open.push(-1)
    else if (sign === 0x7d) {
      const start = open.pop() ?? -1
      // a box that closed after a later one was opened holds that one
      if (start >= 0 && start === lastStart) found.push({ start, end: at })
    }
  }
  return found
}

/** Lines that are not empty, without the white space around them: the first ones, one too many, and the last one, which counts. */
function lines(text: string, from: number): Span[] {
  const found: Span[] = []
  const next = (end: string, at: number): number => {
    const place = text.indexOf(end, at)
    return place < 0 ? text.length : place
  }
  // each is looked for again only when it was passed
  let feed = next("\n", from)
  let carriage = next("\r", from)
  for (let at = from; at < text.length; ) {
    if (feed < at) feed = next("\n", at)
    if (carriage < at) carriage = next("\r", at)
    const stop = Math.min(feed, carriage)
    let [start, end] = [at, stop]
    while (start < end && isBlank(text.charCodeAt(start))) start++
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--
    if (start < end) {
      if (found.length > MOST_ITEMS) found.pop()
      found.push({ start, end })
    }
    at = stop + 1
  }
  return found
}

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x09
