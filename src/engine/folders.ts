/** Where engines that npm does not bring are kept: in the user's own data folder, outside every project. */
import os from "node:os"
import path from "node:path"

/** GLOSS_HOME/engines, else XDG_DATA_HOME/glossator/engines, else ~/.local/share/glossator/engines. */
export function enginesFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.GLOSS_HOME) return path.resolve(env.GLOSS_HOME, "engines")
  // the XDG specification has a relative path ignored
  const { XDG_DATA_HOME: named = "" } = env
  const data = path.isAbsolute(named) ? named : path.join(env.HOME || os.homedir(), ".local", "share")
  return path.join(data, "glossator", "engines")
}

/** The folder that holds node_modules/@tensorflow/tfjs-node(-gpu); the CPU's and the GPU's lie side by side. */
export const tensorFlowFolder = (engine: "tfjs-node" | "tfjs-node-gpu", env: NodeJS.ProcessEnv = process.env): string =>
  path.join(enginesFolder(env), engine === "tfjs-node" ? "tensorflow-cpu" : "tensorflow-gpu")
