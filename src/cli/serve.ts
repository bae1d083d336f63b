/** `glossator serve GUIDELINE…`: the reward over HTTP, until Ctrl-C or SIGTERM. */
import { availableParallelism } from "node:os"
import path from "node:path"
import { loadGuideline } from "../compile/load.js"
import type { Task } from "../compile/task.js"
import { type Diagnostic, UserError } from "../diagnostic.js"
import { version } from "../package.js"
import { ownRules } from "../rollout/own-checks.js"
import { TOKEN_VARIABLE, tokenOf } from "../serve/access.js"
import { report } from "../serve/codes.js"
import { startServer } from "../serve/server.js"
import { EXIT } from "./exit.js"
import { interruptible } from "./interrupt.js"
import { err, errDiagnostics, type Io } from "./io.js"

export interface ServeFlags {
  readonly host: string
  readonly port: number
  readonly tokenFile?: string
  readonly workers?: number
  /** Megabytes. */
  readonly maxBody: number
  readonly maxInFlight: number
  /** Megabytes. */
  readonly maxMemory: number
  readonly json?: boolean
}

/** What is in hand when the server is asked to stop has so long. */
const GRACE_SECONDS = 30

export async function serve(files: readonly string[], flags: ServeFlags, io: Io): Promise<number> {
  const token = tokenOf(flags.host, flags.tokenFile && path.resolve(io.cwd, flags.tokenFile), io.env)
  const tasks = tasksOf(files, io)
  return interruptible(
    io,
    "Stopping: what is in hand is answered. Press Ctrl-C again to stop at once.",
    async (signal) => {
      const server = await startServer({
        version: version(),
        tasks,
        host: flags.host,
        port: flags.port,
        ...(token !== undefined && { token }),
        pool: { workers: flags.workers ?? Math.max(1, availableParallelism() - 1) },
        maxBodyBytes: flags.maxBody * 1e6,
        inFlight: { requests: flags.maxInFlight, bytes: flags.maxMemory * 1e6 },
      })
      const names = [...tasks.keys()]
      if (flags.json) io.stdout.write(`${JSON.stringify({ url: server.url, guidelines: names })}\n`)
      err(io, listening(server.url, names, token !== undefined))
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }))
      await server.stop(GRACE_SECONDS)
      return EXIT.ok
    },
  )
}

/** @throws UserError for a guideline with errors, and for two of one name */
function tasksOf(files: readonly string[], io: Io): Map<string, Task> {
  const tasks = new Map<string, Task>()
  const wrong: Diagnostic[] = []
  for (const file of files) {
    const { task, diagnostics } = loadGuideline(file)
    if (!task) wrong.push(...diagnostics)
    else errDiagnostics(io, diagnostics)
    const name = nameOf(file)
    const same = files.filter((one) => nameOf(one) === name)
    if (same.length > 1 && same[0] === file) wrong.push(report("serve-name-taken", { name, paths: same }))
    if (!task) continue
    tasks.set(name, task)
    const rules = ownRules(task.plan)
    if (rules.length > 0) errDiagnostics(io, [report("serve-own-code", { name, rules })])
    if (task.plan.standardize === "batch") errDiagnostics(io, [report("serve-standardize", { name })])
  }
  if (wrong.length > 0) throw new UserError(wrong)
  return tasks
}

const nameOf = (file: string): string => path.basename(file).replace(/\.guideline$/, "")

function listening(url: string, names: readonly string[], hasToken: boolean): string {
  const at = (endpoint: string) => `${url}/${names.length === 1 ? encodeURIComponent(names[0]!) : "NAME"}/${endpoint}`
  return [
    `Serving ${names.join(", ")} on ${url}${hasToken ? `, with the token of ${TOKEN_VARIABLE} or --token-file` : ""}`,
    `  OpenRLHF     --reward.remote_url ${at("openrlhf")}`,
    `  NeMo Gym     POST ${at("verify")}`,
    `  batches      POST ${at("score")}   {"rows": [{"input": …, "gold": …, "completion": "…"}]}`,
    `  and GET      ${url}/ /health /ready /metrics /schemas/…`,
  ].join("\n")
}
