/** `ranking covers responses`: the share of a list's items that it names. */
import { asked, eachOf, listOf, NUMBER, TEXT, value } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

const CHOICE = { kind: "choice", texts: [], lists: ["responses"] } as const
const RESPONSES = value(["Hi.", "Ho.", "Hu.", "Ha."], listOf(TEXT), ["A", "B", "C", "D"])

export const covers = defineCheck({
  signature: {
    name: "covers",
    subject: ["each", "order", "list"],
    object: ["field"],
    field: ["list", "order", "each"],
    binary: false,
    summary: "The share of the items of a list that it names.",
    example: "ranking covers responses",
  },
  says: (phrase, type) =>
    `${subjectIn(phrase, type, covers.signature)} must name every item of ${phrase.objects.map(objectIn).join()}.`,
  judge({ subject, objects }) {
    const [object] = objects
    const names = object?.kind === "value" ? (object.names ?? []) : []
    const named = new Set<unknown>(
      Array.isArray(subject) ? subject : typeof subject === "object" ? Object.keys(subject) : [],
    )
    return names.length === 0 ? 1 : names.filter((name) => named.has(name)).length / names.length
  },
  cases: [
    ...asked({ kind: "order", of: "responses" }, {}, [
      [["D", "C", "B", "A"], [RESPONSES], 1],
      [["B"], [RESPONSES], 0.25],
      [["B", "B", "E"], [RESPONSES], 0.25],
    ]),
    ...asked(eachOf("responses", NUMBER), {}, [[{ A: 1, B: 2, C: 3 }, [RESPONSES], 0.75]]),
    ...asked(listOf(CHOICE), {}, [[["A", "C"], [RESPONSES], 0.5]]),
  ],
})
