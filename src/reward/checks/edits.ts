/** `rewrite edits sentence from 1 word within 5 words`: so many words were put in, left out or replaced. */
import { editsBetween } from "../measures/edits.js"
import { textIn } from "../measures/same.js"
import { wordsOf } from "../measures/words.js"
import { compared, TEXT } from "./cases.js"
import { defineCheck } from "./check.js"
import { amountIn, objectIn, subjectIn } from "./said.js"

/** Nobody asks for more; it bounds the work. */
const MOST_EDITS = 1000

export const edits = defineCheck({
  signature: {
    name: "edits",
    subject: ["text"],
    object: ["field"],
    field: ["text"],
    from: ["words"],
    within: ["words"],
    binary: true,
    summary: "The number of words that were changed lies between `from` and `within`; punctuation does not count.",
    example: "rewrite edits sentence from 1 word within 5 words",
  },
  says(phrase, type) {
    const { from, within } = phrase.modifiers
    const amounts = [
      ...(from ? [`at least ${amountIn(from)}`] : []),
      ...(within ? [`at most ${amountIn(within)}`] : []),
    ]
    const object = phrase.objects.map(objectIn).join()
    return `${subjectIn(phrase, type, edits.signature)} must change ${amounts.join(" and ") || "the words"} of ${object}.`
  },
  judge({ subject, objects, modifiers }) {
    const [object] = objects
    if (object?.kind !== "value" || object.value === undefined) return 0
    const least = modifiers.from?.value ?? 0
    const most = modifiers.within?.value ?? Number.POSITIVE_INFINITY
    const looked = Math.min(MOST_EDITS, most === Number.POSITIVE_INFINITY ? least : Math.max(least, most))
    const source = wordsOf(textIn(object.value))
    const own = wordsOf(textIn(subject), source.length + looked)
    const [from, to] = [own, source].map((words) => words.map((word) => word.text))
    const count = editsBetween(from!, to!, looked)
    return count >= least && count <= most ? 1 : 0
  },
  cases: [
    ...compared(TEXT, { from: { value: 1, unit: "words" }, within: { value: 2, unit: "words" } }, [
      ["The <e1>carpenter</e1> praised the chair.", "The <e1>carpenter</e1> made the chair.", 1],
      ["The carpenter made the chair!", "The carpenter made the chair.", 0],
      ["A carpenter praised a chair.", "The carpenter made the chair.", 0],
      ["The carpenter made the", "The carpenter made the chair", 1],
      ["The good carpenter made the old chair", "The carpenter made the chair", 1],
    ]),
    ...compared(TEXT, { from: { value: 2, unit: "words" } }, [
      ["one two three", "four five six", 1],
      ["one two three", "one two six", 0],
    ]),
  ],
})
