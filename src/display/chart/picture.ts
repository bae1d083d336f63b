/**
 * The picture of a figure, for where no script runs: the same series, axes and title, drawn by Vega and turned into pixels by resvg.
 *
 * It is an account of the figure, not a copy of Plotly's looks. What it does not draw, it says in its last line.
 */
import { createRequire } from "node:module"
import { axisOf } from "./axis.js"
import { COLORS, type Figure, type Layout } from "./figure.js"
import { type Drawing, type Key, needs } from "./trace.js"
import { LAYERS, TRACES } from "./traces/index.js"
import { kindOf, textOf } from "./words.js"

const [WIDTH, HEIGHT] = [700, 420]
/** About what padding, title and the other axis take of it. */
const [BESIDE, BELOW] = [90, 100]
interface Drawn {
  readonly drawings: readonly (Drawing & { readonly kind: string })[]
  readonly notes: readonly string[]
}

/** @returns the bytes of a PNG */
export async function pngOf(figure: Figure): Promise<Uint8Array> {
  const svg = await svgOf(figure)
  const { Resvg } = await import("@resvg/resvg-js")
  const fonts = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`))
  const picture = new Resvg(svg, {
    // a pixel is one of the page: Plotly's own extension shows the picture as large as it is until the pointer comes
    fitTo: { mode: "original" },
    // a server may have no font at all; its own ones come in for signs that this one lacks
    font: { fontFiles: fonts, loadSystemFonts: true, defaultFontFamily: FONT },
  })
  return picture.render().asPng()
}

const require = createRequire(import.meta.url)
const FONT = "DejaVu Sans"

export async function svgOf(figure: Figure): Promise<string> {
  const { parse, View } = await import("vega")
  // Vega compiles the specification's expressions; it has none, and no text of the figure is one
  const view = new View(parse(specOf(figure) as never), { renderer: "none" })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}

function drawnOf({ data, layout }: Figure): Drawn {
  const colors = Array.isArray(layout.colorway) ? (layout.colorway as string[]) : COLORS
  const notes: string[] = []
  const drawings = data.flatMap((trace, i) => {
    const kind = kindOf(trace)
    const name = textOf(trace.name) || `trace ${i}`
    if (trace.visible === false || trace.visible === "legendonly") return []
    const draw = Object.hasOwn(TRACES, kind) ? TRACES[kind]! : undefined
    const other = [trace.xaxis, trace.yaxis].find((axis) => axis !== undefined && axis !== "x" && axis !== "y")
    if (!draw || other) {
      notes.push(draw ? `${name} (on axis ${other})` : `${name} (${kind})`)
      return []
    }
    const siblings = data.filter((one) => kindOf(one) === kind && one.visible !== false)
    const look = {
      name,
      layout,
      siblings,
      place: siblings.indexOf(trace),
      before: data[i - 1],
      color: colors[i % colors.length] ?? COLORS[0]!,
    }
    const drawing = draw(trace, look)
    notes.push(...drawing.notes.map((note) => `${name}: ${note}`))
    return [{ ...drawing, kind }]
  })
  for (const part of ["shapes", "annotations", "images"])
    if (Array.isArray(layout[part]) && layout[part].length > 0) notes.push(part)
  return { drawings, notes }
}

function specOf(figure: Figure): object {
  const { layout } = figure
  const { drawings, notes } = drawnOf(figure)
  const join = (name: "x" | "y") =>
    needs(
      drawings.flatMap((one) => one[name].values),
      {
        fromZero: drawings.some((one) => one[name].fromZero),
        banded: drawings.some((one) => one[name].banded),
        tight: drawings.some((one) => one[name].tight),
      },
    )
  const keys = drawings.flatMap(({ key }) => (key ? [key] : []))
  const [width, height] = [sizeOf(layout.width, WIDTH), sizeOf(layout.height, HEIGHT)]
  const axes = {
    x: axisOf("x", layout, { ...join("x"), length: width - BESIDE - keysWidth(keys, layout) }),
    y: axisOf("y", layout, { ...join("y"), length: height - BELOW }),
  }
  const layered = [...drawings].sort((a, b) => LAYERS.indexOf(a.kind) - LAYERS.indexOf(b.kind))
  const marks = layered.flatMap((one) => one.marks(axes))
  const title = textOf(layout.title)
  const said = notes.length > 0 ? lines(`Not drawn in this picture: ${notes.join("; ")}.`) : []
  return {
    width,
    height,
    padding: 12,
    autosize: { type: "fit", contains: "padding" },
    background: "#ffffff",
    config: CONFIG,
    ...((title || said.length > 0) && { title: titleOf(title, said) }),
    data: marks.map(({ values }, i) => ({ name: `mark${i}`, values })),
    scales: [axes.x.scale, axes.y.scale, ...scalesOf(keys, layout)],
    axes: drawings.length > 0 ? [axes.x.axis, axes.y.axis] : [],
    legends: legendsOf(keys, layout),
    marks: marks.map(({ type, encode }, i) => ({
      type,
      clip: true,
      from: { data: `mark${i}` },
      encode: { enter: encode },
    })),
  }
}

const sizeOf = (given: unknown, otherwise: number): number =>
  typeof given === "number" && given > 0 ? Math.min(2_000, Math.max(120, given)) : otherwise

const titleOf = (title: string, said: readonly string[]): object => ({
  text: title ? title.split("\n") : "",
  ...(said.length > 0 && { subtitle: said, subtitleColor: "#a53d00", subtitlePadding: 6 }),
  anchor: "start",
  offset: 14,
})

function lines(text: string): string[] {
  const found = [""]
  for (const word of text.split(" ")) {
    if (found.at(-1)!.length + word.length > 90) found.push("")
    found[found.length - 1] = `${found.at(-1)!} ${word}`.trim()
  }
  return found.slice(0, 6)
}

type Series = Extract<Key, { color: string }>
type Gradient = Extract<Key, { domain: unknown }>
const seriesOf = (keys: readonly Key[], { showlegend }: Layout): Series[] => {
  const series = keys.filter((key): key is Series => "color" in key)
  return showlegend === false || (series.length < 2 && showlegend !== true) ? [] : series
}
const gradientOf = (keys: readonly Key[]): Gradient | undefined => keys.find((key): key is Gradient => "domain" in key)

function scalesOf(keys: readonly Key[], layout: Layout): object[] {
  const series = seriesOf(keys, layout)
  const gradient = gradientOf(keys)
  return [
    ...(series.length > 0
      ? [
          {
            name: "series",
            type: "ordinal",
            domain: series.map(({ name }) => name),
            range: series.map(({ color }) => color),
          },
        ]
      : []),
    ...(gradient
      ? [{ name: "colors", type: "linear", domain: stops(gradient), range: gradient.range, zero: false, clamp: true }]
      : []),
  ]
}

/** As many places between the ends as there are colours. */
const stops = ({ domain: [low, high], range }: Gradient): number[] =>
  range.map((_, i) => low + ((high - low || 1) * i) / (range.length - 1))

const isLying = ({ legend }: Layout): boolean => (legend as { orientation?: unknown } | undefined)?.orientation === "h"

/** About how much of the width the legend takes. */
function keysWidth(keys: readonly Key[], layout: Layout): number {
  const names = isLying(layout) ? [] : seriesOf(keys, layout).map(({ name }) => Math.min(180, 7 * name.length) + 50)
  return Math.max(0, ...names, gradientOf(keys) ? 80 : 0)
}

function legendsOf(keys: readonly Key[], layout: Layout): object[] {
  const gradient = gradientOf(keys)
  const lying = isLying(layout)
  return [
    ...(seriesOf(keys, layout).length > 0
      ? [
          {
            fill: "series",
            symbolType: "square",
            orient: lying ? "bottom" : "right",
            ...(lying && { direction: "horizontal" }),
          },
        ]
      : []),
    ...(gradient ? [{ fill: "colors", type: "gradient", title: gradient.title || null }] : []),
  ]
}

const QUIET = "#5b6470"
const CONFIG = {
  axis: {
    labelFont: FONT,
    titleFont: FONT,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 8,
    gridColor: "#e3e6ea",
    domainColor: QUIET,
    tickColor: QUIET,
    labelColor: "#1c2127",
    titleColor: "#1c2127",
  },
  legend: {
    labelFont: FONT,
    titleFont: FONT,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: "normal",
    labelLimit: 180,
  },
  title: { font: FONT, subtitleFont: FONT, fontSize: 15, subtitleFontSize: 11, fontWeight: "bold", color: "#1c2127" },
}
