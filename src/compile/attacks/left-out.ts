/**
 * Answers with items left out: of every list, order and `for each` all but one, or all. A reward that compares what is
 * there, and does not ask whether all is there, pays for them.
 */
import type { FieldType, Value } from "../../value.js"
import type { Shape } from "../shape.js"
import type { Manner } from "../write.js"

export interface Cut {
  readonly manner: Manner
  /** Still an answer as the form has it: only lists, which may have any length, are shorter, and none is empty. */
  readonly isWhole: boolean
}

type Kind = "list" | "order" | "each"
/** @param place a part by its name, and of a list in a list how deep it is */
type Keeps = (place: string, kind: Kind, index: number, of: number) => boolean

const LEFT: readonly { readonly isEmpty: boolean; readonly keeps: (index: number, of: number) => boolean }[] = [
  { isEmpty: true, keeps: () => false },
  { isEmpty: false, keeps: (index) => index === 0 },
  { isEmpty: false, keeps: (index, of) => index === of - 1 },
]

/**
 * At each place that has items, and at all of them together.
 *
 * @param write  writes the answer in a manner
 * @param manner of the answer that nothing is left out of
 */
export function cutsOf(write: (manner: Manner) => unknown, manner: Manner): Cut[] {
  const kinds = new Map<string, Kind>()
  write(
    cutBy(manner, (place, kind) => {
      kinds.set(place, kind)
      return true
    }),
  )
  const places = [...kinds.keys()]
  const sets = [...places.map((place) => [place]), ...(places.length > 1 ? [places] : [])]
  return sets.flatMap((set) =>
    LEFT.map(({ isEmpty, keeps }) => ({
      isWhole: !isEmpty && set.every((place) => kinds.get(place) === "list"),
      manner: cutBy(manner, (place, _, index, of) => !set.includes(place) || keeps(index, of)),
    })),
  )
}

const cutBy = (manner: Manner, keeps: Keeps): Manner => ({
  ...manner,
  whole: (shape, value) => kept(value, shape, keeps),
})

function kept(value: Value, shape: Shape, keeps: Keeps, type: FieldType = shape.part.type, depth = 0): Value {
  const place = `${shape.part.name} ${depth}`
  if ((type.kind === "list" || type.kind === "order") && Array.isArray(value)) {
    const items: readonly Value[] = value.filter((_, i) => keeps(place, type.kind, i, value.length))
    return type.kind === "list" ? items.map((one) => kept(one, shape, keeps, type.item, depth + 1)) : items
  }
  if (typeof value !== "object" || Array.isArray(value)) return value
  const fields = value as Readonly<Record<string, Value>>
  if (type.kind === "each") {
    const entries = Object.entries(fields)
    return Object.fromEntries(
      entries.flatMap(([item, one], i) =>
        keeps(place, "each", i, entries.length) ? [[item, kept(one, shape, keeps, type.item, depth + 1)]] : [],
      ),
    )
  }
  if (type.kind !== "group") return value
  const inner = shape.parts.flatMap((part): [string, Value][] => {
    const { name } = part.part
    return Object.hasOwn(fields, name) ? [[name, kept(fields[name]!, part, keeps)]] : []
  })
  return { ...fields, ...Object.fromEntries(inner) }
}
