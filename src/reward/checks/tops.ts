/** `ranking tops gold`: its best item stands alone in front, and is the best of the other ranking as well. */
import { ranked } from "../measures/ranks.js"
import { asked, compared, eachOf, NUMBER, value } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

const SCORES = eachOf("responses", NUMBER)
const ORDER = { kind: "order", of: "responses" } as const

export const tops = defineCheck({
  signature: {
    name: "tops",
    subject: ["each", "order"],
    object: ["gold", "field"],
    field: ["order", "each"],
    binary: true,
    summary: "The best item stands alone in front, and is a best one of the other ranking.",
    example: "ranking tops gold",
  },
  says: (phrase, type) => {
    const object = phrase.objects[0]
    const right = !object || object.kind === "gold" ? "the best item" : `the best item of ${objectIn(object)}`
    if (type?.kind === "yes-no")
      return `By the share of yes in the ${phrase.subject.name}, ${right} must stand alone in front.`
    return `${subjectIn(phrase, type, tops.signature)} must put ${right} alone in front.`
  },
  judge({ subject, objects }) {
    const [object] = objects
    if (object?.kind !== "value" || object.value === undefined) return 0
    const own = front(ranked(subject))
    return own.length === 1 && front(ranked(object.value)).includes(own[0]!) ? 1 : 0
  },
  cases: [
    ...compared(SCORES, {}, [
      [{ a: 5, b: 3 }, { a: 2, b: 1 }, 1],
      [{ a: 5, b: 5 }, { a: 2, b: 1 }, 0],
      [{ a: 3, b: 5 }, { a: 2, b: 1 }, 0],
      [{ a: 3, b: 5 }, { a: 2, b: 2 }, 1],
      [{}, { a: 2, b: 1 }, 0],
    ]),
    ...asked(ORDER, {}, [[["b", "a"], [value({ a: 1, b: 4 }, SCORES)], 1]]),
  ],
})

function front(ranks: ReadonlyMap<string, number>): string[] {
  const best = Math.max(...ranks.values())
  return [...ranks].flatMap(([name, rank]) => (rank === best ? [name] : []))
}
