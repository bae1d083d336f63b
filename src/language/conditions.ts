/** Conditions that must hold together: those of a line, of the part that it is about, and of what they look at. */
import type { Condition } from "../value.js"
import type { When } from "./ast.js"
import type { Scope } from "./scope.js"

/** So many conditions are followed from one to the next: more would make a hostile file slow, and no person sees them. */
const MOST_FOLLOWED = 32

/** @returns what must hold for a field to be there: its own condition, those of its groups and of what these look at */
export const conditionsOf = (scope: Scope, field: string): Condition[] => follow(scope, whensOf(scope, field))

/** @returns the condition itself and what must hold for the field that it looks at to be there */
export const conditionsBehind = (scope: Scope, when: When | undefined): Condition[] => follow(scope, when ? [when] : [])

function follow(scope: Scope, whens: readonly When[]): Condition[] {
  if (whens.length === 0) return []
  const queue = [...whens]
  const fields = new Set<string>()
  const out: Condition[] = []
  for (let i = 0; i < queue.length && i < MOST_FOLLOWED; i++) {
    const condition = scope.conditions.get(queue[i]!)
    if (!condition) continue
    out.push(condition)
    if (!fields.has(condition.field)) queue.push(...whensOf(scope, condition.field))
    fields.add(condition.field)
  }
  return out
}

function whensOf(scope: Scope, field: string): When[] {
  const node = scope.fields.get(field)?.node
  if (!node || node.kind === "gold") return []
  const groups = node.kind === "answer" ? scope.groupsOf(node) : []
  return [node, ...groups.map((group) => group.node)].flatMap(({ when }) => (when ? [when] : []))
}

/** @returns a field that would have to have different values at once, with what is wanted of it */
export function conflictIn(conditions: readonly Condition[]): { field: string; wanted: string[] } | undefined {
  const open = new Map<string, { readonly values: readonly string[]; readonly wanted: string[] }>()
  for (const { field, values } of conditions) {
    const known = open.get(field)
    const left = known ? known.values.filter((value) => values.includes(value)) : values
    const wanted = [...(known?.wanted ?? []), values.join(" or ")]
    if (left.length === 0) return { field, wanted: [...new Set(wanted)] }
    open.set(field, { values: left, wanted })
  }
  return undefined
}

/** Whether two lines with these conditions never count for the same answer. */
export const neverTogether = (one: readonly Condition[], other: readonly Condition[]): boolean =>
  conflictIn([...one, ...other]) !== undefined
