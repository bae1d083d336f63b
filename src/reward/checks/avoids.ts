/** `claim avoids "it", "they"`: none of these words stands in it. */
import { lowerCase, wordsOf } from "../measures/words.js"
import { asked, TEXT, text } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectsIn, subjectIn } from "./said.js"

export const avoids = defineCheck({
  signature: {
    name: "avoids",
    subject: ["text", "quote", "entity"],
    object: ["text"],
    several: true,
    binary: true,
    summary: "None of these words, or runs of words, stands in it; parts of longer words do not count.",
    example: 'claim avoids "it", "they"',
  },
  says: (phrase, type) => `${subjectIn(phrase, type, avoids.signature)} must not say ${objectsIn(phrase, "or")}.`,
  judge({ subject, objects }) {
    const words = typeof subject === "string" ? wordsOf(subject) : []
    const own = words.map(({ text }) => lowerCase(text))
    const seen = objects.flatMap((object) => {
      const banned = object.kind === "text" ? wordsOf(object.text).map(({ text }) => lowerCase(text)) : []
      if (banned.length === 0) return []
      return own.flatMap((word, at) => {
        const stands = word === banned[0] && banned.every((other, i) => own[at + i] === other)
        return stands ? [{ start: words[at]!.start, end: words[at + banned.length - 1]!.end }] : []
      })
    })
    return { value: seen.length === 0 ? 1 : 0, seen }
  },
  cases: asked(TEXT, {}, [
    ["The tower is in Paris.", [text("it"), text("they")], 1],
    ["It is in Paris.", [text("it"), text("they")], 0],
    ["Italy has cities.", [text("it")], 1],
    ["As an AI model, no.", [text("as an AI")], 0],
    ["As an engineer", [text("as an AI")], 1],
    ["it's there", [text("it")], 1],
    ["", [text("it")], 1],
  ]),
})
