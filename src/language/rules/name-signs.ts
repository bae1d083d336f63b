/** Signs in names and texts that deceive the eye: hidden ones, those that turn the direction, letters of two alphabets. */
import { lookAlike } from "../../folds.js"
import type { Source, Span } from "../../text.js"
import { writtenNames } from "../declared-names.js"
import type { Item, Scope } from "../scope.js"

/** Marks of direction, joiners and fillers that show nothing. */
const HIDDEN =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/
/** Of these, the ones that make what follows stand elsewhere. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g
/** Most files have no other signs than these, and so none of those that are looked for. */
const UNUSUAL = /[^\t\n\r -~]/
/** So many places of a file are shown. */
const MOST_SHOWN = 20

export function nameSigns(scope: Scope): void {
  const unusual = scope.trees.map(({ source }) => source).filter(({ text }) => UNUSUAL.test(text))
  if (unusual.length === 0) return
  const found = new Map<string, Span[]>()
  for (const { word, item } of spelled(scope)) {
    const at = word.text.search(HIDDEN)
    if (at >= 0) {
      scope.report("name-invisible", { sign: codeOf(word.text, at) }, item, word.span)
      const spans = found.get(item.source.path) ?? []
      if (spans.length < MOST_SHOWN) found.set(item.source.path, [...spans, word.span])
    }
    const mixed = mixedIn(word.text)
    if (mixed) scope.report("name-mixed", { name: word.text, ...mixed }, item, word.span)
  }
  for (const source of unusual) {
    controls(scope, source)
    const names = found.get(source.path) ?? []
    let shown = 0
    let line = 0
    for (const { index } of source.text.matchAll(TURNING)) {
      if (names.some(({ start, end }) => index >= start && index < end)) continue
      const here = source.position(index).line
      if (here === line) continue
      line = here
      if (shown++ >= MOST_SHOWN) break
      const span = { start: index, end: index + 1 }
      scope.report("text-reordered", { sign: codeOf(source.text, index) }, { node: undefined, source }, span)
    }
  }
}

/** Signs that move a terminal's cursor or end a text in other programs; outside of texts the grammar takes none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** One mistake for a file: whatever brought one in brought them all. */
function controls(scope: Scope, source: Source): void {
  const spans: Span[] = []
  for (const { index } of source.text.matchAll(CONTROL)) {
    spans.push({ start: index, end: index + 1 })
    if (spans.length > MOST_SHOWN) break
  }
  const [first, ...rest] = spans
  if (!first) return
  const notes = rest.map((span) => ({ message: "and here", place: { source, span } }))
  const fix = { title: "Delete the control signs", edits: spans.map((span) => ({ span, text: "" })) }
  scope.report("text-control", { sign: codeOf(source.text, first.start) }, { node: undefined, source }, first, {
    notes,
    fix,
  })
}

interface Spelled {
  readonly word: { readonly text: string; readonly span: Span }
  readonly item: Item<unknown>
}

/** What is compared letter by letter: names, their aliases, choices and keys. */
function* spelled(scope: Scope): Generator<Spelled> {
  yield* writtenNames(scope)
  for (const item of scope.aliases) for (const word of item.node.names) yield { word, item }
  for (const item of [...scope.of("input"), ...scope.of("gold"), ...scope.of("answer")]) {
    const { type } = item.node
    const inner = type.kind === "list" || type.kind === "each" ? type.item : type
    if (inner.kind === "choice") {
      for (const choice of inner.choices) if (choice.kind === "text") yield { word: choice.text, item }
    }
    if (item.node.kind === "answer" && item.node.place?.spot.kind === "key") {
      yield { word: item.node.place.spot.key, item }
    }
  }
}

const codeOf = (text: string, at: number): string => text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")

const ALPHABETS = [
  ["Latin", /[A-Za-z\u00c0-\u024f]/],
  ["Greek", /[\u0370-\u03ff]/],
  ["Cyrillic", /[\u0400-\u052f]/],
] as const

const alphabetOf = (sign: string): string | undefined => ALPHABETS.find(([, letters]) => letters.test(sign))?.[0]

/** Two alphabets in one word, one of them with a letter that looks like the other's: not TNF-α, but Cаuse with a Cyrillic а. */
function mixedIn(name: string): { sign: string; alphabets: string[] } | undefined {
  if (ASCII.test(name)) return undefined
  for (const part of name.split(/[-_\s]/)) {
    const alphabets = new Set([...part].flatMap((sign) => alphabetOf(sign) ?? []))
    if (alphabets.size < 2) continue
    const sign = [...part].find((one) => lookAlike(one.codePointAt(0)!) !== one.codePointAt(0))
    if (sign !== undefined) return { sign, alphabets: [...alphabets] }
  }
  return undefined
}

const ASCII = /^[\w-]*$/
