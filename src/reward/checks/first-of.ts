/** `first-error first-of verdict, "No"`: it points at the first item with that value, or says that there is none. */
import { textIn } from "../measures/same.js"
import { asked, eachOf, text, value } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

const POINTER = { kind: "choice", texts: ["none"], lists: ["steps"] } as const
const VERDICTS = eachOf("steps", { kind: "choice", texts: ["Yes", "No"], lists: [] })
const STEPS = ["1", "2", "3"]

export const firstOf = defineCheck({
  signature: {
    name: "first-of",
    subject: ["choice"],
    object: ["field", "text"],
    field: ["each", "list"],
    several: true,
    binary: true,
    summary: "It points at the first item whose field has that value, or is the literal text if no item has.",
    example: 'first-error first-of verdict, "No"',
  },
  says: (phrase, type) => {
    const [field, wanted] = phrase.objects
    const none = type?.kind === "choice" && type.texts[0] !== undefined ? `, or "${type.texts[0]}"` : ""
    const item = field ? objectIn(field) : "the field"
    return `${subjectIn(phrase, type, firstOf.signature)} must be the first item where ${item} is ${wanted ? objectIn(wanted) : "so"}${none}.`
  },
  judge({ subject, type, objects }) {
    const field = objects.find((object) => object.kind === "value")
    const wanted = objects.flatMap((object) => (object.kind === "text" ? [object.text] : []))
    if (field?.kind !== "value" || typeof field.value !== "object" || Array.isArray(field.value)) return 0
    const values = field.value as Readonly<Record<string, typeof subject>>
    const names = field.names ?? Object.keys(values)
    const first = names.find((name) => Object.hasOwn(values, name) && wanted.includes(textIn(values[name]!)))
    if (first !== undefined) return subject === first ? 1 : 0
    return type.kind === "choice" && typeof subject === "string" && type.texts.includes(subject) ? 1 : 0
  },
  cases: asked(POINTER, {}, [
    ["2", [value({ 1: "Yes", 2: "No", 3: "No" }, VERDICTS, STEPS), text("No")], 1],
    ["3", [value({ 1: "Yes", 2: "No", 3: "No" }, VERDICTS, STEPS), text("No")], 0],
    ["none", [value({ 1: "Yes", 2: "Yes" }, VERDICTS, STEPS), text("No")], 1],
    ["1", [value({ 1: "Yes", 2: "Yes" }, VERDICTS, STEPS), text("No")], 0],
    ["none", [value({ 1: "No" }, VERDICTS, STEPS), text("No")], 0],
  ]),
})
