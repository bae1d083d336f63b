/** A grid of values as colours, with the scale that they are read by. */
import type { Trace } from "../figure.js"
import { colorOf, type Drawing, type Look, listOf, needs, numberOf, partOf } from "../trace.js"
import { textOf } from "../words.js"

const VIRIDIS = [
  "#440154",
  "#482878",
  "#3e4989",
  "#31688e",
  "#26828e",
  "#1f9e89",
  "#35b779",
  "#6ece58",
  "#b5de2b",
  "#fde725",
]
const SCALES: Readonly<Record<string, readonly string[]>> = {
  Viridis: VIRIDIS,
  Blues: ["#08306b", "#2171b5", "#6baed6", "#c6dbef", "#f7fbff"],
  Greys: ["#000000", "#ffffff"],
  RdBu: ["#053061", "#4393c3", "#f7f7f7", "#d6604d", "#67001f"],
}

export function heatmap(trace: Trace, _look: Look): Drawing {
  const grid = listOf(trace.z).map(listOf)
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0)
  const xs = trace.x === undefined ? Array.from({ length: width }, (_, i) => i) : listOf(trace.x)
  const ys = trace.y === undefined ? grid.map((_, i) => i) : listOf(trace.y)
  const numbers = grid.flat().filter((one): one is number => typeof one === "number")
  const [min, max] = numbers.reduce(([a, b], one) => [Math.min(a, one), Math.max(b, one)], [Infinity, -Infinity])
  const low = numberOf(trace.zmin, Number.isFinite(min) ? min : 0)
  const high = numberOf(trace.zmax, Number.isFinite(max) ? max : 1)
  const { range, note } = colors(trace)
  const hasTexts = trace.texttemplate !== undefined || trace.text !== undefined
  return {
    x: needs(xs, { banded: true, tight: true }),
    y: needs(ys, { banded: true, tight: true }),
    key: { title: textOf(partOf(trace.colorbar).title), domain: [low, high], range },
    notes: [...note, ...(hasTexts ? ["texts in cells"] : [])],
    marks(axes) {
      const values = grid.flatMap((row, j) =>
        row.flatMap((z, i) => (typeof z === "number" ? [{ x: axes.x.place(xs[i]), y: axes.y.place(ys[j]), z }] : [])),
      )
      const box = {
        x: { scale: "x", field: "x" },
        width: { scale: "x", band: 1 },
        y: { scale: "y", field: "y" },
        height: { scale: "y", band: 1 },
      }
      return [{ type: "rect", values, encode: { ...box, fill: { scale: "colors", field: "z" } } }]
    },
  }
}

function colors({ colorscale, reversescale }: Trace): { range: readonly string[]; note: readonly string[] } {
  const own = Array.isArray(colorscale)
    ? colorscale.map((stop) => colorOf(stop?.[1], "#888888"))
    : SCALES[String(colorscale ?? "Viridis")]
  const range = own && own.length > 1 ? own : VIRIDIS
  return {
    range: reversescale === true ? [...range].reverse() : range,
    note: own ? [] : [`colours "${String(colorscale)}" (Viridis is shown)`],
  }
}
