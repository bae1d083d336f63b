/** `claims repeats-nothing`: the share of a list's items, or of a text's runs of words, that did not stand before. */
import { keyOf } from "../measures/same.js"
import { lowerCase, plain, wordsOf } from "../measures/words.js"
import { asked, LABEL, listOf, TEXT } from "./cases.js"
import { defineCheck } from "./check.js"
import { amountIn, subjectIn } from "./said.js"

/** Words of a run, when the guideline does not say. */
const RUN = 8

export const repeatsNothing = defineCheck({
  signature: {
    name: "repeats-nothing",
    subject: ["list", "text"],
    object: [],
    from: ["words"],
    binary: false,
    summary: "The share that is new: items of a list, or runs of words of a text (8, or as many as `from` says).",
    example: "reasoning repeats-nothing from 8 words",
  },
  says(phrase, type) {
    const subject = subjectIn(phrase, type, repeatsNothing.signature)
    if (type?.kind === "list") return `${subject} must name nothing twice.`
    return `${subject} must repeat no ${amountIn(phrase.modifiers.from ?? { value: RUN, unit: "words" })} in a row.`
  },
  judge({ subject, type, modifiers }) {
    const item = type.kind === "list" ? type.item : { kind: "text" as const }
    if (Array.isArray(subject))
      return shareOfNew(subject.map((one) => (typeof one === "string" ? plain(one) : keyOf(one, item))))
    if (typeof subject !== "string") return 1
    const words = wordsOf(subject).map(({ text }) => lowerCase(text))
    const length = Math.max(1, modifiers.from?.value ?? RUN)
    const count = Math.max(0, words.length - length + 1)
    return shareOfNew(Array.from({ length: count }, (_, i) => words.slice(i, i + length).join(" ")))
  },
  cases: [
    ...asked(listOf(TEXT), {}, [
      [["a", "b", "A "], [], 0.666666667],
      [["a", "b"], [], 1],
      [[], [], 1],
    ]),
    ...asked(listOf(LABEL), {}, [[["P50(head,tail)", "P50(head,tail)"], [], 0.5]]),
    ...asked(TEXT, { from: { value: 2, unit: "words" } }, [
      ["the cat, the dog", [], 1],
      ["the cat The Cat the cat", [], 0.4],
      ["cat", [], 1],
    ]),
    ...asked(TEXT, {}, [["one two three four five six seven eight nine", [], 1]]),
  ],
})

const shareOfNew = (keys: readonly string[]): number => (keys.length === 0 ? 1 : new Set(keys).size / keys.length)
