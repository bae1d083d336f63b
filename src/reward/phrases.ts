/** What a phrase measures in one row: the verb asked of every value that it is about, and the mean of the answers. */
import type { Phrase } from "../catalogue.js"
import type { Span } from "../text.js"
import type { FieldType, LabelSchema, Value } from "../value.js"
import type { Occurrence, Step } from "./answer/reading.js"
import type { Check, CheckInput, VerbPhrase } from "./checks/check.js"
import { checks } from "./checks/index.js"
import { type Layout, levelsOf, type Part, type View, viewOf } from "./layout.js"
import { tripletOf } from "./measures/same.js"
import { argumentOf, byPath, gathered, namesFor, nested } from "./operands.js"
import type { Plan } from "./plan.js"
import { isWhole } from "./rounded.js"
import { givenTo, type Row, Unscorable } from "./row.js"

/**
 * From 0 to 1, not rounded; undefined: the part that it is about is not asked for in this row.
 *
 * @param seen takes the places in the completion where the phrase does not hold; without it nobody asks
 * @throws Unscorable
 */
export type Measure = (row: Row, seen?: (span: Span | undefined) => void) => number | undefined

/**
 * @param owner the term or rule that it belongs to: the name by which a user's own check is given
 * @throws RangeError for a verb that no check has, and a subject that the plan does not have or the verb cannot be asked of
 */
export function measureOf(phrase: Phrase, owner: string, plan: Plan, layout: Layout): Measure {
  if (phrase.kind === "format") return ({ reading }) => (reading.complete ? 1 : 0)
  if (phrase.kind === "rule") {
    const { rule, fully } = phrase
    if (!plan.rules.some(({ name }) => name === rule)) throw new RangeError(`the plan has no rule "${rule}"`)
    return fully ? (row) => (isWhole(row.rule(rule)) ? 1 : 0) : (row) => row.rule(rule)
  }
  if (phrase.kind === "present") return presenceOf(partOf(phrase.subject, layout))
  const check = checks.get(phrase.verb)
  if (!check) throw new RangeError(`the plan has the verb "${phrase.verb}", no check has it`)
  const measure = verbMeasure(phrase, check, owner, plan, layout)
  if (!phrase.modifiers.fully) return measure
  return (row, seen) => {
    const value = measure(row, seen)
    return value === undefined ? undefined : isWhole(value) ? 1 : 0
  }
}

function partOf(name: string, layout: Layout): Part {
  const part = layout.part(name)
  if (!part) throw new RangeError(`the plan says something of "${name}", which is no part of the answer`)
  return part
}

/** The share of its places where the part was read; one place for a part at the top. */
function presenceOf(part: Part): Measure {
  return (row) => {
    const places = row.reading.occurrences(part.name)
    if (!isAsked(part, places, row)) return undefined
    const asked = places.filter((place) => place.asked)
    return asked.length === 0 ? 0 : asked.filter(({ value }) => value !== undefined).length / asked.length
  }
}

/** Is the part asked for anywhere? One that has no place in this answer is, where its conditions hold. */
function isAsked({ conditions }: Part, places: readonly Occurrence[], row: Row): boolean {
  if (conditions.length === 0) return true
  return places.length > 0 ? places.some(({ asked }) => asked) : conditions.every((when) => row.applies(when))
}

function verbMeasure(phrase: VerbPhrase, check: Check, owner: string, plan: Plan, layout: Layout): Measure {
  const { kind, name } = phrase.subject
  const judge = judging(phrase, check, owner)
  if (kind === "rule") {
    const operands = phrase.objects.map((operand) => argumentOf(operand, plan, layout, undefined))
    return (row) => {
      const objects = operands.map((of) => of(row, []))
      return judge(row, { subject: row.rule(name), type: { kind }, objects, modifiers: phrase.modifiers }).value
    }
  }
  if (kind === "entity") return entityMeasure(phrase, check, judge, plan, layout)
  const part = partOf(name, layout)
  const view = viewOf(part, check.signature.subject)
  if (!view) throw new RangeError(`"${phrase.verb}" can not be asked of "${name}"`)
  return fieldMeasure(phrase, check, judge, view, plan, layout)
}

