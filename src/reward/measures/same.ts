/** When two values are the same, by what they hold. */
import { type FieldType, type LabelSchema, relationFromText, type Value } from "../../value.js"
import { rounded } from "../rounded.js"
import { isDigit, plain, trimmed } from "./words.js"

export interface Sameness {
  /** Numbers, also as texts, may lie so far apart; with `percent`, of the second value. */
  readonly within?: { readonly value: number; readonly unit?: string }
  /** Of a relation only its name, or only its direction. */
  readonly by?: string
  readonly labels?: LabelSchema
}

/** @param type of the first value; decides whether the order of a list counts */
export function same(a: Value, b: Value, type: FieldType, how: Sameness): boolean {
  if (typeof a === "number" || typeof b === "number") return near(numberIn(a), numberIn(b), how.within ?? EXACT)
  if (typeof a === "boolean" || typeof b === "boolean") return textIn(a) === textIn(b)
  if (typeof a === "string" || typeof b === "string") {
    if (typeof a !== "string" || typeof b !== "string") return false
    if (type.kind === "relation" && how.by)
      return how.by === "direction" ? ends(a) === ends(b) : nameIn(a) === nameIn(b)
    return a === b || (how.within !== undefined && near(numberIn(a), numberIn(b), how.within))
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    if (type.kind === "list") return sameItems(a, b, type.item, how)
    const item: FieldType = type.kind === "table" ? ROW : TEXT
    return a.every((value, i) => same(value, b[i]!, item, how))
  }
  if (type.kind === "triplet") return tripletKey(a, how.labels) === tripletKey(b, how.labels)
  const [left, right] = [a as Fields, b as Fields]
  const keys = Object.keys(left)
  const item: FieldType = type.kind === "each" ? type.item : TEXT
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key]!, right[key]!, item, how))
  )
}

type Fields = { readonly [key: string]: Value }
const EXACT = { value: 0 }
const TEXT: FieldType = { kind: "text" }
/** Cells in their order. */
const ROW: FieldType = { kind: "table" }

/** As multisets. Numbers are sorted and compared in pairs, which finds a pairing if there is one; all else is counted by its key. */
function sameItems(a: readonly Value[], b: readonly Value[], type: FieldType, how: Sameness): boolean {
  const numbers: [number[], number[]] = [[], []]
  const counts = new Map<string, number>()
  for (const [side, items] of [a, b].entries()) {
    for (const item of items) {
      const number =
        typeof item === "number" ? item : how.within && typeof item === "string" ? numberIn(item) : undefined
      if (number !== undefined) numbers[side as 0 | 1].push(number)
      else {
        const key = keyOf(item, type, how)
        counts.set(key, (counts.get(key) ?? 0) + (side === 0 ? 1 : -1))
      }
    }
  }
  const [left, right] = numbers.map((side) => side.sort((x, y) => x - y)) as [number[], number[]]
  if (left.length !== right.length || [...counts.values()].some((count) => count !== 0)) return false
  return left.every((number, i) => near(number, right[i], how.within ?? EXACT))
}

function near(a: number | undefined, b: number | undefined, within: NonNullable<Sameness["within"]>): boolean {
  if (a === undefined || b === undefined) return false
  const slack = within.unit === "percent" ? (Math.abs(b) * within.value) / 100 : within.value
  return a === b || rounded(Math.abs(a - b)) <= rounded(slack)
}

/** One text for values that are the same: what sets and counts are made of. */
export function keyOf(value: Value, type: FieldType, how: Pick<Sameness, "by" | "labels"> = {}): string {
  if (typeof value === "string") {
    if (type.kind === "relation" && how.by) return how.by === "direction" ? ends(value) : nameIn(value)
    return value
  }
  if (typeof value === "number") return String(rounded(value))
  if (typeof value === "boolean") return textIn(value)
  if (Array.isArray(value)) return `[${value.map((item) => measured(keyOf(item, TEXT, how))).join("")}]`
  if (type.kind === "triplet") return tripletKey(value as Fields, how.labels)
  const fields = value as Fields
  const keys = Object.keys(fields).sort()
  return `{${keys.map((key) => measured(key) + measured(keyOf(fields[key]!, TEXT, how))).join("")}}`
}

/** A text with its length before it, so that several in a row are no others: quoting would look at each sign. */
const measured = (text: string): string => `${text.length}:${text}`

/** The two ends of a symmetric relation in one order. Case and spacing of the entities do not count. */
export function tripletKey(triplet: Value, labels: LabelSchema | undefined): string {
  const { relation, head, tail } = tripletOf(triplet)
  const ends = [`${head.type}:${plain(head.text)}`, `${tail.type}:${plain(tail.text)}`]
  if (isSymmetric(relation, labels)) ends.sort()
  return [relation, ...ends].map(measured).join("")
}

export interface Entity {
  readonly text: string
  readonly type: string
}

export function tripletOf(value: Value): { readonly relation: string; readonly head: Entity; readonly tail: Entity } {
  const fields = (typeof value === "object" ? value : {}) as Fields
  const text = (key: string) => (Object.hasOwn(fields, key) ? textIn(fields[key]!) : "")
  return {
    relation: text("relation"),
    head: { text: text("head"), type: text("head_type") },
    tail: { text: text("tail"), type: text("tail_type") },
  }
}

export const isSymmetric = (relation: string, labels: LabelSchema | undefined): boolean =>
  labels?.relations.some(({ name, symmetric }) => symmetric && name === relation) ?? false

/** `Cause-Effect` of `Cause-Effect(e1,e2)`. */
export function nameIn(label: string): string {
  const open = label.indexOf("(")
  return open < 0 ? label : label.slice(0, open)
}

/** The mentions in their order; empty for a label without arguments. */
const ends = (label: string): string => relationFromText(label)?.mentions?.join() ?? ""

/** As it is written: `yes` and `no` for a yes-no. */
export function textIn(value: Value): string {
  if (typeof value === "string") return value
  if (typeof value === "boolean") return value ? "yes" : "no"
  return typeof value === "number" ? String(value) : JSON.stringify(value)
}

/**
 * The number that a text is: a sign, digits with or without commas between groups of three, decimals.
 *
 * @example numberIn(" -4,000.50 ") // -4000.5
 */
export function numberIn(value: Value): number | undefined {
  if (typeof value === "number") return value
  if (typeof value !== "string") return undefined
  const text = trimmed(value)
  if (text.length > 40) return undefined
  let digits = ""
  let i = 0
  if (text[i] === "-" || text[i] === "+") digits = text[i++] === "-" ? "-" : ""
  const point = text.indexOf(".", i)
  const whole = text.slice(i, point < 0 ? text.length : point)
  const groups = whole.split(",")
  if (
    groups.length > 1 &&
    groups.some((group, at) => (at === 0 ? group.length < 1 || group.length > 3 : group.length !== 3))
  )
    return undefined
  const decimals = point < 0 ? "" : text.slice(point + 1)
  const all = groups.join("") + decimals
  if (all === "") return undefined
  for (let at = 0; at < all.length; at++) if (!isDigit(all.charCodeAt(at))) return undefined
  digits += `${groups.join("")}.${decimals}0`
  return Number(digits)
}
