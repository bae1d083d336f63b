/**
 * What a kind of trace needs of its picture, and Vega's marks of it. A kind grows by a file in traces/ and a line in its index.
 *
 * What of a trace is not drawn is said by `notes`, in the picture itself.
 */
import type { Axis, AxisNeeds } from "./axis.js"
import type { Layout, Trace } from "./figure.js"

export interface Drawing {
  /** What the axes must have room for. */
  readonly x: AxisNeeds
  readonly y: AxisNeeds
  /** @returns marks, each with its data as `from: { data }` filled from `values` */
  marks(axes: { readonly x: Axis; readonly y: Axis }): readonly Mark[]
  /** Of the legend: a name and a colour, or a scale of colours. */
  readonly key?: Key
  readonly notes: readonly string[]
}

export interface Mark {
  readonly type: "rect" | "line" | "symbol" | "rule" | "area" | "text"
  readonly values: readonly object[]
  readonly encode: Readonly<Record<string, unknown>>
}

export type Key =
  | { readonly name: string; readonly color: string }
  | { readonly title: string; readonly domain: readonly [number, number]; readonly range: readonly string[] }

export interface Look {
  readonly color: string
  readonly name: string
  readonly layout: Layout
  /** The traces of the same kind, and which of them this is: bars stand side by side or on one another. */
  readonly siblings: readonly Trace[]
  readonly place: number
  /** The trace before this one, which an area may be filled to. */
  readonly before: Trace | undefined
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const needs = (values: readonly unknown[], more: Partial<AxisNeeds> = {}): AxisNeeds => ({
  values,
  fromZero: false,
  banded: false,
  tight: false,
  ...more,
})

/** The middle of a value's place. */
export const at = ({ name, kind }: Axis, field: string): object => ({
  scale: name,
  field,
  ...(kind === "category" && { band: 0.5 }),
})

/** A colour of CSS; anything else would go into the picture's text as it is. */
export const colorOf = (value: unknown, otherwise: string): string =>
  typeof value === "string" && /^#?[\w(),.%\s-]{1,64}$/.test(value) ? value : otherwise

export const numberOf = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise)

export const partOf = (value: unknown): Layout => (value !== null && typeof value === "object" ? (value as Layout) : {})