type Judge = (row: Row, input: CheckInput) => { readonly value: number; readonly seen: readonly Span[] }

function judging({ verb }: VerbPhrase, check: Check, owner: string): Judge {
  const isOwn = verb === "runs"
  return (row, input) => {
    if (!check.judgesMissing)
      for (const object of input.objects) if (object.kind === "value" && object.value === undefined) return NOTHING
    const judged = check.judge(isOwn ? { ...input, given: givenTo(owner, "the check", row.given) } : input)
    const judgement = typeof judged === "number" ? { value: judged, seen: NONE } : judged
    if (!(judgement.value >= 0 && judgement.value <= 1))
      throw new Unscorable(`the check "${verb}" gave no value from 0 to 1`)
    return judgement
  }
}

const NONE: readonly Span[] = []
const NOTHING = { value: 0, seen: NONE }

/** A value that the verb is asked of. */
interface Asked {
  readonly value: Value | undefined
  readonly path: readonly Step[]
  readonly span?: Span | undefined
}

function fieldMeasure(phrase: VerbPhrase, check: Check, judge: Judge, view: View, plan: Plan, layout: Layout): Measure {
  const { part, type, levels } = view
  const { modifiers } = phrase
  const { labels } = plan
  const operands = phrase.objects.map((operand) => argumentOf(operand, plan, layout, view))
  const golds = phrase.objects.flatMap((operand) => (operand.kind === "gold" ? [operand.field] : []))
  const one = (row: Row, { value, path, span }: Asked, seen: Parameters<Measure>[1]): number => {
    // before the value is looked at: an example without its gold is no better for an answer that was not read
    const objects = operands.map((of) => of(row, path))
    if (value === undefined) return 0
    const names = namesFor(type, part.name, row)
    const input = { subject: value, type, objects, modifiers, labels }
    const judged = judge(row, names ? { ...input, names } : input)
    if (seen && judged.value < 1) for (const place of placesOf(row, value, span, judged.seen)) seen(place)
    return judged.value
  }
  if (levels.length === 0 && part.parent === undefined) {
    const { name } = part
    return (row, seen) => {
      const value = row.reading.values[name]
      if (value === undefined && !isAsked(part, row.reading.occurrences(name), row)) return undefined
      const span = seen && value !== undefined ? row.reading.occurrences(name)[0]?.span : undefined
      return one(row, { value, path: [], span }, seen)
    }
  }
  // an answer that gives nothing to compare is not a right one
  const nothing = check.signature.binary && golds.length === 0 && view.gathered === 0 ? 1 : 0
  return (row, seen) => {
    const places = row.reading.occurrences(part.name)
    if (!isAsked(part, places, row)) return undefined
    const all = view.gathered > 0 ? gatheredIn(places, view) : openedIn(places, view, row)
    if (all.length === 0) {
      // an example without its gold is one with or without an answer
      for (const field of golds) row.goldOf(field)
      return wasRead(part, view, row, layout) ? nothing : 0
    }
    let sum = 0
    for (const asked of all) sum += one(row, asked, seen)
    return sum / all.length
  }
}

/** Were all the lists read that turned out to hold nothing? What holds of all items holds of none; what is a share has nothing to count. */
function wasRead(part: Part, { opened }: View, { reading }: Row, layout: Layout): boolean {
  const isThere = (name: string) => {
    const asked = reading.occurrences(name).filter((place) => place.asked)
    return asked.length > 0 && asked.every(({ value }) => value !== undefined)
  }
  if (opened > 0 && reading.occurrences(part.name).length > 0) return isThere(part.name)
  for (let group = part.parent; group !== undefined; group = layout.part(group)?.parent) {
    if (reading.occurrences(group).length > 0) return isThere(group)
  }
  return false
}

