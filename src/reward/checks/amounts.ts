/** `at-most 40 words`, `at-least 2 items`: what the two verbs share. */
import type { Signature } from "../../catalogue.js"
import { codePointLength } from "../../text.js"
import { linesIn, sentencesIn, trimmed, wordsOf } from "../measures/words.js"
import type { CheckInput } from "./check.js"

/** Without a unit: words of a text, items of a list, and the number itself of a number or a rule. */
export const amounts: Pick<Signature, "subject" | "object" | "units" | "binary"> = {
  subject: ["text", "quote", "list", "order", "number", "entity", "rule"],
  object: ["number"],
  units: ["", "words", "lines", "items", "characters", "sentences"],
  binary: true,
}

/** @returns what is counted, and the bound; undefined for what has no such amount */
export function amountsIn({ subject, objects }: CheckInput): readonly [amount: number, bound: number] | undefined {
  const [bound] = objects
  if (bound?.kind !== "number") return undefined
  const amount = counted(subject, bound.unit)
  return amount === undefined ? undefined : [amount, bound.value]
}

function counted(subject: CheckInput["subject"], unit: string | undefined): number | undefined {
  if (typeof subject === "number") return subject
  if (Array.isArray(subject)) return unit === undefined || unit === "items" ? subject.length : undefined
  if (typeof subject !== "string") return undefined
  if (unit === "lines") return linesIn(subject)
  if (unit === "sentences") return sentencesIn(subject)
  if (unit === "characters") return codePointLength(trimmed(subject))
  return unit === "items" ? undefined : wordsOf(subject).length
}
