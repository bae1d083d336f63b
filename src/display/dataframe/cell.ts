/**
 * Values as the text of a cell. What a model wrote is shown as it is, with control and bidi characters as their code; so a
 * cell can not move a cursor, colour a terminal or turn its line around.
 */
import { printable } from "../../diagnostic.js"
import { isMissing } from "./source.js"
import type { Summary } from "./summary.js"

/** Characters of a cell that a page is sent. */
const LONGEST_CELL = 2_000

export const visible = (text: string): string =>
  printable(text).replace(/\p{Surrogate}/gu, (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`)

/** The text of a value in a column; null where it is missing. */
export function cellText(value: unknown, summary: Summary): string | null {
  return isMissing(value) ? null : visible(cut(wholeText(value, summary)))
}

/** As searched: not cut, without what is done for eyes. */
export function wholeText(value: unknown, summary: Pick<Summary, "kind" | "range" | "whole">): string {
  if (typeof value === "string") return value
  if (typeof value === "number") return summary.kind === "number" ? numberText(value, summary) : String(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : dateText(value)
  if (typeof value === "object" && value !== null) return objectText(value)
  return String(value)
}

/** A column's numbers with the same number of decimals, so that they can be compared by eye. */
export function numberText(value: number, { range, whole }: Pick<Summary, "range" | "whole">): string {
  if (!Number.isFinite(value)) return String(value)
  const largest = range ? Math.max(Math.abs(range[0]), Math.abs(range[1])) : Math.abs(value)
  if (whole) return largest < 1e15 ? String(value) : value.toExponential(3)
  const decimals = largest === 0 ? 1 : 3 - Math.floor(Math.log10(largest))
  if (decimals > 7 || decimals < -9) return value.toExponential(3)
  return value.toFixed(Math.max(1, decimals))
}

/** Midnight in UTC is a day. */
function dateText(date: Date): string {
  const text = date.toISOString()
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, -14) : text.replace("T", " ").replace(/(\.000)?Z$/, "")
}

function objectText(value: object): string {
  try {
    return JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one)) ?? String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}

function cut(text: string): string {
  if (text.length <= LONGEST_CELL) return text
  const end = text.codePointAt(LONGEST_CELL - 1)! > 0xffff ? LONGEST_CELL - 1 : LONGEST_CELL
  return `${text.slice(0, end)}… (${(text.length - end).toLocaleString("en-US")} more characters)`
}
