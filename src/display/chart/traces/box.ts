/** Boxes of quartiles, whiskers to the last value within 1.5 times their distance, and what lies beyond as points. */
import type { Trace } from "../figure.js"
import { at, colorOf, type Drawing, type Look, listOf, needs, partOf } from "../trace.js"

interface Box {
  readonly place: unknown
  readonly low: number
  readonly q1: number
  readonly median: number
  readonly q3: number
  readonly high: number
  readonly beyond: readonly number[]
}

export function box(trace: Trace, look: Look): Drawing {
  const lying = trace.orientation === "h" || (trace.y === undefined && trace.x !== undefined)
  const values = listOf(lying ? trace.x : trace.y)
  const places = listOf(lying ? trace.y : trace.x)
  const groups = new Map<unknown, number[]>()
  for (const [i, value] of values.entries()) {
    if (typeof value !== "number") continue
    const place = places.length > 0 ? places[i] : look.name
    groups.set(place, [...(groups.get(place) ?? []), value])
  }
  const boxes = [...groups].map(([place, numbers]) => boxOf(place, numbers))
  const color = colorOf(partOf(trace.marker).color, colorOf(partOf(trace.line).color, look.color))
  const along = needs(values)
  const across = needs([...groups.keys()], { banded: true })
  const isGrouped = places.length > 0 && look.siblings.length > 1
  return {
    x: lying ? along : across,
    y: lying ? across : along,
    key: { name: look.name, color },
    notes: isGrouped ? ["boxes side by side (they overlap here)"] : [],
    marks(axes) {
      const [main, cross] = lying ? (["x", "y"] as const) : (["y", "x"] as const)
      const rows = boxes.map((one) => ({ ...one, place: axes[cross].place(one.place) }))
      const middle = at(axes[cross], "place")
      const span = (from: string, to: string) => ({
        [main]: { scale: main, field: from },
        [`${main}2`]: { scale: main, field: to },
      })
      const size = lying ? "height" : "width"
      const stroke = { stroke: { value: color }, strokeWidth: { value: 1.5 } }
      const wide = { [cross]: { scale: cross, field: "place", band: 0.2 }, [size]: { scale: cross, band: 0.6 } }
      const across2 = {
        [cross]: { scale: cross, field: "place", band: 0.2 },
        [`${cross}2`]: { scale: cross, field: "place", band: 0.8 },
      }
      const beyond = rows.flatMap(({ place, beyond: all }) => all.map((value) => ({ place, value })))
      return [
        { type: "rule", values: rows, encode: { ...span("low", "q1"), [cross]: middle, ...stroke } },
        { type: "rule", values: rows, encode: { ...span("q3", "high"), [cross]: middle, ...stroke } },
        {
          type: "rect",
          values: rows,
          encode: { ...span("q1", "q3"), ...wide, ...stroke, fill: { value: color }, fillOpacity: { value: 0.3 } },
        },
        { type: "rule", values: rows, encode: { [main]: { scale: main, field: "median" }, ...across2, ...stroke } },
        {
          type: "symbol",
          values: beyond,
          encode: {
            [main]: { scale: main, field: "value" },
            [cross]: middle,
            size: { value: 22 },
            fill: { value: color },
          },
        },
      ]
    },
  }
}

function boxOf(place: unknown, numbers: readonly number[]): Box {
  const sorted = [...numbers].sort((a, b) => a - b)
  const [q1, median, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)]
  const reach = 1.5 * (q3 - q1)
  const within = sorted.filter((one) => one >= q1 - reach && one <= q3 + reach)
  return {
    place,
    q1,
    median,
    q3,
    low: Math.min(q1, within[0]!),
    high: Math.max(q3, within.at(-1)!),
    beyond: sorted.filter((one) => one < q1 - reach || one > q3 + reach),
  }
}

/** Between the two neighbours by distance, at n p + 1/2: Plotly's own. @source Hyndman and Fan 1996, definition 5 */
function quantile(sorted: readonly number[], p: number): number {
  const place = Math.min(Math.max(sorted.length * p - 0.5, 0), sorted.length - 1)
  const below = Math.floor(place)
  const part = place - below
  return part === 0 ? sorted[below]! : sorted[below]! * (1 - part) + sorted[below + 1]! * part
}
