/**
 * The engine's face: programs over named tensors, compiled once and run often. Knows nothing of transformers.
 *
 * A program is a plain function over tfjs tensors, functional (parameters in, tensors out; no `tf.variable`, no `tf.train`,
 * no randomness, no reading back). The `ort-*` engines trace it into one ONNX graph, the `tfjs-*` engines run it as it is.
 */
import type { Scalar, Tensor } from "@tensorflow/tfjs-core"

export const ENGINE_NAMES = ["ort-cpu", "ort-wasm", "tfjs-wasm", "tfjs-cpu", "tfjs-node", "tfjs-node-gpu"] as const
export type EngineName = (typeof ENGINE_NAMES)[number]

export interface Device {
  /** What really computes, as asked of the engine after it started; never what was requested. */
  readonly kind: "cpu" | "gpu"
  /** For people: "onnxruntime-node 1.30.0, CPU, 2 threads". */
  readonly description: string
  readonly threads: number
}

export type TypedArray = Float32Array | Int32Array

export interface Spec {
  readonly shape: readonly number[]
  readonly dtype: "float32" | "int32"
}

export type Specs = Readonly<Record<string, Spec>>
export type Shapes = Readonly<Record<string, readonly number[]>>
export type Tensors = Readonly<Record<string, Tensor>>
export type Arrays = Readonly<Record<string, TypedArray>>

/**
 * Parameters in one flat memory, weights | first moments | second moments | gradients, each section 64-byte aligned.
 * The views stay valid for the store's life: write weights into `weights.name`, read gradients after a gradient program ran.
 */
export interface ParameterStore {
  readonly shapes: Shapes
  readonly weights: Readonly<Record<string, Float32Array>>
  readonly gradients: Readonly<Record<string, Float32Array>>
  /** Number of parameters. */
  readonly size: number
  /** AdamW moments and step count, for a checkpoint: views, not copies. */
  readonly moments: {
    readonly first: Readonly<Record<string, Float32Array>>
    readonly second: Readonly<Record<string, Float32Array>>
  }
  stepCount: number
  /** One AdamW update from `gradients`, clipped to `maxNorm`. @returns the gradient's norm before clipping */
  adamw(settings: AdamW): number
}

export interface AdamW {
  readonly learningRate: number
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
  readonly weightDecay?: number
  /** Global norm to clip to; 0 or absent: no clipping. */
  readonly maxNorm?: number
}

export interface Program {
  /**
   * @param inputs one array for each input spec, of its length; arrays may be reused between runs and changed in place
   * @returns one array per output, valid until the next run of this program
   */
  run(inputs: Arrays): Promise<Arrays>
  dispose(): Promise<void>
}

export interface Engine {
  readonly name: EngineName
  readonly device: Device
  store(shapes: Shapes): ParameterStore
  /** `f(weights, inputs)` gives named tensors. */
  compile(f: (weights: Tensors, inputs: Tensors) => Tensors, store: ParameterStore, inputs: Specs): Promise<Program>
  /** `f` gives a scalar `loss` (and more, if wanted); a run also writes the loss's gradients into the store. */
  compileGradient(
    f: (weights: Tensors, inputs: Tensors) => Tensors & { readonly loss: Scalar },
    store: ParameterStore,
    inputs: Specs,
  ): Promise<Program>
  dispose(): Promise<void>
}

export interface EngineOptions {
  /** Threads of the engine; 1 or 2 are sensible on two cores. Default: the number of cores, at most 8. */
  readonly threads?: number
  /** Where `glossator engine install tensorflow` put tfjs-node; default: folders.ts. */
  readonly tensorFlowFolder?: string
}
