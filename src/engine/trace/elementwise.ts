/** Traced kernels that work element by element. */
import { traced } from "./backend.js"

const BINARY = { Add: "Add", Sub: "Sub", Multiply: "Mul", RealDiv: "Div", Maximum: "Max", Minimum: "Min", Pow: "Pow" }
for (const [kernel, op] of Object.entries(BINARY)) {
  traced(kernel, ({ graph, node }) => graph.binary(op, node("a"), node("b")))
}

traced("SquaredDifference", ({ graph, node }) => {
  const difference = graph.binary("Sub", node("a"), node("b"))
  return graph.binary("Mul", difference, difference)
})

const COMPARISON = {
  Equal: "Equal",
  Greater: "Greater",
  GreaterEqual: "GreaterOrEqual",
  Less: "Less",
  LessEqual: "LessOrEqual",
  LogicalAnd: "And",
  LogicalOr: "Or",
}
for (const [kernel, op] of Object.entries(COMPARISON)) {
  traced(kernel, ({ graph, node }) => graph.binary(op, node("a"), node("b"), "bool"))
}
traced("NotEqual", ({ graph, node }) => graph.unary("Not", graph.binary("Equal", node("a"), node("b"), "bool")))
traced("LogicalNot", ({ graph, node }) => graph.unary("Not", node("x")))

const UNARY = [
  ...["Neg", "Exp", "Log", "Sqrt", "Reciprocal", "Sigmoid", "Tanh", "Abs", "Sign", "Floor", "Ceil"],
  ...["Sin", "Cos", "Erf", "Relu", "Softplus"],
]
for (const op of UNARY) traced(op, ({ graph, node }) => graph.unary(op, node("x")))

traced("Rsqrt", ({ graph, node }) => graph.unary("Reciprocal", graph.unary("Sqrt", node("x"))))
traced("Square", ({ graph, node }) => graph.binary("Mul", node("x"), node("x")))
traced("Expm1", ({ graph, node }) => graph.binary("Sub", graph.unary("Exp", node("x")), graph.splat(1, [], "float32")))
traced("Log1p", ({ graph, node }) => graph.unary("Log", graph.binary("Add", node("x"), graph.splat(1, [], "float32"))))
traced("Step", ({ graph, node, attributes }) => {
  if (attributes.alpha) throw new RangeError("step with alpha other than 0 can not be compiled")
  return graph.cast(graph.binary("Greater", node("x"), graph.splat(0, [], "float32"), "bool"), "float32")
})
traced("ClipByValue", ({ graph, node, attributes }) => {
  const atLeast = graph.binary("Max", node("x"), graph.splat(attributes.clipValueMin, [], "float32"))
  return graph.binary("Min", atLeast, graph.splat(attributes.clipValueMax, [], "float32"))
})

traced("Cast", ({ graph, node, attributes }) => graph.cast(node("x"), attributes.dtype))
traced("Identity", ({ node }) => node("x"))
traced("ZerosLike", ({ graph, node }) => graph.splat(0, node("x").shape, node("x").dtype))
traced("OnesLike", ({ graph, node }) => graph.splat(1, node("x").shape, node("x").dtype))
traced("Fill", ({ graph, attributes }) =>
  graph.splat(Number(attributes.value), attributes.shape, attributes.dtype ?? "float32"),
)
traced("Range", ({ graph, attributes }) => {
  const { start, stop, step, dtype } = attributes
  const count = Math.max(0, Math.ceil((stop - start) / step))
  const values = Array.from({ length: count }, (_, i) => start + i * step)
  return graph.constant(dtype === "int32" ? Int32Array.from(values) : Float32Array.from(values), [count], dtype)
})

traced("Select", ({ graph, node }) => {
  const inputs = [node("condition"), node("t"), node("e")]
  return graph.node("Where", inputs, {}, { shape: node("t").shape, dtype: node("t").dtype })
})
