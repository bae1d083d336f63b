/** `label names gold`: the relation of the gold label, in whichever direction. Tells wrong relations from wrong directions. */
import { defineCheck } from "./check.js"

const nameOf = (label: string): string => {
  const paren = label.indexOf("(")
  return paren < 0 ? label : label.slice(0, paren)
}

export const names = defineCheck({
  signature: {
    name: "names",
    subject: ["relation"],
    object: "gold",
    binary: true,
    summary: "The answer has the relation of the gold one, in whichever direction.",
  },
  says: ({ name }) => `The ${name} names the right relation, in whichever direction.`,
  judge: ({ answer, gold }) => (nameOf(answer) === nameOf(gold) ? 1 : 0),
  cases: [
    { answer: "Cause-Effect(e1,e2)", gold: "Cause-Effect(e1,e2)", value: 1 },
    { answer: "Cause-Effect(e2,e1)", gold: "Cause-Effect(e1,e2)", value: 1 },
    { answer: "Cause-Effect(e1,e2)", gold: "Message-Topic(e1,e2)", value: 0 },
    { answer: "Other", gold: "Other", value: 1 },
  ],
})
