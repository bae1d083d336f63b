/**
 * Root-mean-square normalisation, alone and with the residual addition before it.
 *
 * Run eagerly it is a composition of tfjs operators, which is the oracle; traced it is ONNX Runtime's
 * SimplifiedLayerNormalization or SkipSimplifiedLayerNormalization with a hand-written gradient (fused-gradients.ts).
 */
import { add, mean, mul, rsqrt, square, type Tensor } from "@tensorflow/tfjs-core"
import { isTracing, runKernel } from "./tracing.js"

/**
 * @param x       rank 2 or more; the last axis, of length C, is normalised
 * @param weight_C scale of each channel
 * @param epsilon added to the mean square
 * @returns x / sqrt(mean(x²) + epsilon) · weight, of x's shape; the caller disposes it
 * @source Zhang and Sennrich 2019, arXiv:1910.07467
 */
export function rmsNorm<T extends Tensor>(x: T, weight_C: Tensor, epsilon = 1e-5): T {
  if (isTracing()) return runKernel("RmsNorm", { x, weight: weight_C }, { epsilon })[0] as T
  return mul(mul(x, rsqrt(add(mean(square(x), -1, true), epsilon))), weight_C) as T
}

/**
 * The residual stream's step: `sum` goes on, `normed` is what the next block reads.
 *
 * @returns sum = x + residual, and normed = rmsNorm(sum)
 */
export function addRmsNorm<T extends Tensor>(x: T, residual: T, weight_C: Tensor, epsilon = 1e-5) {
  if (isTracing()) {
    const [normed, , sum] = runKernel("AddRmsNorm", { x, residual, weight: weight_C }, { epsilon })
    return { sum: sum as T, normed: normed as T }
  }
  const sum = add(x, residual) as T
  return { sum, normed: rmsNorm(sum, weight_C, epsilon) }
}
