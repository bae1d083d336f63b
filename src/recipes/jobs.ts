/**
 * Jobs of a recipe: each in a child process, a few at a time, each finished one kept on disk.
 *
 * A run that was stopped goes on by running the same list again: a job with a result is not run again, a job with a
 * checkpoint of its own (in the folder it is given) goes on from there. Knows nothing of what a job computes.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import path from "node:path"
import { runInChild } from "../engine/child.js"

export interface Job {
  /** Unique in its run; also the name of its folder: `grpo-2`. */
  readonly id: string
  /** Compiled JavaScript that exports `run`, which is given `JobInput` and returns `JobEnd`. */
  readonly module: URL
  /** Structured-cloneable. */
  readonly settings: unknown
}

export interface JobInput<S> {
  readonly settings: S
  /** The job's own folder, there already; what it needs to go on after a stop, and its logs. */
  readonly folder: string
}

/** What a job returns: a result that can be written as JSON, or where it stopped when it was asked to. */
export type JobEnd<R> =
  | { readonly state: "finished"; readonly result: R }
  | { readonly state: "stopped"; readonly at: string }

export interface JobsOptions {
  /** Holds one folder for each job. */
  readonly folder: string
  /** Jobs at the same time. */
  readonly atOnce: number
  readonly signal: AbortSignal
  readonly onMessage: (message: unknown, job: Job) => void
  readonly onFinished?: (job: Job, kept: boolean) => void
}

export type JobsEnd<R> =
  | { readonly state: "finished"; readonly results: ReadonlyMap<string, R> }
  | { readonly state: "stopped"; readonly at: readonly string[] }

const RESULT = "result.json"

/** @throws what a job threw; the others are asked to stop first, and can go on later */
export async function runJobs<R>(jobs: readonly Job[], options: JobsOptions): Promise<JobsEnd<R>> {
  const { folder, atOnce, signal, onMessage, onFinished } = options
  const results = new Map<string, R>()
  const stopped: string[] = []
  const failures: unknown[] = []
  const stop = new AbortController()
  const forward = () => stop.abort()
  if (signal.aborted) stop.abort()
  signal.addEventListener("abort", forward, { once: true })
  const waiting = [...jobs]

  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const own = path.join(folder, job.id)
      const file = path.join(own, RESULT)
      if (existsSync(file)) {
        results.set(job.id, JSON.parse(readFileSync(file, "utf8")) as R)
        onFinished?.(job, true)
        continue
      }
      if (stop.signal.aborted) return
      mkdirSync(own, { recursive: true })
      const running = job
      const input: JobInput<unknown> = { settings: job.settings, folder: own }
      const end = (await runInChild(job.module, input, {
        signal: stop.signal,
        onMessage: (message) => onMessage(message, running),
      })) as JobEnd<R>
      if (end.state === "stopped") {
        stopped.push(`${job.id}: ${end.at}`)
        return
      }
      writeWhole(file, JSON.stringify(end.result))
      results.set(job.id, end.result)
      onFinished?.(job, false)
    }
  }
  const guarded = () =>
    worker().catch((error: unknown) => {
      failures.push(error)
      stop.abort()
    })
  await Promise.all(Array.from({ length: atOnce }, guarded))
  signal.removeEventListener("abort", forward)
  if (failures.length > 0) throw failures[0]
  return results.size === jobs.length ? { state: "finished", results } : { state: "stopped", at: stopped }
}

/** A reader never sees half a file, whenever the process ends. */
export function writeWhole(file: string, content: string): void {
  const draft = `${file}.part`
  writeFileSync(draft, content)
  renameSync(draft, file)
}
