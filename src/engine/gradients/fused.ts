/**
 * Gradients of the fused kernels, which exist only while tracing. Written as tfjs operators, so that the graph's own
 * sharing finds again what the forward pass has computed.
 */
import {
  add,
  exp,
  expandDims,
  gather,
  matMul,
  mul,
  neg,
  oneHot,
  reshape,
  sigmoid,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  unsortedSegmentSum,
} from "@tensorflow/tfjs-core"
import { logSoftmax } from "../ops/log-softmax.js"
import { silu } from "../ops/swiglu.js"
import { runKernel } from "../ops/tracing.js"
import { gradient } from "./register.js"

/**
 * With a = dy·x, s = Σ a·w over channels and r = 1/root mean square: dw = Σ r·a over rows, dx = dy·w·r − x·r³·s/C.
 * Both sums are products of matrices, which cost one pass less than reductions.
 */
function normGradient(dy: Tensor, x: Tensor, weight: Tensor, inverse: Tensor) {
  const channels = x.shape.at(-1)!
  const flat = (t: Tensor, width: number): Tensor => reshape(t, [-1, width])
  const [dyRows, xRows, r] = [flat(dy, channels), flat(x, channels), flat(inverse, 1)]
  const products = mul(dyRows, xRows)
  const projected = matMul(products, reshape(weight, [channels, 1]))
  const cubed = mul(mul(r, r), mul(r, projected))
  return {
    x: () => reshape(sub(mul(mul(dyRows, weight), r), mul(xRows, mul(cubed, 1 / channels))), x.shape),
    weight: () => reshape(matMul(r, products, true, false), [channels]),
  }
}

gradient("RmsNorm", { inputs: ["x", "weight"], outputs: [false, true] }, ([dy], [x, weight, inverse]) =>
  normGradient(dy!, x!, weight!, inverse!),
)

gradient("AddRmsNorm", { inputs: ["weight"], outputs: [false, true, true] }, (dys, [weight, inverse, total]) => {
  const [dNormed, , dSum] = dys
  const norm = normGradient(dNormed!, total!, weight!, inverse!)
  const stream = () => add(dSum!, norm.x())
  return { x: stream, residual: stream, weight: norm.weight }
})

/** The inverse of a rotation is the rotation by the opposite angle. */
for (const tables of [
  ["cos", "sin"],
  ["cos", "sin", "positions"],
]) {
  const kernel = tables.length === 3 ? "RopeAt" : "Rope"
  gradient(kernel, { inputs: tables }, ([dy], [cos, sin, positions]) => ({
    x: () => runKernel(kernel, { x: dy!, cos: cos!, sin: neg(sin!), ...(positions && { positions }) })[0]!,
  }))
}

/** d silu = σ + silu·(1 − σ), written with one product less. */
function siluSlope(x: Tensor, activated: Tensor): Tensor {
  const gate = sigmoid(x)
  return add(mul(sub(x, activated), gate), gate)
}

gradient("Silu", { inputs: ["x"], outputs: [true] }, ([dy], [x, y]) => ({ x: () => mul(dy!, siluSlope(x!, y!)) }))

gradient("SwiGlu", { inputs: ["gate", "up"] }, ([dy], [gate, up]) => {
  const activated = silu(gate!)
  return {
    gate: () => mul(mul(dy!, up!), siluSlope(gate!, activated)),
    up: () => mul(dy!, activated),
  }
})

const probabilities = (logits: Tensor): Tensor => exp(logSoftmax(logits))

gradient("TokenLogProbs", { inputs: ["logits", "targets"] }, ([dy], [logits, targets]) => ({
  logits: () => mul(expandDims(dy!, 1), sub(oneHot(targets!, logits!.shape[1]!), probabilities(logits!))),
}))

/** dLogits = dy·(one-hot − p) is never formed: both of its products are, one with p and one by looking rows up. */
gradient("HeadLogProbs", { inputs: ["hidden", "head", "targets"] }, ([dy], [hidden, head, targets]) => {
  const p = probabilities(matMul(hidden!, head!, false, true))
  const weight = expandDims(dy!, 1)
  return {
    hidden: () => mul(sub(gather(head!, targets!), matMul(p, head!)), weight),
    head: () => {
      const weighted = mul(hidden!, neg(weight))
      const chosen = unsortedSegmentSum(weighted, targets as Tensor1D, head!.shape[0]!)
      return sub(matMul(p, weighted, true, false), chosen)
    },
  }
})

/** With D = Σ dO·O over channels, dScores = P·(dP − D). @source Dao et al. 2022, arXiv:2205.14135, appendix B */
gradient("Attention", { inputs: ["q", "k", "v"], outputs: [true, true] }, ([dy], [q, k, v, out, weights]) => {
  const dScores = mul(weights!, sub(matMul(dy!, v!, false, true), sum(mul(dy!, out!), -1, true)))
  return {
    q: () => matMul(dScores, k!),
    k: () => matMul(dScores, q!, true, false),
    v: () => matMul(weights!, dy!, true, false),
  }
})
