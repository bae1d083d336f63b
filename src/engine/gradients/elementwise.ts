/** Gradients of the kernels that work element by element, from the formulas of a calculus book. */
import {
  add,
  cast,
  cos,
  div,
  equal,
  exp,
  greater,
  greaterEqual,
  less,
  lessEqual,
  log,
  logicalAnd,
  logicalNot,
  mul,
  neg,
  pow,
  sigmoid,
  sign,
  sin,
  square,
  step,
  sub,
  type Tensor,
  where,
  zeros,
  zerosLike,
} from "@tensorflow/tfjs-core"
import { gradient, sumTo } from "./register.js"

const asFloat = (condition: Tensor): Tensor => cast(condition, "float32")

gradient("Add", { inputs: ["a", "b"] }, ([dy], [a, b]) => ({
  a: () => sumTo(dy!, a!.shape),
  b: () => sumTo(dy!, b!.shape),
}))
gradient("Sub", { inputs: ["a", "b"] }, ([dy], [a, b]) => ({
  a: () => sumTo(dy!, a!.shape),
  b: () => sumTo(neg(dy!), b!.shape),
}))
gradient("Multiply", { inputs: ["a", "b"] }, ([dy], [a, b]) => ({
  a: () => sumTo(mul(dy!, b!), a!.shape),
  b: () => sumTo(mul(dy!, a!), b!.shape),
}))
gradient("RealDiv", { inputs: ["a", "b"] }, ([dy], [a, b]) => ({
  a: () => sumTo(div(dy!, b!), a!.shape),
  b: () => sumTo(neg(div(mul(dy!, a!), square(b!))), b!.shape),
}))
gradient("SquaredDifference", { inputs: ["a", "b"] }, ([dy], [a, b]) => {
  const slope = () => mul(dy!, mul(2, sub(a!, b!)))
  return { a: () => sumTo(slope(), a!.shape), b: () => sumTo(neg(slope()), b!.shape) }
})
/** Where both are equal the first takes the gradient. */
gradient("Maximum", { inputs: ["a", "b"] }, ([dy], [a, b]) => ({
  a: () => sumTo(mul(dy!, asFloat(greaterEqual(a!, b!))), a!.shape),
  b: () => sumTo(mul(dy!, asFloat(less(a!, b!))), b!.shape),
}))
gradient("Minimum", { inputs: ["a", "b"] }, ([dy], [a, b]) => ({
  a: () => sumTo(mul(dy!, asFloat(lessEqual(a!, b!))), a!.shape),
  b: () => sumTo(mul(dy!, asFloat(greater(a!, b!))), b!.shape),
}))
gradient("Pow", { inputs: ["a", "b"], outputs: [true] }, ([dy], [a, b, y]) => ({
  a: () => sumTo(mul(dy!, mul(b!, pow(a!, sub(b!, 1)))), a!.shape),
  b: () => sumTo(mul(dy!, mul(y!, where(greater(a!, 0), log(a!), zerosLike(a!)))), b!.shape),
}))
gradient("Select", { inputs: ["condition"] }, ([dy], [condition]) => ({
  condition: () => zeros(condition!.shape),
  t: () => mul(dy!, asFloat(condition!)),
  e: () => mul(dy!, asFloat(logicalNot(condition!))),
}))

/** dx from dy and x. */
function fromInput(kernel: string, slope: (dy: Tensor, x: Tensor, attributes: Record<string, number>) => Tensor): void {
  gradient(kernel, { inputs: ["x"] }, ([dy], [x], attributes) => ({ x: () => slope(dy!, x!, attributes) }))
}
fromInput("Log", (dy, x) => div(dy, x))
fromInput("Log1p", (dy, x) => div(dy, add(x, 1)))
fromInput("Square", (dy, x) => mul(dy, mul(x, 2)))
fromInput("Abs", (dy, x) => mul(dy, sign(x)))
fromInput("Sin", (dy, x) => mul(dy, cos(x)))
fromInput("Cos", (dy, x) => neg(mul(dy, sin(x))))
fromInput("Erf", (dy, x) => mul(dy, mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI))))
fromInput("Relu", (dy, x) => mul(dy, step(x)))
fromInput("Softplus", (dy, x) => mul(dy, sigmoid(x)))
fromInput("Expm1", (dy, x) => mul(dy, exp(x)))
fromInput("ClipByValue", (dy, x, { clipValueMin, clipValueMax }) => {
  const inside = logicalAnd(greaterEqual(x, clipValueMin!), lessEqual(x, clipValueMax!))
  return mul(dy, asFloat(inside))
})

/** dx from dy and y. */
function fromOutput(kernel: string, slope: (dy: Tensor, y: Tensor) => Tensor): void {
  gradient(kernel, { outputs: [true] }, ([dy], [y]) => ({ x: () => slope(dy!, y!) }))
}
fromOutput("Exp", (dy, y) => mul(dy, y))
fromOutput("Sqrt", (dy, y) => div(dy, mul(y, 2)))
fromOutput("Rsqrt", (dy, y) => mul(dy, mul(mul(y, square(y)), -0.5)))
fromOutput("Sigmoid", (dy, y) => mul(dy, mul(y, sub(1, y))))
fromOutput("Tanh", (dy, y) => mul(dy, sub(1, square(y))))
fromOutput("Reciprocal", (dy, y) => neg(mul(dy, square(y))))

gradient("Neg", {}, ([dy]) => ({ x: () => neg(dy!) }))
gradient("Identity", {}, ([dy]) => ({ x: () => cast(dy!, "float32") }))
gradient("Cast", {}, ([dy]) => ({ x: () => cast(dy!, "float32") }))
/** Constant almost everywhere. */
for (const kernel of [
  ...["Equal", "NotEqual", "Greater", "GreaterEqual", "Less", "LessEqual"],
  ...["LogicalAnd", "LogicalOr"],
]) {
  gradient(kernel, { inputs: ["a", "b"] }, (_, [a, b]) => ({ a: () => zeros(a!.shape), b: () => zeros(b!.shape) }))
}
for (const kernel of ["LogicalNot", "ArgMax", "ArgMin"]) {
  gradient(kernel, { inputs: ["x"] }, (_, [x]) => ({ x: () => zeros(x!.shape) }))
}
for (const kernel of ["Floor", "Ceil", "Sign", "Step", "ZerosLike", "OnesLike"]) {
  gradient(kernel, {}, ([dy]) => ({ x: () => zerosLike(dy!) }))
}

/** Every element that equals the extreme takes the gradient. */
export const atExtreme = (dy: Tensor, x: Tensor, y: Tensor): Tensor => mul(dy, asFloat(equal(x, y)))
