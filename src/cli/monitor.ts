/** `glossator monitor RUN|LOG`: what a training log gives reason to look at, beyond a rising reward. */
import path from "node:path"
import { loadGuideline } from "../compile/load.js"
import { printable, UserError } from "../diagnostic.js"
import { monitoredText } from "../display/monitored.js"
import type { Plan } from "../reward/plan.js"
import { monitor as look } from "../rollout/monitors/index.js"
import { readSteps } from "../rollout/monitors/read.js"
import { report } from "../rollout/run-codes.js"
import { withArm } from "./arm.js"
import { EXIT } from "./exit.js"
import { type Io, out, outJson } from "./io.js"

export interface MonitorOptions {
  /** That was trained on: a log that says only what was paid does not tell which term pays for what. */
  readonly guideline?: string
  readonly arm?: string
  /** The reward that was trained on, where a log of TRL has several. */
  readonly rewardColumn?: string
  readonly json?: boolean
}

export async function monitor(log: string, options: MonitorOptions, io: Io): Promise<number> {
  const plan = options.guideline === undefined ? undefined : planOf(options.guideline, options.arm)
  const steps = await readSteps(path.resolve(io.cwd, log), plan, options.rewardColumn)
  if (steps.length === 0) throw new UserError(report("log-no-steps", { path: log }))
  const monitored = look(steps)
  if (options.json) outJson(io, { monitored, steps })
  else
    out(
      io,
      monitored
        .map((one) => monitoredText(one, steps))
        .map(printableLines)
        .join("\n\n"),
    )
  const isWarned = monitored.some(({ findings }) => findings.some(({ severity }) => severity !== "info"))
  return isWarned ? EXIT.input : EXIT.ok
}

function planOf(guideline: string, arm: string | undefined): Plan {
  const { task, diagnostics } = loadGuideline(guideline)
  if (!task) throw new UserError(diagnostics)
  return withArm(task, arm).plan
}

/** Names of arms and terms come from a log. */
const printableLines = (text: string): string => text.split("\n").map(printable).join("\n")
