/** Intervals around points and at the ends of bars, in both directions. */
import type { Axis } from "../axis.js"
import type { Trace } from "../figure.js"
import { at, colorOf, listOf, type Mark, numberOf, partOf } from "../trace.js"

type Row = readonly [x: unknown, y: unknown, row: number]

/** @param shift where a bar stands in its place on a category's axis, from 0 to 1; undefined: in the middle */
export function errorBars(
  trace: Trace,
  axes: { readonly x: Axis; readonly y: Axis },
  rows: readonly Row[],
  color: string,
  shift?: number,
): Mark[] {
  return (["x", "y"] as const).flatMap((along) => {
    const bars = partOf(trace[`error_${along}`])
    if (bars.visible === false || (bars.array === undefined && bars.value === undefined)) return []
    const across = along === "x" ? "y" : "x"
    const values = rows.flatMap(([x, y, row]) => {
      const [own, other] = along === "x" ? [axes.x.place(x), axes.y.place(y)] : [axes.y.place(y), axes.x.place(x)]
      if (typeof own !== "number" || other === undefined) return []
      const size = (list: unknown) => {
        const given = numberOf(listOf(list)[row], numberOf(bars.value, 0))
        return bars.type === "percent" ? Math.abs(own * given) / 100 : given
      }
      const up = size(bars.array)
      return [
        { from: own - (bars.symmetric === false || bars.arrayminus ? size(bars.arrayminus) : up), to: own + up, other },
      ]
    })
    const axis = axes[across]
    const middle =
      axis.kind === "category" && shift !== undefined
        ? { scale: across, field: "other", band: shift }
        : at(axis, "other")
    const ends = {
      [along]: { scale: along, field: "from" },
      [`${along}2`]: { scale: along, field: "to" },
      [across]: middle,
    }
    return [
      {
        type: "rule" as const,
        values,
        encode: {
          ...ends,
          stroke: { value: colorOf(bars.color, color) },
          strokeWidth: { value: numberOf(bars.thickness, 1.4) },
        },
      },
    ]
  })
}
