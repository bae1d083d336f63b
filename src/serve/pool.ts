/**
 * Workers that score. What waits while they are busy goes to them many at a time. A worker that dies or takes too long is
 * replaced, and what it had in hand is tried again, each job alone: only the one that is at fault fails.
 *
 * Knows nothing of HTTP, and does not bound what waits: whoever gives it work does.
 */
import { Worker } from "node:worker_threads"
import { type FromWorker, type Packed, type SharedJob, type ToWorker, unpacked } from "./messages.js"
import type { ServedRewards, Told } from "./work.js"

export interface PoolSettings {
  readonly workers: number
  /** Of one job, or of a batch of them; default 60. */
  readonly jobSeconds?: number
  /** Of a worker's JavaScript heap; default 1,024. */
  readonly memoryMegabytes?: number
  /** For tests: another module than the worker's own. */
  readonly module?: URL
}

/** So many jobs, and about so many bytes, go to a worker at a time: a message for each small body would cost more than its verdict. */
const MOST_JOBS = 64
const MOST_BYTES = 2 ** 20
/** One that the worker has in work, and the next, so that it waits for no message between them. */
const MOST_BATCHES = 2
/** A block of answers is used again up to this size. */
const MOST_SPARE_BYTES = 2 ** 23
/** A worker that does not even start is not started for ever. */
const MOST_FAILED_STARTS = 3

export interface Done extends Told {
  /** JSON in UTF-8. */
  readonly body: Uint8Array
  /**
   * Nobody reads the body any more: its memory goes back to the worker. The body is empty then. Where this is not called, memory
   * is collected like any other, which costs the server's thread as much as a quarter of the workers' time.
   */
  release(): void
}

interface Waiting {
  readonly job: SharedJob
  readonly signal: AbortSignal | undefined
  resolve(done: Done): void
  reject(error: Error): void
  /** Was in the hand of a worker that died. */
  isSuspect: boolean
}

export class Pool {
  readonly #rewards: ServedRewards
  readonly #settings: Required<Omit<PoolSettings, "module">> & Pick<PoolSettings, "module">
  readonly #seats = new Set<Seat>()
  #waiting: Waiting[] = []
  #failedStarts = 0
  #isClosed = false
  /** Workers that had to be replaced. */
  replaced = 0

  private constructor(rewards: ServedRewards, settings: PoolSettings) {
    this.#rewards = rewards
    this.#settings = { jobSeconds: 60, memoryMegabytes: 1024, ...settings }
  }

