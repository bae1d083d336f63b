/** `reasoning written-in "Latin"`: the share of its letters that belong to this script. */
import { SCRIPTS, scriptOf } from "../measures/scripts.js"
import { asked, TEXT, text } from "./cases.js"
import { defineCheck } from "./check.js"
import { subjectIn } from "./said.js"

export const writtenIn = defineCheck({
  signature: {
    name: "written-in",
    subject: ["text", "quote"],
    object: ["text"],
    several: true,
    texts: SCRIPTS,
    binary: false,
    summary: "The share of its letters that belong to this script, or to one of these. Digits and signs do not count.",
    example: 'reasoning written-in "Latin"',
  },
  says: (phrase, type) => {
    const scripts = phrase.objects.flatMap((object) => (object.kind === "text" ? [object.text] : []))
    return `${subjectIn(phrase, type, writtenIn.signature)} must be written in ${scripts.join(" and ")} letters alone.`
  },
  judge({ subject, objects }) {
    const wanted = new Set<string | undefined>(
      objects.flatMap((object) => (object.kind === "text" ? [object.text] : [])),
    )
    let letters = 0
    let right = 0
    for (const sign of typeof subject === "string" ? subject : "") {
      const script = scriptOf(sign.codePointAt(0)!)
      if (script === undefined) continue
      letters++
      if (wanted.has(script)) right++
    }
    return letters === 0 ? 1 : right / letters
  },
  cases: asked(TEXT, {}, [
    ["The fire caused smoke (42 %).", [text("Latin")], 1],
    ["Feuer und Größe", [text("Latin")], 1],
    ["abcж", [text("Latin")], 0.75],
    ["火が燃える", [text("Latin")], 0],
    ["火が燃える", [text("Han"), text("Hiragana")], 1],
    ["αβγ", [text("Greek")], 1],
    ["12 + 3", [text("Latin")], 1],
  ]),
})
