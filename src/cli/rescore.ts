/** `glossator rescore LOG --guideline NEW`: stored answers under a changed guideline, without a model. */
import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import { loadGuideline } from "../compile/load.js"
import { type Diagnostic, printable, UserError } from "../diagnostic.js"
import { flipsTable } from "../display/rescored.js"
import { fileReason } from "../file-reason.js"
import type { CurvePoint, Rescored } from "../rollout/rescore.js"
import { rescoreLog } from "../rollout/rescore-log.js"
import { report } from "../rollout/run-codes.js"
import { withArm } from "./arm.js"
import { report as reportFile } from "./codes.js"
import { EXIT } from "./exit.js"
import { errDiagnostics, type Io, out, outJson } from "./io.js"
import { ownChecks } from "./own.js"

export interface RescoreOptions {
  readonly guideline: string
  readonly arm?: string
  /** A trainer's folder, a file of rows or a data set: where input and gold are, if the log has none. */
  readonly data?: string
  /** The reward that was trained on, where a log of TRL has several. */
  readonly rewardColumn?: string
  /** The file of the user's own checks, which is run. */
  readonly allowCode?: string
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
  const to = options.out === undefined ? undefined : path.resolve(io.cwd, options.out)
  // before all answers are scored
  if (to !== undefined) written(to, () => checkPlace(to))
  const own = await ownChecks(task, options.allowCode, io)
  const { data, rewardColumn, strict } = options
  const result = await rescoreLog(log, task, {
    ...{ cwd: io.cwd, env: io.env },
    ...(data !== undefined && { data }),
    ...(rewardColumn !== undefined && { rewardColumn }),
    ...(own && { own }),
    ...(strict !== undefined && { strict }),
  }).finally(() => own?.close())
  errDiagnostics(io, problems(log, options.data, result))
  if (to !== undefined) written(to, () => writeFileSync(to, flipsTable(result).toCSV()))
  if (options.json) outJson(io, { guideline: { name: task.name, version: task.version, hash: task.hash }, ...result })
  else out(io, rescoredText(result))
  return result.answers > result.unjoined + result.unknown ? EXIT.ok : EXIT.input
}

/** @throws the file system's error where no file could be written there */
function checkPlace(file: string): void {
  accessSync(path.dirname(file), constants.W_OK)
  if (!statSync(path.dirname(file)).isDirectory() || (existsSync(file) && statSync(file).isDirectory()))
    throw Object.assign(new Error("EISDIR"), { code: existsSync(file) ? "EISDIR" : "ENOTDIR" })
}

/** @throws UserError file-unwritable */
function written(file: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new UserError(reportFile("file-unwritable", { path: file, reason: fileReason(error) }))
  }
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

export function rescoredText(result: Rescored): string {
  const { compared, unjoined, unknown, unscorable, unscorableBefore, flipped, reasons, curve, assumed } = result
  const share = compared === 0 ? 0 : (100 * flipped) / compared
  const shown = reasons.slice(0, MOST_SHOWN)
  const left = reasons.length - shown.length
  return [
    `${compared} answers, ${flipped} of them score differently (${share.toFixed(1)} %)`,
    ...assumed.map((what) => `Assumed: ${printable(what)}`),
    ...(unknown > 0 ? [`${unknown} more have no score of before; glossator score gives them one`] : []),
    ...(unscorable > 0 ? [`${unscorable} more can not be scored now: that is no score, and not 0`] : []),
    ...(unscorableBefore > 0 ? [`${unscorableBefore} of all could not be scored before`] : []),
    ...(unjoined > 0 ? [`${unjoined} more have no row of data and are left out`] : []),
    ...shown.map(({ why, answers: count, change }) => {
      const mean = change === null ? undefined : change / count
      const moved = mean === undefined ? "–".padStart(6) : `${mean >= 0 ? "+" : ""}${mean.toFixed(3)}`
      return `  ${String(count).padStart(7)}  ${moved}  ${printable(why)}`
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
