/**
 * One case for each kernel that can be compiled: a function that uses it, on a, b [2, 3, 4] and, for lookups, int32 ids.
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
  /** [4] int32 in [0, 3): 2 0 1 2. */
  readonly ids: tf.Tensor1D
}

export interface Case {
  readonly f: (given: Given) => tf.Tensor | tf.Tensor[]
  readonly slope: boolean
}

const sloped = (f: Case["f"]): Case => ({ f, slope: true })
const flat = (f: Case["f"]): Case => ({ f, slope: false })
const rows = (t: tf.Tensor): tf.Tensor2D => tf.reshape(t, [6, 4])
const row = (t: tf.Tensor): tf.Tensor => tf.slice(t, [0, 0, 0], [1, 3, 1])
const positive = (t: tf.Tensor): tf.Tensor => tf.add(tf.square(t), 0.5)
const table = (f: (x: number) => number): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: 10 }, (_, i) => f(i * 0.3)),
    [5, 2],
  )
const heads = (t: tf.Tensor): tf.Tensor => tf.reshape(t, [1, 2, 3, 4])
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
  ClipByValue: sloped(({ a }) => tf.clipByValue(a, -0.2, 0.2)),
  Cast: flat(({ a, ids }) => [tf.cast(a, "int32"), tf.cast(tf.greater(a, 0), "float32"), tf.cast(ids, "float32")]),
  Identity: sloped(({ a }) => tf.clone(a)),
  ZerosLike: sloped(({ a, b }) => tf.add(tf.zerosLike(a), b)),
  OnesLike: sloped(({ a, b }) => tf.mul(tf.onesLike(a), b)),
  Fill: sloped(({ a }) => tf.add(a, tf.fill([2, 3, 4], 0.5))),
  Range: flat(({ ids }) => tf.add(tf.range(0, 4, 1, "int32"), ids)),
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
    tf.matMul(a, b, false, true),
    tf.matMul(a, b, true, false),
    tf.matMul(a, tf.transpose(b, [0, 2, 1])),
    tf.matMul(rows(a), rows(b), true, false),
    tf.matMul(tf.transpose(rows(a)), rows(b), true, true),
    tf.matMul(tf.slice(a, [0, 0, 0], [1, 3, 4]), b, false, true),
  ]),
  Reshape: sloped(({ a, b }) => tf.matMul(rows(a), rows(b), false, true)),
  ExpandDims: sloped(({ a, b }) => tf.mul(tf.expandDims(a, 1), tf.expandDims(b, -3))),
  Transpose: sloped(({ a, b }) => [
    tf.transpose(a, [2, 0, 1]),
    tf.mul(tf.transpose(a, [1, 0, 2]), tf.transpose(b, [1, 0, 2])),
  ]),
  Slice: sloped(({ a, b }) => tf.mul(tf.slice(a, [0, 1, 1], [2, 2, 3]), tf.slice(b, [0, 0, 0], [2, 2, 3]))),
  StridedSlice: flat(({ a }) => [
    tf.stridedSlice(a, [0, 0, 0], [2, 3, 4], [1, 2, 2]),
    tf.stridedSlice(a, [0, 1], [2, 3], [1, 1]),
  ]),
  Concat: sloped(({ a, b }) => tf.concat([a, b, a], 1)),
  Pack: sloped(({ a, b }) => tf.stack([a, b], 1)),
  SplitV: sloped(({ a, b }) => {
    const [x, y] = tf.split(a, [1, 3], 2)
    return [tf.mul(x!, b), y!]
  }),
  Unpack: sloped(({ a }) => tf.unstack(a, 1).slice(0, 2)),
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
    tf.gather(a, ids, 1),
    tf.gather(rows(b), ids),
    tf.gather(tf.sigmoid(rows(a)), tf.reshape(ids, [2, 2])),
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
  UnsortedSegmentSum: sloped(({ a, ids }) => tf.unsortedSegmentSum(tf.slice(rows(a), [0, 0], [4, 4]), ids, 3)),
  OneHot: flat(({ ids }) => [tf.oneHot(ids, 3), tf.oneHot(ids, 4, 2, -1)]),
  RmsNorm: sloped(({ a, b }) => rmsNorm(a, vector(b))),
  AddRmsNorm: sloped(({ a, b }) => {
    const { sum, normed } = addRmsNorm(a, b, vector(b), 1e-3)
    return [sum, normed]
  }),
  Rope: sloped(({ a, b }) => [rope(heads(a), table(Math.cos), table(Math.sin)), heads(b)]),
  RopeAt: sloped(({ a }) => rope(heads(a), table(Math.cos), table(Math.sin), tf.tensor([[4, 0, 2]], [1, 3], "int32"))),
  Silu: sloped(({ a }) => silu(a)),
  SwiGlu: sloped(({ a, b }) => swiglu(a, b)),
  TokenLogProbs: sloped(({ a, ids }) => tokenLogProbs(tf.slice(rows(a), [1, 0], [4, 4]) as tf.Tensor2D, ids)),
  HeadLogProbs: sloped(({ a, b, ids }) => headLogProbs(tf.slice(rows(a), [1, 0], [4, 4]) as tf.Tensor2D, rows(b), ids)),
  Attention: sloped(({ a, b }) => {
    const mask = tf.tensor([
      [0, -1e9, -1e9],
      [0, 0, -1e9],
      [0, 0, 0],
    ])
    const keys = tf.reshape(tf.slice(b, [0, 0, 0], [1, 3, 4]), [1, 1, 3, 4])
    const values = tf.reshape(tf.slice(b, [1, 0, 0], [1, 3, 4]), [1, 1, 3, 4])
    return [attention(heads(a), keys, values, mask), attention(heads(a), heads(b), heads(b))]
  }),
}
