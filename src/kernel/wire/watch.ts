/**
 * What only another thread can see to while the main thread computes: that an interrupt ends it, that its memory does not
 * run out, and that it does not outlive the process that started it.
 */
import { Session } from "node:inspector/promises"
import os from "node:os"
import { getHeapStatistics } from "node:v8"
import type { InterruptReason, Shared } from "./shared.js"

/** Code that did not notice an interrupt by itself is terminated after this time. */
const PATIENCE_MS = 250
const AGAIN_MS = 50
const PARENT_MS = 1_000
const MEMORY_MS = 50
/** The share of the memory that a cell may fill before it is interrupted. */
const FULL = 0.85

interface Acts {
  interrupt(reason: InterruptReason): void
  orphaned(): void
}

export class Watch {
  readonly #shared: Shared
  readonly #acts: Acts
  readonly #timers: NodeJS.Timeout[] = []
  #main: Session | undefined
  #insisting: NodeJS.Timeout | undefined
  #isAsking = false

  constructor(shared: Shared, acts: Acts, parentPid: number | undefined) {
    this.#shared = shared
    this.#acts = acts
    if (parentPid !== undefined) this.#watchParent(parentPid)
    this.#timers.push(setInterval(() => void this.#watchMemory(), MEMORY_MS))
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer)
    clearTimeout(this.#insisting)
  }

  /** Sees that an interrupt arrives: by SIGINT at once, which ends what runs under `breakOnSigint`, else by termination. */
  insist(): void {
    // elsewhere the signal would end the process
    if (process.platform !== "win32") process.kill(process.pid, "SIGINT")
    clearTimeout(this.#insisting)
    const terminate = (): void => {
      if (this.#shared.pending === undefined) return
      if (!this.#shared.isShielded) {
        this.#shared.terminated()
        void this.#inspector().post("Runtime.terminateExecution")
      }
      this.#insisting = setTimeout(terminate, AGAIN_MS)
    }
    this.#insisting = setTimeout(terminate, PATIENCE_MS)
  }

  #inspector(): Session {
    if (!this.#main) {
      this.#main = new Session()
      this.#main.connectToMainThread()
    }
    return this.#main
  }

  #watchParent(pid: number): void {
    const first = process.ppid
    const isAlive = (): boolean => {
      if (process.ppid !== first) return false
      try {
        process.kill(pid, 0)
        return true
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM"
      }
    }
    const timer = setInterval(() => {
      if (isAlive()) return
      clearInterval(timer)
      this.#acts.orphaned()
    }, PARENT_MS)
    this.#timers.push(timer)
  }

  /** The process's memory is cheap to ask for; the main thread's heap is only asked for once that is large. */
  async #watchMemory(): Promise<void> {
    if (this.#isAsking || this.#shared.pending !== undefined) return
    const usedBytes = process.memoryUsage.rss()
    const limitBytes = getHeapStatistics().heap_size_limit
    const isLarge = usedBytes > limitBytes * FULL * 0.8
    if (!isLarge) return
    if (usedBytes > FULL * (process.constrainedMemory() || os.totalmem())) return this.#acts.interrupt("memory")
    this.#isAsking = true
    const { usedSize } = (await this.#inspector().post("Runtime.getHeapUsage")) as unknown as { usedSize: number }
    this.#isAsking = false
    if (usedSize > limitBytes * FULL) this.#acts.interrupt("memory")
  }
}
