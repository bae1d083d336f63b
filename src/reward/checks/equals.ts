/** `label equals gold`: the very same label, direction included; for a text, the very same text. */
import { defineCheck } from "./check.js"

export const equals = defineCheck({
  signature: {
    name: "equals",
    subject: ["relation", "text"],
    object: "gold",
    binary: true,
    summary: "The answer is the gold one: the same relation in the same direction.",
  },
  says: ({ name, type }) =>
    type === "relation"
      ? `The ${name} is right or wrong as a whole: the right relation in the wrong direction is wrong.`
      : `The ${name} is compared letter by letter.`,
  judge: ({ answer, gold }) => (answer === gold ? 1 : 0),
  cases: [
    { answer: "Cause-Effect(e1,e2)", gold: "Cause-Effect(e1,e2)", value: 1 },
    { answer: "Cause-Effect(e2,e1)", gold: "Cause-Effect(e1,e2)", value: 0 },
    { answer: "Other", gold: "Cause-Effect(e1,e2)", value: 0 },
    { answer: "Other", gold: "Other", value: 1 },
    { answer: "forty-two", gold: "forty-two", value: 1 },
  ],
})
