/**
 * Names of list items in a text. A name of letters and a number (`F2`, `model-1`) is one wherever it stands as a word; a
 * bare number or letter only in brackets, alone or with others: `[2]`, `(1, 3)`, `[[A]]`.
 */
import type { Span } from "../../text.js"
import { isDigit, wordsOf } from "./words.js"

export interface Citation extends Span {
  readonly exists: boolean
}

/** Brackets that hold more than so many UTF-16 units are no citation. */
const LONGEST_BRACKETS = 60

/** @param lists the names of each list's items, numbered alike within a list */
export function citations(text: string, lists: readonly (readonly string[])[]): Citation[] {
  const known = new Set(lists.flat())
  const shapes = lists.flatMap((names) => (names[0] === undefined ? [] : [stemOf(names[0])]))
  const stems = new Set(shapes.filter((stem) => stem !== "" && stem !== LETTER))
  const found: Citation[] = []
  if (stems.size > 0) {
    for (const word of wordsOf(text)) {
      if (stems.has(stemOf(word.text)) && word.text !== stemOf(word.text))
        found.push({ start: word.start, end: word.end, exists: known.has(word.text) })
    }
  }
  const bare = new Set(shapes.filter((stem) => stem === "" || stem === LETTER))
  if (bare.size > 0) found.push(...inBrackets(text, known, bare))
  return found
}

const LETTER = "\u0000"

/** What stands before the number: `F` of `F2`, nothing for a bare number, and a sign of its own for a bare capital letter. */
function stemOf(name: string): string {
  let end = name.length
  while (end > 0 && isDigit(name.charCodeAt(end - 1))) end--
  if (end === name.length) return name.length === 1 && name >= "A" && name <= "Z" ? LETTER : name
  return name.slice(0, end)
}

function inBrackets(text: string, known: ReadonlySet<string>, bare: ReadonlySet<string>): Citation[] {
  const found: Citation[] = []
  for (let open = 0; open < text.length; open++) {
    const closing = text[open] === "[" ? "]" : text[open] === "(" ? ")" : undefined
    if (closing === undefined) continue
    const inside = text.slice(open + 1, open + 1 + LONGEST_BRACKETS)
    const close = inside.indexOf(closing)
    if (close < 0) continue
    const words = namesIn(inside.slice(0, close), open + 1)
    if (!words?.every(({ name }) => bare.has(stemOf(name)))) continue
    found.push(...words.map(({ name, start, end }) => ({ start, end, exists: known.has(name) })))
  }
  return found
}

/** @returns undefined for brackets that hold anything but names, commas and spaces */
function namesIn(inside: string, offset: number): (Span & { readonly name: string })[] | undefined {
  const names: (Span & { readonly name: string })[] = []
  for (let i = 0; i < inside.length; ) {
    if (inside[i] === "," || inside[i] === ";" || inside[i] === " ") {
      i++
      continue
    }
    const start = i
    while (i < inside.length && isAlphanumeric(inside.charCodeAt(i))) i++
    if (i === start) return undefined
    names.push({ name: inside.slice(start, i), start: offset + start, end: offset + i })
  }
  return names
}

const isAlphanumeric = (unit: number): boolean =>
  isDigit(unit) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
