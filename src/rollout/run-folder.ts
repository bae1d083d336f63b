/**
 * The folder of a run: a contract that people script against.
 *
 * `manifest.json` (what was run), `results.json` (rows of result.ts), `metrics.jsonl` and `rollouts.jsonl` (rows of
 * rows.ts), `report.html`, `guidelines/` (as run), `checkpoints/` (to go on). Written by one process at a time. Knows
 * nothing of training: what a checkpoint holds is the trainer's.
 */
import { existsSync, readFileSync } from "node:fs"
import { readdir } from "node:fs/promises"
import path from "node:path"
import { UserError } from "../diagnostic.js"
import type { Device } from "../engine/engine.js"
import { asUserError, type Disk, JsonLines, realDisk, writeAtomic } from "./durable.js"
import { changesSince, guidelineHash, hashOf, type Manifest, type RunIdentity } from "./manifest.js"
import type { ResultRow } from "./result.js"
import type { MetricsRow, RolloutRow } from "./rows.js"
import { report } from "./run-codes.js"
import { lock } from "./run-lock.js"

export { hashOf, type Manifest, type RunIdentity } from "./manifest.js"

/** A run that has less free disk than this does not begin: a checkpoint would fail in the middle of it. */
export const NEEDED_BYTES = 64 * 2 ** 20

/** What the command line knows and the recipe does not. */
export interface RunContext {
  readonly glossator: string
  readonly engineVersion: string | null
  readonly command: readonly string[]
  readonly options: Manifest["options"]
  /** The clock; nothing but times in the manifest and the folder's default name come from it. */
  readonly now: () => Date
  readonly disk?: Disk
}

export class RunFolder {
  readonly path: string
  /** As run. */
  readonly guidelines: RunIdentity["guidelines"]
  /** True when it was there before: look for checkpoints. */
  readonly resumed: boolean
  readonly metrics: JsonLines<MetricsRow>
  readonly rollouts: JsonLines<RolloutRow>
  readonly #disk: Disk
  readonly #context: RunContext
  readonly #unlock: () => void
  #manifest: Manifest
  /** One after the other: each takes what the one before left. */
  #updates: Promise<void> = Promise.resolve()

