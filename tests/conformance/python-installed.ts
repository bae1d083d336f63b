/** Python packages in virtual environments of their own, in pinned versions; and how Python is called. */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
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
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return python
  rmSync(venv, { recursive: true, force: true })
  run("python3", ["-m", "venv", venv])
  run(python, ["-m", "pip", "install", "--quiet", "--no-deps", "-r", requirements])
  writeFileSync(marker, wanted)
  return python
}
