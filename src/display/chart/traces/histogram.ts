/** Counts of values, as bars: by the bins that the figure says, or of each label. */
import type { Trace } from "../figure.js"
import { colorOf, type Drawing, type Look, listOf, needs, numberOf, partOf } from "../trace.js"
import { bar } from "./bar.js"

const NORMS: Readonly<Record<string, number>> = { percent: 100, probability: 1 }

export function histogram(trace: Trace, look: Look): Drawing {
  const lying = trace.orientation === "h" || (trace.x === undefined && trace.y !== undefined)
  const values = listOf(lying ? trace.y : trace.x).filter((one) => one !== null)
  const norm = NORMS[String(trace.histnorm)]
  const share = norm === undefined ? 1 : norm / Math.max(1, values.length)
  const notes = [
    ...(trace.histnorm && norm === undefined ? [`histnorm "${trace.histnorm}" (counts are shown)`] : []),
    ...(partOf(trace.cumulative).enabled ? ["the sum up to each bin"] : []),
  ]
  const bins = partOf(trace[lying ? "ybins" : "xbins"])
  const { start, end, size } = bins
  if (
    typeof start !== "number" ||
    typeof end !== "number" ||
    typeof size !== "number" ||
    size <= 0 ||
    (end - start) / size > 10_000
  )
    return { ...ofLabels(values, share, lying, trace, look), notes }
  const counts = new Array<number>(Math.max(1, Math.round((end - start) / size))).fill(0)
  for (const one of values) {
    const bin = Math.floor((Number(one) - start) / size)
    if (bin in counts) counts[bin]!++
  }
  const color = colorOf(partOf(trace.marker).color, look.color)
  const boxes = counts.map((count, i) => ({
    from: start + i * size,
    to: start + (i + 1) * size,
    length: count * share,
    zero: 0,
  }))
  const [along, across] = [
    needs(
      boxes.map((box) => box.length),
      { fromZero: true },
    ),
    needs([start, end], { tight: true }),
  ]
  const opacity = numberOf(trace.opacity, look.layout.barmode === "overlay" && look.siblings.length > 1 ? 0.6 : 1)
  return {
    x: lying ? along : across,
    y: lying ? across : along,
    key: { name: look.name, color },
    notes: [
      ...notes,
      ...(look.siblings.length > 1 && look.layout.barmode !== "overlay"
        ? ["histograms side by side (they overlap here)"]
        : []),
    ],
    marks() {
      const [main, cross] = lying ? ["x", "y"] : ["y", "x"]
      const encode = {
        [cross]: { scale: cross, field: "from" },
        [`${cross}2`]: { scale: cross, field: "to" },
        [main]: { scale: main, field: "zero" },
        [`${main}2`]: { scale: main, field: "length" },
        fill: { value: color },
        stroke: { value: "#ffffff" },
        strokeWidth: { value: 0.5 },
        opacity: { value: opacity },
      }
      return [{ type: "rect", values: boxes, encode }]
    },
  }
}

function ofLabels(values: readonly unknown[], share: number, lying: boolean, trace: Trace, look: Look): Drawing {
  const counts = new Map<string, number>()
  for (const one of values) counts.set(String(one), (counts.get(String(one)) ?? 0) + share)
  const [places, lengths] = [[...counts.keys()], [...counts.values()]]
  const { x: _, y: __, ...rest } = trace
  return bar(
    { ...rest, orientation: lying ? "h" : "v", x: lying ? lengths : places, y: lying ? places : lengths },
    look,
  )
}
