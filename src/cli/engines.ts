/** Which engines are here: each is started in a child process and asked, because only a started engine knows its device. */
import { UserError } from "../diagnostic.js"
import { runInChild } from "../engine/child.js"
import { type Device, ENGINE_NAMES, type EngineName } from "../engine/engine.js"
import { locateTensorflow } from "../engine/install/index.js"
import { engineVersion, PACKAGES } from "../engine/packages.js"

export interface EngineState {
  readonly name: EngineName
  readonly state: "ready" | "not-installed" | "broken"
  /** What it says of itself after it started. */
  readonly device?: Device
  /** The package that brings it, with its version where it is installed. */
  readonly package: string
  /** Why it does not start. */
  readonly reason?: string
  /** The line that installs it; absent for what comes with the package. */
  readonly install?: string
}

const INSTALL: Partial<Record<EngineName, string>> = {
  "tfjs-node": "glossator engine install tensorflow",
  "tfjs-node-gpu": "glossator engine install tensorflow --gpu",
}

/** Starts an engine elsewhere and returns its device. */
export type Probe = (name: EngineName, env: NodeJS.ProcessEnv) => Promise<Device>

export const probeInChild: Probe = async (name) =>
  (await runInChild(new URL("./probe-engine.js", import.meta.url), name)) as Device

export async function engineStates(env: NodeJS.ProcessEnv, probe: Probe = probeInChild): Promise<EngineState[]> {
  const states: EngineState[] = []
  // one after the other: each takes all cores while it starts
  for (const name of ENGINE_NAMES) states.push(await engineState(name, env, probe))
  return states
}

async function engineState(name: EngineName, env: NodeJS.ProcessEnv, probe: Probe): Promise<EngineState> {
  const install = INSTALL[name]
  const base = { name, package: engineVersion(name) ?? PACKAGES[name], ...(install !== undefined && { install }) }
  const ownFolder = name === "tfjs-node" || name === "tfjs-node-gpu"
  if (ownFolder && locateTensorflow(name === "tfjs-node" ? "cpu" : "gpu", undefined, env) === undefined)
    return { ...base, state: "not-installed" }
  try {
    return { ...base, state: "ready", device: await probe(name, env) }
  } catch (error) {
    const found = error instanceof UserError ? error.diagnostics : []
    const missing = found.find(({ code }) => code === "engine-not-installed")
    if (missing) return { ...base, state: "not-installed", install: String(missing.facts.install) }
    const reason = error instanceof Error ? error.message.split("\n")[0]! : String(error)
    return { ...base, state: "broken", reason }
  }
}

export function formatEngines(states: readonly EngineState[]): string {
  const wide = Math.max(...states.map(({ name }) => name.length))
  return states
    .map(({ name, state, device, install, reason, package: from }) => {
      const start = `  ${name.padEnd(wide)}  `
      if (state === "ready") return `${start}ready: ${device!.description} (${device!.kind})`
      if (state === "broken") return `${start}does not start: ${reason}`
      return `${start}not installed (${from})${install ? `; install it with: ${install}` : ""}`
    })
    .join("\n")
}
