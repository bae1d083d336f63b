/** Traced kernels that look rows up, and the sum that is a lookup's gradient. */
import { sizeOf } from "../graph/node.js"
import { TraceError, traced } from "./backend.js"

traced("GatherV2", ({ graph, node, attributes }) => {
  if (attributes.batchDims) throw new TraceError("gather with batchDims can not be compiled; use gatherND")
  const x = node("x")
  const indices = node("indices")
  const axis = attributes.axis < 0 ? attributes.axis + x.shape.length : (attributes.axis ?? 0)
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]
  return graph.node("Gather", [x, indices], { axis }, { shape, dtype: x.dtype })
})

traced("GatherNd", ({ graph, node }) => {
  const x = node("params")
  const indices = node("indices")
  const shape = [...indices.shape.slice(0, -1), ...x.shape.slice(indices.shape.at(-1))]
  return graph.node("GatherND", [x, graph.cast(indices, "int64")], {}, { shape, dtype: x.dtype })
})

traced("UnsortedSegmentSum", ({ graph, node, attributes }) => {
  const ids = node("segmentIds")
  const x = node("x")
  const tail = x.shape.slice(ids.shape.length)
  const count = sizeOf(ids.shape)
  const inputs = [graph.reshape(x, [count, ...tail]), graph.reshape(ids, [count])]
  return graph.node("SegmentSum", inputs, {}, { shape: [attributes.numSegments, ...tail], dtype: "float32" })
})

traced("OneHot", ({ graph, node, attributes }) => {
  const indices = node("indices")
  const { depth, onValue = 1, offValue = 0, dtype = "float32" } = attributes
  const classes = graph.constant(
    Int32Array.from({ length: depth }, (_, i) => i),
    [depth],
    "int32",
  )
  const chosen = graph.binary("Equal", graph.reshape(indices, [...indices.shape, 1]), classes, "bool")
  if (onValue === 1 && offValue === 0) return graph.cast(chosen, dtype)
  const values = [graph.splat(onValue, [], dtype), graph.splat(offValue, [], dtype)]
  return graph.node("Where", [chosen, ...values], {}, { shape: chosen.shape, dtype })
})
