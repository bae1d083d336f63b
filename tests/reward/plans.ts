/** Plans for the tests of this folder: R1-RE's rewards over a few labels. */
import { rangeOf } from "../../src/reward/combine.js"
import type { Plan, PlanTerm } from "../../src/reward/plan.js"

export const term = (fields: Partial<PlanTerm> & Pick<PlanTerm, "name">): PlanTerm => ({
  verb: "format",
  subject: "",
  pays: 1,
  otherwise: 0,
  after: [],
  origin: { path: "test.guideline", line: 1 },
  ...fields,
})

/** Format +1 or -3; after it, the right label +2 or -1.5. */
export const R1_RE: readonly PlanTerm[] = [
  term({ name: "format", pays: 1, otherwise: -3 }),
  term({ name: "right", verb: "equals", subject: "label", pays: 2, otherwise: -1.5, after: ["format"] }),
]

export const LABELS: Plan["labels"] = {
  relations: [
    { name: "Cause-Effect", aliases: ["causes"], roles: ["cause", "effect"], symmetric: false },
    { name: "Message-Topic", aliases: [], roles: ["message", "topic"], symmetric: false },
    { name: "Associated_With", aliases: [], roles: ["one", "other"], symmetric: true },
  ],
  otherwise: { name: "Other", aliases: ["no relation"] },
}

export const ALL = ["any-case", "any-hyphen", "any-spacing", "look-alikes"] as const

export function planOf(fields: Partial<Plan> = {}): Plan {
  const terms = fields.terms ?? R1_RE
  return {
    version: 1,
    guideline: { name: "test", version: "1" },
    answer: [
      { name: "reasoning", type: "text", tag: "think", which: "first", optional: true },
      { name: "label", type: "relation", between: ["e1", "e2"], tag: "answer", which: "last", optional: false },
    ],
    labels: LABELS,
    accept: ALL,
    reports: [],
    range: rangeOf(terms),
    ...fields,
    terms,
  }
}
