/** One axis of a picture: what its values are, from where to where it goes, and Vega's scale and axis of it. */
import type { Layout } from "./figure.js"
import { textOf } from "./words.js"

export type Place = number | string

export interface Axis {
  readonly name: "x" | "y"
  readonly kind: "number" | "time" | "log" | "category"
  /** Makes a value one of this axis; undefined where it has no place on it. */
  place(value: unknown): Place | undefined
  readonly scale: object
  readonly axis: object
}

export interface AxisNeeds {
  /** All values that are to be seen. */
  readonly values: readonly unknown[]
  /** Bars begin at zero. */
  readonly fromZero: boolean
  /** Values are places of boxes, which need the whole width of a step. */
  readonly banded: boolean
  /** The axis ends where its values do, as under a heatmap. */
  readonly tight: boolean
}

export interface AxisRoom extends AxisNeeds {
  /** About how long the axis is, in pixels. */
  readonly length: number
}

const DATE = /^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/

export function axisOf(name: "x" | "y", layout: Layout, { values, fromZero, banded, tight, length }: AxisRoom): Axis {
  const own = (layout[`${name}axis`] ?? {}) as Layout
  const kind = kindOf(values, own, banded)
  const place = placeOn(kind)
  const places = values.map(place).filter((one): one is Place => one !== undefined)
  const given = rangeOf(own, kind)
  const scale = { name, range: name === "x" ? "width" : "height" }
  const down = own.autorange === "reversed" || (given !== undefined && given[0] > given[1])
  const axis = {
    orient: name === "x" ? "bottom" : "left",
    scale: name,
    title: textOf(own.title) || null,
    grid: own.showgrid !== false && kind !== "category",
    labelOverlap: true,
    labelLimit: 180,
    ...(kind === "category" ? {} : { tickCount: name === "x" ? 8 : 6 }),
  }
  if (kind === "category") {
    const order = Array.isArray(own.categoryarray) ? own.categoryarray.map(String) : []
    const domain = [...new Set([...order, ...places.map(String)])]
    return {
      name,
      kind,
      place,
      axis: { ...axis, ...labelsOf(name, domain, length) },
      scale: { ...scale, type: "band", domain, padding: tight ? 0 : 0.2, reverse: down !== (name === "y") },
    }
  }
  const numbers = places as number[]
  const [low, high] = given ? [Math.min(...given), Math.max(...given)] : around(numbers, { fromZero, tight, kind })
  const type = kind === "time" ? "utc" : kind === "log" ? "log" : "linear"
  const domain =
    kind === "log" && low <= 0 ? [high > 0 ? Math.min(1, high) / 1000 : 1, high > 0 ? high : 10] : [low, high]
  return {
    name,
    kind,
    place,
    axis,
    scale: { ...scale, type, domain, zero: false, nice: !given && fromZero, clamp: false, reverse: down },
  }
}

/** About as wide as a sign of a label is, and as high as its line: Vega's own guess is wider, and leaves labels out that have room. */
const [SIGN, LINE] = [6.6, 13]

/** Every category has its label, aslant or upright where it has no room lying; only where lines would cover each other some go. */
function labelsOf(name: "x" | "y", domain: readonly string[], length: number): object {
  const room = length / Math.max(domain.length, 1)
  if (room < LINE) return name === "x" ? { ...UPRIGHT, labelOverlap: true } : {}
  if (name === "y") return { labelOverlap: false }
  const longest = domain.reduce((most, label) => Math.max(most, label.length), 0) * SIGN
  if (longest + SIGN <= room) return { labelOverlap: false }
  return room < 2 * LINE ? UPRIGHT : { ...UPRIGHT, labelAngle: -40, labelBaseline: "top" }
}

const UPRIGHT = { labelAngle: -90, labelAlign: "right", labelBaseline: "middle", labelOverlap: false }

function kindOf(values: readonly unknown[], own: Layout, banded: boolean): Axis["kind"] {
  if (own.type === "category") return "category"
  if (own.type === "log") return "log"
  if (own.type === "date") return "time"
  const known = values.filter((value) => value !== null && value !== undefined && value !== "")
  if (known.length > 0 && known.every((value) => typeof value === "string" && DATE.test(value)))
    return banded ? "category" : "time"
  return known.every((value) => typeof value !== "boolean" && Number.isFinite(Number(value))) && !banded
    ? "number"
    : "category"
}

function placeOn(kind: Axis["kind"]): Axis["place"] {
  const number = (value: unknown): number | undefined => {
    if (value === null || value === undefined || value === "") return undefined
    const found = kind === "time" && typeof value === "string" ? Date.parse(dated(value)) : Number(value)
    return Number.isFinite(found) && (kind !== "log" || found > 0) ? found : undefined
  }
  return kind === "category" ? (value) => (value === null || value === undefined ? undefined : String(value)) : number
}

/** A date without a zone is one of UTC, as Plotly reads it. */
const dated = (text: string): string =>
  /T| /.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text.replace(" ", "T")}Z` : text

function rangeOf(own: Layout, kind: Axis["kind"]): readonly [number, number] | undefined {
  if (!Array.isArray(own.range) || own.range.length !== 2 || kind === "category") return undefined
  const place = placeOn(kind === "log" ? "number" : kind)
  const [from, to] = own.range.map(place) as (number | undefined)[]
  if (from === undefined || to === undefined || from === to) return undefined
  // Plotly gives the range of a logarithmic axis as exponents
  return kind === "log" ? [10 ** from, 10 ** to] : [from, to]
}

function around(
  numbers: readonly number[],
  { fromZero, tight, kind }: { fromZero: boolean; tight: boolean; kind: Axis["kind"] },
) {
  let [low, high] = numbers.reduce<[number, number]>(
    ([a, b], one) => [Math.min(a, one), Math.max(b, one)],
    [Infinity, -Infinity],
  )
  if (low > high) return [0, 1] as const
  if (fromZero) [low, high] = [Math.min(0, low), Math.max(0, high)]
  const margin = low === high ? Math.abs(low) * 0.1 || 1 : tight || kind === "log" ? 0 : (high - low) * 0.04
  return [fromZero && low === 0 ? 0 : low - margin, fromZero && high === 0 ? 0 : high + margin] as const
}
