/** Lines of JSON in large files: a batch for each stretch that was read, so that memory does not grow with the file. */
import { readSync } from "node:fs"
import { open } from "node:fs/promises"
import { setImmediate } from "node:timers/promises"
import { UserError } from "../../diagnostic.js"
import { fileReason } from "../../file-reason.js"
import { report } from "../run-codes.js"
import type { RepeatedMember } from "./repeated-member.js"

const NEWLINE = 10
const BRACE = 0x7b
/** Small enough that most of a batch is gone before the collector comes to copy it. */
const CHUNK_BYTES = 2 ** 19
/** A line beyond it is no answer: it is skipped, and counted as unread. */
const LONGEST_LINE = 64 * 2 ** 20

/** Values of lines, and the number of each line, from 1: empty lines have none. */
export type LineBatch = readonly unknown[] & { readonly lines: readonly number[] }

/**
 * The lines of a file as JSON values, a batch for each stretch that was read; `undefined` for a line that is not JSON.
 *
 * @param repeated what most lines begin with, and many share
 * @throws UserError log-unreadable
 */
export async function* jsonLines(path: string, repeated?: RepeatedMember): AsyncGenerator<LineBatch> {
  const failed = (error: unknown) => new UserError(report("log-unreadable", { path, reason: fileReason(error) }))
  const file = await open(path).catch((error: unknown) => {
    throw failed(error)
  })
  const read = (into: Buffer, at: number): number => {
    try {
      return readSync(file.fd, into, at, into.length - at, null)
    } catch (error) {
      throw failed(error)
    }
  }
  // read again and again: what is parsed is copied out of it
  let bytes = Buffer.allocUnsafe(CHUNK_BYTES)
  /** Bytes of a line that goes on. */
  let rest = 0
  let skipping = false
  let line = 1
  try {
    for (;;) {
      if (rest === bytes.length) bytes = Buffer.concat([bytes], 2 * bytes.length)
      // to wait for another thread to read so little takes longer than to read it; others get their turn all the same
      await setImmediate()
      const bytesRead = read(bytes, rest)
      const length = rest + bytesRead
      if (bytesRead === 0) break
      const values: unknown[] = []
      const lines: number[] = []
      let start = 0
      const next = (from: number): number => {
        const at = bytes.indexOf(NEWLINE, from)
        return at < length ? at : -1
      }
      for (let end = next(rest); end >= 0; end = next(start)) {
        if (skipping) values.push(undefined)
        else if (end > start) values.push(parsed(bytes, start, end, repeated))
        if (skipping || end > start) lines.push(line)
        line++
        skipping = false
        start = end + 1
      }
      bytes.copyWithin(0, start, length)
      rest = length - start
      if (rest > LONGEST_LINE) {
        skipping = true
        rest = 0
      }
      yield Object.assign(values, { lines })
    }
  } finally {
    await file.close()
  }
  if (rest > 0) yield Object.assign([parsed(bytes, 0, rest, repeated)], { lines: [line] })
}

/** @returns the first value of a file, or undefined where it has none @throws UserError log-unreadable */
export async function firstLine(path: string): Promise<unknown> {
  for await (const values of jsonLines(path)) {
    const found = values.find((value) => value !== undefined)
    if (found !== undefined) return found
  }
  return undefined
}

function parsed(bytes: Buffer, start: number, end: number, repeated?: RepeatedMember): unknown {
  try {
    const first = repeated?.take(bytes, start, end)
    if (!first) return JSON.parse(bytes.toString("utf8", start, end))
    // what stands before the next member was taken
    bytes[first.next - 1] = BRACE
    const row = JSON.parse(bytes.toString("utf8", first.next - 1, end)) as Record<string, unknown>
    // of two members with one name JSON takes the last
    if (!Object.hasOwn(row, repeated!.name)) row[repeated!.name] = first.text
    return row
  } catch {
    return undefined
  }
}
