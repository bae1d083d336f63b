/** `final begins-with "Therefore"`: it starts with this text, whatever the case and spacing. */
import { plain } from "../measures/words.js"
import { asked, TEXT, text } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectsIn, subjectIn } from "./said.js"

export const beginsWith = defineCheck({
  signature: {
    name: "begins-with",
    subject: ["text", "quote"],
    object: ["text"],
    several: true,
    binary: true,
    summary: "The text starts with this one, or with one of these.",
    example: 'final begins-with "Therefore, the answer is"',
  },
  says: (phrase, type) =>
    `${subjectIn(phrase, type, beginsWith.signature)} must begin with ${objectsIn(phrase, "or")}.`,
  judge({ subject, objects }) {
    const starts = objects.flatMap((object) => (object.kind === "text" ? [plain(object.text)] : []))
    const own = typeof subject === "string" ? plain(subject, Math.max(...starts.map(({ length }) => length))) : ""
    return starts.some((start) => own.startsWith(start)) ? 1 : 0
  },
  cases: asked(TEXT, {}, [
    ["Therefore, the  answer is 12.", [text("Therefore, the answer is")], 1],
    [" therefore,\nthe answer is 12.", [text("Therefore, the answer is")], 1],
    ["So the answer is 12.", [text("Therefore, the answer is")], 0],
    ["So the answer is 12.", [text("Therefore"), text("So")], 1],
    ["", [text("So")], 0],
  ]),
})
