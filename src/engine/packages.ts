/** Which package brings each engine, and which version of it is here. */
import { versionOf } from "../package.js"
import type { EngineName } from "./engine.js"

export const PACKAGES: Readonly<Record<EngineName, string>> = {
  "ort-cpu": "onnxruntime-node",
  "ort-wasm": "onnxruntime-web",
  "tfjs-wasm": "@tensorflow/tfjs-backend-wasm",
  "tfjs-cpu": "@tensorflow/tfjs-backend-cpu",
  "tfjs-node": "@tensorflow/tfjs-node",
  "tfjs-node-gpu": "@tensorflow/tfjs-node-gpu",
}

/** @example engineVersion("ort-cpu") // "onnxruntime-node 1.30.0" */
export function engineVersion(name: EngineName): string | null {
  const version = versionOf(PACKAGES[name])
  return version === undefined ? null : `${PACKAGES[name]} ${version}`
}
