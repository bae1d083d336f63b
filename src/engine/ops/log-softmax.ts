/** Logarithm of the softmax along the last axis; tfjs composes it of six operators, traced it is one. */
import { logSoftmax as composed, type Tensor } from "@tensorflow/tfjs-core"
import { isTracing, runKernel } from "./tracing.js"

/** @returns x − log Σ exp(x) along the last axis, nats */
export function logSoftmax<T extends Tensor>(logits: T): T {
  return (isTracing() ? runKernel("LogSoftmax", { logits }, { axis: -1 })[0] : composed(logits as Tensor)) as T
}
