/** `glossator monitor RUN|LOG`: what a training log gives reason to look at, beyond a rising reward. */
import path from "node:path"
import { printable, UserError } from "../diagnostic.js"
import { monitoredText } from "../display/monitored.js"
import { monitor as look } from "../rollout/monitors/index.js"
import { readSteps } from "../rollout/monitors/read.js"
import { report } from "../rollout/run-codes.js"
import { EXIT } from "./exit.js"
import { type Io, out, outJson } from "./io.js"

export async function monitor(log: string, options: { readonly json?: boolean }, io: Io): Promise<number> {
  const steps = await readSteps(path.resolve(io.cwd, log))
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

/** Names of arms and terms come from a log. */
const printableLines = (text: string): string => text.split("\n").map(printable).join("\n")
