/** What stands behind a verb, as values of one row: gold, inputs, and parts of the answer next to the one that is asked about. */
import type { Operand } from "../catalogue.js"
import type { FieldType, Value } from "../value.js"
import type { Occurrence, Step } from "./answer/reading.js"
import type { Argument } from "./checks/check.js"
import { along, isOf, type Layout, type Level, type Part, shareIn, type View, wrapped } from "./layout.js"
import type { Plan } from "./plan.js"
import { type Row, Unscorable } from "./row.js"

/** The operand's value beside one value of the subject. @param path the subject's own way through the lists */
export type ArgumentOf = (row: Row, path: readonly Step[]) => Argument

/**
 * @param view where the verb is asked; undefined for an entity or a rule
 * @throws RangeError for a field that the plan does not have
 */
export function argumentOf(operand: Operand, plan: Plan, layout: Layout, view: View | undefined): ArgumentOf {
  if (operand.kind === "number" || operand.kind === "text" || operand.kind === "schema") return () => operand
  const { kind, field } = operand
  const levels = view?.levels ?? []
  const part = layout.part(field)
  if (kind === "gold") {
    const type = part?.type ?? plan.golds.find(({ name }) => name === field)?.type
    if (!type) throw new RangeError(`the plan compares with gold of "${field}", which it does not have`)
    return goldArgument(field, type, part, levels, view)
  }
  if (part) return answerArgument(part, layout, levels)
  const input = plan.inputs.find(({ name }) => name === field)
  if (!input) throw new RangeError(`the plan looks at "${field}", which it does not have`)
  return inputArgument(input, plan, levels)
}

function goldArgument(
  field: string,
  type: FieldType,
  part: Part | undefined,
  levels: readonly Level[],
  view: View | undefined,
): ArgumentOf {
  const around = part?.levels ?? []
  const isNested = around.length > 0
  const shape = wrapped(type, around)
  // the subject's own gold, where it is gathered over some of the lists around it
  const rest = view?.part === part && view && view.gathered > 0 ? around.slice(levels.length) : []
  return (row, path) => {
    const gold = row.goldOf(field)
    if (!isNested || !isOf(gold, shape)) return argument(row, field, ...itemIn(gold, type, levels, path))
    const shared = around.slice(0, sharedLevels(around, levels))
    const value = along(gold, shared, path)
    if (rest.length === 0)
      return argument(row, field, ...itemIn(value, wrapped(type, around.slice(shared.length)), levels, path))
    return argument(row, field, value === undefined ? undefined : gathered(value, rest), view!.type)
  }
}

function inputArgument(input: Plan["inputs"][number], plan: Plan, levels: readonly Level[]): ArgumentOf {
  const { name, type, when } = input
  return (row, path) => {
    const value = type.kind === "mention" ? markedIn(name, type.within, row, plan) : inputOf(name, row)
    if (value === undefined && (!when || row.reading.holds(when)))
      throw new Unscorable(`the example has no input "${name}"`)
    return argument(row, name, ...itemIn(value, type, levels, path))
  }
}

const inputOf = (name: string, { input }: Row): Value | undefined =>
  input && Object.hasOwn(input, name) ? input[name] : undefined

/** The words inside a mention's marks. */
function markedIn(mention: string, within: string, row: Row, plan: Plan): string | undefined {
  const text = plan.inputs.some(({ name }) => name === within) ? inputOf(within, row) : row.reading.values[within]
  if (typeof text !== "string") return undefined
  const start = text.indexOf(`<${mention}>`) + mention.length + 2
  const end = text.indexOf(`</${mention}>`)
  return start < mention.length + 2 || end < start ? undefined : text.slice(start, end)
}

/** A part of the answer: the one in the same group, or all of them below the group that both stand in. */
function answerArgument(part: Part, layout: Layout, levels: readonly Level[]): ArgumentOf {
  const shared = sharedLevels(part.levels, levels)
  const rest = part.levels.slice(shared)
  const type = wrapped(part.type, rest)
  if (!layout.part(part.name)?.parent)
    return (row, path) => argument(row, part.name, ...itemIn(row.reading.values[part.name], type, levels, path))
  let known: { readonly row: Row; readonly byPath: ReadonlyMap<string, Occurrence[]> } | undefined
  return (row, path) => {
    if (known?.row !== row) known = { row, byPath: byPath(row.reading.occurrences(part.name), shared) }
    const here = known.byPath.get(keyOf(path, shared)) ?? []
    const value = rest.length === 0 ? here[0]?.value : nested(here, rest, shared)
    return argument(row, part.name, ...itemIn(value, type, levels, path))
  }
}

