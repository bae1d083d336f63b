/** Python packages in virtual environments of their own, in pinned versions; and how Python is called. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"

const home = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance")

export function run(command: string, args: readonly string[], input?: string): string {
  const ran = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1e9, ...(input !== undefined && { input }) })
  if (ran.status !== 0) throw new Error(`${command} ${args[0]} ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`)
  return ran.stdout
}

/** Kept and used again while the pinned versions are the same. @returns its Python */
export function installed(name: "verifiers-v1" | "verifiers-legacy" | "jupyter" | "jupyter-browser"): string {
  const venv = path.join(home, name)
  const python = path.join(venv, "bin/python3")
  const requirements = `tests/conformance/${name}-requirements.txt`
  const marker = path.join(venv, "requirements.txt")
  const wanted = readFileSync(requirements, "utf8")
  return alone(`${venv}.lock`, () => {
    if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return python
    rmSync(venv, { recursive: true, force: true })
    run("python3", ["-m", "venv", venv])
    run(python, ["-m", "pip", "install", "--quiet", "--no-deps", "-r", requirements])
    writeFileSync(marker, wanted)
    return python
  })
}

const POLL_MS = 250

/** Test files run side by side and share environments: the second one waits until the first has made it. */
function alone<T>(lock: string, work: () => T): T {
  mkdirSync(path.dirname(lock), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    }
    if (isLeft(lock)) rmSync(lock, { force: true })
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS)
  }
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Whether the process that made it has ended without taking it away. */
function isLeft(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, "utf8"))
    // just made, and not yet written
    if (pid === 0) return false
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH"
  }
}
