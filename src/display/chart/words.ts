/** A chart in words: its texts without Plotly's markup, and the sentence that stands for it where it can not be seen. */
import type { Figure, Layout, Trace } from "./figure.js"

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: "\u00a0" }

/** A title of Plotly's, `"text"` or `{ text }`, as plain text. */
export function textOf(title: unknown): string {
  const text = typeof title === "string" ? title : (title as { text?: unknown } | null | undefined)?.text
  if (typeof text !== "string") return ""
  return text
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/?(?:b|i|em|strong|sub|sup|u|s|span|a)(?:\s[^<>]*)?>/gi, "")
    .replace(/&(lt|gt|amp|quot|nbsp);/g, (_, name: string) => ENTITIES[name]!)
}

export const kindOf = (trace: Trace): string => (typeof trace.type === "string" ? trace.type : "scatter")

const axisTitle = (layout: Layout, axis: string): string =>
  textOf((layout[axis] as { title?: unknown } | undefined)?.title)

export function describe({ data, layout }: Figure): string {
  const title = textOf(layout.title).replaceAll("\n", " ")
  const axes = ["xaxis", "yaxis"].map((axis) => axisTitle(layout, axis)).filter(Boolean)
  const traces = data.map((trace) => {
    const name = textOf(trace.name)
    return `${kindOf(trace)}${name ? ` "${name}"` : ""} ${rangeOf(trace)}`.trim()
  })
  const shown = traces.slice(0, 8)
  const more = traces.length > shown.length ? [`${traces.length - shown.length} more`] : []
  const said = traces.length > 0 ? [...shown, ...more].join("; ") : "Nothing is drawn"
  return `Chart${title ? `: ${title}` : ""}. ${said}.${axes.length > 0 ? ` Axes: ${axes.join(", ")}.` : ""}`
}

/** Of what is measured: `(12 values from 0.1 to 3)`. */
function rangeOf(trace: Trace): string {
  const values =
    [trace.z, trace.orientation === "h" ? trace.x : trace.y, trace.x, trace.values].find(Array.isArray) ?? []
  const numbers = values.flat().filter((one: unknown) => typeof one === "number") as number[]
  if (numbers.length === 0) return values.length > 0 ? `(${values.length} values)` : "(no values)"
  const [min, max] = numbers.reduce(([a, b], one) => [Math.min(a, one), Math.max(b, one)], [numbers[0]!, numbers[0]!])
  const short = (number: number) => String(Number(number.toPrecision(4)))
  return `(${numbers.length} values from ${short(min)} to ${short(max)})`
}
