/** The job of `doctor`'s child process: starts one engine and asks it what really computes. */
import type { Device, EngineName } from "../engine/engine.js"
import { startEngine } from "../engine/start.js"

export async function run(job: unknown): Promise<Device> {
  const engine = await startEngine(job as EngineName)
  const { device } = engine
  await engine.dispose()
  return device
}
