/**
 * How an operator knows that it is being traced: then it asks for one fused kernel, otherwise it is a plain composition.
 *
 * Knows only the tracing backend's name, so that the operators do not depend on how tracing is done.
 */
import { engine, getBackend, type NamedAttrMap, type NamedTensorMap, type Tensor } from "@tensorflow/tfjs-core"

export const TRACE_BACKEND = "trace"

export const isTracing = (): boolean => getBackend() === TRACE_BACKEND

/** Runs a kernel by name; a kernel with several outputs gives them all. */
export function runKernel(name: string, inputs: NamedTensorMap, attributes: NamedAttrMap = {}): Tensor[] {
  const out = engine().runKernel<Tensor | Tensor[]>(name, inputs, attributes)
  return Array.isArray(out) ? out : [out]
}
