/**
 * `triplets matches gold`: how much of it is right. Of a list the F1 over its different items; of a value for each item
 * the share that is equal; by distribution, how alike the values are whichever item has them.
 */

import type { FieldType, LabelSchema, Value } from "../../value.js"
import { alikeInDistribution } from "../measures/distribution.js"
import { isWithinTokens } from "../measures/entities.js"
import { isSymmetric, keyOf, same, tripletOf } from "../measures/same.js"
import { plain } from "../measures/words.js"
import { compared, eachOf, LABEL, listOf, NUMBER, TEXT, TRIPLET, triplet } from "./cases.js"
import { type CheckInput, defineCheck } from "./check.js"
import { amountIn, objectIn, subjectIn } from "./said.js"

/** So many items of each side are compared one with another. */
const MOST_COMPARED = 256

export const matches = defineCheck({
  signature: {
    name: "matches",
    subject: ["list", "each"],
    object: ["gold", "field"],
    field: "same",
    within: ["tokens"],
    by: ["entities", "distribution"],
    byOf: { entities: ["triplet"], distribution: ["each"] },
    withinOf: ["triplet"],
    binary: false,
    summary:
      "How much of it is right: F1 over the items of a list; the share of equal values, one for each item, or how alike they are `by distribution`.",
    example: "triplets matches gold within 1 token by entities",
  },
  says(phrase, type) {
    const { objects, modifiers } = phrase
    const subject = subjectIn(phrase, type, matches.signature)
    const object = objects[0] && objects[0].kind !== "gold" ? ` ${objectIn(objects[0])}` : ""
    if (modifiers.by === "distribution")
      return `As a whole, the ${phrase.subject.name} must be spread like${object || " the right ones"}.`
    if (type?.kind !== "list")
      return `${subject} must be right${object && ` by${object}`}; each value counts by itself.`
    const near = modifiers.within ? ` An entity may be off by ${amountIn(modifiers.within)}.` : ""
    const of =
      modifiers.by === "entities"
        ? `the entities of the ${phrase.subject.name}, with their types`
        : `the ${phrase.subject.name}`
    return `Of ${of}, missing ones cost as much as wrong ones${object && `, compared with${object}`}.${near}`
  },
  judge(input) {
    const [object] = input.objects
    if (object?.kind !== "value" || object.value === undefined) return 0
    const { subject, type } = input
    if (Array.isArray(subject) && Array.isArray(object.value) && type.kind === "list")
      return f1(subject, object.value, type.item, input)
    return shareOfEqual(subject, object.value, input)
  },
  cases: [
    ...compared(listOf(TEXT), {}, [
      [["a", "b"], ["b", "a"], 1],
      [["a", "b"], ["a", "c"], 0.5],
      [["a", "a"], ["a"], 1],
      [["a"], ["a", "b", "c"], 0.5],
      [[], ["a"], 0],
      [[], [], 1],
    ]),
    ...compared(listOf(LABEL), {}, [[["P50(head,tail)", "P27(tail,head)"], ["P50(head,tail)"], 0.666666667]]),
    ...compared(listOf(TRIPLET), {}, [
      [
        [triplet("treats", "oral Lithium", "drug", "mania", "symptom")],
        [triplet("treats", "Lithium", "drug", "mania", "symptom")],
        0,
      ],
    ]),
    ...compared(listOf(TRIPLET), { within: { value: 1, unit: "tokens" } }, [
      [
        [triplet("treats", "oral Lithium", "drug", "mania", "symptom")],
        [triplet("treats", "Lithium", "drug", "mania", "symptom")],
        1,
      ],
      [
        [triplet("treats", "the oral Lithium", "drug", "mania", "symptom")],
        [triplet("treats", "Lithium", "drug", "mania", "symptom")],
        0,
      ],
      [
        [triplet("treats", "Lithium", "method", "mania", "symptom")],
        [triplet("treats", "Lithium", "drug", "mania", "symptom")],
        0,
      ],
      [
        [triplet("treats", "carbonate", "drug", "mania", "symptom")],
        [triplet("treats", "Lithium", "drug", "mania", "symptom")],
        0,
      ],
    ]),
    // the equal pair lets go, so that two pairs are made
    ...compared(listOf(TRIPLET), { by: "entities", within: { value: 1, unit: "tokens" } }, [
      [
        [triplet("treats", "mania", "symptom", "acute mania", "symptom")],
        [triplet("treats", "mania", "symptom", "mania now", "symptom")],
        1,
      ],
    ]),
    ...compared(listOf(TRIPLET), { by: "entities" }, [
      [
        [triplet("treats", "mania", "symptom", "lithium", "drug")],
        [triplet("causes", "Lithium", "drug", "mania", "symptom")],
        1,
      ],
      [
        [triplet("treats", "Lithium", "drug", "mania", "disease")],
        [triplet("treats", "Lithium", "drug", "mania", "symptom")],
        0.5,
      ],
    ]),
    ...compared(eachOf("steps", TEXT), {}, [
      [{ 1: "Yes", 2: "No" }, { 1: "Yes", 2: "Yes" }, 0.5],
      [{ 1: "Yes" }, { 1: "Yes", 2: "Yes" }, 0.5],
      [{}, { 1: "Yes" }, 0],
    ]),
    ...compared(eachOf("steps", TEXT), { by: "distribution" }, [
      [{ 1: "Yes", 2: "No" }, { 1: "No", 2: "Yes" }, 1],
      [{ 1: "Yes", 2: "Yes" }, { 1: "No", 2: "Yes" }, 0.5],
      [{ 2: "No" }, { 1: "No", 2: "Yes" }, 0],
      [{ 1: "No", 3: "Yes" }, { 1: "No", 2: "Yes" }, 0.5],
      [{}, {}, 1],
    ]),
    // pairs of 1 with 2, 3 with 3, 5 with 5
    ...compared(eachOf("responses", { kind: "number", bounds: [1, 5] }), { by: "distribution" }, [
      [{ a: 1, b: 5, c: 3 }, { a: 5, b: 3, c: 2 }, 0.916666667],
      [{ a: 3, b: 3, c: 3 }, { a: 1, b: 5, c: 3 }, 0.666666667],
      [{ a: 5, c: 1 }, { a: 1, b: 3, c: 5 }, 0.666666667],
      [{}, { a: 1 }, 0],
    ]),
    // the distance over the right number, as for near
    ...compared(eachOf("responses", NUMBER), { by: "distribution" }, [[{ a: 90, b: 10 }, { a: 10, b: 100 }, 0.95]]),
  ],
})

