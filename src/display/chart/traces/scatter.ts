/** Points, lines through them and the area under or between them. */
import type { Trace } from "../figure.js"
import { at, colorOf, type Drawing, type Look, listOf, type Mark, needs, numberOf, partOf } from "../trace.js"
import { errorBars } from "./error-bars.js"

/** Points of one trace that a picture shows; more can not be told apart in it, and make it slow. */
const MOST_POINTS = 20_000

const DASHES: Readonly<Record<string, readonly number[]>> = {
  dot: [2, 3],
  dash: [7, 4],
  longdash: [11, 5],
  dashdot: [7, 3, 2, 3],
  longdashdot: [11, 4, 2, 4],
}
const SHAPES: Readonly<Record<string, string>> = {
  hv: "step-after",
  vh: "step-before",
  hvh: "step",
  spline: "monotone",
}
const SYMBOLS: Readonly<Record<string, string>> = {
  square: "square",
  diamond: "diamond",
  cross: "cross",
  "triangle-up": "triangle-up",
  "triangle-down": "triangle-down",
  x: "M-.5,-.5L.5,.5M.5,-.5L-.5,.5",
}

export function scatter(trace: Trace, look: Look): Drawing {
  const ys = listOf(trace.y)
  const xs = trace.x === undefined ? ys.map((_, i) => i) : listOf(trace.x)
  const size = Math.min(xs.length, ys.length)
  const step = Math.max(1, Math.ceil(size / MOST_POINTS))
  const rows = Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step)
  const mode = typeof trace.mode === "string" ? trace.mode : size < 20 ? "lines+markers" : "lines"
  const fill = typeof trace.fill === "string" ? trace.fill : "none"
  const line = partOf(trace.line)
  const marker = partOf(trace.marker)
  const color = colorOf(mode.includes("lines") ? line.color : undefined, colorOf(marker.color, look.color))
  const notes = [
    ...(step > 1 ? [`only every ${step}th of ${size} points`] : []),
    ...(mode.includes("text") ? ["texts at points"] : []),
    ...(["none", "tozeroy", "tonexty"].includes(fill) ? [] : [`fill "${fill}"`]),
  ]
  const opacity = { value: numberOf(trace.opacity, 1) }
  return {
    x: needs(xs),
    y: needs(ys, { fromZero: fill === "tozeroy" }),
    key: { name: look.name, color },
    notes,
    marks(axes) {
      const points = rows.map((row) => ({
        x: axes.x.place(xs[row]),
        y: axes.y.place(ys[row]),
        base: fill === "tonexty" ? axes.y.place(listOf(look.before?.y)[row]) : 0,
        color: colorOf(listOf(marker.color)[row], colorOf(marker.color, color)),
        size: numberOf(listOf(marker.size)[row], numberOf(marker.size, 6)) ** 2,
      }))
      const known = points.filter(({ x, y }) => x !== undefined && y !== undefined)
      const gaps = points.map((point) => ({ ...point, known: point.x !== undefined && point.y !== undefined }))
      const place = { x: at(axes.x, "x"), y: at(axes.y, "y") }
      const path = {
        ...place,
        defined: { field: "known" },
        interpolate: { value: SHAPES[String(line.shape)] ?? "linear" },
      }
      const marks: Mark[] = []
      if (fill === "tozeroy" || fill === "tonexty")
        marks.push({
          type: "area",
          values: gaps,
          encode: {
            ...path,
            y2: at(axes.y, "base"),
            fill: { value: colorOf(trace.fillcolor, color) },
            fillOpacity: { value: trace.fillcolor ? 1 : 0.25 },
            opacity,
          },
        })
      if (mode.includes("lines") && line.width !== 0)
        marks.push({
          type: "line",
          values: gaps,
          encode: {
            ...path,
            stroke: { value: color },
            strokeWidth: { value: numberOf(line.width, 2) },
            strokeDash: { value: DASHES[String(line.dash)] ?? [] },
            opacity,
          },
        })
      marks.push(
        ...errorBars(
          trace,
          axes,
          rows.map((row) => [xs[row], ys[row], row] as const),
          color,
        ),
      )
      if (mode.includes("markers"))
        marks.push({ type: "symbol", values: known, encode: { ...place, ...pointLook(marker), opacity } })
      return marks
    },
  }
}

function pointLook(marker: Readonly<Record<string, unknown>>): object {
  const symbol = String(marker.symbol ?? "circle")
  const open = symbol.endsWith("-open") || symbol === "x"
  const outline = partOf(marker.line)
  return {
    shape: { value: SYMBOLS[symbol.replace(/-open$/, "")] ?? "circle" },
    size: { field: "size" },
    ...(open ? { stroke: { field: "color" }, fill: { value: "transparent" } } : { fill: { field: "color" } }),
    ...(!open && typeof outline.width === "number" && { stroke: { value: colorOf(outline.color, "#444444") } }),
    strokeWidth: { value: open ? 1.8 : numberOf(outline.width, 0) },
  }
}
