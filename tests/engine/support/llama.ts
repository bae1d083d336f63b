/** A small Llama for the engine's own tests and bench, so that they do not hang on src/model. */
import {
  add,
  gather,
  matMul,
  mul,
  neg,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  transpose,
} from "@tensorflow/tfjs-core"
import type { Shapes, Specs, Tensors } from "../../../src/engine/engine.js"
import { addRmsNorm, attention, headLogProbs, rmsNorm, rope, swiglu } from "../../../src/engine/ops/index.js"

export interface Size {
  readonly vocabulary: number
  readonly width: number
  readonly layers: number
  readonly heads: number
  readonly keyHeads: number
  readonly hidden: number
  readonly batch: number
  readonly tokens: number
}

export function llamaShapes(c: Size): Shapes {
  const keys = (c.width / c.heads) * c.keyHeads
  const shapes: Record<string, number[]> = { embedding: [c.vocabulary, c.width], norm: [c.width] }
  for (let l = 0; l < c.layers; l++) {
    Object.assign(shapes, {
      [`${l}.norm1`]: [c.width],
      [`${l}.norm2`]: [c.width],
      [`${l}.q`]: [c.width, c.width],
      [`${l}.k`]: [c.width, keys],
      [`${l}.v`]: [c.width, keys],
      [`${l}.o`]: [c.width, c.width],
      [`${l}.gate`]: [c.width, c.hidden],
      [`${l}.up`]: [c.width, c.hidden],
      [`${l}.down`]: [c.hidden, c.width],
    })
  }
  return shapes
}

export const llamaInputs = ({ batch, tokens }: Size): Specs => ({
  ids: { shape: [batch * tokens], dtype: "int32" },
  targets: { shape: [batch * tokens], dtype: "int32" },
  weights: { shape: [batch * tokens], dtype: "float32" },
})

/** Rotary tables [T, D/2] times a scale. */
function tables(c: Size, scale: number): [Tensor, Tensor] {
  const half = c.width / c.heads / 2
  const angle = (i: number): number => Math.floor(i / half) * 10000 ** (-(i % half) / half)
  const table = (f: (x: number) => number): Tensor =>
    tensor(
      Float32Array.from({ length: c.tokens * half }, (_, i) => f(angle(i)) * scale),
      [c.tokens, half],
    )
  return [table(Math.cos), table(Math.sin)]
}

/** The weighted negative log-likelihood of the targets. */
export function llamaLoss(c: Size) {
  const width = c.width / c.heads
  return (w: Tensors, { ids, targets, weights }: Tensors) => {
    const mask = tensor(
      Float32Array.from({ length: c.tokens ** 2 }, (_, i) => (i % c.tokens > Math.floor(i / c.tokens) ? -1e9 : 0)),
      [c.tokens, c.tokens],
    )
    const [cosQ, sinQ] = tables(c, 1 / Math.sqrt(width))
    const [cosK, sinK] = tables(c, 1)
    const split = (x: Tensor, heads: number): Tensor =>
      transpose(reshape(x, [c.batch, c.tokens, heads, width]), [0, 2, 1, 3])
    let stream: Tensor = gather(w.embedding!, ids!)
    let x = rmsNorm(stream, w["0.norm1"]!)
    for (let l = 0; l < c.layers; l++) {
      const p = (name: string): Tensor => w[`${l}.${name}`]!
      const q = rope(split(matMul(x, p("q")), c.heads), cosQ, sinQ)
      const k = rope(split(matMul(x, p("k")), c.keyHeads), cosK, sinK)
      const v = split(matMul(x, p("v")), c.keyHeads)
      const mixed = reshape(transpose(attention(q, k, v, mask), [0, 2, 1, 3]), [c.batch * c.tokens, c.width])
      const middle = addRmsNorm(matMul(mixed, p("o")), stream, p("norm2"))
      const gated = swiglu(matMul(middle.normed, p("gate")), matMul(middle.normed, p("up")))
      const next = w[`${l + 1}.norm1`] ?? w.norm!
      const after = addRmsNorm(matMul(gated, p("down")), middle.sum, next)
      stream = after.sum
      x = after.normed
    }
    const logProbs_N = headLogProbs(x as Tensor2D, w.embedding as Tensor2D, targets as Tensor1D)
    return { loss: neg(sum(mul(logProbs_N, weights!))) as never, logProbs: add(logProbs_N, 0) }
  }
}
