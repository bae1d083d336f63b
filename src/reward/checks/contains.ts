/** `final contains gold`: the text stands in it, whatever its case and spacing. */
import { textIn } from "../measures/same.js"
import { plain } from "../measures/words.js"
import { asked, compared, listOf, TEXT, text, value } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

export const contains = defineCheck({
  signature: {
    name: "contains",
    subject: ["text", "quote"],
    object: ["gold", "field", "text"],
    field: ["text", "choice", "number", "quote"],
    binary: true,
    summary: "The text contains the other one, whatever the case and spacing.",
    example: "final contains gold",
  },
  says: (phrase, type) =>
    `${subjectIn(phrase, type, contains.signature)} must contain ${phrase.objects.map(objectIn).join()}.`,
  judge({ subject, objects }) {
    const [object] = objects
    if (typeof subject !== "string" || !object || object.kind === "schema" || object.kind === "number") return 0
    const wanted = object.kind === "text" ? object.text : object.value
    if (wanted === undefined) return 0
    const own = plain(subject)
    const texts = (Array.isArray(wanted) ? wanted : [wanted]).map((one) => plain(textIn(one)))
    return texts.some((one) => one !== "" && own.includes(one)) ? 1 : 0
  },
  cases: [
    ...compared(TEXT, {}, [
      ["So it is  Twelve\npeople.", "twelve people", 1],
      ["So it is ten.", "twelve", 0],
      ["", "twelve", 0],
      ["twelve", "", 0],
    ]),
    ...asked(TEXT, {}, [
      ["a dozen", [value(["12", "dozen"], listOf(TEXT))], 1],
      ["Therefore, ten", [text("therefore,")], 1],
    ]),
  ],
})
