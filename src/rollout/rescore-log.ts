/** A log from the disk under another guideline, with the rows of data and the user's own checks that it needs for that. */
import { existsSync } from "node:fs"
import path from "node:path"
import type { Task } from "../compile/task.js"
import { readData } from "../data/read.js"
import { UserError } from "../diagnostic.js"
import type { Given } from "../reward/plan.js"
import type { Example } from "../value.js"
import { type AskedRow, AskedRows, joined } from "./join.js"
import { askedRows } from "./logs/asked-rows.js"
import { openLog } from "./logs/index.js"
import type { LoggedAnswer } from "./logs/log-reader.js"
import type { OwnChecks } from "./own-checks.js"
import { type Rescored, rescore } from "./rescore.js"

export interface RescoreOptions {
  /**
   * Where input and gold are, if the log has none: the folder of `glossator compile --to`, a file of rows
   * `{ id, input, gold }`, or a data set by its name.
   */
  readonly data?: string
  /** The reward that was trained on, where a log of TRL has several. */
  readonly rewardColumn?: string
  /** The guideline's own checks, opened; without them answers that need one can not be scored. */
  readonly own?: OwnChecks
  /** Stop at the first answer that can not be read or scored. */
  readonly strict?: boolean
  /** Most rows of flips; default 100,000. */
  readonly mostFlips?: number
  /** What paths are relative to; default the process's own folder. */
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** @param log a file or the folder of a run @throws UserError log-unreadable, log-unknown, log-column-unknown, log-strict, rows-unknown, data-set-unknown */
export async function rescoreLog(log: string, task: Task, options: RescoreOptions = {}): Promise<Rescored> {
  const { data, rewardColumn, own, strict, mostFlips, cwd = process.cwd(), env = process.env } = options
  const opened = await openLog(path.resolve(cwd, log), rewardColumn)
  const rows = data === undefined ? undefined : new AskedRows(await rowsOf(data, task, cwd, env))
  const answers = rows ? joined(opened.answers(), rows) : opened.answers()
  return rescore(task, own ? withOwn(answers, own) : answers, mostFlips, strict)
}

/** A path where there is one, else a data set by name. */
async function rowsOf(data: string, task: Task, cwd: string, env: NodeJS.ProcessEnv): Promise<AskedRow[]> {
  const ask = (input: Example["input"]): string =>
    task.prompt(input).messages.findLast(({ role }) => role === "user")?.content ?? ""
  const at = path.resolve(cwd, data)
  if (existsSync(at)) return askedRows(at, ask)
  const { train, test, diagnostics } = readData(data, { env })
  if (train.length + test.length === 0) throw new UserError(diagnostics)
  return [...train, ...test].map(({ id, input, gold }) => ({ id, input, gold, asked: ask(input) }))
}

/** What the user's own checks say of each answer, beside what the log gives already. */
async function* withOwn(
  answers: AsyncIterable<readonly (LoggedAnswer | undefined)[]>,
  own: OwnChecks,
): AsyncGenerator<readonly (LoggedAnswer | undefined)[]> {
  for await (const batch of answers) {
    const given: (LoggedAnswer | undefined)[] = []
    for (const answer of batch) {
      if (!answer) given.push(undefined)
      else {
        const values = await own.run({ completion: answer.completion, input: answer.input ?? {} })
        given.push({ ...answer, given: { ...answer.given, ...values } as Given })
      }
    }
    yield given
  }
}
