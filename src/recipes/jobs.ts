/**
 * Jobs of a recipe: each in a child process, a few at a time, each result kept in the run's folder.
 *
 * A run that was stopped goes on by running the same list again: a job with a result is not run again, a job with a
 * checkpoint goes on from there. Knows nothing of what a job computes.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { runInChild } from "../engine/child.js"
import type { RunFolder } from "../rollout/run-folder.js"

export interface Job<S = unknown> {
  /** Unique in its run, and a file's name: `grpo-2`. */
  readonly id: string
  /** Compiled JavaScript that exports `run`, which is given a `JobInput` and returns a `JobEnd`. */
  readonly module: URL
  /** Structured-cloneable. */
  readonly settings: S
}

export interface JobInput<S> {
  readonly settings: S
  /** Where the job keeps what it needs to go on; its folder is there, the file perhaps. */
  readonly checkpoint: string
}

/** Where a job leaves a policy that it made, beside its checkpoint. @param phase for a job that makes several */
export const policyFolder = (checkpoint: string, phase?: string): string =>
  [checkpoint.slice(0, -CHECKPOINT.length), ...(phase === undefined ? [] : [phase])].join("-")

/** What a job returns: a result that can be written as JSON, or where it stopped when it was asked to. */
export type JobEnd<R> =
  | { readonly state: "finished"; readonly result: R }
  | { readonly state: "stopped"; readonly at: string }

export interface JobsOptions {
  readonly folder: RunFolder
  /** Jobs at the same time. */
  readonly atOnce: number
  readonly signal: AbortSignal
  /** Called in the order in which a job sent its messages, one after the other. */
  readonly onMessage: (message: unknown) => void | Promise<void>
}

export type JobsEnd<R> =
  | { readonly state: "finished"; readonly results: ReadonlyMap<string, R> }
  | { readonly state: "stopped"; readonly at: string }

const CHECKPOINT = ".safetensors"
const resultFile = (job: Job): string => `${job.id}.json`

const checkpointFile = (folder: RunFolder, job: Job): string => folder.checkpointPath(`${job.id}${CHECKPOINT}`)

/** Whether a job's result is there from before. */
export const isKept = (folder: RunFolder, job: Job): boolean => existsSync(folder.checkpointPath(resultFile(job)))

/** @throws what a job threw; the others are asked to stop first, and can go on later */
export async function runJobs<R>(jobs: readonly Job[], options: JobsOptions): Promise<JobsEnd<R>> {
  const { folder, atOnce, signal } = options
  const results = new Map<string, R>()
  const stopped: string[] = []
  const failures: unknown[] = []
  const stop = new AbortController()
  const forward = () => stop.abort()
  if (signal.aborted) stop.abort()
  signal.addEventListener("abort", forward, { once: true })
  const waiting = jobs.filter((job) => {
    if (!isKept(folder, job)) return true
    results.set(job.id, JSON.parse(readFileSync(folder.checkpointPath(resultFile(job)), "utf8")) as R)
    return false
  })

  const worker = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const job = waiting.shift()
      if (!job) return
      const end = await runJob<R>(job, options, stop.signal)
      if (end.state === "stopped") stopped.push(`${job.id}, ${end.at}`)
      else {
        await folder.writeCheckpoint(resultFile(job), JSON.stringify(end.result))
        forgetCheckpoints(folder, job)
        results.set(job.id, end.result)
      }
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
  if (results.size === jobs.length) return { state: "finished", results }
  return { state: "stopped", at: stopped.join("; ") || `${results.size} of ${jobs.length} jobs done` }
}

/** The job's own checkpoint, and those of its phases beside it. */
function forgetCheckpoints(folder: RunFolder, job: Job): void {
  const file = checkpointFile(folder, job)
  const home = path.dirname(file)
  for (const name of readdirSync(home)) if (name.startsWith(path.basename(file))) rmSync(path.join(home, name))
}

async function runJob<R>(job: Job, { folder, onMessage }: JobsOptions, signal: AbortSignal): Promise<JobEnd<R>> {
  const checkpoint = checkpointFile(folder, job)
  mkdirSync(path.dirname(checkpoint), { recursive: true })
  const input: JobInput<unknown> = { settings: job.settings, checkpoint }
  // A message that can not be dealt with (a full disk) ends the job's run, not the process.
  let dealtWith: Promise<void> = Promise.resolve()
  const end = await runInChild(job.module, input, {
    signal,
    onMessage: (message) => {
      dealtWith = dealtWith.then(() => onMessage(message))
      dealtWith.catch(() => {})
    },
  })
  await dealtWith
  return end as JobEnd<R>
}
