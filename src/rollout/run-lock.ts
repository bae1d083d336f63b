/** One run writes into a folder at a time: `run.lock` names the process; a lock of a process that is gone does not count. */
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { UserError } from "../diagnostic.js"
import { asUserError } from "./durable.js"
import { report } from "./run-codes.js"

/** Folders locked by this process: a lock with our own id that is not among them is a leftover of an earlier process. */
const held = new Set<string>()

/**
 * @returns unlocks; may be called twice
 * @throws UserError run-folder-in-use, run-folder-unwritable
 */
export async function lock(folder: string): Promise<() => void> {
  const file = path.resolve(folder, "run.lock")
  const mine = { process: process.pid, host: os.hostname() }
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: "wx" })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 0) throw asUserError(error, folder)
    }
    const holder = holderOf(file)
    if (holder && isRunning(holder, file)) throw new UserError(report("run-folder-in-use", { folder, ...holder }))
    rmSync(file, { force: true })
  }
  held.add(file)
  return () => {
    if (held.delete(file)) rmSync(file, { force: true })
  }
}

interface Holder {
  readonly process: number
  readonly host: string
}

function holderOf(file: string): Holder | undefined {
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as Partial<Holder>
    return Number.isInteger(found.process) && typeof found.host === "string" ? (found as Holder) : undefined
  } catch {
    return undefined
  }
}

function isRunning(holder: Holder, file: string): boolean {
  if (holder.host !== os.hostname()) return true
  if (holder.process === process.pid) return held.has(file)
  try {
    process.kill(holder.process, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}
