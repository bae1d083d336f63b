/** `rewrite keeps e1, e2`: each mention stands in the text once, inside its marks, word for word. */
import { listed } from "../../text.js"
import { asked, TEXT } from "./cases.js"
import { type Argument, defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

const mention = (field: string, value: string): Argument => ({
  ...{ kind: "value", field, value, type: { kind: "mention", within: "sentence" } },
})
const BOTH = [mention("e1", "carpenter"), mention("e2", "chair")]

export const keeps = defineCheck({
  signature: {
    name: "keeps",
    subject: ["text"],
    object: ["field"],
    field: ["mention"],
    several: true,
    binary: true,
    summary: "Each mention stands in the text once, inside its marks, word for word.",
    example: "rewrite keeps e1, e2",
  },
  says: (phrase, type) => {
    const names = phrase.objects.map((object) => (object.kind === "field" ? object.field : objectIn(object)))
    return `${subjectIn(phrase, type, keeps.signature)} must keep ${listed(names, "and")}, word for word and inside the same marks, once each.`
  },
  judge({ subject, objects }) {
    const holds = objects.every((object) => {
      if (typeof subject !== "string" || object.kind !== "value" || !object.field) return false
      const [open, close] = [`<${object.field}>`, `</${object.field}>`]
      return once(subject, open) && once(subject, close) && subject.includes(`${open}${object.value}${close}`)
    })
    return holds ? 1 : 0
  },
  cases: asked(TEXT, {}, [
    ["The <e1>carpenter</e1> praised the <e2>chair</e2>.", BOTH, 1],
    ["The <e2>chair</e2> fell on the <e1>carpenter</e1>.", BOTH, 1],
    ["The <e1>Carpenter</e1> praised the <e2>chair</e2>.", BOTH, 0],
    ["The carpenter praised the <e2>chair</e2>.", BOTH, 0],
    ["<e1>carpenter</e1> <e1>carpenter</e1> <e2>chair</e2>", BOTH, 0],
    ["<e1>carpenter</e1> <e2>chair</e2> </e2>", BOTH, 0],
  ]),
})

const once = (text: string, mark: string): boolean => {
  const at = text.indexOf(mark)
  return at >= 0 && text.indexOf(mark, at + 1) < 0
}
