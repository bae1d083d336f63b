/**
 * The self check: loads an installation in a child process and computes with it. What it reports is asked of TensorFlow
 * itself, never assumed: a GPU build without a usable GPU computes on the CPU and says nothing by itself.
 */
import { createRequire } from "node:module"
import { UserError } from "../../diagnostic.js"
import { report } from "./codes.js"
import { type RunOptions, start } from "./tools.js"

export interface SelfCheck {
  /** TensorFlow's own version, from the loaded library. */
  readonly tensorflow: string
  /** Whether the loaded library computes on a GPU. */
  readonly usesGpu: boolean
}

// The project's tfjs-core is loaded first: the installation must register its backend there, not in its own copy.
// Node 23 removed util.isNullOrUndefined, which tfjs-node 4.22.0 calls.
const SCRIPT = `
const [, core, addon] = process.argv
const util = require("util")
util.isNullOrUndefined ??= (x) => x === null || x === undefined
const tf = require(core)
require(addon)
if (tf.getBackend() !== "tensorflow") throw new Error("the backend in use is " + tf.getBackend())
const a = tf.tensor2d([[1, 2], [3, 4]]), b = tf.tensor2d([[5, 6], [7, 8]])
const product = [...tf.matMul(a, b).dataSync()]
const slope = [...tf.grad((x) => tf.sum(tf.mul(tf.square(x), x)))(a).dataSync()]
if (String(product) !== "19,22,43,50") throw new Error("a product came out as " + product)
if (String(slope) !== "3,12,27,48") throw new Error("a gradient came out as " + slope)
const backend = tf.backend()
console.log("\\n" + JSON.stringify({ tensorflow: backend.binding.TF_Version, usesGpu: backend.isUsingGpuDevice }))
`

/**
 * @param addon the tfjs-node package's folder, from `locateTensorflow`
 * @throws UserError install-check
 */
export async function checkTensorflow(addon: string, options: Omit<RunOptions, "cwd">): Promise<SelfCheck> {
  const core = createRequire(import.meta.url).resolve("@tensorflow/tfjs-core")
  const env = { ...options.env, NODE_OPTIONS: "", TF_CPP_MIN_LOG_LEVEL: "2" }
  const ran = await start(process.execPath, ["--no-deprecation", "-e", SCRIPT, core, addon], { ...options, env })
  if (ran.code !== 0) throw new UserError(report("install-check", { reason: ran.tail || `exit ${ran.code}` }))
  const line = ran.stdout.trim().split("\n").at(-1) ?? ""
  const { tensorflow, usesGpu } = JSON.parse(line) as SelfCheck
  return { tensorflow, usesGpu }
}
