/**
 * Parts that an example's answer must have and that nobody gave: shown in a prompt, it would break the form that the
 * prompt demands. Free text may be missing, an example need not say its reasons.
 */
import type { Phrase } from "../catalogue.js"
import { type AnswerField, allRules, type GuidelineExample, type Meaning } from "../language/meaning.js"
import type { FieldType } from "../value.js"

/** @returns their names */
export function lackingParts({ input, gold }: GuidelineExample, meaning: Meaning): string[] {
  const parts = demanded(meaning)
  if (parts.length === 0) return []
  const known = { ...input, ...gold }
  const applies = ({ when }: AnswerField): boolean => {
    if (!when) return true
    const value = Object.hasOwn(known, when.field) ? known[when.field] : undefined
    return value !== undefined && when.values.includes(typeof value === "boolean" ? (value ? "yes" : "no") : `${value}`)
  }
  return parts.flatMap((part) => (!Object.hasOwn(gold, part.name) && applies(part) ? [part.name] : []))
}

/** A guideline has as many examples as anybody writes, and one form. */
const kept = new WeakMap<Meaning, readonly AnswerField[]>()

/** Parts at the top that are paid for, by something else than their gold. */
function demanded(meaning: Meaning): readonly AnswerField[] {
  const found = kept.get(meaning)
  if (found) return found
  const paid = paidPhrases(meaning)
  const parts = meaning.answers.filter(({ name, parent, optional, type }) => {
    const own = paid.filter(({ subject }) => subject.kind === "field" && subject.name === name)
    const isDerived = own.some(({ objects }) => objects.some(({ kind }) => kind === "gold"))
    return parent === undefined && !optional && isClosed(type) && own.length > 0 && !isDerived
  })
  kept.set(meaning, parts)
  return parts
}

const isClosed = (type: FieldType): boolean =>
  type.kind === "list" ? isClosed(type.item) : ["quote", "choice", "number", "yes-no", "relation"].includes(type.kind)

function paidPhrases(meaning: Meaning): Extract<Phrase, { kind: "verb" }>[] {
  const rules = new Map(allRules(meaning).map(({ rule }) => [rule.name, rule]))
  return meaning.rewards.flatMap(({ phrase }) => {
    const rule = phrase.kind === "rule" ? rules.get(phrase.rule) : undefined
    const said = rule?.grade === "checked" ? rule.phrase : phrase
    return said.kind === "verb" ? [said] : []
  })
}
