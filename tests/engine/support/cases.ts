/**
 * One case for each kernel that can be compiled: a function that uses it, on a, b [2, T, 4] and, for
 * lookups, int32 ids [2T] in [0, 3). T is 3 where slopes are measured, and 2,048 (4,096 rows) where two threads share the work.
 * `slope`: it has a gradient, which is compared and checked by finite differences too.
 */
import * as tf from "@tensorflow/tfjs-core"
import {
  addRmsNorm,
  attention,
  headLogProbs,
  logSoftmax,
  rmsNorm,
  rope,
  silu,
  swiglu,
  tokenLogProbs,
} from "../../../src/engine/ops/index.js"

export interface Given {
  readonly a: tf.Tensor
  readonly b: tf.Tensor
  /** [2T] int32 in [0, 3), each many times. */
  readonly ids: tf.Tensor1D
}

export interface Case {
  readonly f: (given: Given) => tf.Tensor | tf.Tensor[]
  readonly slope: boolean
}

const sloped = (f: Case["f"]): Case => ({ f, slope: true })
const flat = (f: Case["f"]): Case => ({ f, slope: false })
const length = (t: tf.Tensor): number => t.shape[1]!
const rows = (t: tf.Tensor): tf.Tensor2D => tf.reshape(t, [-1, 4])
const row = (t: tf.Tensor): tf.Tensor => tf.slice(t, [0, 0, 0], [1, length(t), 1])
const positive = (t: tf.Tensor): tf.Tensor => tf.add(tf.square(t), 0.5)
/** Rotary tables with two rows more than there are tokens. */
const tables = (t: tf.Tensor): [tf.Tensor, tf.Tensor] => {
  const table = (f: (x: number) => number): tf.Tensor =>
    tf.tensor(
      Float32Array.from({ length: 2 * (length(t) + 2) }, (_, i) => f(i * 0.3)),
      [length(t) + 2, 2],
    )
  return [table(Math.cos), table(Math.sin)]
}
const heads = (t: tf.Tensor): tf.Tensor => tf.reshape(t, [1, 2, length(t), 4])
/** The first tokens: attention looks from each at each. */
const early = (t: tf.Tensor): tf.Tensor => tf.slice(t, [0, 0, 0], [2, Math.min(length(t), 128), 4])
const vector = (t: tf.Tensor): tf.Tensor => tf.reshape(tf.slice(t, [0, 0, 0], [1, 1, 4]), [4])

