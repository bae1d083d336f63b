/**
 * How long a whole run takes from the command line, and how much memory all of its processes hold at the same time:
 * `npm run bench -- run [what follows "glossator run"; default: r1-re]`. Memory is read from /proc, so Linux only.
 */
import { spawn } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"

const EVERY_MS = 250

/** Kilobytes held by a process and all below it; a page that several share counts once for each. */
function residentBelow(root: number): number {
  const parents = new Map<number, number>()
  const held = new Map<number, number>()
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8")
      const number = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0)
      parents.set(Number(name), number("PPid"))
      held.set(Number(name), number("VmRSS"))
    } catch {
      // it has ended since the folder was read
    }
  }
  const isBelow = (pid: number | undefined): boolean => !!pid && (pid === root || isBelow(parents.get(pid)))
  return [...held].reduce((sum, [pid, kilobytes]) => (isBelow(pid) ? sum + kilobytes : sum), 0)
}

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-bench-run-"))
const asked = process.argv.slice(2)
const command = [
  "bin/glossator.mjs",
  "run",
  ...(asked.length > 0 ? asked : ["r1-re"]),
  "--out",
  path.join(folder, "run"),
]
const start = performance.now()
const run = spawn(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] })
let most = 0
const timer = setInterval(() => {
  most = Math.max(most, residentBelow(run.pid!))
}, EVERY_MS)
run.on("close", (code) => {
  clearInterval(timer)
  rmSync(folder, { recursive: true, force: true })
  const [load] = os.loadavg()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(
    `exit code ${code}, ${seconds} s, at most ${((most * 1024) / 1e9).toFixed(2)} GB; load of the machine ${load!.toFixed(1)}`,
  )
  process.exitCode = code ?? 1
})
