/**
 * Names of list items in a text. A name of letters and a number (`F2`, `model-1`) is one wherever it stands as a word; a
 * bare number or letter only in brackets, alone or with others: `[2]`, `(1, 3)`, `[[A]]`.
 */
import type { Span } from "../../text.js"
import { eachWord, isDigit } from "./words.js"

/** Brackets that hold more than so many UTF-16 units are no citation. */
const LONGEST_BRACKETS = 60

/**
 * Of a hostile text, of which each second word may be one, nothing is made.
 *
 * @param lists the names of each list's items, numbered alike within a list
 * @param take  is told where each of them stands, first the names that are words, and whether there is such an item
 */
export function eachCitation(
  text: string,
  lists: readonly (readonly string[])[],
  take: (place: Span, exists: boolean) => void,
): void {
  const known = new Set(lists.flat())
  const shapes = lists.flatMap((names) => (names[0] === undefined ? [] : [stemOf(names[0])]))
  const stems = [...new Set(shapes.filter((stem) => stem !== "" && stem !== LETTER))]
  if (stems.length > 0)
    eachWord(text, (start, end) => {
      let stemEnd = end
      while (stemEnd > start && isDigit(text.charCodeAt(stemEnd - 1))) stemEnd--
      if (stemEnd < end && stems.some((stem) => stem.length === stemEnd - start && text.startsWith(stem, start)))
        take({ start, end }, known.has(text.slice(start, end)))
      return true
    })
  const bare = new Set(shapes.filter((stem) => stem === "" || stem === LETTER))
  if (bare.size > 0) eachInBrackets(text, known, bare, take)
}

const LETTER = "\u0000"

/** What stands before the number: `F` of `F2`, nothing for a bare number, and a sign of its own for a bare capital letter. */
function stemOf(name: string): string {
  let end = name.length
  while (end > 0 && isDigit(name.charCodeAt(end - 1))) end--
  if (end === name.length) return name.length === 1 && name >= "A" && name <= "Z" ? LETTER : name
  return name.slice(0, end)
}

function eachInBrackets(
  text: string,
  known: ReadonlySet<string>,
  bare: ReadonlySet<string>,
  take: (place: Span, exists: boolean) => void,
): void {
  for (let open = 0; open < text.length; open++) {
    const sign = text.charCodeAt(open)
    if (sign !== 0x5b && sign !== 0x28) continue
    const names = namesIn(text, open + 1, sign === 0x5b ? 0x5d : 0x29)
    if (!names?.every(({ name }) => bare.has(stemOf(name)))) continue
    for (const { name, start, end } of names) take({ start, end }, known.has(name))
  }
}

/** @returns undefined for brackets that hold anything but names, commas and spaces, or too much */
function namesIn(text: string, from: number, closing: number): (Span & { readonly name: string })[] | undefined {
  const names: (Span & { readonly name: string })[] = []
  const limit = Math.min(text.length, from + LONGEST_BRACKETS)
  for (let i = from; i < limit; ) {
    const sign = text.charCodeAt(i)
    if (sign === closing) return names
    if (sign === 0x2c || sign === 0x3b || sign === 0x20) {
      i++
      continue
    }
    const start = i
    while (i < limit && isAlphanumeric(text.charCodeAt(i))) i++
    if (i === start) return undefined
    names.push({ name: text.slice(start, i), start, end: i })
  }
  return undefined
}

const isAlphanumeric = (unit: number): boolean =>
  isDigit(unit) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
