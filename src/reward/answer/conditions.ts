/** Conditions on inputs and parts of the answer, and in which order parts are read for them. */
import type { Condition, Example, Value } from "../../value.js"
import type { AnswerPart } from "../plan.js"

export type Group = Readonly<Record<string, Value>>

/**
 * @param inputs names of inputs: no part of an answer has one of them
 * @param groups the records that the part stands in, the innermost first
 */
export function holds(
  { field, values }: Condition,
  inputs: ReadonlyMap<string, unknown>,
  input: Example["input"],
  groups: readonly Group[],
): boolean {
  const value = inputs.has(field) ? input?.[field] : groups.find((group) => group[field] !== undefined)?.[field]
  if (typeof value === "boolean") return values.includes(value ? "yes" : "no")
  return (typeof value === "string" || typeof value === "number") && values.includes(String(value))
}

/** @returns parts of one group, or those at the top, so that each comes after those that it looks at */
export function inOrderOfNeed(parts: readonly AnswerPart[], all: readonly AnswerPart[]): readonly AnswerPart[] {
  const byName = new Map(all.map((part) => [part.name, part]))
  const here = new Set(parts)
  /** The part here that a field is, or is inside of. */
  const home = (field: string): AnswerPart | undefined => {
    let part = byName.get(field)
    for (let left = all.length; part && !here.has(part) && left > 0; left--) part = byName.get(part.parent ?? "")
    return part && here.has(part) ? part : undefined
  }
  const needs = new Map<AnswerPart, Set<AnswerPart>>(parts.map((part) => [part, new Set()]))
  for (const part of all) {
    const own = home(part.name)
    if (!own) continue
    const other = part.when && home(part.when.field)
    if (other && other !== own) needs.get(own)!.add(other)
  }
  const ordered = new Set<AnswerPart>()
  const visited = new Set<AnswerPart>()
  const visit = (part: AnswerPart) => {
    if (visited.has(part)) return
    visited.add(part)
    for (const other of needs.get(part)!) visit(other)
    ordered.add(part)
  }
  for (const part of parts) visit(part)
  return [...ordered]
}
