/** Bars, standing or lying, side by side, on one another or before one another. */
import type { Axis } from "../axis.js"
import type { Trace } from "../figure.js"
import { colorOf, type Drawing, type Look, listOf, type Mark, needs, numberOf, partOf } from "../trace.js"
import { errorBars } from "./error-bars.js"

export function bar(trace: Trace, look: Look): Drawing {
  const lying = trace.orientation === "h"
  const mode = typeof look.layout.barmode === "string" ? look.layout.barmode : "group"
  const stacked = mode === "stack" || mode === "relative"
  const places = placesOf(trace, lying)
  const lengths = listOf(lying ? trace.x : trace.y)
  const bases = stacked ? stack(look, lying) : lengths.map(() => 0)
  const ends = lengths.map((length, i) => (typeof length === "number" ? bases[i]! + length : null))
  const count = stacked || mode === "overlay" ? 1 : look.siblings.length
  const own = count === 1 ? 0 : look.place
  const marker = partOf(trace.marker)
  const color = colorOf(marker.color, look.color)
  const along = needs([...ends, ...bases], { fromZero: true })
  const step = stepOf(places)
  const margin =
    typeof step === "number" ? places.flatMap((one) => [Number(one) - step / 2, Number(one) + step / 2]) : places
  const across = needs(margin)
  return {
    x: lying ? along : across,
    y: lying ? across : along,
    key: { name: look.name, color },
    notes: trace.text === undefined ? [] : ["texts on bars"],
    marks(axes) {
      const [main, cross] = lying ? [axes.x, axes.y] : [axes.y, axes.x]
      const values = places.flatMap((one, i) => {
        const place = cross.place(one)
        const end = ends[i]
        if (place === undefined || end === null || end === undefined) return []
        const edge =
          typeof place === "number" && step !== undefined ? place - step * 0.4 + (own * step * 0.8) / count : place
        const other = typeof place === "number" && step !== undefined ? (edge as number) + (step * 0.8) / count : place
        return [{ edge, other, base: bases[i], end, color: colorOf(listOf(marker.color)[i], color) }]
      })
      const opacity = numberOf(
        trace.opacity,
        numberOf(marker.opacity, mode === "overlay" && look.siblings.length > 1 ? 0.6 : 1),
      )
      const rect: Mark = {
        type: "rect",
        values,
        encode: { ...width(cross, own, count), ...length(main), fill: { field: "color" }, opacity: { value: opacity } },
      }
      const rows = places.map((one, i) => (lying ? [ends[i], one, i] : [one, ends[i], i]) as [unknown, unknown, number])
      return [rect, ...errorBars(trace, axes, rows, "#333333", (own + 0.5) / count)]
    },
  }
}

const placesOf = (trace: Trace, lying: boolean): readonly unknown[] => {
  const places = lying ? trace.y : trace.x
  return places === undefined ? listOf(lying ? trace.x : trace.y).map((_, i) => i) : listOf(places)
}

/** Where each bar begins: on those of the traces before it at the same place, of the same sign. */
function stack({ siblings, place }: Look, lying: boolean): number[] {
  const tops = new Map<string, number>()
  let bases: number[] = []
  for (const sibling of siblings.slice(0, place + 1)) {
    const lengths = listOf(lying ? sibling.x : sibling.y)
    bases = placesOf(sibling, lying).map((one, i) => {
      const length = numberOf(lengths[i], 0)
      const key = `${length < 0 ? "-" : "+"}${one}`
      const base = tops.get(key) ?? 0
      tops.set(key, base + length)
      return base
    })
  }
  return bases
}

/** The least distance of numeric places; undefined where they are no numbers. */
function stepOf(places: readonly unknown[]): number | undefined {
  if (!places.every((one) => typeof one === "number")) return undefined
  const sorted = [...new Set(places as number[])].sort((a, b) => a - b)
  const gaps = sorted.slice(1).map((one, i) => one - sorted[i]!)
  return gaps.length > 0 ? Math.min(...gaps) : 1
}

const width = ({ name, kind }: Axis, own: number, count: number): object => {
  if (kind !== "category")
    return { [name]: { scale: name, field: "edge" }, [`${name}2`]: { scale: name, field: "other" } }
  const size = name === "x" ? "width" : "height"
  return { [name]: { scale: name, field: "edge", band: own / count }, [size]: { scale: name, band: 1 / count } }
}

const length = ({ name }: Axis): object => ({
  [name]: { scale: name, field: "base" },
  [`${name}2`]: { scale: name, field: "end" },
})
