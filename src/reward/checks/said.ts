/** Words that the sentences of checks share. */
import type { Operand, Signature } from "../../catalogue.js"
import { listed } from "../../text.js"
import type { FieldType } from "../../value.js"
import type { VerbPhrase } from "./check.js"

/** `The label`, or `Every item of the quotes` where the verb is asked of the items. */
export function subjectIn(
  { subject }: VerbPhrase,
  type: FieldType | undefined,
  { subject: kinds }: Pick<Signature, "subject">,
): string {
  if (subject.kind === "entity") return `Every ${subject.name}`
  const isAskedOfItems = (type?.kind === "list" || type?.kind === "each") && !kinds.includes(type.kind)
  return isAskedOfItems ? `Every item of the ${subject.name}` : `The ${subject.name}`
}

/** `the right one`, `the passage`, `"no"`, `5 words`. */
export function objectIn(operand: Operand): string {
  if (operand.kind === "gold") return "the right one"
  if (operand.kind === "field") return `the ${operand.field}`
  if (operand.kind === "number") return amountIn(operand)
  return operand.kind === "text" ? `"${operand.text}"` : "the declared names"
}

export const objectsIn = ({ objects }: VerbPhrase, joint: "and" | "or"): string => listed(objects.map(objectIn), joint)

/** @example amountIn({ value: 1, unit: "words" }) // "1 word" */
export function amountIn({ value, unit }: { readonly value: number; readonly unit?: string }): string {
  if (unit === undefined) return String(value)
  return `${value} ${value === 1 && unit.endsWith("s") ? unit.slice(0, -1) : unit}`
}