/** 2 * common / (own + right), over different items. */
function f1(
  own: readonly Value[],
  right: readonly Value[],
  type: FieldType,
  { modifiers, labels }: CheckInput,
): number {
  const different = type.kind === "triplet" && modifiers.by === "entities" ? entitiesOf : tripletsOf
  const [a, b] = [own, right].map((items) => different(items, type, labels)) as [Items, Items]
  if (a.size + b.size === 0) return 1
  const isEqual = ([key]: readonly [string, Parts]) => a.has(key) && b.has(key)
  const slack = modifiers.within?.value ?? 0
  if (slack === 0 || type.kind !== "triplet") return (2 * [...a].filter(isEqual).length) / (a.size + b.size)
  // equal ones take part in the pairing as well: one that could have another partner may leave this one to a neighbour
  const isSmall = a.size <= MOST_COMPARED && b.size <= MOST_COMPARED
  const [left, over] = [a, b].map((items) => {
    const rest = isSmall ? [...items] : [...items].filter((item) => !isEqual(item))
    return rest.slice(0, MOST_COMPARED).map(([, parts]) => parts)
  })
  const equal = isSmall ? 0 : [...a].filter(isEqual).length
  return (2 * (equal + paired(left!, over!, (x, y) => isNear(x, y, slack, labels)))) / (a.size + b.size)
}

/** What must be the same of an item, and what may differ a little. */
interface Parts {
  /** Empty for an entity alone. */
  readonly relation: string
  readonly types: readonly string[]
  readonly texts: readonly string[]
}
/** Different items by their keys. */
type Items = ReadonlyMap<string, Parts>

function tripletsOf(items: readonly Value[], type: FieldType, labels: LabelSchema | undefined): Items {
  return new Map(
    items.map((item) => {
      const { relation, head, tail } = tripletOf(item)
      const parts = { relation, types: [head.type, tail.type], texts: [plain(head.text), plain(tail.text)] }
      return [keyOf(item, type, labels && { labels }), parts]
    }),
  )
}

function entitiesOf(items: readonly Value[]): Items {
  const entities = items.map(tripletOf).flatMap(({ head, tail }) => [head, tail])
  return new Map(
    entities.map(({ text, type }) => {
      const parts = { relation: "", types: [type], texts: [plain(text)] }
      return [JSON.stringify(parts), parts]
    }),
  )
}

function isNear(a: Parts, b: Parts, slack: number, labels: LabelSchema | undefined): boolean {
  if (a.relation !== b.relation) return false
  const near = (types: readonly string[], texts: readonly string[]) =>
    a.types.every((type, i) => type === types[i]) && a.texts.every((text, i) => isWithinTokens(text, texts[i]!, slack))
  return near(b.types, b.texts) || (isSymmetric(b.relation, labels) && near(b.types.toReversed(), b.texts.toReversed()))
}

/** The most pairs that can be made, one to one; each of the left tries to take a partner from whoever can find another. */
function paired<T>(left: readonly T[], right: readonly T[], fits: (a: T, b: T) => boolean): number {
  const partners = left.map((a) => right.flatMap((b, j) => (fits(a, b) ? [j] : [])))
  const taken = new Map<number, number>()
  const place = (i: number, tried: Set<number>): boolean =>
    partners[i]!.some((j) => {
      if (tried.has(j)) return false
      tried.add(j)
      const holder = taken.get(j)
      if (holder !== undefined && !place(holder, tried)) return false
      taken.set(j, i)
      return true
    })
  return left.filter((_, i) => place(i, new Set())).length
}

function shareOfEqual(own: Value, right: Value, { type, modifiers, labels }: CheckInput): number {
  if (typeof own !== "object" || typeof right !== "object" || type.kind !== "each") return 0
  const [mine, theirs] = [own, right] as [Readonly<Record<string, Value>>, Readonly<Record<string, Value>>]
  const names = Object.keys(theirs)
  if (names.length === 0) return 1
  if (modifiers.by === "distribution") return alikeInDistribution(mine, theirs, type.item, labels)
  const how = { ...modifiers, ...(labels && { labels }) }
  const equal = names.filter((name) => Object.hasOwn(mine, name) && same(mine[name]!, theirs[name]!, type.item, how))
  return equal.length / names.length
}
