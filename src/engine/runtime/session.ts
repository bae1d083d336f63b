/**
 * A session over ONNX Runtime's JavaScript interface, which its native and its WebAssembly package share.
 *
 * Tensors are kept as long as their array stays the same, because making one costs more than a small run.
 */
import type { InferenceSession, Tensor, TensorConstructor } from "onnxruntime-common"
import type { TypedArray } from "../engine.js"
import type { Session } from "./runtime.js"

/**
 * Errors only: the warnings are about optimisations that the user can do nothing about. Without memory patterns the tiny
 * policy's GRPO needs 0.8 GB instead of 1.35 GB and is no slower: a pattern is one more block as large as all it plans.
 */
export const SESSION_OPTIONS = { graphOptimizationLevel: "all", logSeverityLevel: 3, enableMemPattern: false } as const

export class OrtSession implements Session {
  readonly #session: InferenceSession
  readonly #Tensor: TensorConstructor
  readonly #writesCaptured: boolean
  readonly #feeds: Record<string, Tensor> = {}
  readonly #arrays = new Map<string, TypedArray>()
  readonly #captured = new Map<string, Float32Array>()
  readonly #fetches: Record<string, Tensor | null> = {}

  /** @param writesCaptured whether a run writes into the tensors that it is given for outputs */
  constructor(session: InferenceSession, tensor: TensorConstructor, writesCaptured: boolean) {
    this.#session = session
    this.#Tensor = tensor
    this.#writesCaptured = writesCaptured
    for (const name of session.outputNames) this.#fetches[name] = null
  }

  bind(name: string, array: TypedArray, shape: readonly number[]): void {
    if (this.#arrays.get(name) === array) return
    this.#arrays.set(name, array)
    this.#feeds[name] = this.#tensor(array, shape)
  }

  capture(name: string, array: Float32Array, shape: readonly number[]): void {
    this.#captured.set(name, array)
    if (this.#writesCaptured) this.#fetches[name] = this.#tensor(array, shape)
  }

  async run(): Promise<Readonly<Record<string, TypedArray>>> {
    const results = await this.#session.run(this.#feeds, this.#fetches)
    const out: Record<string, TypedArray> = {}
    for (const name of this.#session.outputNames) {
      const into = this.#captured.get(name)
      const data = results[name]!.data as TypedArray
      if (!into) out[name] = data
      else if (!this.#writesCaptured) into.set(data as Float32Array)
    }
    return out
  }

  async dispose(): Promise<void> {
    await this.#session.release()
  }

  #tensor(array: TypedArray, shape: readonly number[]): Tensor {
    if (array instanceof Float32Array) return new this.#Tensor("float32", array, shape)
    return new this.#Tensor("int32", array, shape)
  }
}
