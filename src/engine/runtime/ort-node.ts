/** ONNX Runtime's native package for Node. Its run blocks the thread; see child.ts. */
import { createRequire } from "node:module"
import type { InferenceSessionFactory, TensorConstructor } from "onnxruntime-common"
import { UserError } from "../../diagnostic.js"
import { diagnose } from "../codes.js"
import { ortMissing } from "../installed.js"
import type { Runtime } from "./runtime.js"
import { OrtSession, SESSION_OPTIONS } from "./session.js"

/**
 * How long an idle thread of the engine turns in place, in microseconds, before it sleeps. ONNX Runtime's own choice is so
 * long that on a machine that others use the threads stand in each other's way: a step of a 1M model took two to three
 * times as long as with this one, which costs 0 to 4 % on a quiet machine.
 */
const SHORT_SPIN = { session: { intra_op: { spin_duration_us: "50" } } }

interface Ort {
  readonly InferenceSession: InferenceSessionFactory
  readonly Tensor: TensorConstructor
}

/**
 * @param find imports the package, which is optional
 * @throws UserError engine-not-installed, engine-broken
 */
export async function ortNodeRuntime(
  threads: number,
  find: () => Promise<unknown> = () => import("onnxruntime-node"),
): Promise<Runtime> {
  const { InferenceSession, Tensor } = await load(find)
  return {
    description: `onnxruntime-node ${installedVersion()}, CPU, ${threads} thread${threads === 1 ? "" : "s"}`,
    threads,
    async createSession(model) {
      const options = { ...SESSION_OPTIONS, intraOpNumThreads: threads, interOpNumThreads: 1, extra: SHORT_SPIN }
      return new OrtSession(await InferenceSession.create(model, options), Tensor, true)
    },
  }
}

async function load(find: () => Promise<unknown>): Promise<Ort> {
  try {
    return (await find()) as Ort
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0]! : String(error)
    const missing = (error as { code?: string }).code === "ERR_MODULE_NOT_FOUND"
    if (!missing) throw new UserError(diagnose("engine-broken", { engine: "ort-cpu", reason }))
    throw ortMissing()
  }
}

const installedVersion = (): string =>
  (createRequire(import.meta.url)("onnxruntime-node/package.json") as { version: string }).version
