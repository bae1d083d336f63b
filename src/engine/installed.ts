/** Whether an engine is installed, asked without starting it: so that nothing is begun that can not go on. */
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { UserError } from "../diagnostic.js"
import { diagnose } from "./codes.js"
import type { EngineName } from "./engine.js"
import { tensorFlowFolder } from "./folders.js"
import { installedIn } from "./install/folder.js"

const ORT_VERSION = "1.30.0"

/** @throws UserError engine-not-installed, with the line that installs it */
export function needInstalled(engine: EngineName): void {
  if (engine === "tfjs-node" || engine === "tfjs-node-gpu") addonOf(engine, tensorFlowFolder(engine))
  if (engine !== "ort-cpu") return
  try {
    createRequire(import.meta.url).resolve("onnxruntime-node")
  } catch {
    throw ortMissing()
  }
}

/**
 * Where TensorFlow's addon lies.
 *
 * @throws UserError engine-not-installed
 */
export function addonOf(engine: "tfjs-node" | "tfjs-node-gpu", folder: string): string {
  const addon = installedIn(folder, engine === "tfjs-node-gpu" ? "gpu" : "cpu")
  if (addon !== undefined) return addon
  const install = `glossator engine install tensorflow${engine === "tfjs-node-gpu" ? " --gpu" : ""}`
  const reason = existsSync(folder) ? `${folder} holds another version, or a part of one` : `nothing in ${folder}`
  throw new UserError(diagnose("engine-not-installed", { engine, reason, install }))
}

export const ortMissing = (): UserError =>
  new UserError(
    diagnose("engine-not-installed", {
      engine: "ort-cpu",
      reason: "the package onnxruntime-node is missing",
      install: `npm install --ignore-scripts onnxruntime-node@${ORT_VERSION}`,
    }),
  )
