/**
 * A chart by value: Plotly's traces and layout as plain data, whatever the caller gave (typed arrays, dates, columns).
 *
 * Knows no picture and no page. Texts keep Plotly's own markup (`<b>`, `<br>`), which Plotly cleans of anything else.
 */
import { visible } from "../dataframe/cell.js"

export type Trace = Readonly<Record<string, unknown>>
export type Layout = Readonly<Record<string, unknown>>

export interface Figure {
  readonly data: readonly Trace[]
  readonly layout: Layout
}

/** Told apart by colour-blind readers (Okabe and Ito), darkened to reach 3:1 against white. */
export const COLORS = ["#0072b2", "#d55e00", "#00835f", "#b5558c", "#9a7400", "#3d85b0", "#6a51a3", "#5b6470"]

/** @throws TypeError for traces that are no objects, and for what JSON can not hold */
export function figureOf(data: readonly object[], layout: object): Figure {
  if (!Array.isArray(data) || data.some((trace) => trace === null || typeof trace !== "object"))
    throw new TypeError('plot(data, layout) takes a list of traces: plot([{ type: "bar", x: [1], y: [2] }])')
  const traces = data.map((trace) => plain(trace, 0) as Trace)
  return { data: traces.map(withBins), layout: { colorway: COLORS, ...(plain(layout, 0) as Layout) } }
}

const DEEPEST = 20

function plain(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new TypeError(`a figure is at most ${DEEPEST} objects deep`)
  if (typeof value === "string") return visible(value)
  if (typeof value === "number") return Number.isFinite(value) ? value : null
  if (typeof value === "bigint") return Number(value)
  if (value === null || value === undefined || typeof value === "boolean") return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (typeof value !== "object") throw new TypeError(`a figure holds data, not a ${typeof value}`)
  const list = listOf(value)
  if (list) return Array.from(list, (one) => plain(one, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => name !== "__proto__" && one !== undefined)
      .map(([name, one]) => [name, plain(one, depth + 1)]),
  )
}

/** Lists, typed arrays, and columns of arquero, which have `at`, `length` and an iterator. */
function listOf(value: object): Iterable<unknown> | undefined {
  return Array.isArray(value) || Symbol.iterator in value ? (value as Iterable<unknown>) : undefined
}

/** A histogram says its bins, so that Plotly's chart and the picture of it have the same bars. */
function withBins(trace: Trace): Trace {
  if (trace.type !== "histogram") return trace
  const along = trace.orientation === "h" || (trace.x === undefined && trace.y !== undefined) ? "y" : "x"
  const name = `${along}bins`
  const values = (Array.isArray(trace[along]) ? trace[along] : []).filter((one) => one !== null)
  if (trace[name] !== undefined || values.length === 0 || values.some((one) => typeof one !== "number")) return trace
  return { ...trace, [name]: binsOf(values as number[], trace[`n${name}`]) }
}

/** Round bins, at most as many as were asked for, else about as many as Sturges' rule gives. */
function binsOf(values: readonly number[], most: unknown): { start: number; end: number; size: number } {
  const min = values.reduce((a, b) => Math.min(a, b))
  const max = values.reduce((a, b) => Math.max(a, b))
  const wanted = typeof most === "number" && most >= 1 ? most : Math.ceil(Math.log2(values.length)) + 1
  const least = (max - min || 1) / wanted
  const power = 10 ** Math.floor(Math.log10(least))
  const size = [1, 2, 5, 10].map((step) => step * power).find((step) => step >= least * 0.999) ?? least
  const start = Math.floor(min / size) * size
  // the largest value belongs to a bin, and not to the edge behind the last one
  return { start, end: start + size * (Math.floor((max - start) / size) + 1), size }
}
