/** Gradients of sums, extremes, softmax and the product of matrices. */
import { broadcastTo, cumsum, exp, matMul, mul, reshape, sub, sum, type Tensor, util } from "@tensorflow/tfjs-core"
import { atExtreme } from "./elementwise.js"
import { type AttributeValues, gradient, sumTo } from "./register.js"

const axesOf = (x: Tensor, { axis, reductionIndices }: AttributeValues): number[] =>
  util.parseAxisParam(reductionIndices ?? axis, x.shape)

/** What was reduced, with its axes back as ones. */
function restored(reduced: Tensor, x: Tensor, attributes: AttributeValues): Tensor {
  const axes = axesOf(x, attributes)
  return reshape(
    reduced,
    x.shape.map((n, i) => (axes.includes(i) ? 1 : n)),
  )
}

gradient("Sum", { inputs: ["x"] }, ([dy], [x], attributes) => ({
  x: () => broadcastTo(restored(dy!, x!, attributes), x!.shape),
}))
gradient("Mean", { inputs: ["x"] }, ([dy], [x], attributes) => {
  const count = axesOf(x!, attributes).reduce((product, axis) => product * x!.shape[axis]!, 1)
  return { x: () => broadcastTo(mul(restored(dy!, x!, attributes), 1 / count), x!.shape) }
})
for (const kernel of ["Max", "Min"]) {
  gradient(kernel, { inputs: ["x"], outputs: [true] }, ([dy], [x, y], attributes) => ({
    x: () => atExtreme(restored(dy!, x!, attributes), x!, restored(y!, x!, attributes)),
  }))
}
gradient("Cumsum", {}, ([dy], _, { axis, exclusive, reverse }) => ({
  x: () => cumsum(dy!, axis, exclusive, !reverse),
}))

gradient("Softmax", { outputs: [true] }, ([dy], [y]) => ({
  logits: () => {
    const weighted = mul(dy!, y!)
    return sub(weighted, mul(sum(weighted, -1, true), y!))
  },
}))
gradient("LogSoftmax", { outputs: [true] }, ([dy], [y]) => ({
  logits: () => sub(dy!, mul(sum(dy!, -1, true), exp(y!))),
}))

gradient("BatchMatMul", { inputs: ["a", "b"] }, ([dy], [a, b], { transposeA: ta, transposeB: tb }) => ({
  a: () => sumTo(ta ? matMul(b!, dy!, Boolean(tb), true) : matMul(dy!, b!, false, !tb), a!.shape),
  b: () => sumTo(tb ? matMul(dy!, a!, true, Boolean(ta)) : matMul(a!, dy!, !ta, false), b!.shape),
}))
