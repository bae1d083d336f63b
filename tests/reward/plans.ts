/** Plans for the tests of this folder: R1-RE's rewards over a few labels, and short forms for any other. */
import type { Modifiers, Operand, Phrase } from "../../src/catalogue.js"
import { rangeOf } from "../../src/reward/combine.js"
import type { AnswerPart, Plan, PlanRule, PlanTerm } from "../../src/reward/plan.js"
import type { AnswerPlace, FieldType } from "../../src/value.js"

const ORIGIN = { path: "test.guideline", line: 1 }

/** `format` unless a phrase is given. */
export const term = (fields: Partial<PlanTerm> & Pick<PlanTerm, "name">): PlanTerm => ({
  phrase: { kind: "format" },
  pays: 1,
  otherwise: 0,
  after: [],
  origin: ORIGIN,
  ...fields,
})

type Short = string | number | Operand

/** `says("label", "equals", [GOLD])`: a text in the list is a field. */
export const says = (
  subject: string,
  verb: string,
  objects: readonly Short[] = [],
  modifiers: Modifiers = {},
): Phrase => ({
  kind: "verb",
  subject: { kind: "field", name: subject },
  verb,
  objects: objects.map((object): Operand => {
    if (typeof object === "number") return { kind: "number", value: object }
    return typeof object === "string" ? { kind: "field", field: object } : object
  }),
  modifiers,
})
export const goldOf = (field: string): Operand => ({ kind: "gold", field })
export const textOf = (text: string): Operand => ({ kind: "text", text })
export const equalsGold = (subject: string, modifiers: Modifiers = {}): Phrase =>
  says(subject, "equals", [goldOf(subject)], modifiers)
export const ruleIs = (rule: string): Phrase => ({ kind: "rule", rule })

export const check = (name: string, phrase: Phrase, more: Partial<Pick<PlanRule, "when">> = {}): PlanRule => ({
  ...{ name, phrase, origin: ORIGIN, grade: "checked", ...more },
})
export const judge = (name: string, more: Partial<Pick<PlanRule, "when">> = {}): PlanRule => ({
  ...{ name, says: "It is so.", sees: [], origin: ORIGIN, grade: "judged", ...more },
})

export const part = (name: string, type: FieldType, more: Partial<AnswerPart> = {}): AnswerPart => ({
  ...{ name, type, aliases: [], optional: false },
  ...more,
})
export const inTag = (
  tag: string,
  which: AnswerPlace["which"] = "last",
  more: Partial<Omit<AnswerPlace, "spot">> = {},
): { readonly place: AnswerPlace } => ({ place: { spot: { kind: "tag", tag }, which, ...more } })
export const inJson: { readonly place: AnswerPlace } = { place: { spot: { kind: "json" }, which: "last" } }

/** Format +1 or -3; after it, the right label +2 or -1.5. */
export const R1_RE: readonly PlanTerm[] = [
  term({ name: "format", pays: 1, otherwise: -3 }),
  term({ name: "right", phrase: equalsGold("label"), pays: 2, otherwise: -1.5, after: ["format"] }),
]

const relation = (name: string, roles: readonly [string, string], more = {}) => ({
  ...{ name, aliases: [], roles, types: [[], []] as const, symmetric: false },
  ...more,
})

export const NO_LABELS: Plan["labels"] = { labels: [], entities: [], relations: [], exclude: [] }

export const LABELS: Plan["labels"] = {
  ...NO_LABELS,
  relations: [
    relation("Cause-Effect", ["cause", "effect"], { aliases: ["causes"] }),
    relation("Message-Topic", ["message", "topic"]),
    relation("Associated_With", ["one", "other"], { symmetric: true }),
  ],
  otherwise: { name: "Other", aliases: ["no relation"] },
}

export const ALL = ["any-case", "any-hyphen", "any-spacing", "look-alikes"] as const

export function planOf(fields: Partial<Plan> = {}): Plan {
  const plan = {
    version: 2 as const,
    guideline: { name: "test", version: "1" },
    inputs: [],
    golds: [],
    answer: [
      part("reasoning", { kind: "text" }, { ...inTag("think", "first"), optional: true }),
      part("label", { kind: "relation", between: ["e1", "e2"] }, inTag("answer")),
    ],
    labels: LABELS,
    accept: ALL,
    rescue: [],
    rules: [],
    terms: R1_RE,
    reports: [],
    ...fields,
  }
  return { ...plan, range: fields.range ?? rangeOf(plan.terms, plan) }
}
