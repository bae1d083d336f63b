/**
 * `ranking correlates-with gold`: Kendall's tau-b, from 0 (reversed) over 0.5 (unrelated) to 1. An item that is missing
 * counts as wrong against all others.
 *
 * @source Kendall 1945, The treatment of ties in ranking problems
 */
import { pairsOf, ranked } from "../measures/ranks.js"
import { asked, compared, eachOf, NUMBER, value } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

const SCORES = eachOf("responses", NUMBER)
const ORDER = { kind: "order", of: "responses" } as const

export const correlatesWith = defineCheck({
  signature: {
    name: "correlates-with",
    subject: ["each", "order"],
    object: ["gold", "field"],
    field: ["order", "each"],
    binary: false,
    summary: "Kendall's tau-b between the two rankings, mapped to 0 for reversed and 1 for the same.",
    example: "ranking correlates-with gold",
  },
  says: (phrase, type) => {
    const object = phrase.objects[0]
    const right = !object || object.kind === "gold" ? "the right ranking" : objectIn(object)
    return `${subjectIn(phrase, type, correlatesWith.signature)} must agree with ${right}, counted over all pairs of items.`
  },
  judge({ subject, objects }) {
    const [object] = objects
    if (object?.kind !== "value" || object.value === undefined) return 0
    let [agreeing, untiedOwn, untiedRight] = [0, 0, 0]
    for (const { right, own } of pairsOf(ranked(subject), ranked(object.value))) {
      if (right !== 0) untiedRight++
      if (own !== 0) untiedOwn++
      if (own === undefined) agreeing--
      else agreeing += Math.sign(right) * Math.sign(own)
    }
    if (untiedOwn === 0 && untiedRight === 0) return 1
    if (untiedOwn === 0 || untiedRight === 0) return agreeing < 0 ? 0 : 0.5
    return Math.min(1, Math.max(0, (agreeing / Math.sqrt(untiedOwn * untiedRight) + 1) / 2))
  },
  cases: [
    ...compared(SCORES, {}, [
      [{ a: 5, b: 3, c: 1 }, { a: 5, b: 3, c: 1 }, 1],
      [{ a: 1, b: 3, c: 5 }, { a: 5, b: 3, c: 1 }, 0],
      // scipy.stats.kendalltau([5, 3, 3, 1], [4, 4, 2, 1]) is 0.8
      [{ a: 5, b: 3, c: 3, d: 1 }, { a: 4, b: 4, c: 2, d: 1 }, 0.9],
      [{ a: 2, b: 2 }, { a: 4, b: 1 }, 0.5],
      [{ a: 2, b: 2 }, { a: 1, b: 1 }, 1],
      [{ a: 5 }, { a: 5, b: 3, c: 1 }, 0],
    ]),
    ...asked(SCORES, {}, [[{ a: 1, b: 2, c: 3 }, [value(["c", "a", "b"], ORDER)], 0.666666667]]),
  ],
})
