/** Another base for the long run, in a child process: the same warm start from another seed. */
import { mkdirSync } from "node:fs"
import type { Port } from "../../engine/child.js"
import type { EngineName } from "../../engine/engine.js"
import { startEngine } from "../../engine/start.js"
import { savePolicy } from "../../model/weights.js"
import type { JobEnd, JobInput } from "../jobs.js"
import { warmStart } from "../tiny/warm-start.js"

export interface BaseJob {
  readonly seed: number
  readonly engine: EngineName
  /** Where the policy goes. */
  readonly folder: string
}

/** A stopped warm start begins anew: it takes a minute. */
export async function run({ settings }: JobInput<BaseJob>, { signal }: Port): Promise<JobEnd<{ step: number }>> {
  const engine = await startEngine(settings.engine, { threads: 1 })
  const made = await warmStart(engine, settings.seed, { signal })
  if (signal.aborted) return { state: "stopped", at: "warm start" }
  if (!made) throw new Error(`the warm start from seed ${settings.seed} gave no base`)
  mkdirSync(settings.folder, { recursive: true })
  savePolicy(settings.folder, made.policy, "F16")
  return { state: "finished", result: { step: made.step } }
}
