/** `sentence resembles gold by bleu`: how alike two texts are, by a published measure. Of several right ones the best counts. */
import { bleu } from "../measures/bleu.js"
import { rougeL } from "../measures/rouge-l.js"
import { textIn } from "../measures/same.js"
import { lowerCase, wordsOf } from "../measures/words.js"
import { asked, compared, listOf, TEXT, value } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

/**
 * A text of more UTF-16 units that is also so many times as long as the longest of the others is like none of them: no answer
 * that is meant is, and no measure would say a tenth.
 */
const LONGEST_COMPARED = 100_000
const MOST_TIMES = 10

const MEASURES = ["bleu", "rouge-l", "jaccard"] as const

export const resembles = defineCheck({
  signature: {
    name: "resembles",
    subject: ["text", "quote"],
    object: ["gold", "field"],
    field: ["text", "quote", "relation", "choice"],
    by: MEASURES,
    binary: false,
    summary:
      "How alike two texts are: sentence BLEU (sacrebleu), ROUGE-L (rouge-score), or shared words over all words.",
    example: "sentence resembles gold by rouge-l",
  },
  says: (phrase, type) =>
    `${subjectIn(phrase, type, resembles.signature)} must be like ${phrase.objects.map(objectIn).join()}: what counts are the words that both share.`,
  judge({ subject, objects, modifiers }) {
    const [object] = objects
    if (object?.kind !== "value" || object.value === undefined) return 0
    const references = (Array.isArray(object.value) ? object.value : [object.value]).map(textIn)
    const own = textIn(subject)
    const longest = Math.max(0, ...references.map(({ length }) => length))
    if (own.length > LONGEST_COMPARED && own.length > MOST_TIMES * longest) return 0
    if (modifiers.by === "rouge-l") return Math.max(0, ...references.map((one) => rougeL(own, one)))
    if (modifiers.by === "jaccard") return Math.max(0, ...references.map((one) => jaccard(own, one)))
    return Math.min(1, bleu(own, references))
  },
  cases: [
    ...compared(TEXT, { by: "jaccard" }, [
      ["The cat sat.", "the cat ran", 0.5],
      ["", "", 0],
    ]),
    ...compared(TEXT, { by: "bleu" }, [
      ["The cat sat on the mat.", "The cat sat on the mat.", 1],
      ["The cat sat on a mat.", "The cat sat on the mat.", 0.488923022],
      ["dog", "The cat sat on the mat.", 0],
    ]),
    ...compared(TEXT, { by: "rouge-l" }, [
      ["The cats were sitting", "the cat sat", 0.571428571],
      ["dog", "cat", 0],
    ]),
    ...asked(TEXT, { by: "rouge-l" }, [["dozens", [value(["12", "a dozen"], listOf(TEXT))], 0.666666667]]),
  ],
})

/** Shared words over all words, each counted once. */
function jaccard(a: string, b: string): number {
  const [own, other] = [a, b].map((text) => new Set(wordsOf(lowerCase(text)).map((word) => word.text))) as [
    Set<string>,
    Set<string>,
  ]
  let shared = 0
  for (const word of own) if (other.has(word)) shared++
  const all = own.size + other.size - shared
  return all === 0 ? 0 : shared / all
}