/** How many levels two ways have in common, from the top. */
function sharedLevels(a: readonly Level[], b: readonly Level[]): number {
  let shared = 0
  while (shared < a.length && shared < b.length && a[shared]!.part === b[shared]!.part) shared++
  return shared
}

const keyOf = (path: readonly Step[], depth: number): string =>
  depth === 0 ? "" : JSON.stringify(path.slice(0, depth).map(({ item }) => item))

/** Occurrences by the first steps of their way. */
export function byPath(occurrences: readonly Occurrence[], depth: number): Map<string, Occurrence[]> {
  const groups = new Map<string, Occurrence[]>()
  for (const occurrence of occurrences) {
    const key = keyOf(occurrence.path, depth)
    const group = groups.get(key)
    if (group) group.push(occurrence)
    else groups.set(key, [occurrence])
  }
  return groups
}

/** Values of many occurrences in one, with the levels from `depth` on as lists and records; what was not read is left out. */
export function nested(occurrences: readonly Occurrence[], levels: readonly Level[], depth: number): Value | undefined {
  const [level] = levels
  if (!level) return occurrences[0]?.value
  const groups = new Map<string, Occurrence[]>()
  for (const occurrence of occurrences) {
    const item = occurrence.path[depth]?.item
    if (item === undefined) continue
    const group = groups.get(item)
    if (group) group.push(occurrence)
    else groups.set(item, [occurrence])
  }
  const inner = [...groups].flatMap(([item, group]) => {
    const value = nested(group, levels.slice(1), depth + 1)
    return value === undefined ? [] : [[item, value] as const]
  })
  return level.kind === "each" ? recordOf(inner) : inner.map(([, value]) => value)
}

function recordOf(entries: readonly (readonly [string, Value])[]): Value {
  // without a prototype: an item may be called "__proto__"
  const record: Record<string, Value> = Object.create(null)
  for (const [key, value] of entries) record[key] = value
  return record
}

/** One value for each item of the first level: its own, or the share of what lies below it. */
export function gathered(value: Value, levels: readonly Level[]): Value {
  if (levels.length <= 1 || typeof value !== "object") return value
  if (Array.isArray(value)) return value.map((item) => shareIn(item) ?? 0)
  return recordOf(
    Object.entries(value).flatMap(([name, item]) => {
      const share = shareIn(item as Value)
      return share === undefined ? [] : [[name, share] as const]
    }),
  )
}

/** Of a value for each item of a list, the one of the item that the subject stands in. */
function itemIn(
  value: Value | undefined,
  type: FieldType,
  levels: readonly Level[],
  path: readonly Step[],
): readonly [Value | undefined, FieldType] {
  if (type.kind !== "each") return [value, type]
  const at = levels.findIndex(({ of }) => of === type.of)
  if (at < 0) return [value, type]
  const item = path[at]?.item
  const isThere = item !== undefined && typeof value === "object" && Object.hasOwn(value, item)
  const inner = isThere ? (value as Readonly<Record<string, Value>>)[item] : undefined
  return itemIn(inner, type.item, levels.slice(at + 1), path.slice(at + 1))
}

function argument(row: Row, field: string, value: Value | undefined, type: FieldType): Argument {
  const names = namesFor(type, field, row)
  // most values have no names; spreading what may be there costs more than the judgement
  if (value === undefined) return names ? { kind: "value", field, type, names } : { kind: "value", field, type }
  return names ? { kind: "value", field, type, value, names } : { kind: "value", field, type, value }
}

/** Names of the items that a value is made of or points at. */
export function namesFor(type: FieldType, field: string, { reading }: Row): readonly string[] | undefined {
  if (type.kind === "each" || type.kind === "order") return reading.names(type.of)
  if (type.kind === "list") return reading.names(field)
  if (type.kind !== "choice" || type.lists.length === 0) return undefined
  return type.lists.flatMap((list) => reading.names(list) ?? [])
}
