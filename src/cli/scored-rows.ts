/** `--rows FILE`: answers from a file or stdin, each with its verdict, as they come; memory does not grow with them. */
import { createReadStream } from "node:fs"
import path from "node:path"
import type { Readable } from "node:stream"
import { loadGuideline } from "../compile/load.js"
import type { Task } from "../compile/task.js"
import { report as dataReport } from "../data/codes.js"
import { type AnswerRow, answerRows, type UnreadRow } from "../data/readers/answers.js"
import { type Diagnostic, UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import type { Given, Verdict } from "../reward/plan.js"
import type { OwnChecks } from "../rollout/own-checks.js"
import { withArm } from "./arm.js"
import { errDiagnostics, type Io } from "./io.js"
import { ownChecks } from "./own.js"

export interface RowsOptions {
  /** JSON Lines; `-` is stdin. */
  readonly rows: string
  /** Another reward of the guideline. */
  readonly arm?: string
  /** The file of the user's own checks, which is run. */
  readonly allowCode?: string
}

export interface ScoredRow extends AnswerRow {
  readonly verdict: Verdict
}

/**
 * @param use    gets the task, and the rows in their order
 * @param report takes what is to be said of a row that was read all the same
 * @throws UserError for a guideline with errors, and data-file-unreadable
 */
export async function withScoredRows<T>(
  file: string,
  options: RowsOptions,
  io: Io,
  report: (diagnostic: Diagnostic) => void,
  use: (task: Task, rows: AsyncIterable<ScoredRow | UnreadRow>) => Promise<T>,
): Promise<T> {
  const { task: main, diagnostics } = loadGuideline(file)
  if (!main) throw new UserError(diagnostics)
  errDiagnostics(io, diagnostics)
  const task = withArm(main, options.arm)
  const own = await ownChecks(task, options.allowCode, io)
  try {
    return await use(task, scored(answerRows(bytesOf(options, io), options.rows, report), task, own))
  } finally {
    await own?.close()
  }
}

async function* scored(
  rows: AsyncIterable<AnswerRow | UnreadRow>,
  task: Task,
  own: OwnChecks | undefined,
): AsyncGenerator<ScoredRow | UnreadRow> {
  for await (const row of rows) {
    if ("unread" in row) {
      yield row
      continue
    }
    const { completion, input } = row
    const values = own && typeof completion === "string" ? await own.run({ completion, input }) : undefined
    // the reward looks at what is given before it believes it
    const given = { ...row.given, ...values } as Given
    yield { ...row, verdict: task.score(completion as string, row, given) }
  }
}

async function* bytesOf({ rows }: RowsOptions, io: Io): AsyncGenerator<unknown> {
  const stream: Readable =
    rows === "-" ? io.stdin : createReadStream(path.resolve(io.cwd, rows), { highWaterMark: 2 ** 20 })
  try {
    for await (const chunk of stream) yield chunk
  } catch (error) {
    throw new UserError(dataReport("data-file-unreadable", { path: rows, reason: fileReason(error) }))
  }
}
