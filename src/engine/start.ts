/** Starts an engine by name; what a user asked for and is not there becomes a diagnostic with the line that installs it. */
import os from "node:os"
import { enableProdMode, setBackend, version_core } from "@tensorflow/tfjs-core"
import { UserError } from "../diagnostic.js"
import { diagnose } from "./codes.js"
import { compilingEngine } from "./compiled.js"
import { eagerEngine } from "./eager.js"
import type { Engine, EngineName, EngineOptions } from "./engine.js"
import { ortNodeRuntime } from "./runtime/ort-node.js"
import { activate, activeBackend } from "./trace/trace.js"

const MOST_THREADS = 8

/**
 * @throws UserError engine-unknown, engine-not-installed (with the line that installs it), engine-broken
 */
export async function startEngine(name: EngineName, options: EngineOptions = {}): Promise<Engine> {
  const threads = options.threads ?? Math.max(1, Math.min(os.availableParallelism(), MOST_THREADS))
  if (!Number.isInteger(threads) || threads < 1) throw new RangeError(`an engine with ${threads} threads`)
  // Silences tfjs' advice to install another of its packages, and its notes about kernels registered twice.
  enableProdMode()
  switch (name) {
    case "ort-cpu":
      return compilingEngine(name, await ortNodeRuntime(threads))
    case "ort-wasm": {
      const { ortWebRuntime } = await import("./runtime/ort-web.js")
      return compilingEngine(name, await ortWebRuntime(threads))
    }
    case "tfjs-cpu":
      return eagerEngine(name, { kind: "cpu", description: `tfjs ${version_core}, JavaScript`, threads: 1 }, "cpu")
    case "tfjs-wasm":
      return startWasm()
    case "tfjs-node":
    case "tfjs-node-gpu":
      return startTensorFlow(name, options)
    default:
      throw new UserError(diagnose("engine-unknown", { name }))
  }
}

async function startWasm(): Promise<Engine> {
  await import("@tensorflow/tfjs-backend-wasm")
  const { registerWasmKernels } = await import("./wasm-kernels.js")
  registerWasmKernels()
  const before = activeBackend()
  await setBackend("wasm")
  activate(before)
  const description = `tfjs ${version_core}, WebAssembly, 1 thread`
  return eagerEngine("tfjs-wasm", { kind: "cpu", description, threads: 1 }, "wasm")
}

async function startTensorFlow(name: "tfjs-node" | "tfjs-node-gpu", options: EngineOptions): Promise<Engine> {
  const { loadTensorFlow } = await import("./tensorflow.js")
  const { tensorFlowFolder } = await import("./folders.js")
  const before = activeBackend()
  const { usesGpu, version } = await loadTensorFlow(name, options.tensorFlowFolder ?? tensorFlowFolder(name))
  activate(before)
  const kind = usesGpu ? "gpu" : "cpu"
  const asked = name === "tfjs-node-gpu" && !usesGpu ? " (no GPU found)" : ""
  const description = `tfjs ${version_core} on TensorFlow ${version}, ${kind.toUpperCase()}${asked}`
  return eagerEngine(name, { kind, description, threads: os.availableParallelism() }, "tensorflow")
}