  private constructor(
    at: string,
    guidelines: RunIdentity["guidelines"],
    manifest: Manifest,
    resumed: boolean,
    context: RunContext,
    unlock: () => void,
  ) {
    this.path = at
    this.guidelines = guidelines
    this.resumed = resumed
    this.#disk = context.disk ?? realDisk
    this.#context = context
    this.#manifest = manifest
    this.#unlock = unlock
    this.metrics = new JsonLines(path.join(at, "metrics.jsonl"), this.#disk)
    this.rollouts = new JsonLines(path.join(at, "rollouts.jsonl"), this.#disk)
  }

  /**
   * @param folder where; default `runs/RECIPE/START` under the working directory
   * @throws UserError run-folder-taken, run-folder-not-empty, run-folder-unwritable, run-no-space
   */
  static async create(identity: RunIdentity, context: RunContext, folder?: string): Promise<RunFolder> {
    const disk = context.disk ?? realDisk
    const at = folder ?? defaultFolder(identity.recipe, context.now())
    await needUnused(at)
    await disk.makeFolder(at).catch((error) => {
      throw asUserError(error, at)
    })
    await needSpace(at, disk)
    const unlock = await lock(at)
    try {
      const made = new RunFolder(at, identity.guidelines, newManifest(identity, context), false, context, unlock)
      for (const { path: name, text } of identity.guidelines)
        await writeAtomic(path.join(at, "guidelines", inside(name)), text, disk)
      await made.metrics.append([])
      await made.rollouts.append([])
      await made.#update({})
      return made
    } catch (error) {
      unlock()
      throw error
    }
  }

  /**
   * Opens the folder of a run that stopped, and compares it with what would be run now.
   *
   * @throws UserError run-not-found, run-changed, run-finished, run-folder-in-use, run-no-space
   */
  static async resume(identity: RunIdentity, context: RunContext, folder: string): Promise<RunFolder> {
    const manifest = readManifest(folder)
    if (manifest.state === "finished") throw new UserError(report("run-finished", { folder }))
    const changes = changesSince(manifest, identity, context.glossator)
    if (changes.length > 0) throw new UserError(report("run-changed", { changes }))
    await needSpace(folder, context.disk ?? realDisk)
    const unlock = await lock(folder)
    try {
      const opened = new RunFolder(folder, identity.guidelines, manifest, true, context, unlock)
      await opened.#update({ state: "running", resumed: [...manifest.resumed, context.now().toISOString()] })
      return opened
    } catch (error) {
      unlock()
      throw error
    }
  }

  get manifest(): Manifest {
    return this.#manifest
  }

  /** @param name a file's name, without folders; its folder exists after the first `writeCheckpoint` */
  checkpointPath(name: string): string {
    return path.join(this.path, "checkpoints", name)
  }

  /** Whole or not at all. @throws UserError run-no-space, run-folder-unwritable; the one before is still there */
  writeCheckpoint(name: string, content: string | Uint8Array): Promise<void> {
    return writeAtomic(this.checkpointPath(name), content, this.#disk)
  }

  /** Called when the engine has started; the same device twice is written once. */
  async setDevice(device: Device): Promise<void> {
    if (JSON.stringify(device) !== JSON.stringify(this.#manifest.device)) await this.#update({ device })
  }

  writeResults(rows: readonly ResultRow[]): Promise<void> {
    const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n")
    return writeAtomic(path.join(this.path, "results.json"), `[\n${lines}\n]\n`, this.#disk)
  }

  /** @returns the report's path */
  async writeReport(html: string): Promise<string> {
    const file = path.join(this.path, "report.html")
    await writeAtomic(file, html, this.#disk)
    return file
  }

  /** The last call: says how the run ended and lets go of the folder. */
  async close(state: "stopped" | "finished"): Promise<void> {
    try {
      await this.metrics.close()
      await this.rollouts.close()
      await this.#update({ state, ...(state === "finished" && { finished: this.#context.now().toISOString() }) })
    } finally {
      this.#unlock()
    }
  }

  #update(change: Partial<Manifest>): Promise<void> {
    const done = this.#updates.then(() => this.#write(change))
    this.#updates = done.catch(() => {})
    return done
  }

  async #write(change: Partial<Manifest>): Promise<void> {
    const manifest = { ...this.#manifest, ...change }
    await writeAtomic(path.join(this.path, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`, this.#disk)
    this.#manifest = manifest
  }
}

/** @throws UserError run-not-found, run-manifest-unreadable */
export function readManifest(folder: string): Manifest {
  const file = path.join(folder, "manifest.json")
  if (!existsSync(file)) throw new UserError(report("run-not-found", { folder }))
  const unreadable = (reason: string) => new UserError(report("run-manifest-unreadable", { path: file, reason }))
  let manifest: Manifest
  try {
    manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest
  } catch (error) {
    throw unreadable((error as Error).message)
  }
  if (manifest?.format !== 1 || typeof manifest.recipe !== "string" || !manifest.hashes || !manifest.settings)
    throw unreadable("it is not a manifest of format 1")
  return manifest
}

/** @example defaultFolder("r1-re", new Date("2026-01-31T12:00:00Z")) // "runs/r1-re/2026-01-31T12-00-00" */
export function defaultFolder(recipe: string, now: Date): string {
  const start = now.toISOString().slice(0, 19).replaceAll(":", "-")
  const wanted = path.join("runs", recipe, start)
  for (let i = 2, name = wanted; ; name = `${wanted}-${i++}`) if (!existsSync(name)) return name
}

function newManifest(identity: RunIdentity, context: RunContext): Manifest {
  const { recipe, guidelines, hashes, seeds, engine, settings } = identity
  return {
    format: 1,
    recipe,
    state: "running",
    started: context.now().toISOString(),
    resumed: [],
    finished: null,
    command: context.command,
    options: context.options,
    hashes: { guideline: guidelineHash(guidelines), ...hashes },
    guidelines: guidelines.map(({ path: name, text }) => ({ path: inside(name), sha256: hashOf(text) })),
    seeds,
    engine,
    device: null,
    versions: { glossator: context.glossator, node: process.versions.node, engine: context.engineVersion },
    platform: `${process.platform} ${process.arch}`,
    settings,
  }
}

async function needUnused(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error): string[] => {
    if (error.code === "ENOENT") return []
    throw asUserError(error, folder)
  })
  if (names.includes("manifest.json")) {
    const { recipe, started } = readManifest(folder)
    throw new UserError(report("run-folder-taken", { folder, recipe, started }))
  }
  const found = names.filter((name) => !name.startsWith(".")).slice(0, 3)
  if (found.length > 0) throw new UserError(report("run-folder-not-empty", { folder, found: found.join(", ") }))
}

async function needSpace(folder: string, disk: Disk): Promise<void> {
  const freeBytes = await disk.freeBytes(folder)
  if (freeBytes < NEEDED_BYTES)
    throw new UserError(report("run-no-space", { folder, neededBytes: NEEDED_BYTES, freeBytes }))
}

/** A guideline's path as a path under the folder: no way out of it. @throws RangeError for one that leads out */
function inside(name: string): string {
  const clean = path.posix.normalize(name)
  if (clean.startsWith("../") || clean === ".." || path.posix.isAbsolute(clean) || /[\\:\0]/.test(clean))
    throw new RangeError(`"${name}" is not a path inside the run's folder`)
  return clean
}
