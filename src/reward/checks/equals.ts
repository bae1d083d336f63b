/**
 * `label equals gold`: the very same value. A relation with its direction, unless `by name` or `by direction`; a list in
 * whichever order; with `within`, numbers that lie so near.
 */
import { same } from "../measures/same.js"
import {
  asked,
  compared,
  eachOf,
  LABEL,
  listOf,
  NUMBER,
  number,
  TEXT,
  TRIPLET,
  text,
  triplet,
  value,
  YES_NO,
} from "./cases.js"
import { defineCheck } from "./check.js"
import { amountIn, objectIn, subjectIn } from "./said.js"

export const equals = defineCheck({
  signature: {
    name: "equals",
    subject: [
      ...(["text", "number", "yes-no", "table", "quote", "relation", "triplet"] as const),
      ...(["choice", "order", "list", "each", "group"] as const),
    ],
    object: ["gold", "field", "text", "number"],
    field: "same",
    within: ["", "percent"],
    by: ["name", "direction"],
    byOf: { name: ["relation"], direction: ["relation"] },
    binary: true,
    summary:
      "It is the same value: a relation with its direction, a list in whichever order, one of several right ones.",
    example: "label equals gold",
  },
  says(phrase, type) {
    const { objects, modifiers } = phrase
    const subject = subjectIn(phrase, type, equals.signature)
    if (type?.kind === "relation" && modifiers.by === "name")
      return `${subject} must name the right relation, in whichever direction.`
    if (type?.kind === "relation" && modifiers.by === "direction") return `${subject} must have the right direction.`
    const object = objects[0]
    if (object && object.kind !== "gold") {
      const near = modifiers.within ? `, give or take ${amountIn(modifiers.within)}` : ""
      return `${subject} must be ${objectIn(object)}${near}.`
    }
    if (modifiers.within) return `${subject} may be off by ${amountIn(modifiers.within)}, not more.`
    if (type?.kind === "relation")
      return `${subject} is right or wrong as a whole: the right relation in the wrong direction is wrong.`
    if (type?.kind === "list")
      return `${subject} are right or wrong as a whole: none missing and none too many, in any order.`
    if (type?.kind === "text") return `${subject} is compared letter by letter.`
    return `${subject} must be right as a whole.`
  },
  judge({ subject, type, objects, modifiers, labels }) {
    const [object] = objects
    if (!object || type.kind === "entity" || type.kind === "rule" || object.kind === "schema") return 0
    const isPlain = modifiers.within === undefined && modifiers.by === undefined
    if (isPlain && object.kind === "value" && typeof subject === "string" && typeof object.value === "string")
      return subject === object.value ? 1 : 0
    const how = { ...modifiers, ...(labels && { labels }) }
    if (object.kind === "number") return same(subject, object.value, type, how) ? 1 : 0
    if (object.kind === "text") return same(subject, object.text, type, how) ? 1 : 0
    const { value } = object
    if (value === undefined) return 0
    const isOneOf = object.type.kind === "list" && type.kind !== "list" && Array.isArray(value)
    return (isOneOf ? value.some((one) => same(subject, one, type, how)) : same(subject, value, type, how)) ? 1 : 0
  },
  cases: [
    ...compared(LABEL, {}, [
      ["Cause-Effect(e1,e2)", "Cause-Effect(e1,e2)", 1],
      ["Cause-Effect(e2,e1)", "Cause-Effect(e1,e2)", 0],
      ["Other", "Cause-Effect(e1,e2)", 0],
      ["Other", "Other", 1],
    ]),
    ...compared(LABEL, { by: "name" }, [
      ["Cause-Effect(e2,e1)", "Cause-Effect(e1,e2)", 1],
      ["Message-Topic(e1,e2)", "Cause-Effect(e1,e2)", 0],
      ["Other", "Other", 1],
    ]),
    ...compared(LABEL, { by: "direction" }, [
      ["Message-Topic(e1,e2)", "Cause-Effect(e1,e2)", 1],
      ["Cause-Effect(e2,e1)", "Cause-Effect(e1,e2)", 0],
      ["Other", "Other", 1],
    ]),
    ...compared(listOf(TEXT), { within: { value: 0.01 } }, [
      [["4,000"], ["4000"], 1],
      [["b", "a"], ["a", "b"], 1],
      [["4000.009"], ["4000"], 1],
      [["4000.02"], ["4000"], 0],
      [["A"], ["a"], 0],
      [["a", "a"], ["a", "b"], 0],
      [["1", "2.005", "x"], ["x", "2", "1"], 1],
      [[], ["a"], 0],
      [["4,00"], ["400"], 0],
    ]),
    ...compared(listOf(TEXT), {}, [[["4,000"], ["4000"], 0]]),
    ...asked(TEXT, {}, [
      ["twelve", [value(["12", "twelve"], listOf(TEXT))], 1],
      ["Twelve", [value(["12", "twelve"], listOf(TEXT))], 0],
      ["forty-two", [text("forty-two")], 1],
    ]),
    ...asked(NUMBER, { within: { value: 0.3 } }, [[0.1, [number(0.4)], 1]]),
    ...compared(NUMBER, { within: { value: 3, unit: "percent" } }, [
      [103, 100, 1],
      [104, 100, 0],
    ]),
    ...compared(NUMBER, {}, [
      [40, 40, 1],
      [40.000001, 40, 0],
    ]),
    ...asked(YES_NO, {}, [
      [true, [text("yes")], 1],
      [true, [text("no")], 0],
    ]),
    ...compared({ kind: "order", of: "answers" }, {}, [
      [["2", "1"], ["1", "2"], 0],
      [["1", "2"], ["1", "2"], 1],
    ]),
    ...compared(eachOf("answers", NUMBER), {}, [
      [{ a: 1, b: 2 }, { b: 2, a: 1 }, 1],
      [{ a: 1 }, { b: 2, a: 1 }, 0],
    ]),
    ...compared({ kind: "table" }, {}, [
      [[["x"], ["1"]], [["x"], ["1"]], 1],
      [[["x"], ["1"]], [["1"], ["x"]], 0],
    ]),
    ...compared(TRIPLET, {}, [
      [
        triplet("treats", "Lithium", "drug", "mania", "symptom"),
        triplet("treats", "lithium", "drug", "mania", "symptom"),
        1,
      ],
      [
        triplet("treats", "Lithium", "drug", "mania", "symptom"),
        triplet("treats", "mania", "symptom", "Lithium", "drug"),
        0,
      ],
    ]),
  ],
})
