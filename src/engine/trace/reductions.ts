/** Traced kernels that sum up, choose or normalise along axes, and the product of matrices. */
import { util } from "@tensorflow/tfjs-core"
import type { Node } from "../graph/node.js"
import { type Step, TraceError, traced } from "./backend.js"

/** Without axes: all of them. */
const axesOf = (axis: number | readonly number[] | undefined, x: Node): number[] =>
  util.parseAxisParam(axis as number | number[], [...x.shape])

const reduction =
  (op: string, prepare: (x: Node, step: Step) => Node = (x) => x) =>
  (step: Step): Node => {
    const x = prepare(step.node("x"), step)
    const { axis, reductionIndices, keepDims } = step.attributes
    return step.graph.reduce(op, x, axesOf(reductionIndices ?? axis, x), Boolean(keepDims))
  }

const countable = (x: Node, { graph }: Step): Node => (x.dtype === "bool" ? graph.cast(x, "int32") : x)

traced("Sum", reduction("ReduceSum", countable))
traced(
  "Mean",
  reduction("ReduceMean", (x, { graph }) => graph.cast(x, "float32")),
)
traced("Max", reduction("ReduceMax"))
traced("Min", reduction("ReduceMin"))
traced("Prod", reduction("ReduceProd", countable))
traced("All", (step) => step.graph.cast(reduction("ReduceMin", countable)(step), "bool"))
traced("Any", (step) => step.graph.cast(reduction("ReduceMax", countable)(step), "bool"))

for (const op of ["ArgMax", "ArgMin"]) {
  traced(op, ({ graph, node, attributes }) => {
    const x = node("x")
    const axis = axesOf(attributes.axis, x)[0]!
    const shape = x.shape.filter((_, i) => i !== axis)
    return graph.cast(graph.node(op, [x], { axis, keepdims: 0 }, { shape, dtype: "int64" }), "int32")
  })
}

traced("Cumsum", ({ graph, node, attributes }) => {
  const x = node("x")
  const { axis, exclusive, reverse } = attributes
  const settings = { axis: axesOf(axis, x)[0]!, exclusive: Number(exclusive ?? 0), reverse: Number(reverse ?? 0) }
  return graph.node("CumSum", [x], settings, x)
})

traced("TopK", ({ graph, node, attributes }) => {
  const x = node("x")
  const shape = [...x.shape.slice(0, -1), attributes.k]
  const [values, indices] = graph.nodes("TopK", [x], { k: [attributes.k], axis: -1, largest: 1, sorted: 1 }, [
    { shape, dtype: x.dtype },
    { shape, dtype: "int64" },
  ])
  return [values!, graph.cast(indices!, "int32")]
})

for (const op of ["Softmax", "LogSoftmax"]) {
  traced(op, ({ graph, node, attributes }) => {
    const x = node("logits")
    const last = x.shape.length - 1
    const axis = attributes.dim ?? attributes.axis ?? last
    if (axis !== last && axis !== -1) throw new TraceError(`${op} along axis ${axis}: only along the last`)
    return graph.node(op, [x], { axis: -1 }, { shape: x.shape, dtype: "float32" })
  })
}

traced("BatchMatMul", ({ graph, node, attributes }) =>
  graph.matMul(node("a"), node("b"), Boolean(attributes.transposeA), Boolean(attributes.transposeB)),
)
