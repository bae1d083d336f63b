/** Traced kernels that move values about without changing them. */
import { backend_util, slice_util, util } from "@tensorflow/tfjs-core"
import type { Graph } from "../graph/graph.js"
import { type Node, sameShape, sizeOf } from "../graph/node.js"
import { listed, traced } from "./backend.js"

const fromZero = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis)
const inserted = (shape: readonly number[], at: number, n: number): number[] => [
  ...shape.slice(0, at),
  n,
  ...shape.slice(at),
]

traced("Reshape", ({ graph, node, attributes }) => {
  const x = node("x")
  return graph.reshape(x, util.inferFromImplicitShape(attributes.shape, sizeOf(x.shape)))
})

traced("ExpandDims", ({ graph, node, attributes }) => {
  const x = node("input")
  return graph.reshape(x, inserted(x.shape, fromZero(attributes.dim, x.shape.length + 1), 1))
})

traced("Transpose", ({ graph, node, attributes }) => graph.transpose(node("x"), attributes.perm))

function slice(
  graph: Graph,
  x: Node,
  starts: readonly number[],
  ends: readonly number[],
  steps: readonly number[],
): Node {
  const shape = starts.map((from, i) => Math.max(0, Math.ceil((ends[i]! - from) / steps[i]!)))
  if (sameShape(shape, x.shape) && steps.every((n) => n === 1)) return x
  if (x.splat !== undefined) return graph.splat(x.splat, shape, x.dtype)
  return graph.node("Slice", [x], { starts, ends, steps }, { shape, dtype: x.dtype })
}

traced("Slice", ({ graph, node, inputs, attributes }) => {
  const [starts, sizes] = slice_util.parseSliceParams(inputs.x!, attributes.begin, attributes.size) as number[][]
  const ends = starts!.map((from, i) => from + sizes![i]!)
  const steps = starts!.map(() => 1)
  return slice(graph, node("x"), starts!, ends, steps)
})

traced("StridedSlice", ({ graph, node, attributes: a }) => {
  const x = node("x")
  const masks = [a.beginMask, a.endMask, a.ellipsisMask, a.newAxisMask, a.shrinkAxisMask] as const
  const info = slice_util.sliceInfo([...x.shape], a.begin, a.end, a.strides, ...masks)
  if (info.strides.some((n) => n < 1)) throw new RangeError("a slice that runs backwards can not be compiled")
  const cut = info.isIdentity ? x : slice(graph, x, info.begin, info.end, info.strides)
  return graph.reshape(cut, info.finalShape)
})

function concat(graph: Graph, parts: readonly Node[], axis: number): Node {
  const filled = parts.filter((part) => sizeOf(part.shape) > 0)
  if (filled.length <= 1) return filled[0] ?? parts[0]!
  const length = filled.reduce((sum, part) => sum + part.shape[axis]!, 0)
  const shape = filled[0]!.shape.map((n, i) => (i === axis ? length : n))
  return graph.node("Concat", filled, { axis }, { shape, dtype: filled[0]!.dtype })
}

traced("Concat", (step) => {
  const parts = listed(step)
  return concat(step.graph, parts, fromZero(step.attributes.axis, parts[0]!.shape.length))
})

traced("Pack", (step) => {
  const parts = listed(step)
  const axis = fromZero(step.attributes.axis, parts[0]!.shape.length + 1)
  const expanded = parts.map((part) => step.graph.reshape(part, inserted(part.shape, axis, 1)))
  return concat(step.graph, expanded, axis)
})

function split(graph: Graph, x: Node, sizes: readonly number[], axis: number): Node[] {
  if (sizes.length === 1) return [x]
  const outputs = sizes.map((size) => ({ shape: x.shape.map((n, i) => (i === axis ? size : n)), dtype: x.dtype }))
  if (x.splat !== undefined) return outputs.map(({ shape }) => graph.splat(x.splat!, shape, x.dtype))
  return graph.nodes("Split", [x], { axis, sizes }, outputs)
}

traced("SplitV", ({ graph, node, inputs, attributes }) => {
  const x = node("x")
  const axis = fromZero(attributes.axis, x.shape.length)
  return split(graph, x, backend_util.prepareSplitSize(inputs.x as never, attributes.numOrSizeSplits, axis), axis)
})

traced("Unpack", ({ graph, node, attributes }) => {
  const x = node("value")
  const axis = fromZero(attributes.axis, x.shape.length)
  const shape = x.shape.filter((_, i) => i !== axis)
  const ones = Array.from({ length: x.shape[axis]! }, () => 1)
  return split(graph, x, ones, axis).map((part) => graph.reshape(part, shape))
})

traced("PadV2", ({ graph, node, attributes }) => {
  const x = node("x")
  const paddings = attributes.paddings as readonly (readonly [number, number])[]
  const shape = x.shape.map((n, i) => n + paddings[i]![0] + paddings[i]![1])
  if (sameShape(shape, x.shape)) return x
  const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]
  const value = graph.splat(attributes.constantValue, [], x.dtype)
  return graph.node("Pad", [x, value], { pads }, { shape, dtype: x.dtype })
})

traced("Tile", ({ graph, node, attributes }) => {
  const x = node("x")
  const repeats = attributes.reps as readonly number[]
  const shape = x.shape.map((n, i) => n * repeats[i]!)
  if (x.shape.every((n, i) => n === 1 || repeats[i] === 1)) return graph.broadcast(x, shape)
  return graph.node("Tile", [x], { repeats }, { shape, dtype: x.dtype })
})