  /** @returns when all workers are ready @throws what kept one from starting */
  static async open(rewards: ServedRewards, settings: PoolSettings): Promise<Pool> {
    const pool = new Pool(rewards, settings)
    try {
      await Promise.all(Array.from({ length: settings.workers }, () => pool.#seat().ready))
    } catch (error) {
      await pool.close()
      throw error
    }
    return pool
  }

  /** Workers that could take a job now or soon. */
  get workers(): number {
    return [...this.#seats].filter(({ isReady }) => isReady).length
  }

  /** Jobs that no worker has yet. */
  get waiting(): number {
    return this.#waiting.length
  }

  /**
   * @param job    its body is not to be written to any more
   * @param signal a job that nobody waits for any more is not begun
   * @throws Error with the reason: the job ended its worker or took too long, or the pool is closed
   */
  run(job: SharedJob, signal?: AbortSignal): Promise<Done> {
    if (this.#isClosed || this.#seats.size === 0) return Promise.reject(new Error("the workers have ended"))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, signal, resolve, reject, isSuspect: false })
      this.#hand()
    })
  }

  /** Ends the workers; what they have in hand is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true
    const seats = [...this.#seats]
    this.#seats.clear()
    const left = [...seats.flatMap(({ batches }) => batches.flat()), ...this.#waiting]
    this.#waiting = []
    for (const { reject } of left) reject(new Error("the workers have ended"))
    await Promise.all(seats.map((seat) => seat.end()))
  }

  #seat(): Seat {
    const seat = new Seat(this.#rewards, this.#settings, {
      free: () => {
        this.#failedStarts = 0
        this.#hand()
      },
      ended: (reason) => this.#replace(seat, reason),
    })
    this.#seats.add(seat)
    return seat
  }

  #hand(): void {
    for (let has = 0; has < MOST_BATCHES; has++) {
      // a few are better kept for whoever is free first
      if (has > 0 && this.#waiting.length <= this.#seats.size) return
      const free = [...this.#seats].filter((seat) => seat.isWell && seat.batches.length === has)
      for (const [i, seat] of free.entries()) {
        const batch = this.#take(Math.ceil(this.#waiting.length / (free.length - i)))
        if (batch.length === 0) return
        seat.give(batch)
      }
    }
  }

  /** @param most a fair share for one of the workers that are free */
  #take(most: number): Waiting[] {
    const batch: Waiting[] = []
    let bytes = 0
    let at = 0
    for (; at < this.#waiting.length && batch.length < Math.min(most, MOST_JOBS); at++) {
      const one = this.#waiting[at]!
      if (one.signal?.aborted) {
        one.reject(new Error("nobody waits for it any more"))
        continue
      }
      bytes += one.job.body.length
      if (batch.length > 0 && (bytes > MOST_BYTES || one.isSuspect)) break
      batch.push(one)
      if (one.isSuspect) {
        at++
        break
      }
    }
    this.#waiting.splice(0, at)
    return batch
  }

  #replace(seat: Seat, reason: string): void {
    if (!this.#seats.delete(seat)) return
    const [inWork = [], ...notBegun] = seat.batches
    this.#waiting.unshift(...notBegun.flat())
    if (inWork.length === 1) inWork[0]!.reject(new Error(reason))
    else this.#waiting.unshift(...inWork.map((one) => Object.assign(one, { isSuspect: true })))
    this.replaced++
    if (!seat.isReady && ++this.#failedStarts > MOST_FAILED_STARTS) {
      for (const { reject: refuse } of this.#waiting.splice(0)) refuse(new Error(`no worker starts: ${reason}`))
      return
    }
    this.#seat().ready.catch(() => {})
  }
}

/** One worker and what it has in hand. */
class Seat {
  readonly #worker: Worker
  readonly #settings: { readonly jobSeconds: number; readonly memoryMegabytes: number }
  readonly ready: Promise<void>
  isReady = false
  /** In their order; the worker works on the first. */
  readonly batches: (readonly Waiting[])[] = []
  /** Blocks of answers that nobody reads any more. */
  readonly #spare: Packed["bytes"][] = []
  #timer: NodeJS.Timeout | undefined
  #reason: string | undefined

  constructor(
    rewards: ServedRewards,
    settings: { readonly jobSeconds: number; readonly memoryMegabytes: number; readonly module?: URL | undefined },
    tell: { free(): void; ended(reason: string): void },
  ) {
    this.#settings = settings
    this.#worker = new Worker(settings.module ?? new URL("./worker.js", import.meta.url), {
      workerData: rewards,
      // a secret of the server's is none of theirs
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: settings.memoryMegabytes },
    })
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on("message", (message: "ready" | FromWorker) => {
        if (message === "ready") {
          this.isReady = true
          resolve()
        } else this.#take(message)
        tell.free()
      })
      this.#worker.on("error", (error: Error & { readonly code?: string }) => {
        const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY"
        this.#reason ??= isMemory ? `it needed more than ${settings.memoryMegabytes} MB of memory` : error.message
      })
      this.#worker.on("exit", (code) => {
        clearTimeout(this.#timer)
        const reason = this.#reason ?? `its worker ended with code ${code}`
        reject(new Error(reason))
        tell.ended(reason)
      })
    })
  }

  get isWell(): boolean {
    return this.isReady && this.#reason === undefined
  }

  give(batch: readonly Waiting[]): void {
    this.batches.push(batch)
    if (this.batches.length === 1) this.#watch()
    const spare = this.#spare.pop()
    const message: ToWorker = { jobs: batch.map(({ job }) => job), spare }
    this.#worker.postMessage(message, spare ? [spare.buffer] : [])
  }

  /** The batch that it works on now. */
  #watch(): void {
    const { jobSeconds } = this.#settings
    this.#timer = setTimeout(() => {
      this.#reason = `it took longer than ${jobSeconds} s`
      void this.#worker.terminate()
    }, jobSeconds * 1000)
  }

  #take({ done, bodies }: FromWorker): void {
    clearTimeout(this.#timer)
    const batch = this.batches.shift()!
    if (this.batches.length > 0) this.#watch()
    const answers = unpacked(bodies)
    const read = new Set(batch)
    batch.forEach((one, i) => {
      const release = (): void => {
        if (read.delete(one) && read.size === 0) this.#keep(bodies.bytes)
      }
      one.resolve({ ...done[i]!, body: answers[i]!, release })
    })
  }

  #keep(block: Packed["bytes"]): void {
    if (this.#spare.length < MOST_BATCHES && block.length <= MOST_SPARE_BYTES) this.#spare.push(block)
  }

  async end(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#worker.terminate()
  }
}
