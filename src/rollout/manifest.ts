/**
 * `manifest.json`: what exactly was run, so that a run can be repeated, gone on with, or told from another one.
 *
 * Holds no path of this machine and no name of its user. What determines the numbers is the identity; the rest (device,
 * times) says where they came from.
 */
import { createHash } from "node:crypto"
import type { Device } from "../engine/engine.js"

export type Setting = string | number | boolean | null | readonly Setting[] | { readonly [name: string]: Setting }

/** What determines the numbers of a run. */
export interface RunIdentity {
  readonly recipe: string
  /** The guidelines as run, with their imports: short paths with forward slashes, as they shall lie under `guidelines/`. */
  readonly guidelines: readonly { readonly path: string; readonly text: string }[]
  /** From `hashOf`: of all prompts (or of what they are made from), of the reward plans, of the data. */
  readonly hashes: { readonly prompt: string; readonly plan: string; readonly data: string }
  readonly seeds: readonly number[]
  readonly engine: string
  /** Every setting of the recipe, unit in the name: `learningRate`, `promptsPerStep`. */
  readonly settings: { readonly [name: string]: Setting }
}

export interface Manifest {
  readonly format: 1
  readonly recipe: string
  readonly state: "running" | "stopped" | "finished"
  /** Times in UTC, ISO 8601. */
  readonly started: string
  readonly resumed: readonly string[]
  readonly finished: string | null
  /** The command line without paths of this machine. */
  readonly command: readonly string[]
  /** What the command line chose; a resumed run takes it from here. */
  readonly options: {
    readonly data: string | null
    readonly seeds: number | null
    readonly steps: number | null
    readonly threads: number | null
    readonly long: boolean
  }
  /** sha256, hexadecimal. */
  readonly hashes: {
    readonly guideline: string
    readonly prompt: string
    readonly plan: string
    readonly data: string
  }
  readonly guidelines: readonly { readonly path: string; readonly sha256: string }[]
  readonly seeds: readonly number[]
  readonly engine: string
  /** What really computed; null until the engine has started. */
  readonly device: Device | null
  readonly versions: { readonly glossator: string; readonly node: string; readonly engine: string | null }
  /** "linux x64". */
  readonly platform: string
  readonly settings: { readonly [name: string]: Setting }
}

/** sha256 of a text, or of the JSON of a value, in hexadecimal. */
export function hashOf(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value)
  return createHash("sha256").update(text).digest("hex")
}

export const guidelineHash = (guidelines: RunIdentity["guidelines"]): string =>
  hashOf([...guidelines].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, text }) => [path, text]))

/** Nested settings by dotted names, lists as they are. @example `worlds.steps` */
export function flatSettings(settings: RunIdentity["settings"], prefix = ""): Map<string, Setting> {
  const flat = new Map<string, Setting>()
  for (const [name, value] of Object.entries(settings)) {
    const isNested = typeof value === "object" && value !== null && !Array.isArray(value)
    if (isNested)
      for (const [inner, one] of flatSettings(value as RunIdentity["settings"], `${prefix}${name}.`))
        flat.set(inner, one)
    else flat.set(`${prefix}${name}`, value)
  }
  return flat
}

/** @returns what differs, each as a phrase for people; empty when the run can go on */
export function changesSince(manifest: Manifest, identity: RunIdentity, glossator: string): string[] {
  const changes: string[] = []
  const compare = (what: string, before: unknown, now: unknown): void => {
    const [was, is] = [JSON.stringify(before), JSON.stringify(now)]
    if (was !== is) changes.push(`${what} was ${was ?? "not set"}, is ${is ?? "not set"}`)
  }
  compare("the recipe", manifest.recipe, identity.recipe)
  compare("the version of glossator", manifest.versions.glossator, glossator)
  compare("the engine", manifest.engine, identity.engine)
  compare("the list of seeds", manifest.seeds, identity.seeds)
  const [before, now] = [flatSettings(manifest.settings), flatSettings(identity.settings)]
  for (const name of new Set([...before.keys(), ...now.keys()]))
    compare(`the setting ${name}`, before.get(name), now.get(name))
  changes.push(...changedGuidelines(manifest, identity))
  const hashes = { prompt: "the prompt", plan: "the reward plan", data: "the data" } as const
  for (const name of ["prompt", "plan", "data"] as const)
    if (manifest.hashes[name] !== identity.hashes[name]) changes.push(`${hashes[name]} changed`)
  return changes
}

function changedGuidelines(manifest: Manifest, identity: RunIdentity): string[] {
  if (manifest.hashes.guideline === guidelineHash(identity.guidelines)) return []
  const before = new Map(manifest.guidelines.map(({ path, sha256 }) => [path, sha256]))
  const now = new Map(identity.guidelines.map(({ path, text }) => [path, hashOf(text)]))
  const paths = [...new Set([...before.keys(), ...now.keys()])].filter((path) => before.get(path) !== now.get(path))
  const shown = paths.slice(0, 3).join(", ")
  return [`the guideline changed (${shown}${paths.length > 3 ? ` and ${paths.length - 3} more` : ""})`]
}
