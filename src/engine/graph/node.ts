/**
 * Nodes of the graph between tracing and emission. Operators carry ONNX names; each node has one value.
 *
 * Knows neither tfjs nor ONNX Runtime.
 */

export type DType = "float32" | "int32" | "int64" | "bool"
export type ConstantData = Float32Array | Int32Array | Uint8Array | BigInt64Array

export type Attribute = number | string | boolean | readonly number[] | { readonly float: number }
export type Attributes = Readonly<Record<string, Attribute>>

export interface Node {
  /** Rises in order of creation, so that inputs always have smaller numbers. */
  readonly id: number
  readonly op: string
  readonly inputs: readonly Node[]
  readonly attributes: Attributes
  readonly shape: readonly number[]
  readonly dtype: DType
  /** Which of its operator's outputs this is; operators with one output leave it out. */
  readonly part?: number
  readonly parts?: number
  /** A constant that has this number everywhere, whatever its shape. */
  readonly splat?: number
  readonly data?: ConstantData
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1)

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i])

/** @throws RangeError when the two do not broadcast */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, i) => {
    const m = a[a.length - rank + i] ?? 1
    const n = b[b.length - rank + i] ?? 1
    if (m !== n && m !== 1 && n !== 1) throw new RangeError(`[${a}] and [${b}] do not broadcast`)
    return m === 1 ? n : m
  })
}
