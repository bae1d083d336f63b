/** ONNX Runtime's WebAssembly package: the same graphs without native code. It copies what goes in and what comes out. */
import * as ort from "onnxruntime-web"
import type { Runtime } from "./runtime.js"
import { OrtSession, SESSION_OPTIONS } from "./session.js"

export async function ortWebRuntime(threads: number): Promise<Runtime> {
  ort.env.wasm.numThreads = threads
  ort.env.logLevel = "error"
  return {
    description: `onnxruntime-web ${ort.env.versions.web ?? ""}, WebAssembly, ${threads} thread${threads === 1 ? "" : "s"}`,
    threads,
    async createSession(model) {
      const options = { ...SESSION_OPTIONS, executionProviders: ["wasm"] }
      return new OrtSession(await ort.InferenceSession.create(model, options), ort.Tensor, false)
    },
  }
}
