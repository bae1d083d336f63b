/**
 * `scores orders-like gold`: how far the items stand in the right order, pair by pair. A pair weighs 1 and the difference
 * of the right scores; the wrong way round loses it, a tie loses half, and a pair that is a tie in the right ranking
 * cannot be lost. An item that is missing loses its pairs, unless only items are compared that both have (`by common`).
 *
 * @source RewardAnything (Apache-2.0), pair penalty; RAG-Zeval, arXiv 2505.22430: strictly ordered is this `fully`
 */
import { pairsOf, ranked } from "../measures/ranks.js"
import { asked, compared, eachOf, NUMBER, value, YES_NO } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

const SCORES = eachOf("responses", NUMBER)
const ORDER = { kind: "order", of: "responses" } as const

export const ordersLike = defineCheck({
  signature: {
    name: "orders-like",
    subject: ["each", "order"],
    object: ["gold", "field"],
    field: ["order", "each"],
    by: ["common"],
    binary: false,
    summary: "How far the items stand in the same order, pair by pair; yes-no values count as their share of yes.",
    example: "scores orders-like gold",
  },
  says: (phrase, type) => {
    const object = phrase.objects[0]
    const right = !object || object.kind === "gold" ? "the right order" : `the order of ${objectIn(object)}`
    if (type?.kind === "yes-no")
      return `By the share of yes in the ${phrase.subject.name}, the items must be in ${right}.`
    return `${subjectIn(phrase, type, ordersLike.signature)} must put the items into ${right}.`
  },
  judge({ subject, objects, modifiers }) {
    const [object] = objects
    if (object?.kind !== "value" || object.value === undefined) return 0
    let all = 0
    let lost = 0
    for (const { right, own } of pairsOf(ranked(subject), ranked(object.value))) {
      if (own === undefined && modifiers.by === "common") continue
      const weight = 1 + Math.abs(right)
      all += weight
      if (own === undefined) lost += weight
      else if (right !== 0 && own === 0) lost += weight / 2
      else if (right * own < 0) lost += weight
    }
    return all === 0 ? 1 : Math.max(0, 1 - lost / all)
  },
  cases: [
    ...compared(SCORES, {}, [
      [{ a: 5, b: 3, c: 1 }, { a: 5, b: 3, c: 1 }, 1],
      [{ a: 1, b: 3, c: 5 }, { a: 5, b: 3, c: 1 }, 0],
      [{ a: 3, b: 3, c: 3 }, { a: 5, b: 3, c: 1 }, 0.5],
      [{ a: 3, b: 5, c: 1 }, { a: 5, b: 3, c: 1 }, 0.727272727],
      [{ a: 5, b: 1 }, { a: 3, b: 3 }, 1],
      [{ a: 5 }, { a: 5, b: 3, c: 1 }, 0],
      [{}, { a: 5 }, 1],
    ]),
    ...compared(SCORES, { by: "common" }, [
      [{ a: 5 }, { a: 5, b: 3, c: 1 }, 1],
      [{ a: 1, b: 2 }, { a: 5, b: 3, c: 1 }, 0],
    ]),
    ...compared(ORDER, {}, [
      [["a", "b", "c"], ["a", "b", "c"], 1],
      [["a", "c", "b"], ["a", "b", "c"], 0.714285714],
    ]),
    ...asked(eachOf("candidates", YES_NO), {}, [
      [{ 1: true, 2: false }, [value(["1", "2"], ORDER)], 1],
      [{ 1: true, 2: true }, [value(["1", "2"], ORDER)], 0.5],
    ]),
  ],
})
