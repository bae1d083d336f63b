/**
 * tfjs on real TensorFlow, loaded from a private folder: the user's own node_modules stay as they are.
 *
 * The package registers its backend into this process' one copy of tfjs' registry, wherever it was loaded from.
 */
import { createRequire } from "node:module"
import util from "node:util"
import { backend, setBackend } from "@tensorflow/tfjs-core"
import { UserError } from "../diagnostic.js"
import { diagnose } from "./codes.js"
import { addonOf } from "./installed.js"

export interface TensorFlow {
  /** As TensorFlow says after it started; a build for GPUs without a GPU computes on the CPU and is silent about it. */
  readonly usesGpu: boolean
  readonly version: string
}

interface NodeBackend {
  readonly isUsingGpuDevice?: boolean
  readonly binding?: { readonly TF_Version?: string }
}

/**
 * @param folder of one installation, as `engine install tensorflow` leaves it
 * @throws UserError engine-not-installed, engine-broken
 */
export async function loadTensorFlow(engine: "tfjs-node" | "tfjs-node-gpu", folder: string): Promise<TensorFlow> {
  const addon = addonOf(engine, folder)
  // Node 23 took this function away, and tfjs-node 4.22.0 still calls it.
  const legacy = util as { isNullOrUndefined?: (value: unknown) => boolean }
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined
  // TensorFlow's own start-up messages go to the terminal and say nothing that `device` does not.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2"
  try {
    createRequire(import.meta.url)(addon)
    if (!(await setBackend("tensorflow"))) throw new Error("its backend does not initialise")
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0]!
    throw new UserError(diagnose("engine-broken", { engine, reason }))
  }
  const started = backend() as unknown as NodeBackend
  return { usesGpu: started.isUsingGpuDevice === true, version: started.binding?.TF_Version ?? "of unknown version" }
}
