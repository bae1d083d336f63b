/** Every kind of log that can be scored again. A new one is a file here and a line below. */
import { readdir, stat } from "node:fs/promises"
import { join } from "node:path"
import { UserError } from "../../diagnostic.js"
import { fileReason } from "../../file-reason.js"
import { report } from "../run-codes.js"
import { glossator } from "./glossator.js"
import { firstLine } from "./json-lines.js"
import type { LoggedAnswer, LogReader } from "./log-reader.js"
import { trl } from "./trl.js"
import { verifiers } from "./verifiers.js"
import { verl } from "./verl.js"

export const logReaders: readonly LogReader[] = [glossator, trl, verifiers, verl]

/** Folders of a run in which a trainer keeps its log: TRL's own name, and the one in our launch settings for verl. */
const INNER = ["completions", "rollouts"]

export interface Log {
  /** Of its reader. */
  readonly kind: string
  readonly files: readonly string[]
  /** @throws UserError log-unreadable */
  answers(): AsyncIterable<readonly (LoggedAnswer | undefined)[]>
}

/**
 * @param path   a file, or the folder of a run
 * @param column the reward that was trained on, where the log has several
 * @throws UserError log-unreadable, log-unknown, log-column-unknown
 */
export async function openLog(path: string, column?: string): Promise<Log> {
  const found = await filesOf(path)
  if (!found) {
    const known = logReaders.map(({ name, summary }) => `${name} (${summary})`)
    throw new UserError(report("log-unknown", { path, known }))
  }
  const { reader, files } = found
  if (column !== undefined && !reader.scoreOf)
    throw new UserError(report("log-column-unknown", { path, column, known: [] }))
  const score = await reader.scoreOf?.(files, column)
  return {
    kind: reader.name,
    files,
    async *answers() {
      for (const file of files) yield* reader.answers(file, score)
    },
  }
}

interface Found {
  readonly reader: LogReader
  readonly files: readonly string[]
}

async function filesOf(path: string): Promise<Found | undefined> {
  const names = await namesIn(path)
  if (names) {
    const here = inFolder(path, names)
    if (here) return here
    for (const inner of INNER.filter((name) => names.includes(name))) {
      const below = inFolder(join(path, inner), (await namesIn(join(path, inner))) ?? [])
      if (below) return below
    }
    return undefined
  }
  const first = path.endsWith(".parquet") ? undefined : await firstLine(path)
  const reader = logReaders.find((one) => one.knows(path, first))
  return reader && { reader, files: [path] }
}

function inFolder(folder: string, names: readonly string[]): Found | undefined {
  for (const reader of logReaders) {
    const files = reader.filesIn(names)
    if (files.length > 0) return { reader, files: files.map((name) => join(folder, name)) }
  }
  return undefined
}

/** @returns undefined for what is no folder */
async function namesIn(path: string): Promise<readonly string[] | undefined> {
  try {
    return (await stat(path)).isDirectory() ? await readdir(path) : undefined
  } catch (error) {
    throw new UserError(report("log-unreadable", { path, reason: fileReason(error) }))
  }
}
