/**
 * The rows of data that a trainer read, from the folder that `glossator compile --to` wrote (`train.jsonl`, `test.jsonl`,
 * for TRL, verl or verifiers), or from a file of rows `{ id, input, gold }`: what the answers of a log are joined to.
 */
import { readdir, stat } from "node:fs/promises"
import { join } from "node:path"
import { UserError } from "../../diagnostic.js"
import { fileReason } from "../../file-reason.js"
import type { Example } from "../../value.js"
import type { AskedRow } from "../join.js"
import { report } from "../run-codes.js"
import { jsonLines } from "./json-lines.js"
import { fieldsOf, isRecord, lastTurn } from "./log-reader.js"
import { parquetRows } from "./parquet.js"

const NAMES = ["train.jsonl", "test.jsonl", "train.parquet", "test.parquet"]

/**
 * @param path a file, or a folder with train and test or with the package in which they are
 * @param ask the user's message for an input, of a row that does not hold its prompt
 * @throws UserError log-unreadable, rows-unknown
 */
export async function askedRows(path: string, ask: (input: Example["input"]) => string): Promise<AskedRow[]> {
  const files = await filesAt(path)
  const rows: AskedRow[] = []
  for (const file of files) {
    const batches = file.endsWith(".parquet") ? parquetBatches(file) : jsonLines(file)
    for await (const batch of batches)
      for (const value of batch) {
        const row = isRecord(value) ? rowOf(value, ask) : undefined
        if (row) rows.push(row)
      }
  }
  if (rows.length === 0) throw new UserError(report("rows-unknown", { path }))
  return rows
}

async function* parquetBatches(file: string): AsyncGenerator<readonly unknown[]> {
  for await (const { rows } of parquetRows(file)) yield rows
}

async function filesAt(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const entries = await readdir(path, { withFileTypes: true })
    const here = NAMES.filter((name) => entries.some((entry) => entry.isFile() && entry.name === name))
    if (here.length > 0) return here.map((name) => join(path, name))
    const inner: string[] = []
    // a package for verifiers has its rows beside its modules
    for (const entry of entries.filter((one) => one.isDirectory())) {
      const names = await readdir(join(path, entry.name))
      inner.push(...NAMES.filter((name) => names.includes(name)).map((name) => join(path, entry.name, name)))
    }
    return inner
  } catch (error) {
    throw new UserError(report("log-unreadable", { path, reason: fileReason(error) }))
  }
}

type Fields = Readonly<Record<string, unknown>>

/** A row in any of the forms that our exports have. */
function rowOf(row: Fields, ask: (input: Example["input"]) => string): AskedRow | undefined {
  const about = isRecord(row.extra_info) ? row.extra_info : {}
  const model = isRecord(row.reward_model) ? row.reward_model : {}
  const input = fieldsOf(row.glossator_input) ?? fieldsOf(row.input) ?? fieldsOf(about.input)
  const gold = fieldsOf(row.glossator_gold) ?? fieldsOf(row.gold) ?? fieldsOf(model.ground_truth)
  if (!input || !gold) return undefined
  const asked = lastTurn(row.prompt, "user") ?? textIn(row.user) ?? textIn(row.prompt) ?? ask(input)
  return { id: String(row.id ?? about.id ?? ""), input, gold, asked }
}

const textIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined)
