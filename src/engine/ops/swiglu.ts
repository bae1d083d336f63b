/**
 * The gate of Llama's feed-forward block. Traced it is ONNX Runtime's QuickGelu with alpha 1, which is SiLU.
 */
import { mul, sigmoid, type Tensor } from "@tensorflow/tfjs-core"
import { isTracing, runKernel } from "./tracing.js"

/** @returns x · sigmoid(x) */
export function silu<T extends Tensor>(x: T): T {
  if (isTracing()) return runKernel("Silu", { x })[0] as T
  return mul(x, sigmoid(x)) as T
}

/** @returns silu(gate) · up; both of one shape @source Shazeer 2020, arXiv:2002.05202 */
export function swiglu<T extends Tensor>(gate: T, up: T): T {
  if (isTracing()) return runKernel("SwiGlu", { gate, up })[0] as T
  return mul(silu(gate), up) as T
}
