/** `glossator doctor`: what this machine has, what is missing, and the line that helps. */
import { statfs } from "node:fs/promises"
import os from "node:os"
import { describeDataSets } from "../data/describe.js"
import { dataFolder } from "../data/folder.js"
import { enginesFolder } from "../engine/folders.js"
import { version } from "../package.js"
import { type EngineState, engineStates, formatEngines, type Probe } from "./engines.js"
import { EXIT } from "./exit.js"
import { type Io, out, outJson } from "./io.js"

export interface Health {
  readonly glossator: string
  readonly node: string
  readonly platform: string
  readonly cores: number
  readonly memoryBytes: number
  readonly freeMemoryBytes: number
  /** At the working directory; null where it can not be asked. */
  readonly freeDiskBytes: number | null
  readonly engines: readonly EngineState[]
  readonly enginesFolder: string
  readonly data: { readonly folder: string; readonly here: readonly string[]; readonly known: number }
}

export async function doctor(options: { readonly json?: boolean; readonly probe?: Probe }, io: Io): Promise<number> {
  const health = await examine(io, options.probe)
  if (options.json) outJson(io, health)
  else out(io, formatHealth(health))
  return health.engines.some(({ name, state }) => name === "ort-cpu" && state === "ready") ? EXIT.ok : EXIT.missing
}

async function examine(io: Io, probe?: Probe): Promise<Health> {
  const disk = await statfs(io.cwd).catch(() => undefined)
  const sets = describeDataSets({ env: io.env })
  return {
    glossator: version(),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}, ${os.release()}`,
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    freeMemoryBytes: os.freemem(),
    freeDiskBytes: disk ? disk.bavail * disk.bsize : null,
    engines: await engineStates(io.env, probe),
    enginesFolder: enginesFolder(io.env),
    data: {
      folder: dataFolder(undefined, io.env),
      here: sets.filter(({ present }) => present === "complete").map(({ name }) => name),
      known: sets.length,
    },
  }
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

function formatHealth(health: Health): string {
  const { data } = health
  const facts: readonly (readonly [string, string])[] = [
    ["glossator", health.glossator],
    ["Node", `${health.node} (20.19 or newer is needed)`],
    ["platform", health.platform],
    ["cores", String(health.cores)],
    ["memory", `${gigabytes(health.memoryBytes)}, ${gigabytes(health.freeMemoryBytes)} free (a run takes up to 2 GB)`],
    ["free disk", health.freeDiskBytes === null ? "not known" : `${gigabytes(health.freeDiskBytes)} here`],
    [
      "data",
      `${data.here.length} of ${data.known} sets in ${data.folder}${data.here.length > 0 ? `: ${data.here.join(", ")}` : ""}`,
    ],
    ["offline", "everything works without a network, but for: data pull, engine install. Nothing is ever sent."],
  ]
  const wide = Math.max(...facts.map(([name]) => name.length))
  const ready = health.engines.some(({ name, state }) => name === "ort-cpu" && state === "ready")
  return [
    ...facts.map(([name, text]) => `${name.padEnd(wide)}  ${text}`),
    "",
    "engines (started and asked just now)",
    formatEngines(health.engines),
    ...(ready ? [] : ["", "The default engine ort-cpu is not ready; --engine ort-wasm runs without native code."]),
  ].join("\n")
}
