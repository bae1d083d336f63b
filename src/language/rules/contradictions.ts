/**
 * Checks that no answer can keep both: too few and too many, two beginnings, a word that must and must not be there.
 *
 * The verbs that are looked at are named here; a catalogue without them has no such contradictions.
 */
import type { Phrase } from "../../catalogue.js"
import { singleSpaced } from "../../text.js"
import type { Condition, FieldType } from "../../value.js"
import type { CheckDetail } from "../ast.js"
import { conditionsBehind, neverTogether } from "../conditions.js"
import { placeAt } from "../place.js"
import { groupBy, type Item, type Scope } from "../scope.js"

interface Demand {
  readonly item: Item<CheckDetail>
  readonly phrase: Extract<Phrase, { kind: "verb" }>
  readonly conditions: readonly Condition[]
}

/** So many checks of one part are compared with each other. */
const MOST_COMPARED = 32

export function contradictions(scope: Scope): void {
  const demands = scope.rules.flatMap(({ node, source }): Demand[] => {
    const phrase = node.kind === "check" ? scope.phrases.get(node.phrase) : undefined
    if (node.kind !== "check" || phrase?.kind !== "verb") return []
    return [{ item: { node, source }, phrase, conditions: conditionsBehind(scope, node.when) }]
  })
  for (const [key, all] of groupBy(demands, ({ phrase }) => `${phrase.subject.kind} ${phrase.subject.name}`)) {
    const group = all.slice(0, MOST_COMPARED)
    for (const [i, demand] of group.entries()) {
      const other = group.slice(0, i).find((one) => disagree(one, demand) || disagree(demand, one))
      if (other) say(scope, demand, sliceOf(other.item), other.item)
    }
    const field = key.startsWith("field ") ? scope.fields.get(key.slice("field ".length)) : undefined
    const type = field && scope.typeOf(field)
    if (!field || type?.kind !== "number" || !type.bounds) continue
    for (const demand of group) {
      if (outside(demand, type.bounds)) say(scope, demand, `number ${type.bounds[0]} to ${type.bounds[1]}`, field)
    }
  }
}

function say(
  scope: Scope,
  { item }: Demand,
  other: string,
  at: Item<{ readonly span: { start: number; end: number } }>,
) {
  scope.report("contradiction", { one: sliceOf(item), other }, item, item.node.phrase.span, {
    notes: [{ message: "the other line", place: placeAt(at, at.node.span) }],
  })
}

const sliceOf = ({ node, source }: Item<CheckDetail>): string => source.slice(node.phrase.span).replace(/\s+/g, " ")

function disagree(one: Demand, other: Demand): boolean {
  if (!differ(one.phrase, other.phrase)) return false
  return !neverTogether(one.conditions, other.conditions)
}

function differ(one: Demand["phrase"], other: Demand["phrase"]): boolean {
  const [a, b] = [one.verb, other.verb]
  if (a === "at-least" && b === "at-most") {
    const [least, most] = [amountOf(one), amountOf(other)]
    return least !== undefined && most !== undefined && least.unit === most.unit && least.value > most.value
  }
  if (a === "begins-with" && b === "begins-with") {
    return !textsOf(one).some((x) => textsOf(other).some((y) => x.startsWith(y) || y.startsWith(x)))
  }
  if (b !== "avoids") return false
  const banned = new Set(textsOf(other))
  if (a === "contains") return textsOf(one).some((text) => banned.has(text))
  return a === "begins-with" && textsOf(one).every((text) => banned.has(text))
}

function amountOf({ objects }: Demand["phrase"]): { value: number; unit: string } | undefined {
  const [object] = objects
  // a bare number counts words of a text and items of a list: the same for both lines
  return object?.kind === "number" ? { value: object.value, unit: object.unit ?? "words" } : undefined
}

const textsOf = ({ objects }: Demand["phrase"]): string[] =>
  objects.flatMap((object) => (object.kind === "text" ? [singleSpaced(object.text).toLowerCase()] : []))

function outside({ phrase }: Demand, [lowest, highest]: NonNullable<Extract<FieldType, { kind: "number" }>["bounds"]>) {
  const bound = amountOf(phrase)
  if (!bound) return false
  return (phrase.verb === "at-least" && bound.value > highest) || (phrase.verb === "at-most" && bound.value < lowest)
}
