/** Every kind of log that can be scored again. A new one is a file here and a line below. */
import { UserError } from "../../diagnostic.js"
import { jsonLines } from "../rescore.js"
import { report } from "../run-codes.js"
import { glossator } from "./glossator.js"
import type { LogReader } from "./log-reader.js"

export const logReaders: readonly LogReader[] = [glossator]

/** @throws UserError log-unreadable, log-unknown */
export async function logReaderOf(path: string): Promise<LogReader> {
  const first = path.endsWith(".parquet") ? undefined : await firstValue(path)
  const reader = logReaders.find((one) => one.knows(path, first))
  if (!reader) {
    const known = logReaders.map(({ name, summary }) => `${name} (${summary})`)
    throw new UserError(report("log-unknown", { path, known }))
  }
  return reader
}

async function firstValue(path: string): Promise<unknown> {
  for await (const values of jsonLines(path)) {
    const found = values.find((value) => value !== undefined)
    if (found !== undefined) return found
  }
  return undefined
}
