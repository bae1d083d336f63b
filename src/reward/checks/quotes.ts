/**
 * `evidence quotes passage from 10 tokens`: the longest run of words that it shares with the source, over all its words.
 * Of a triplet, its two entities. What is shorter than asked has no value.
 */

import type { Value } from "../../value.js"
import { longestRun, type Words, wordsIn } from "../measures/common-run.js"
import { textIn, tripletOf } from "../measures/same.js"
import { asked, listOf, TEXT, TRIPLET, triplet, value } from "./cases.js"
import { defineCheck } from "./check.js"
import { amountIn, objectsIn, subjectIn } from "./said.js"

const PASSAGE = "The tower stands in Paris and was built by the firm of Eiffel in 1889."

export const quotes = defineCheck({
  signature: {
    name: "quotes",
    subject: ["text", "quote", "triplet"],
    object: ["field"],
    field: ["text", "table", "quote"],
    several: true,
    from: ["tokens"],
    binary: false,
    summary: "The share of it that is copied from a source in one piece, word for word.",
    example: "evidence quotes passage from 10 tokens",
  },
  says(phrase, type) {
    const { from } = phrase.modifiers
    const subject = subjectIn(phrase, type, quotes.signature)
    const long = from ? `, in pieces of at least ${amountIn(from)}` : ""
    const inner = type?.kind === "list" ? type.item : type
    const what = inner?.kind === "triplet" ? "must have its entities copied" : "must be copied"
    return `${subject} ${what} word for word from ${objectsIn(phrase, "or")}${long}.`
  },
  judge({ subject, type, objects, modifiers }) {
    const sources = objects.flatMap((object) =>
      object.kind === "value" && object.value !== undefined ? textsIn(object.value).map(indexOf) : [],
    )
    const atLeast = modifiers.from?.value ?? 1
    const share = (text: string): number => {
      const { words, run } = longestRun(text, sources)
      return words === 0 || words < atLeast ? 0 : run / words
    }
    if (type.kind !== "triplet") return share(textIn(subject))
    const { head, tail } = tripletOf(subject)
    return (share(head.text) + share(tail.text)) / 2
  },
  cases: [
    ...asked(TEXT, {}, [
      ["The tower stands in Paris", [value(PASSAGE, TEXT)], 1],
      ["The tower stands in Rome", [value(PASSAGE, TEXT)], 0.8],
      ["the tower", [value(PASSAGE, TEXT)], 0.5],
      ["...", [value(PASSAGE, TEXT)], 0],
      ["in Rome", [value(["In Paris.", "It is in Rome."], listOf(TEXT))], 1],
      ["stands in Paris", [value("Rome", TEXT), value(PASSAGE, TEXT)], 1],
      [
        "3 4",
        [
          value(
            [
              ["team", "gold"],
              ["Kenya", "4"],
            ],
            { kind: "table" },
          ),
        ],
        0.5,
      ],
    ]),
    ...asked(TEXT, { from: { value: 10, unit: "tokens" } }, [
      ["The tower stands in Paris", [value(PASSAGE, TEXT)], 0],
      [PASSAGE, [value(PASSAGE, TEXT)], 1],
      ["The tower stands in Paris and was built by the town of Eiffel", [value(PASSAGE, TEXT)], 0.769230769],
    ]),
    ...asked(TRIPLET, {}, [
      [triplet("in", "The tower", "thing", "Rome", "place"), [value(PASSAGE, TEXT)], 0.5],
      [triplet("in", "The tower", "thing", "Paris", "place"), [value(PASSAGE, TEXT)], 1],
    ]),
  ],
})

/** A list gives its items, a table its rows. */
function textsIn(value: Value): string[] {
  if (!Array.isArray(value)) return typeof value === "object" ? Object.values(value).flatMap(textsIn) : [textIn(value)]
  return value.map((item) => (Array.isArray(item) ? item.map(textIn).join(" ") : textIn(item)))
}

/** Sources stay the same for many answers: the last few are kept with their words. */
const MOST_KEPT = 16
const kept = new Map<string, Words>()

function indexOf(source: string): Words {
  const found = kept.get(source)
  if (found) return found
  const words = wordsIn(source)
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
  kept.set(source, words)
  return words
}
