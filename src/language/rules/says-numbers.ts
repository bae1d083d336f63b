/**
 * Numbers that the text of a check tells, against those that it counts: the model reads the one and is paid for the other.
 *
 * Only a text with a number of its own can say a wrong one; "briefly" is no mistake.
 */
import type { Phrase } from "../../catalogue.js"
import type { Scope } from "../scope.js"

export function saysNumbers(scope: Scope): void {
  for (const item of scope.rules) {
    const { node } = item
    const phrase = node.kind === "check" ? scope.phrases.get(node.phrase) : undefined
    if (node.kind !== "check" || !node.prose || phrase?.kind !== "verb") continue
    const counted = numbersOf(phrase)
    const said = numbersIn(node.prose.text)
    const missing = counted.filter((number) => !said.some((one) => isSame(one, number)))
    // "one" is as often a pronoun: it can tell the right number, but no wrong one
    const extra = said.filter((one) => one !== 1 && !counted.some((number) => isSame(one, number)))
    if (missing.length > 0 && extra.length > 0)
      scope.report("says-number", { said: extra, counted: missing }, item, node.prose.span, {
        notes: [{ message: "what is checked", place: { source: item.source, span: node.phrase.span } }],
      })
  }
}

function numbersOf({ objects, modifiers }: Extract<Phrase, { readonly kind: "verb" }>): number[] {
  const { within, from } = modifiers
  return [
    ...objects.flatMap((object) => (object.kind === "number" ? [object.value] : [])),
    ...[within, from].flatMap((amount) => (amount ? [amount.value] : [])),
  ]
}

const WORDS = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
]

/** No part of a name: not the 1 of e1 or F1. A comma before three digits sets thousands apart. */
const NUMBER = /(?<![\w.,-])\d{1,9}(?:,\d{3})*(?:\.\d{1,6})?(?![\w-])/g
const WORD = new RegExp(`\\b(?:${WORDS.join("|")})\\b`, "gi")

function numbersIn(text: string): number[] {
  const digits = [...text.matchAll(NUMBER)].map(([match]) => Number(match.replaceAll(",", "")))
  const words = [...text.matchAll(WORD)].map(([match]) => WORDS.indexOf(match.toLowerCase()))
  return [...digits, ...words]
}

/** A share may be told in percent. */
const isSame = (said: number, counted: number): boolean =>
  said === counted || Math.abs(said - 100 * counted) < 1e-9 * Math.max(1, said)
