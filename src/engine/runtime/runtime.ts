/**
 * What runs an ONNX model: sessions over bound arrays. Two implementations beside this file; the rest of the engine knows
 * only this.
 */
import type { TypedArray } from "../engine.js"

export interface Session {
  /** Feeds an input from an array. It is read at every run, so changing it in place is enough afterwards. */
  bind(name: string, array: TypedArray, shape: readonly number[]): void
  /** Lets an output be written into an array at every run. */
  capture(name: string, array: Float32Array, shape: readonly number[]): void
  /** @returns the outputs that are not captured, valid until the next run */
  run(): Promise<Readonly<Record<string, TypedArray>>>
  dispose(): Promise<void>
}

export interface Runtime {
  /** "onnxruntime-node 1.30.0, CPU, 2 threads" */
  readonly description: string
  readonly threads: number
  /** @param model the bytes of an ONNX model */
  createSession(model: Uint8Array): Promise<Session>
}
