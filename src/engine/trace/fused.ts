/**
 * Traced kernels of the operators in ops/: ONNX Runtime's fused operators.
 *
 * Each also hands out what its gradient (gradients/fused.ts) wants to read again, after the values that the operator returns.
 */
import type { Node } from "../graph/node.js"
import { type Step, traced } from "./backend.js"

/** Outputs: normed, 1/root mean square (last axis 1). */
traced("RmsNorm", ({ graph, node, attributes }) => {
  const x = node("x")
  const settings = { axis: -1, epsilon: { float: attributes.epsilon as number } }
  return graph.nodes("SimplifiedLayerNormalization", [x, node("weight")], settings, [
    { shape: x.shape, dtype: "float32" },
    { shape: [...x.shape.slice(0, -1), 1], dtype: "float32" },
  ])
})

/** Outputs: normed, 1/root mean square, sum. The operator's second output is not computed by ONNX Runtime. */
traced("AddRmsNorm", ({ graph, node, attributes }) => {
  const x = node("x")
  const settings = { epsilon: { float: attributes.epsilon as number } }
  const inverse = { shape: [...x.shape.slice(0, -1), 1], dtype: "float32" } as const
  const whole = { shape: x.shape, dtype: "float32" } as const
  const inputs = [x, node("residual"), node("weight")]
  const outputs = graph.nodes("SkipSimplifiedLayerNormalization", inputs, settings, [whole, inverse, inverse, whole])
  return [outputs[0]!, outputs[2]!, outputs[3]!]
})

for (const kernel of ["Rope", "RopeAt"]) {
  traced(kernel, ({ graph, node }) => {
    const x = node("x")
    const first = graph.constant(BigInt64Array.of(0n), [1], "int64")
    const positions = kernel === "Rope" ? first : graph.cast(node("positions"), "int64")
    return graph.node("RotaryEmbedding", [x, positions, node("cos"), node("sin")], { interleaved: 0 }, x)
  })
}

const silu = ({ graph }: Step, x: Node): Node => graph.node("QuickGelu", [x], { alpha: { float: 1 } }, x)

traced("Silu", (step) => silu(step, step.node("x")))
traced("SwiGlu", (step) => step.graph.binary("Mul", silu(step, step.node("gate")), step.node("up")))

function tokenLogProbs({ graph }: Step, logits: Node, targets: Node): Node {
  const [count] = targets.shape as [number]
  const logProbs = graph.node("LogSoftmax", [logits], { axis: -1 }, logits)
  const column = { shape: [count, 1], dtype: "float32" } as const
  const chosen = graph.node("GatherElements", [logProbs, graph.reshape(targets, [count, 1])], { axis: 1 }, column)
  return graph.reshape(chosen, [count])
}

traced("TokenLogProbs", (step) => tokenLogProbs(step, step.node("logits"), step.node("targets")))

traced("HeadLogProbs", (step) => {
  const logits = step.graph.matMul(step.node("hidden"), step.node("head"), false, true)
  return tokenLogProbs(step, logits, step.node("targets"))
})

/** Outputs: the values' mix, the weights of it in the shape of the scores. */
traced("Attention", ({ graph, node, inputs, attributes }) => {
  const [q, k, v] = [node("q"), node("k"), node("v")]
  const whole = attributes.whole as readonly number[]
  const grouped = [...q.shape.slice(0, 3), k.shape[2]!]
  const scores = graph.reshape(graph.matMul(q, k, false, true), whole)
  const masked = inputs.mask ? graph.binary("Add", scores, node("mask")) : scores
  const weights = graph.reshape(graph.node("Softmax", [masked], { axis: -1 }, masked), grouped)
  return [graph.matMul(weights, v, false, false), weights]
})
