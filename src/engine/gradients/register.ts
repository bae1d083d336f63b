/**
 * How the gradients beside this file are registered. `@tensorflow/tfjs-core` registers none by itself under Node, and the
 * package that does brings layers, converters and graphics backends along; so the few that are needed are written here.
 */
import { type NamedAttrMap, registerGradient, reshape, sum, type Tensor } from "@tensorflow/tfjs-core"

// biome-ignore lint/suspicious/noExplicitAny: each kernel has its own attributes, typed where they are read
export type AttributeValues = Readonly<Record<string, any>>
export type Gradients = Readonly<Record<string, () => Tensor>>

interface Saved {
  /** Names of the inputs that the gradient reads; "all" for kernels whose input is a list. */
  readonly inputs?: readonly string[] | "all"
  /** Which of the outputs it reads. */
  readonly outputs?: readonly boolean[]
}

/** @param build from what flows in (one tensor for each output) and what was saved, inputs first */
export function gradient(
  kernelName: string,
  { inputs = [], outputs = [] }: Saved,
  build: (dys: readonly Tensor[], saved: readonly Tensor[], attributes: AttributeValues) => Gradients,
): void {
  registerGradient({
    kernelName,
    ...(inputs === "all" ? { saveAllInputs: true } : { inputsToSave: [...inputs] }),
    ...(outputs.length > 0 && { outputsToSave: [...outputs] }),
    gradFunc: (dy: Tensor | Tensor[], saved: Tensor[], attributes: NamedAttrMap) =>
      build(Array.isArray(dy) ? dy : [dy], saved, attributes),
  })
}

/** The gradient of a broadcast: a sum over the axes that were stretched. */
export function sumTo(dy: Tensor, shape: readonly number[]): Tensor {
  const extra = dy.rank - shape.length
  const axes = dy.shape.map((_, i) => i).filter((i) => i < extra || (shape[i - extra] === 1 && dy.shape[i] !== 1))
  return reshape(axes.length > 0 ? sum(dy, axes) : dy, [...shape])
}