export const CASES: Readonly<Record<string, Case>> = {
  Add: sloped(({ a, b }) => [tf.add(a, b), tf.add(a, row(b))]),
  Sub: sloped(({ a, b }) => [tf.sub(a, b), tf.sub(row(a), b)]),
  Multiply: sloped(({ a, b }) => [tf.mul(a, b), tf.mul(row(a), b)]),
  RealDiv: sloped(({ a, b }) => [tf.div(a, b), tf.div(row(a), b)]),
  Maximum: sloped(({ a, b }) => [tf.maximum(a, b), tf.maximum(a, row(b))]),
  Minimum: sloped(({ a, b }) => [tf.minimum(a, b), tf.minimum(row(a), b)]),
  Pow: sloped(({ a, b }) => [tf.pow(positive(a), b), tf.pow(a, 2), tf.pow(positive(a), 1.5)]),
  SquaredDifference: sloped(({ a, b }) => tf.squaredDifference(a, row(b))),
  Equal: flat(({ ids }) => tf.equal(ids, tf.scalar(2, "int32"))),
  NotEqual: flat(({ ids }) => tf.notEqual(ids, tf.scalar(2, "int32"))),
  Greater: flat(({ a, b }) => tf.greater(a, row(b))),
  GreaterEqual: flat(({ ids }) => tf.greaterEqual(ids, tf.scalar(1, "int32"))),
  Less: flat(({ a, b }) => tf.less(a, b)),
  LessEqual: flat(({ ids }) => tf.lessEqual(ids, tf.scalar(1, "int32"))),
  LogicalAnd: flat(({ a, b }) => tf.logicalAnd(tf.greater(a, 0), tf.greater(b, 0))),
  LogicalOr: flat(({ a, b }) => tf.logicalOr(tf.greater(a, 0), tf.greater(b, 0))),
  LogicalNot: flat(({ a }) => tf.logicalNot(tf.greater(a, 0))),
  Neg: sloped(({ a }) => tf.neg(a)),
  Exp: sloped(({ a }) => tf.exp(a)),
  Log: sloped(({ a }) => tf.log(positive(a))),
  Sqrt: sloped(({ a }) => tf.sqrt(positive(a))),
  Reciprocal: sloped(({ a }) => tf.reciprocal(a)),
  Sigmoid: sloped(({ a }) => tf.sigmoid(a)),
  Tanh: sloped(({ a }) => tf.tanh(a)),
  Abs: sloped(({ a }) => tf.abs(a)),
  Sign: sloped(({ a, b }) => tf.mul(tf.sign(a), b)),
  Floor: sloped(({ a, b }) => tf.mul(tf.floor(a), b)),
  Ceil: sloped(({ a, b }) => tf.mul(tf.ceil(a), b)),
  Step: sloped(({ a, b }) => tf.mul(tf.step(a), b)),
  Sin: sloped(({ a }) => tf.sin(a)),
  Cos: sloped(({ a }) => tf.cos(a)),
  Erf: sloped(({ a }) => tf.erf(a)),
  Relu: sloped(({ a }) => tf.relu(a)),
  Softplus: sloped(({ a }) => tf.softplus(a)),
  Rsqrt: sloped(({ a }) => tf.rsqrt(positive(a))),
  Square: sloped(({ a }) => tf.square(a)),
  Expm1: sloped(({ a }) => tf.expm1(a)),
  Log1p: sloped(({ a }) => tf.log1p(positive(a))),
  ClipByValue: sloped(({ a }) => tf.clipByValue(a, -1, 0.9)),
  Cast: flat(({ a, ids }) => [tf.cast(a, "int32"), tf.cast(tf.greater(a, 0), "float32"), tf.cast(ids, "float32")]),
  Identity: sloped(({ a }) => tf.clone(a)),
  ZerosLike: sloped(({ a, b }) => tf.add(tf.zerosLike(a), b)),
  OnesLike: sloped(({ a, b }) => tf.mul(tf.onesLike(a), b)),
  Fill: sloped(({ a }) => tf.add(a, tf.fill(a.shape, 0.5))),
  Range: flat(({ ids }) => tf.add(tf.range(0, ids.size, 1, "int32"), ids)),
  Select: sloped(({ a, b }) => [tf.where(tf.greater(a, 0), a, tf.scalar(3)), tf.where(tf.lessEqual(a, row(b)), a, b)]),
  Sum: sloped(({ a }) => [tf.sum(a), tf.sum(a, 1), tf.sum(a, [0, 2], true)]),
  Mean: sloped(({ a }) => [tf.mean(a), tf.mean(a, -1), tf.mean(a, [0, 2], true)]),
  Max: sloped(({ a }) => [tf.max(a, -1), tf.max(a, [0, 1], true)]),
  Min: sloped(({ a }) => [tf.min(a, -1), tf.min(a, 0, true)]),
  Prod: flat(({ a }) => tf.prod(a, 1)),
  All: flat(({ a }) => tf.all(tf.greater(a, 0), 1)),
  Any: flat(({ a }) => tf.any(tf.greater(a, 0), 2)),
  ArgMax: flat(({ a }) => [tf.argMax(a, -1), tf.argMax(a, 0)]),
  ArgMin: flat(({ a }) => tf.argMin(a, 1)),
  Cumsum: sloped(({ a }) => [tf.cumsum(a, 1), tf.cumsum(a, 2, true, true)]),
  TopK: flat(({ a }) => Object.values(tf.topk(a, 2))),
  Softmax: sloped(({ a }) => tf.softmax(a)),
  LogSoftmax: sloped(({ a }) => logSoftmax(a)),
  BatchMatMul: sloped(({ a, b }) => [
    tf.matMul(early(a), early(b), false, true),
    tf.matMul(a, b, true, false),
    tf.matMul(early(a), tf.transpose(early(b), [0, 2, 1])),
    tf.matMul(rows(a), tf.slice(rows(b), [0, 0], [4, 4])),
    tf.matMul(rows(a), tf.slice(rows(b), [1, 0], [4, 4]), false, true),
    tf.matMul(rows(a), rows(b), true, false),
    tf.matMul(tf.transpose(rows(a)), tf.slice(rows(b), [0, 0], [6, 4]), true, true),
    tf.matMul(tf.slice(a, [0, 0, 0], [1, 3, 4]), early(b), false, true),
  ]),
  Reshape: sloped(({ a, b }) => tf.matMul(rows(a), rows(b), true, false)),
  ExpandDims: sloped(({ a, b }) => tf.mul(tf.expandDims(a, 1), tf.expandDims(b, -3))),
  Transpose: sloped(({ a, b }) => [
    tf.transpose(a, [2, 0, 1]),
    tf.mul(tf.transpose(a, [1, 0, 2]), tf.transpose(b, [1, 0, 2])),
  ]),
  Slice: sloped(({ a, b }) => {
    const size: [number, number, number] = [2, length(a) - 1, 3]
    return tf.mul(tf.slice(a, [0, 1, 1], size), tf.slice(b, [0, 0, 0], size))
  }),
  StridedSlice: flat(({ a }) => [
    tf.stridedSlice(a, [0, 0, 0], [2, length(a), 4], [1, 2, 2]),
    tf.stridedSlice(a, [0, 1], [2, length(a)], [1, 1]),
  ]),
  Concat: sloped(({ a, b }) => tf.concat([a, b, a], 1)),
  Pack: sloped(({ a, b }) => tf.stack([a, b], 1)),
  SplitV: sloped(({ a, b }) => {
    const [x, y] = tf.split(a, [1, 3], 2)
    return [tf.mul(x!, b), y!]
  }),
  Unpack: sloped(({ a }) => tf.unstack(a, 2).slice(0, 2)),
  PadV2: sloped(({ a }) =>
    tf.pad(
      a,
      [
        [1, 0],
        [0, 2],
        [1, 1],
      ],
      0.5,
    ),
  ),
  Tile: sloped(({ a }) => [tf.tile(a, [1, 2, 3]), tf.tile(row(a), [2, 1, 4])]),
  GatherV2: sloped(({ a, b, ids }) => [
    tf.gather(early(a), ids, 1),
    tf.gather(tf.slice(rows(b), [0, 0], [6, 4]), ids),
    tf.gather(tf.sigmoid(rows(early(a))), tf.reshape(ids, [2, -1])),
  ]),
  GatherNd: flat(({ a }) =>
    tf.gatherND(
      a,
      tf.tensor(
        [
          [0, 1],
          [1, 2],
        ],
        [2, 2],
        "int32",
      ),
    ),
  ),
  UnsortedSegmentSum: sloped(({ a, ids }) => tf.unsortedSegmentSum(rows(a), ids, 3)),
  OneHot: flat(({ ids }) => [tf.oneHot(ids, 3), tf.oneHot(ids, 4, 2, -1)]),
  RmsNorm: sloped(({ a, b }) => rmsNorm(a, vector(b))),
  AddRmsNorm: sloped(({ a, b }) => {
    const { sum, normed } = addRmsNorm(a, b, vector(b), 1e-3)
    return [sum, normed]
  }),
  Rope: sloped(({ a, b }) => [rope(heads(a), ...tables(a)), heads(b)]),
  RopeAt: sloped(({ a }) => {
    const backwards = tf.range(length(a) + 1, 1, -1, "int32")
    return rope(heads(a), ...tables(a), tf.expandDims(backwards, 0))
  }),
  Silu: sloped(({ a }) => silu(a)),
  SwiGlu: sloped(({ a, b }) => swiglu(a, b)),
  TokenLogProbs: sloped(({ a, ids }) => tokenLogProbs(rows(a), ids)),
  HeadLogProbs: sloped(({ a, b, ids }) => headLogProbs(rows(a), tf.slice(rows(b), [0, 0], [6, 4]), ids)),
  Attention: sloped(({ a, b }) => {
    const [q, k] = [early(a), early(b)]
    const tokens = length(q)
    const mask = tf.tensor(
      Float32Array.from({ length: tokens ** 2 }, (_, i) => (i % tokens > Math.floor(i / tokens) ? -1e9 : 0)),
      [tokens, tokens],
    )
    const [keys, values] = tf.split(tf.reshape(k, [1, 2, tokens, 4]), 2, 1)
    return [attention(heads(q), keys!, values!, mask), attention(heads(q), heads(k), heads(k))]
  }),
}
