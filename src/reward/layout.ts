/**
 * Where the parts of an answer lie in each other: the lists on the way to a part, and which of its values a verb is asked
 * of. A verb that takes a part's type is asked of it wherever it stands; else of the items inside it; else of the list
 * or `each` around it.
 */
import type { SubjectKind } from "../catalogue.js"
import type { Condition, FieldType, Value } from "../value.js"
import type { Step } from "./answer/reading.js"
import type { AnswerPart, Plan } from "./plan.js"

/** A list or `each` on the way to a part; as many of them as its occurrences have steps. */
export interface Level {
  readonly part: string
  readonly kind: "list" | "each"
  /** Of `each`: the list whose items it is for. */
  readonly of?: string
}

export interface Part {
  readonly name: string
  readonly type: FieldType
  readonly optional: boolean
  readonly levels: readonly Level[]
  /** The group that it is a part of. */
  readonly parent?: string
  /** When it is asked for: its own condition, and those of the groups around it. */
  readonly conditions: readonly Condition[]
}

export class Layout {
  readonly #parts = new Map<string, Part>()

  constructor({ answer }: Pick<Plan, "answer">) {
    const byName = new Map(answer.map((part) => [part.name, part]))
    for (const part of answer) this.#parts.set(part.name, laidOut(part, byName))
  }

  part(name: string): Part | undefined {
    return this.#parts.get(name)
  }

  parts(): Iterable<Part> {
    return this.#parts.values()
  }
}

function laidOut(part: AnswerPart, byName: ReadonlyMap<string, AnswerPart>): Part {
  const around: AnswerPart[] = []
  for (let at = part.parent; at !== undefined && around.length < byName.size; at = around[0]?.parent) {
    const group = byName.get(at)
    if (!group) break
    around.unshift(group)
  }
  const { name, type, optional, parent } = part
  return {
    ...{ name, type, optional, levels: around.flatMap(levelsOf) },
    ...(parent !== undefined && { parent }),
    conditions: [...around, part].flatMap(({ when }) => when ?? []),
  }
}

export function levelsOf({ name, type }: { readonly name: string; readonly type: FieldType }): Level[] {
  if (type.kind === "list") return [{ part: name, kind: "list" }, ...levelsOf({ name, type: type.item })]
  if (type.kind === "each") return [{ part: name, kind: "each", of: type.of }, ...levelsOf({ name, type: type.item })]
  return []
}

/** The type inside so many lists. */
export function inside(type: FieldType, depth: number): FieldType {
  return depth > 0 && (type.kind === "list" || type.kind === "each") ? inside(type.item, depth - 1) : type
}

/** A type with the levels around it again. */
export function wrapped(type: FieldType, levels: readonly Level[]): FieldType {
  return levels.reduceRight<FieldType>(
    (item, { kind, of }) => (kind === "each" ? { kind, of: of ?? "", item } : { kind, item }),
    type,
  )
}

/** Which values of a part a verb is asked of. */
export interface View {
  readonly part: Part
  readonly type: FieldType
  /** Levels on the way to each of these values: what stands around the part, and its own lists that are opened. */
  readonly levels: readonly Level[]
  /** Own lists of the part that are opened: the verb is asked of every item. */
  readonly opened: number
  /** Levels around the part that are taken as one value: numbers by item where the part is a number. */
  readonly gathered: number
}

/** @returns undefined for a verb that can be asked of neither */
export function viewOf(part: Part, takes: readonly SubjectKind[]): View | undefined {
  const own = levelsOf(part)
  for (let depth = 0; depth <= own.length; depth++) {
    const type = inside(part.type, depth)
    if (takes.includes(type.kind))
      return { part, type, levels: [...part.levels, ...own.slice(0, depth)], opened: depth, gathered: 0 }
  }
  for (let at = part.levels.length - 1; at >= 0; at--) {
    if (!takes.includes(part.levels[at]!.kind)) continue
    // of many values below one item their share counts, which only a yes-no and a number have
    const item = at < part.levels.length - 1 ? NUMBER : part.type
    const gathered = part.levels.length - at
    const type = wrapped(item, [part.levels[at]!])
    return { part, type, levels: part.levels.slice(0, at), opened: 0, gathered }
  }
  return undefined
}

const NUMBER: FieldType = { kind: "number" }

/** The mean of numbers at any depth, a yes-no as 1 or 0: what many values below one item count. */
export function shareIn(value: Value | undefined): number | undefined {
  let sum = 0
  let count = 0
  const add = (one: Value | undefined): void => {
    if (typeof one === "number" || typeof one === "boolean") {
      sum += Number(one)
      count++
    } else if (typeof one === "object") for (const inner of Object.values(one)) add(inner)
  }
  add(value)
  return count === 0 ? undefined : sum / count
}

/** Down the steps, as far as the levels go. */
export function along(value: Value | undefined, levels: readonly Level[], path: readonly Step[]): Value | undefined {
  let at = value
  for (const [i, { kind }] of levels.entries()) {
    const step = path[i]
    if (at === undefined || !step) return at
    at = itemOf(at, step, kind)
  }
  return at
}

function itemOf(value: Value, { item }: Step, kind: Level["kind"]): Value | undefined {
  if (typeof value !== "object") return undefined
  if (Array.isArray(value)) return kind === "list" ? value[Number(item) - 1] : undefined
  return Object.hasOwn(value, item) ? (value as Readonly<Record<string, Value>>)[item] : undefined
}

/** Is the value one of the type, rather than the same shape around it? Decides whether a gold is meant for every occurrence. */
export function isOf(value: Value, type: FieldType): boolean {
  switch (type.kind) {
    case "number":
      return typeof value === "number"
    case "yes-no":
      return typeof value === "boolean"
    case "list":
      return Array.isArray(value) && value.every((item) => isOf(item, type.item))
    case "order":
    case "table":
      return Array.isArray(value)
    case "each":
    case "group":
      return typeof value === "object" && !Array.isArray(value)
    case "triplet":
      return typeof value === "object" && !Array.isArray(value) && Object.hasOwn(value, "relation")
    default:
      return typeof value === "string"
  }
}
