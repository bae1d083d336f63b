/**
 * The ordinary clients that the installation calls (npm, python with pip, a C++ compiler): finding them, running them,
 * and saying how each can be had. Knows nothing of TensorFlow.
 */
import { spawn } from "node:child_process"
import { UserError } from "../../diagnostic.js"
import { report } from "./codes.js"

export interface RunOptions {
  readonly cwd?: string
  readonly env: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
}

export interface Ran {
  readonly code: number | null
  readonly killedBy: NodeJS.Signals | null
  readonly stdout: string
  /** The last lines that were written, of both streams. */
  readonly tail: string
}

const TAIL_CHARACTERS = 2000

/** @throws the spawn's error (ENOENT: no such command), an AbortError when the signal fired */
export function start(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.cwd && { cwd: options.cwd }),
      ...(options.signal && { signal: options.signal }),
    })
    let stdout = ""
    let tail = ""
    const keep = (text: string) => {
      tail = (tail + text).slice(-TAIL_CHARACTERS)
    }
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout = (stdout + text).slice(-1e6)
      keep(text)
    })
    child.stderr.setEncoding("utf8").on("data", keep)
    child.on("error", reject)
    child.on("close", (code, killedBy) => resolve({ code, killedBy, stdout, tail: lastLines(tail) }))
  })
}

const lastLines = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^npm (warn|notice)/.test(line))
    .slice(-6)
    .join(" | ")

/** Runs to the end. @throws UserError install-step when it fails */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const ran = await start(command, args, options)
  if (ran.code === 0) return ran.stdout
  const exit = ran.killedBy ? `signal ${ran.killedBy}` : `exit code ${ran.code}`
  const named = [command, ...args.slice(0, 3)].join(" ")
  throw new UserError(report("install-step", { command: named, exit, tail: ran.tail }))
}

export interface Tools {
  readonly python: string
  readonly compiler: string
}

/** Looks for everything before anything is downloaded. @throws UserError with one diagnostic for each missing tool */
export async function findTools(env: NodeJS.ProcessEnv): Promise<Tools> {
  const runs = async (command: string, ...args: string[]) =>
    (await start(command, args, { env }).catch(() => undefined))?.code === 0
  const missing = []
  if (!(await runs("npm", "--version"))) missing.push(report("install-no-npm", { path: env.PATH ?? "" }))
  let python: string | undefined
  for (const name of ["python3", "python"]) {
    if (python === undefined && (await runs(name, "-c", "import sys, zipfile; assert sys.version_info >= (3, 8)")))
      python = name
  }
  if (python === undefined) missing.push(report("install-no-python", {}))
  else if (!(await runs(python, "-m", "pip", "--version"))) missing.push(report("install-no-pip", { python }))
  const compiler = env.CXX || "g++"
  if (!(await runs(compiler, "--version"))) missing.push(report("install-no-compiler", { compiler }))
  if (missing.length > 0 || python === undefined) throw new UserError(missing)
  return { python, compiler }
}
