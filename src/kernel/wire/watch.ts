/**
 * What only another thread can see to while the main thread computes: that an interrupt ends it, that its memory does not
 * run out, and that it does not outlive the process that started it.
 */
import { Session } from "node:inspector/promises"
import os from "node:os"
import { resourceLimits } from "node:worker_threads"
import { TERMINATE } from "../termination.js"
import type { InterruptReason, Shared } from "./shared.js"

/** Code that did not notice an interrupt by itself is terminated after this time. */
const PATIENCE_MS = 250
const AGAIN_MS = 25
/** A signal that has not come for so much longer went to a handler of the code's own. */
const SIGNAL_MS = 1_000
const PARENT_MS = 1_000
const MEMORY_MS = 50
/**
 * The share of the memory that a cell may fill before it is interrupted. Above it V8 collects garbage more and more often
 * and then ends the process.
 */
const FULL = 0.85
const GROWN = 1.02
/** What V8's limit has beyond the old generation, which is the part that fills up: as much as for this thread. */
const YOUNG_BYTES = (resourceLimits.maxYoungGenerationSizeMb ?? 0) * 2 ** 20

export interface Watched {
  readonly shared: Shared
  /** Of the main thread. */
  readonly heapLimitBytes: number
  readonly parentPid: number | undefined
  interrupt(reason: InterruptReason): void
  orphaned(): void
}

export class Watch {
  readonly #watched: Watched
  readonly #timers: NodeJS.Timeout[] = []
  readonly #machineBytes = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, os.totalmem())
  #main: Session | undefined
  #insisting: NodeJS.Timeout | undefined
  #isLooking = false
  /** The main thread's heap at which a cell is interrupted. */
  readonly #fullBytes: number
  /** The memory when a cell was interrupted for it. */
  #endedAtBytes = 0

  constructor(watched: Watched) {
    this.#watched = watched
    this.#fullBytes = (watched.heapLimitBytes - YOUNG_BYTES) * FULL
    if (watched.parentPid !== undefined) this.#watchParent(watched.parentPid)
    this.#timers.push(setInterval(() => void this.#watchMemory(), MEMORY_MS))
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer)
    clearTimeout(this.#insisting)
    // at its end the process would wait for who is connected
    this.#main?.disconnect()
  }

  /** Sees that an interrupt arrives: by SIGINT where a script waits for it, else by termination after a while. */
  insist(): void {
    clearTimeout(this.#insisting)
    const { shared } = this.#watched
    // a user can wait; memory that grows can not
    let from = performance.now() + (shared.pending === "memory" ? 0 : PATIENCE_MS)
    const press = (): void => {
      if (shared.pending === undefined) return
      // elsewhere the signal would end the process
      const isSignalled = process.platform !== "win32" && shared.signalScript()
      if (isSignalled) {
        process.kill(process.pid, "SIGINT")
        from = performance.now() + PATIENCE_MS
      } else if (performance.now() >= from && !shared.isShielded) {
        // a collection of garbage delays it; what is ended twice would take the next work with it
        if (performance.now() >= from + SIGNAL_MS) shared.giveUpSignal()
        void this.#inspector()
          .post("Runtime.evaluate", { expression: TERMINATE })
          .catch(() => {})
      }
      this.#insisting = setTimeout(press, AGAIN_MS)
    }
    press()
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
      this.#watched.orphaned()
    }, PARENT_MS)
    this.#timers.push(timer)
  }

  /** The process's memory is cheap to ask for; the main thread's heap is only asked for once that is large. */
  async #watchMemory(): Promise<void> {
    const processBytes = process.memoryUsage.rss()
    if (processBytes < this.#fullBytes || this.#isLooking || this.#watched.shared.pending !== undefined) return
    if (processBytes > FULL * this.#machineBytes) {
      this.#interruptAt(processBytes)
      return
    }
    this.#isLooking = true
    const bytes = await this.#heapBytes()
    this.#isLooking = false
    if (bytes < this.#fullBytes) this.#endedAtBytes = 0
    else this.#interruptAt(bytes)
  }

  /** What an interrupted cell stored may stay: only what grows beyond it is interrupted again. */
  #interruptAt(bytes: number): void {
    if (bytes < this.#endedAtBytes * GROWN) return
    this.#endedAtBytes = bytes
    this.#watched.interrupt("memory")
  }

  async #heapBytes(): Promise<number> {
    const { usedSize } = (await this.#inspector().post("Runtime.getHeapUsage")) as unknown as { usedSize: number }
    return usedSize
  }
}
