/**
 * The data sets as rows of a list: what there is, under which licence, and how much of it is on this disk.
 */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { dataFolder } from "./folder.js"
import { dataSets } from "./sets/index.js"

export interface DataSetRow {
  readonly name: string
  readonly title: string
  readonly licence: string
  /** Of all its files together. */
  readonly bytes: number
  readonly files: number
  /** "owner/name @ commit", or "none". */
  readonly source: string
  /** Whether `readData` turns it into examples. */
  readonly readable: boolean
  /** By the presence of its files, not by their checksums. */
  readonly present: "complete" | "partly" | "no"
  readonly note: string
}

/** @param folder default: GLOSS_DATA, else `.glossator/data` */
export function describeDataSets(
  options: { readonly folder?: string; readonly env?: NodeJS.ProcessEnv } = {},
): DataSetRow[] {
  const folder = dataFolder(options.folder, options.env)
  return dataSets.map(({ name, title, licence, source, note, reads, files }) => {
    const found = files.filter((file) => existsSync(join(folder, name, file.path))).length
    const whole = files.length === 0 ? existsSync(join(folder, name)) : found === files.length
    return {
      name,
      title,
      licence,
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      files: files.length,
      source: source ? `${source.repository} @ ${source.commit.slice(0, 8)}` : "none",
      readable: reads !== undefined,
      present: whole ? "complete" : found > 0 ? "partly" : "no",
      note: note ?? "",
    }
  })
}
