/**
 * Brings a data set onto this disk: the raw files of one commit of a public repository, each verified by its checksum.
 *
 * Licence and size are shown, and agreed to, before the first byte. A file is written to `NAME.part` and gets its name
 * only when its checksum is right; a download that broke off goes on where it stopped (HTTP Range). What is there already
 * is verified and kept; a file that differs is never overwritten.
 */
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { open, rename, stat, statfs, unlink, writeFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { pipeline } from "node:stream/promises"
import { type Diagnostic, UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import { nearest } from "../text.js"
import { report } from "./codes.js"
import { download, type Transfer } from "./download.js"
import { dataFolder, errorCode } from "./folder.js"
import { makeFolder } from "./make-folder.js"
import type { DataFile, DataSet } from "./sets/data-set.js"
import { dataSets } from "./sets/index.js"

/** Where raw files of a repository are served: `BASE/owner/name/commit/path`. */
export const DEFAULT_BASE_URL = "https://raw.githubusercontent.com"

/** Left free on the disk. */
const SPARE_BYTES = 16 * 2 ** 20

export interface PullSummary {
  readonly name: string
  readonly title: string
  readonly licence: string
  readonly repository: string
  readonly commit: string
  readonly baseUrl: string
  /** Where the files will lie. */
  readonly folder: string
  readonly files: number
  /** Of all files together, and of those still missing. */
  readonly bytes: number
  readonly missingBytes: number
  readonly note?: string
}

export interface PullProgress {
  readonly file: string
  /** Of all missing files together. */
  readonly receivedBytes: number
  readonly totalBytes: number
}

export interface PullOptions extends Partial<Transfer> {
  /** The folder of all data sets; default: GLOSS_DATA, else `.glossator/data`. */
  readonly into?: string
  /** Default: GLOSS_DATA_URL, else the public host of raw files. */
  readonly baseUrl?: string
  /** Shown the licence and the size before anything is downloaded or written; false ends it there. */
  readonly confirm: (summary: PullSummary) => boolean | Promise<boolean>
  readonly onProgress?: (progress: PullProgress) => void
  readonly env?: NodeJS.ProcessEnv
  /** Free bytes at a folder; given so that a full disk can be tested. */
  readonly freeBytes?: (folder: string) => Promise<number>
  /** Another catalogue, for data sets of one's own. */
  readonly sets?: readonly DataSet[]
}

export interface Pulled {
  /** False when `confirm` said no. */
  readonly done: boolean
  readonly folder: string
  /** Paths under the folder. */
  readonly downloaded: readonly string[]
  readonly kept: readonly string[]
}

/** @throws UserError with one of the `pull-…` diagnostics; what was verified before stays on the disk */
export async function pullData(name: string, options: PullOptions): Promise<Pulled> {
  const env = options.env ?? process.env
  const set = findSet(name, options.sets ?? dataSets)
  if (!set.source) throw new UserError(report("pull-no-source", { name }))
  const { repository, commit } = set.source
  const baseUrl = (options.baseUrl || env.GLOSS_DATA_URL || DEFAULT_BASE_URL).replace(/\/+$/, "")
  if (!/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : ""))
    throw new UserError(report("pull-url", { url: baseUrl }))
  const folder = resolve(dataFolder(options.into, env), name)

  const { missing, kept } = await whatIsThere(set, folder)
  const missingBytes = missing.reduce((sum, file) => sum + file.bytes, 0)
  const bytes = set.files.reduce((sum, file) => sum + file.bytes, 0)
  const { title, licence, note } = set
  const files = set.files.length
  const summary = {
    name,
    title,
    licence,
    repository,
    commit,
    baseUrl,
    folder,
    files,
    bytes,
    missingBytes,
    ...(note && { note }),
  }
  if (!(await options.confirm(summary))) return { done: false, folder, downloaded: [], kept }
  // a complete data set may lie where nothing can be written
  if (missing.length === 0) return { done: true, folder, downloaded: [], kept }

  await makeWritable(folder)
  const free = await (options.freeBytes ?? freeBytesAt)(folder)
  if (free < missingBytes + SPARE_BYTES)
    throw new UserError(report("pull-no-space", { folder, neededBytes: missingBytes + SPARE_BYTES, freeBytes: free }))
  await keepOrigin(set, folder)

  let before = 0
  for (const file of missing) {
    const url = [baseUrl, repository, commit, ...file.from.split("/").map(encodeURIComponent)].join("/")
    const path = join(folder, file.path)
    await makeWritable(dirname(path))
    const progress = (received: number) =>
      options.onProgress?.({ file: file.path, receivedBytes: before + received, totalBytes: missingBytes })
    await pullFile(set, file, url, path, options, progress)
    before += file.bytes
  }
  return { done: true, folder, downloaded: missing.map((file) => file.path), kept }
}

function findSet(name: string, sets: readonly DataSet[]): DataSet {
  const set = sets.find((one) => one.name === name)
  if (set) return set
  const near = nearest(
    name,
    sets.map((one) => one.name),
  )
  throw new UserError(report("data-set-unknown", { name, ...(near && { near }) }))
}

/** Verifies what lies there. @throws UserError naming every file that differs, before anything is written */
async function whatIsThere(set: DataSet, folder: string): Promise<{ missing: DataFile[]; kept: string[] }> {
  const missing: DataFile[] = []
  const kept: string[] = []
  const wrong: Diagnostic[] = []
  for (const file of set.files) {
    const path = join(folder, file.path)
    const found = await stat(path).catch(() => undefined)
    if (!found) missing.push(file)
    else if (found.isFile() && found.size === file.bytes && (await checksumOf(path)) === file.sha256)
      kept.push(file.path)
    else wrong.push(report("pull-file-differs", { path }))
  }
  if (wrong.length > 0) throw new UserError(wrong)
  return { missing, kept }
}

async function pullFile(
  set: DataSet,
  file: DataFile,
  url: string,
  path: string,
  options: PullOptions,
  progress: (received: number) => void,
): Promise<void> {
  const part = `${path}.part`
  for (let attempt = 0; ; attempt++) {
    const resumed = await download({ url, part, bytes: file.bytes, name: set.name }, options, progress)
    const size = (await stat(part)).size
    const found = await sha256Of(part)
    if (found === file.sha256) break
    await unlink(part)
    // a part from an earlier try may have come from elsewhere: the whole file gets one chance
    if (resumed && attempt === 0) continue
    const facts = { file: file.path, expected: `sha256 ${file.sha256}`, found: `sha256 ${found} (${size} bytes)` }
    throw new UserError(report("pull-checksum", facts))
  }
  await rename(part, path).catch((error: unknown) => {
    throw new UserError(report("pull-folder-unwritable", { folder: dirname(path), reason: fileReason(error) }))
  })
}

/** Of a file that was there before. @throws UserError data-file-unreadable */
function checksumOf(path: string): Promise<string> {
  return sha256Of(path).catch((error: unknown) => {
    throw new UserError(report("data-file-unreadable", { path, reason: fileReason(error) }))
  })
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256")
  await pipeline(createReadStream(path), hash)
  return hash.digest("hex")
}

async function makeWritable(folder: string): Promise<void> {
  try {
    await makeFolder(folder)
    const probe = join(folder, ".glossator-probe")
    await (await open(probe, "w")).close()
    await unlink(probe)
  } catch (error) {
    throw new UserError(report("pull-folder-unwritable", { folder, reason: fileReason(error) }))
  }
}

async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** The licences ask for attribution: it lies beside the files. */
async function keepOrigin({ name, title, licence, source, note }: DataSet, folder: string): Promise<void> {
  const origin = { name, title, licence, ...source, ...(note && { note }) }
  try {
    await writeFile(join(folder, "ORIGIN.json"), `${JSON.stringify(origin, undefined, 2)}\n`)
  } catch (error) {
    if (errorCode(error) === "ENOSPC")
      throw new UserError(report("pull-no-space", { folder, neededBytes: SPARE_BYTES }))
    throw new UserError(report("pull-folder-unwritable", { folder, reason: fileReason(error) }))
  }
}
