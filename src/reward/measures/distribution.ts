/** How alike two sets of values are when it does not matter which item has which value; and how near two numbers are. */
import type { FieldType, LabelSchema, Value } from "../../value.js"
import { keyOf, numberIn } from "./same.js"

/**
 * 1 minus the distance over the number's range; of a number without bounds, over the right one.
 *
 * @param type of both, if they are values of a field
 */
export function nearness(own: Value, right: Value, type: FieldType | { readonly kind: "entity" | "rule" }): number {
  const [a, b] = [numberIn(own), numberIn(right)]
  if (a === undefined || b === undefined) return 0
  if (a === b) return 1
  const range = type.kind === "number" && type.bounds ? type.bounds[1] - type.bounds[0] : Math.abs(b)
  return range > 0 ? Math.max(0, 1 - Math.abs(a - b) / range) : 0
}

/**
 * Values in pairs that lie as near as they can: numbers in their order, which no other pairing beats; anything else with
 * its equal. The mean nearness of the pairs, where an item without a value of its own counts 0.
 *
 * @param own  by item; what `right` has no item for does not count
 * @returns    from 0 to 1; 1 where there is no item
 * @source     for numbers 1 minus the Wasserstein-1 distance over the range, for all else 1 minus total variation
 * @example    alikeInDistribution({ a: 5, b: 1 }, { a: 1, b: 5 }, { kind: "number", bounds: [1, 5] })  // 1
 */
export function alikeInDistribution(
  own: Readonly<Record<string, Value>>,
  right: Readonly<Record<string, Value>>,
  type: FieldType,
  labels?: LabelSchema,
): number {
  const names = Object.keys(right)
  if (names.length === 0) return 1
  const answered = names.filter((name) => Object.hasOwn(own, name))
  const [mine, theirs] = [own, right].map((values) => answered.map((name) => values[name]!)) as [Value[], Value[]]
  return (
    (type.kind === "number" ? pairedInOrder(mine, theirs, type) : common(mine, theirs, type, labels)) / names.length
  )
}

function pairedInOrder(own: readonly Value[], right: readonly Value[], type: FieldType): number {
  const [a, b] = [own, right].map((values) => values.map((value) => numberIn(value) ?? 0).sort((x, y) => x - y))
  return a!.reduce((sum, value, i) => sum + nearness(value, b![i]!, type), 0)
}

/** How many values both have, each as often as it is in both. */
function common(own: readonly Value[], right: readonly Value[], type: FieldType, labels?: LabelSchema): number {
  const how = labels && { labels }
  const left = new Map<string, number>()
  for (const value of right) {
    const key = keyOf(value, type, how)
    left.set(key, (left.get(key) ?? 0) + 1)
  }
  return own.filter((value) => {
    const key = keyOf(value, type, how)
    const count = left.get(key) ?? 0
    left.set(key, count - 1)
    return count > 0
  }).length
}
