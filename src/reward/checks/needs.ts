/** `is_supported needs evidence`: where it is yes, the other part is given as well. */
import { asked, listOf, TEXT, value, YES_NO } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectsIn, subjectIn } from "./said.js"

const MISSING = { kind: "value", type: TEXT } as const

export const needs = defineCheck({
  signature: {
    name: "needs",
    subject: ["yes-no"],
    object: ["field"],
    several: true,
    binary: true,
    summary: "Where it is yes, the other part is given and not empty.",
    example: "is_supported needs evidence",
  },
  says: (phrase, type) =>
    `Where ${lowerFirst(subjectIn(phrase, type, needs.signature))} is yes, ${objectsIn(phrase, "and")} must be given.`,
  judgesMissing: true,
  judge: ({ subject, objects }) =>
    subject !== true || objects.every((object) => object.kind !== "value" || isGiven(object.value)) ? 1 : 0,
  cases: asked(YES_NO, {}, [
    [true, [value(["The tower stands."], listOf(TEXT))], 1],
    [true, [value([], listOf(TEXT))], 0],
    [true, [MISSING], 0],
    [true, [value("", TEXT)], 0],
    [false, [MISSING], 1],
    [true, [value("a", TEXT), MISSING], 0],
  ]),
})

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== "" && !(typeof value === "object" && Object.keys(value as object).length === 0)

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
