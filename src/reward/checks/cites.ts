/** `steps cites facts, rules`: it names at least one item of these lists, and no item that they do not have. */
import type { Span } from "../../text.js"
import { eachCitation } from "../measures/citations.js"
import { asked, listOf, TEXT, value } from "./cases.js"
import { defineCheck, MOST_PLACES } from "./check.js"
import { objectsIn, subjectIn } from "./said.js"

const FACTS = value(["Anne is kind.", "Bob is young."], listOf(TEXT), ["F1", "F2"])
const RULES = value(["Kind people are nice."], listOf(TEXT), ["R1"])
const PASSAGES = value(["a", "b", "c"], listOf(TEXT), ["1", "2", "3"])

export const cites = defineCheck({
  signature: {
    name: "cites",
    subject: ["text"],
    object: ["field"],
    field: ["list"],
    several: true,
    binary: true,
    summary: "It names at least one item of these lists, as in F2 or [3], and only items that exist.",
    example: "steps cites facts, rules",
  },
  says: (phrase, type) =>
    `${subjectIn(phrase, type, cites.signature)} must name the items of ${objectsIn(phrase, "and")} that are used, and only items that exist.`,
  judge({ subject, objects }) {
    const lists = objects.flatMap((object) => (object.kind === "value" && object.names ? [object.names] : []))
    const seen: Span[] = []
    let some = false
    if (typeof subject === "string")
      eachCitation(subject, lists, (place, exists) => {
        some = true
        if (!exists && seen.length < MOST_PLACES) seen.push(place)
      })
    return { value: some && seen.length === 0 ? 1 : 0, seen }
  },
  cases: asked(TEXT, {}, [
    ["F1 and R1: Anne is nice.", [FACTS, RULES], 1],
    ["F1 and R9.", [FACTS, RULES], 0],
    ["Anne is nice.", [FACTS, RULES], 0],
    ["From (F2,R1) it follows.", [FACTS, RULES], 1],
    ["It holds [2].", [PASSAGES], 1],
    ["It holds [1, 3][2].", [PASSAGES], 1],
    ["It holds [4].", [PASSAGES], 0],
    ["There are 2 of 3.", [PASSAGES], 0],
    ["See [the report] of 1999 (p. 3).", [PASSAGES], 0],
    ["[[B]] is better than [A].", [value(["x", "y"], listOf(TEXT), ["A", "B"])], 1],
    ["A good answer.", [value(["x", "y"], listOf(TEXT), ["A", "B"])], 0],
    ["model-2 is best.", [value(["x", "y"], listOf(TEXT), ["model-1", "model-2"])], 1],
    ["model-3 is best.", [value(["x", "y"], listOf(TEXT), ["model-1", "model-2"])], 0],
  ]),
})
