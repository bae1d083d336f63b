/** Lines of JSON in large files: a batch for each stretch that was read, so that memory does not grow with the file. */
import { createReadStream } from "node:fs"
import { UserError } from "../../diagnostic.js"
import { fileReason } from "../../file-reason.js"
import { report } from "../run-codes.js"
import type { RepeatedMember } from "./repeated-member.js"

const NEWLINE = 10
const CHUNK_BYTES = 4 * 2 ** 20
/** A line beyond it is no answer: it is skipped, and counted as unread. */
const LONGEST_LINE = 64 * 2 ** 20

/**
 * The lines of a file as JSON values, a batch for each stretch that was read; `undefined` for a line that is not JSON.
 *
 * @param repeated what most lines begin with, and many share
 * @throws UserError log-unreadable
 */
export async function* jsonLines(path: string, repeated?: RepeatedMember): AsyncGenerator<readonly unknown[]> {
  let rest: Buffer | undefined
  let skipping = false
  try {
    for await (const read of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      const chunk: Buffer = rest ? Buffer.concat([rest, read as Buffer]) : (read as Buffer)
      const values: unknown[] = []
      let start = 0
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        if (skipping) values.push(undefined)
        else if (end > start) values.push(parsed(chunk, start, end, repeated))
        skipping = false
        start = end + 1
      }
      rest = start < chunk.length ? chunk.subarray(start) : undefined
      if (rest && rest.length > LONGEST_LINE) {
        skipping = true
        rest = undefined
      }
      yield values
    }
  } catch (error) {
    throw new UserError(report("log-unreadable", { path, reason: fileReason(error) }))
  }
  if (rest) yield [parsed(rest, 0, rest.length, repeated)]
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
    const others = JSON.parse(`{${bytes.toString("utf8", first.next, end)}`) as object
    // of two members with one name JSON takes the last
    return { [repeated!.name]: first.text, ...others }
  } catch {
    return undefined
  }
}
