/** Values as they were read: with their places, and with what they are made of. */
import type { Span } from "../../text.js"
import type { Value } from "../../value.js"
import type { AnswerPart } from "../plan.js"
import type { Group } from "./conditions.js"
import type { State } from "./state.js"

/** A value with its place, and what it is made of. */
export interface Node {
  readonly value: Value
  readonly span: Span
  /** Of a list, an order or `each`. */
  readonly items?: readonly { readonly name: string; readonly node: Node }[]
  /** Of a group. */
  readonly parts?: ReadonlyMap<string, PartNode>
}

export interface PartNode {
  /** Its condition holds. */
  readonly asked: boolean
  readonly node?: Node
}

/** The part that a value belongs to, and the records that it stands in, the innermost first. */
export interface Where {
  readonly part: AnswerPart
  readonly groups: readonly Group[]
}

/** Checks compare items with items: no answer that is meant has more. */
export const MOST_ITEMS = 10_000

export const nodeOf = (value: Value | undefined, span: Span): Node | undefined =>
  value === undefined ? undefined : { value, span }

/** A list is read whole or not at all: without an item that was wrong, it would be another answer. */
export function listOf<T extends { readonly span: Span }>(
  given: readonly T[],
  read: (item: T) => Node | undefined,
  span: Span,
  state: State,
): Node | undefined {
  if (given.length > MOST_ITEMS) return state.report("list-too-long", { most: MOST_ITEMS }, span)
  const items: { name: string; node: Node }[] = []
  for (const one of given) {
    const node = read(one)
    if (!node) return undefined
    items.push({ name: String(items.length + 1), node })
  }
  return { value: items.map(({ node }) => node.value), span, items }
}

export const itemsOf = (items: ReadonlyMap<string, Node>) => [...items].map(([name, node]) => ({ name, node }))

/** An item that is not there is a flaw, and no more. */
export function lacking(
  names: readonly string[],
  there: { has(name: string): boolean },
  span: Span,
  state: State,
): void {
  const missing = names.filter((name) => !there.has(name))
  if (missing.length > 0) state.lacks("items-missing", { items: missing }, span)
}
