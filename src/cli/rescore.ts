/** `glossator rescore LOG --guideline NEW`: stored answers under a changed guideline, without a model. */
import { writeFileSync } from "node:fs"
import { loadGuideline } from "../compile/load.js"
import { printable, UserError } from "../diagnostic.js"
import { flipsTable } from "../display/rescored.js"
import { logReaderOf } from "../rollout/logs/index.js"
import { type CurvePoint, type Rescored, rescore as rescoreAnswers } from "../rollout/rescore.js"
import { report } from "../rollout/run-codes.js"
import { withArm } from "./arm.js"
import { EXIT } from "./exit.js"
import { errDiagnostics, type Io, out, outJson } from "./io.js"

export interface RescoreOptions {
  readonly guideline: string
  readonly arm?: string
  /** Where the table of flips goes, as CSV. */
  readonly out?: string
  readonly json?: boolean
}

/** So many steps of a curve, and so many reasons, are printed. */
const MOST_SHOWN = 12

export async function rescore(log: string, options: RescoreOptions, io: Io): Promise<number> {
  const { task: main, diagnostics } = loadGuideline(options.guideline)
  if (!main) throw new UserError(diagnostics)
  const task = withArm(main, options.arm)
  const reader = await logReaderOf(log)
  const result = await rescoreAnswers(task, reader.answers(log))
  if (result.unread > 0) errDiagnostics(io, [report("log-rows-unread", { path: log, rows: result.unread })])
  if (options.out !== undefined) writeFileSync(options.out, flipsTable(result).toCSV())
  if (options.json) outJson(io, { guideline: { name: task.name, version: task.version, hash: task.hash }, ...result })
  else out(io, rescoredText(result))
  return EXIT.ok
}

export function rescoredText({ answers, unknown, flipped, reasons, curve }: Rescored): string {
  const compared = answers - unknown
  const share = compared === 0 ? 0 : (100 * flipped) / compared
  const shown = reasons.slice(0, MOST_SHOWN)
  const left = reasons.length - shown.length
  return [
    `${compared} answers, ${flipped} of them score differently (${share.toFixed(1)} %)`,
    ...(unknown > 0 ? [`${unknown} more have no score of before; glossator score gives them one`] : []),
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
