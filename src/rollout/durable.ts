/**
 * Files that survive a crash, a full disk and a second look: written whole or not at all, appended line by line.
 *
 * Knows nothing of runs. A failed write leaves what was there before and becomes a diagnostic with the way out.
 */
import { type FileHandle, open, rename, rm, statfs } from "node:fs/promises"
import path from "node:path"
import { makeFolder } from "../data/make-folder.js"
import { UserError } from "../diagnostic.js"
import { report } from "./run-codes.js"

/** What is asked of the file system, so that a test can fill the disk. */
export interface Disk {
  readonly open: (path: string, flags: string) => Promise<FileHandle>
  readonly rename: (from: string, to: string) => Promise<void>
  /** With those above it. */
  readonly makeFolder: (folder: string) => Promise<void>
  readonly freeBytes: (folder: string) => Promise<number>
}

export const realDisk: Disk = {
  open,
  rename,
  makeFolder,
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
}

/**
 * Writes beside the file, flushes, then renames: a reader sees the old content or the new one.
 *
 * @throws UserError run-no-space, run-folder-unwritable; the old file is still there
 */
export async function writeAtomic(file: string, content: string | Uint8Array, disk: Disk = realDisk): Promise<void> {
  const folder = path.dirname(file)
  const part = path.join(folder, `.${path.basename(file)}.${process.pid}.part`)
  try {
    await disk.makeFolder(folder)
    const handle = await disk.open(part, "w")
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await disk.rename(part, file)
  } catch (error) {
    await rm(part, { force: true }).catch(() => {})
    throw asUserError(error, folder)
  }
}

/** One JSON value a line, appended by one process at a time. */
export class JsonLines<Row> {
  readonly path: string
  readonly #disk: Disk
  #handle: FileHandle | undefined
  /** Appends and rewrites run one after the other; a failed one does not stop the next. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(file: string, disk: Disk = realDisk) {
    this.path = file
    this.#disk = disk
  }

  /** @throws UserError run-no-space, run-folder-unwritable; the file then ends with its last whole row */
  append(rows: readonly Row[]): Promise<void> {
    return this.#next(async () => {
      const handle = await this.#opened()
      const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""))
      const { size } = await handle.stat()
      try {
        for (let done = 0; done < bytes.length; )
          done += (await handle.write(bytes, done, bytes.length - done, size + done)).bytesWritten
      } catch (error) {
        await handle.truncate(size).catch(() => {})
        throw error
      }
    })
  }

  /** All whole rows; none when there is no file. A last line that was cut off is left out. */
  read(): Promise<Row[]> {
    return this.#next(async () => parseLines<Row>(await contentOf(this.path)))
  }

  /** Leaves out rows, for a run that goes on from a checkpoint older than its last row. */
  keep(wanted: (row: Row) => boolean): Promise<void> {
    return this.#next(async () => {
      const kept = parseLines<Row>(await contentOf(this.path)).filter(wanted)
      await this.#close()
      await writeAtomic(this.path, kept.map((row) => `${JSON.stringify(row)}\n`).join(""), this.#disk)
    })
  }

  close(): Promise<void> {
    return this.#next(() => this.#close())
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work).catch((error) => {
      throw asUserError(error, path.dirname(this.path))
    })
    this.#queue = done.catch(() => {})
    return done
  }

  async #opened(): Promise<FileHandle> {
    if (this.#handle) return this.#handle
    const whole = (await contentOf(this.path)).lastIndexOf(NEWLINE) + 1
    // "r+" keeps the rows, "w" makes the file; "a" would not write where it is told to
    this.#handle = await this.#disk.open(this.path, "r+").catch((error) => {
      if (codeOf(error) !== "ENOENT") throw error
      return this.#disk.open(this.path, "w")
    })
    await this.#handle.truncate(whole)
    return this.#handle
  }

  async #close(): Promise<void> {
    const handle = this.#handle
    this.#handle = undefined
    await handle?.close()
  }
}

const NEWLINE = 10

async function contentOf(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, "r")
    try {
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (codeOf(error) === "ENOENT") return Buffer.alloc(0)
    throw error
  }
}

/**
 * @returns one value per line; a line that is not JSON is left out if it is the last (a write that broke off)
 * @throws SyntaxError for any other one
 */
export function parseLines<Row>(content: Buffer | string): Row[] {
  const lines = content.toString("utf8").split("\n")
  if (lines.at(-1) === "") lines.pop()
  return lines.flatMap((line, i) => {
    try {
      return [JSON.parse(line) as Row]
    } catch (error) {
      if (i === lines.length - 1) return []
      throw new SyntaxError(`line ${i + 1} is not JSON: ${(error as Error).message}`)
    }
  })
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk can only be read",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a file of that name is in the way",
  ENOENT: "no folder can be made there",
  EISDIR: "a folder is in the way",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
}

/** A failed file operation as a diagnostic; anything else stays as it is. */
export function asUserError(error: unknown, folder: string): unknown {
  const code = codeOf(error)
  if (code === "ENOSPC" || code === "EDQUOT") return new UserError(report("run-no-space", { folder }))
  const reason = code && REASONS[code]
  return reason ? new UserError(report("run-folder-unwritable", { folder, reason })) : error
}
