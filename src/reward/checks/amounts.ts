/** `at-most 40 words`, `at-least 2 items`: what the two verbs share. */
import type { Signature } from "../../catalogue.js"
import { codePointLength } from "../../text.js"
import type { FieldType, Value } from "../../value.js"
import { linesIn, sentencesIn, trimmed, wordsOf } from "../measures/words.js"
import type { CheckInput, VerbPhrase } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

/** Without a unit: words of a text, items of a list, and the number itself of a number or a rule. */
export const amounts: Pick<Signature, "subject" | "object" | "units" | "binary"> = {
  subject: ["text", "quote", "list", "order", "number", "entity", "rule"],
  object: ["number"],
  units: ["", "words", "lines", "items", "characters", "sentences"],
  binary: true,
}

/** 1 or 0; of a list whose texts are counted (`quotes at-most 30 words`) the share of items that hold. */
export function judgeAmount(
  { subject, objects }: CheckInput,
  holds: (amount: number, bound: number) => boolean,
): number {
  const [bound] = objects
  if (bound?.kind !== "number") return 0
  const { value, unit } = bound
  const one = (counted: Value): number => {
    const amount = amountIn(counted, unit, value)
    return amount !== undefined && holds(amount, value) ? 1 : 0
  }
  if (!Array.isArray(subject) || unit === undefined || unit === "items") return one(subject)
  return subject.length === 0 ? 1 : subject.reduce((sum: number, item) => sum + one(item), 0) / subject.length
}

/** @param bound where only it matters whether there are more, no more are looked for than one beyond */
function amountIn(value: Value, unit: string | undefined, bound: number): number | undefined {
  if (typeof value === "number") return value
  if (Array.isArray(value)) return unit === undefined || unit === "items" ? value.length : undefined
  if (typeof value !== "string") return undefined
  if (unit === "lines") return linesIn(value)
  if (unit === "sentences") return sentencesIn(value)
  if (unit === "characters") return codePointLength(trimmed(value))
  return unit === "items" ? undefined : wordsOf(value, bound).length
}

/** `The answers must have at most 3 items.` */
export function saysAmount(phrase: VerbPhrase, type: FieldType | undefined, bounds: "at most" | "at least"): string {
  const [bound] = phrase.objects
  if (bound?.kind !== "number") return ""
  const { unit } = bound
  const isList = type?.kind === "list" || type?.kind === "order"
  const isOfItems = isList && unit !== undefined && unit !== "items"
  const subject = isOfItems
    ? `Every item of the ${phrase.subject.name}`
    : subjectIn(phrase, type, { subject: amounts.subject })
  if (type?.kind === "number" || phrase.subject.kind === "rule")
    return `${subject} must be ${bounds} ${objectIn(bound)}.`
  const amount = unit === undefined ? { ...bound, unit: isList ? "items" : "words" } : bound
  return `${subject} must have ${bounds} ${objectIn(amount)}.`
}