/** Each value of the part, or each item of it. An optional part that is left out of a group is not asked of. */
function openedIn(places: readonly Occurrence[], { part, opened }: View, row: Row): Asked[] {
  return places.flatMap((place): Asked[] => {
    const { value, path, span, asked } = place
    if (!asked || (value === undefined && part.optional && path.length > 0)) return []
    if (opened === 0) return [{ value, path, span }]
    if (value === undefined)
      return [{ value, path: [...path, ...levelsOf(part).map(({ part }) => ({ part, item: "" }))] }]
    const spans = new Map(place.items?.map((item) => [item.name, item.span]))
    return itemsOf(value, part.type, opened, part.name, row).map(({ value, path: inner }) => ({
      ...{ value, path: [...path, ...inner], span: spans.get(inner[0]!.item) ?? span },
    }))
  })
}

/** Items at a depth of lists; of `each`, one for every item that there is, whether it was answered or not. */
function itemsOf(value: Value | undefined, type: FieldType, depth: number, part: string, row: Row): Asked[] {
  if (depth === 0 || (type.kind !== "list" && type.kind !== "each")) return [{ value, path: [] }]
  const entries: (readonly [string, Value | undefined])[] =
    type.kind === "list"
      ? (Array.isArray(value) ? value : []).map((item, i) => [String(i + 1), item] as const)
      : (row.reading.names(type.of) ?? []).map((name) => [name, fieldOf(value, name)] as const)
  return entries.flatMap(([item, inner]) =>
    itemsOf(inner, type.item, depth - 1, part, row).map((asked) => ({
      ...asked,
      path: [{ part, item }, ...asked.path],
    })),
  )
}

const fieldOf = (value: Value | undefined, name: string): Value | undefined =>
  typeof value === "object" && Object.hasOwn(value, name) ? (value as Readonly<Record<string, Value>>)[name] : undefined

/** One value for each list around the part: what lies below each of its items, as one number where there is more than one. */
function gatheredIn(places: readonly Occurrence[], { part, levels, gathered: count }: View): Asked[] {
  const depth = levels.length
  const inner = part.levels.slice(part.levels.length - count)
  return [...byPath(places, depth).values()].map((group) => {
    const value = nested(group, inner, depth)
    const path = group[0]!.path.slice(0, depth)
    return { value: value === undefined ? undefined : gathered(value, inner), path, span: group[0]!.span }
  })
}

/** Places in the value's text become places in the completion, where the value stands there as it is. */
function placesOf(
  row: Row,
  value: Value,
  span: Span | undefined,
  seen: readonly Span[],
): readonly (Span | undefined)[] {
  if (!span || seen.length === 0 || typeof value !== "string") return [span]
  if (row.completion.slice(span.start, span.end) !== value) return [span]
  return seen.map(({ start, end }) => ({ start: span.start + start, end: span.start + end }))
}

/** Every mention of the entity, or of one under it, in all triplets of the answer. */
function entityMeasure(phrase: VerbPhrase, check: Check, judge: Judge, plan: Plan, layout: Layout): Measure {
  const operands = phrase.objects.map((operand) => argumentOf(operand, plan, layout, undefined))
  const views = [...layout.parts()].flatMap((part) => viewOf(part, ["triplet"]) ?? [])
  const types = namesUnder(phrase.subject.name, plan.labels)
  return (row, seen) => {
    const objects = operands.map((of) => of(row, []))
    const found = views.flatMap((view) => openedIn(row.reading.occurrences(view.part.name), view, row))
    const isRead = views.some(({ part }) => row.reading.occurrences(part.name).some(({ value }) => value !== undefined))
    const values = found.flatMap(({ value, span }) => {
      if (value === undefined) return []
      const { head, tail } = tripletOf(value)
      return [head, tail].flatMap(({ text, type }) => {
        if (!types.has(type)) return []
        const input = { subject: text, type: { kind: "entity" }, objects, modifiers: phrase.modifiers } as const
        const judged = judge(row, input).value
        if (seen && judged < 1) seen(span)
        return [judged]
      })
    })
    if (values.length === 0) return isRead && check.signature.binary ? 1 : 0
    return values.reduce((sum, value) => sum + value, 0) / values.length
  }
}

function namesUnder(entity: string, { entities }: LabelSchema): ReadonlySet<string> {
  const names = new Set([entity])
  for (let size = 0; size < names.size; ) {
    size = names.size
    for (const { name, under } of entities) if (under !== undefined && names.has(under)) names.add(name)
  }
  return names
}
