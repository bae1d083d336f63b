/** `glossator rescore LOG --guideline NEW`: stored answers under a changed guideline, without a model. */
import { existsSync, writeFileSync } from "node:fs"
import path from "node:path"
import { loadGuideline } from "../compile/load.js"
import type { Task } from "../compile/task.js"
import { readData } from "../data/read.js"
import { type Diagnostic, printable, UserError } from "../diagnostic.js"
import { flipsTable } from "../display/rescored.js"
import { type AskedRow, AskedRows, joined } from "../rollout/join.js"
import { askedRows } from "../rollout/logs/asked-rows.js"
import { openLog } from "../rollout/logs/index.js"
import { type CurvePoint, type Rescored, rescore as rescoreAnswers } from "../rollout/rescore.js"
import { report } from "../rollout/run-codes.js"
import type { Example } from "../value.js"
import { withArm } from "./arm.js"
import { EXIT } from "./exit.js"
import { errDiagnostics, type Io, out, outJson } from "./io.js"

export interface RescoreOptions {
  readonly guideline: string
  readonly arm?: string
  /** A trainer's folder, a file of rows or a data set: where input and gold are, if the log has none. */
  readonly data?: string
  /** Where the table of flips goes, as CSV. */
  readonly out?: string
  /** Stop at the first answer that can not be read or scored. */
  readonly strict?: boolean
  readonly json?: boolean
}

/** So many steps of a curve, and so many reasons, are printed. */
const MOST_SHOWN = 12

export async function rescore(log: string, options: RescoreOptions, io: Io): Promise<number> {
  const { task: main, diagnostics } = loadGuideline(options.guideline)
  if (!main) throw new UserError(diagnostics)
  const task = withArm(main, options.arm)
  const opened = await openLog(path.resolve(io.cwd, log))
  const rows = options.data === undefined ? undefined : new AskedRows(await rowsOf(options.data, task, io))
  const result = await rescoreAnswers(
    task,
    rows ? joined(opened.answers(), rows) : opened.answers(),
    undefined,
    options.strict,
  )
  errDiagnostics(io, problems(log, options.data, result))
  if (options.out !== undefined) writeFileSync(options.out, flipsTable(result).toCSV())
  if (options.json) outJson(io, { guideline: { name: task.name, version: task.version, hash: task.hash }, ...result })
  else out(io, rescoredText(result))
  return result.answers > result.unjoined + result.unknown ? EXIT.ok : EXIT.input
}

/** A path where there is one, else a data set by name. */
async function rowsOf(data: string, task: Task, io: Io): Promise<AskedRow[]> {
  const ask = (input: Example["input"]): string =>
    task.prompt(input).messages.findLast(({ role }) => role === "user")?.content ?? ""
  const at = path.resolve(io.cwd, data)
  if (existsSync(at)) return askedRows(at, ask)
  const { train, test, diagnostics } = readData(data, { env: io.env })
  if (train.length + test.length === 0) throw new UserError(diagnostics)
  return [...train, ...test].map(({ id, input, gold }) => ({ id, input, gold, asked: ask(input) }))
}

function problems(path: string, data: string | undefined, result: Rescored): Diagnostic[] {
  const { answers: of, unread, unjoined, unjoinedAsked, unknown } = result
  const asked = unjoinedAsked?.replace(/\s+/g, " ").trim()
  const facts = { path, rows: unjoined, of, ...(data !== undefined && { data }), ...(asked && { asked }) }
  return [
    ...(unread > 0 ? [report("log-rows-unread", { path, rows: unread })] : []),
    ...(unjoined > 0 ? [report("log-rows-unjoined", facts)] : []),
    ...(unknown > 0 && unknown + unjoined === of ? [report("log-no-score", { path, rows: unknown })] : []),
  ]
}

export function rescoredText({ answers, unjoined, unknown, unscorable, flipped, reasons, curve }: Rescored): string {
  const compared = answers - unjoined - unknown
  const share = compared === 0 ? 0 : (100 * flipped) / compared
  const shown = reasons.slice(0, MOST_SHOWN)
  const left = reasons.length - shown.length
  return [
    `${compared} answers, ${flipped} of them score differently (${share.toFixed(1)} %)`,
    ...(unknown > 0 ? [`${unknown} more have no score of before; glossator score gives them one`] : []),
    ...(unscorable > 0 ? [`${unscorable} of them can not be scored now: that is no score, and not 0`] : []),
    ...(unjoined > 0 ? [`${unjoined} more have no row of data and are left out`] : []),
    ...shown.map(({ why, answers: count, change }) => {
      const mean = change / count
      return `  ${String(count).padStart(7)}  ${mean >= 0 ? "+" : ""}${mean.toFixed(3)}  ${printable(why)}`
    }),
    ...(left > 0 ? [`  and ${left} more reasons; --json prints all`] : []),
    ...curveLines(curve),
  ].join("\n")
}

function curveLines(curve: readonly CurvePoint[]): string[] {
  const arms = [...new Set(curve.map(({ arm, set }) => `${arm}${set === "" ? "" : ` on ${set}`}`))]
  return arms.flatMap((name) => {
    const own = curve.filter(({ arm, set }) => `${arm}${set === "" ? "" : ` on ${set}`}` === name)
    const every = Math.max(1, Math.ceil(own.length / MOST_SHOWN))
    const points = own.filter((_, i) => i % every === 0 || i === own.length - 1)
    const number = (score: number): string => (Number.isNaN(score) ? "none" : score.toFixed(3)).padStart(8)
    return [
      "",
      `${name === "" ? "Mean score" : printable(name)}: step, before, after`,
      ...points.map(({ step, before, after }) => `  ${String(step).padStart(6)} ${number(before)} ${number(after)}`),
    ]
  })
}
