/**
 * Training in a process of its own, watched from this one: what a notebook or a script starts, loops over, stops and goes
 * on with. The process that watches stays responsive; the run's folder holds everything that is needed later.
 */
import path from "node:path"
import { makeFolder } from "../data/make-folder.js"
import { runInChild } from "../engine/child.js"
import type { Device, EngineName } from "../engine/engine.js"
import { needInstalled } from "../engine/installed.js"
import { engineVersion } from "../engine/packages.js"
import { version } from "../package.js"
import type { ResultRow } from "../rollout/result.js"
import type { MetricsRow, RolloutRow } from "../rollout/rows.js"
import { hashOf, type RunContext, RunFolder, type RunIdentity } from "../rollout/run-folder.js"
import { RunLog } from "../rollout/run-log.js"
import { TRAINING } from "./is-training.js"
import { guidelineFiles, type PackedItems, packItems } from "./packed.js"
import {
  type EvaluationPlan,
  itemsOf,
  modelSettings,
  needPaidGold,
  type TrainingPlan,
  trainingSettings,
} from "./plan.js"
import type { EvaluationEnd, EvaluationJob, TrainingEnd, TrainingJob, TrainingMessage } from "./training-job.js"

/** A step's numbers as in `metrics.jsonl`, and the answers that it was made from as in `rollouts.jsonl`. */
export type TrainingRow = MetricsRow & { readonly rollouts: readonly RolloutRow[] }

/** "stopping": the step that is being done is the last before the checkpoint. */
export type TrainingState = "waiting" | "running" | "stopping" | "stopped" | "finished" | "failed"

const JOB = new URL("./training-job.js", import.meta.url)

/**
 * A training that can be looped over: it begins with the first loop. Leaving the loop (`break`, a throw, an interrupted
 * cell) stops it with a checkpoint after the step that is being done, and looping again goes on from there.
 *
 * @throws RangeError for a setting that can not be meant; UserError for gold that the guideline does not pay in full
 * @example for await (const row of train({ task, data })) console.log(row.step, row.reward)
 */
export const train = (plan: TrainingPlan): Training => new Training(plan)

export class Training implements AsyncIterable<TrainingRow> {
  readonly [TRAINING] = true
  /** What is computed, with every default. */
  readonly settings: ReturnType<typeof trainingSettings>
  readonly #plan: TrainingPlan
  readonly #engine: EngineName
  readonly #data: PackedItems
  readonly #dev: PackedItems | undefined
  readonly #rows: TrainingRow[] = []
  #state: Exclude<TrainingState, "stopping"> = "waiting"
  #folder: string | undefined
  #device: Device | undefined
  #unknown = 0
  #error: unknown
  #kept: number | undefined
  #stop = new AbortController()
  #ended: Promise<void> = Promise.resolve()
  /** Those who wait for the next row or the end. */
  #waiting: (() => void)[] = []

  constructor(plan: TrainingPlan) {
    this.settings = trainingSettings(plan)
    this.#plan = plan
    this.#engine = plan.engine ?? "ort-cpu"
    const data = itemsOf(plan.task, plan.data, "data")
    const dev = plan.dev && itemsOf(plan.task, plan.dev, "dev")
    if (!plan.unpaidGold) needPaidGold([...data, ...(dev ?? [])])
    this.#data = packItems(data)
    this.#dev = dev && packItems(dev)
    this.#folder = plan.resume
  }

  get state(): TrainingState {
    return this.#state === "running" && this.#stop.signal.aborted ? "stopping" : this.#state
  }
  /** All rows so far, also those of before it went on. */
  get rows(): readonly TrainingRow[] {
    return this.#rows
  }
  /** The run's folder, once it has begun. */
  get folder(): string | undefined {
    return this.#folder
  }
  /** What really computes, once it has begun. */
  get device(): Device | undefined {
    return this.#device
  }
  /** Share of the prompts' tokens that the model's vocabulary lacks, in [0, 1]. */
  get unknownShare(): number {
    return this.#unknown
  }
  /** What ended it, when its state is "failed". */
  get error(): unknown {
    return this.#error
  }
  /** The step whose policy was kept, when it is finished: the best on the dev rows, else the last. */
  get keptStep(): number | undefined {
    return this.#kept
  }
  /** The folder of the trained policy, when it is finished: a `model` for another plan. */
  get model(): string | undefined {
    return this.#state === "finished" ? path.join(this.#folder!, POLICY) : undefined
  }

  /** Stops after the step that is being done. @returns when the checkpoint is written */
  stop(): Promise<void> {
    this.#stop.abort()
    return this.#ended.catch(() => {})
  }

  /** Runs to its end without a loop. @throws what ended it early */
  async finish(): Promise<this> {
    for await (const _ of this);
    return this
  }

  /**
   * Rows from now on; the loop that began the training stops it when it is left. One that finds it stopping waits for its
   * checkpoint, and goes on from there.
   */
  [Symbol.asyncIterator](): AsyncIterator<TrainingRow, undefined> {
    const canBegin = (): boolean => this.#state === "waiting" || this.#state === "stopped"
    let mine = canBegin() ? this.#begin() : undefined
    let stopping = this.state === "stopping" ? this.#ended : undefined
    let at = this.#rows.length
    let left = false
    const next = async (): Promise<IteratorResult<TrainingRow, undefined>> => {
      for (;;) {
        if (left) return { done: true, value: undefined }
        if (at < this.#rows.length) return { done: false, value: this.#rows[at++]! }
        if (stopping) {
          await stopping.catch(() => {})
          stopping = undefined
          if (!left && canBegin()) mine = this.#begin()
          continue
        }
        if (this.#state === "failed") throw this.#error
        if (this.#state !== "running") return { done: true, value: undefined }
        await new Promise<void>((resolve) => this.#waiting.push(resolve))
      }
    }
    // By hand: a generator would only hear of its end once the row it waits for is there.
    return {
      next,
      return: async () => {
        left = true
        mine?.abort()
        return { done: true, value: undefined }
      },
    }
  }

  /** @returns what stops it */
  #begin(): AbortController {
    this.#state = "running"
    const stop = new AbortController()
    this.#stop = stop
    const signal = this.#plan.signal
    if (signal?.aborted) stop.abort()
    signal?.addEventListener("abort", () => stop.abort(), { once: true })
    const before = this.#ended.catch(() => {})
    this.#ended = before
      .then(() => this.#run(stop.signal))
      .then(
        (state) => this.#end(state),
        (error: unknown) => {
          this.#error = error
          this.#end("failed")
          throw error
        },
      )
    // a loop hears of it; without one nobody would
    this.#ended.catch(() => {})
    return stop
  }

  #end(state: "stopped" | "finished" | "failed"): void {
    this.#state = state
    this.#wake()
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  async #run(signal: AbortSignal): Promise<"stopped" | "finished"> {
    needInstalled(this.#engine)
    if (signal.aborted) return "stopped"
    const folder = await this.#open()
    this.#folder = folder.path
    this.#wake()
    try {
      const end = await this.#inChild(folder, signal)
      await folder.close(end.stopped ? "stopped" : "finished")
      this.#kept = end.step
      return end.stopped ? "stopped" : "finished"
    } catch (error) {
      await folder.close("stopped").catch(() => {})
      throw error
    }
  }

  #open(): Promise<RunFolder> {
    const identity = this.#identity()
    const context: RunContext = {
      glossator: version(),
      engineVersion: engineVersion(this.#engine),
      command: [],
      options: { data: null, seeds: 1, steps: this.settings.steps, threads: this.#plan.threads ?? null, long: false },
      now: () => new Date(),
    }
    return this.#folder === undefined
      ? RunFolder.create(identity, context, this.#plan.folder)
      : RunFolder.resume(identity, context, this.#folder)
  }

  #identity(): RunIdentity {
    const { prompt, ...settings } = this.settings
    const guidelines = guidelineFiles(this.#data)
    return {
      recipe: nameOf(this.#data),
      guidelines,
      hashes: {
        prompt: hashOf(prompt),
        plan: hashOf(this.#data.guidelines.map(({ arm = null }) => arm)),
        data: hashOf([this.#data.items, this.#dev?.items ?? null]),
      },
      seeds: [settings.seed],
      engine: this.#engine,
      settings: { ...settings, prompt: { ...prompt } },
    }
  }

  async #inChild(folder: RunFolder, signal: AbortSignal): Promise<TrainingEnd> {
    const log = new RunLog(folder)
    const job: TrainingJob = {
      kind: "train",
      engine: this.#engine,
      threads: this.#plan.threads ?? 1,
      settings: this.settings,
      data: this.#data,
      ...(this.#dev && { dev: this.#dev }),
      checkpoint: folder.checkpointPath("training.safetensors"),
      policy: path.join(folder.path, POLICY),
    }
    await makeFolder(path.dirname(job.checkpoint))
    // A message that can not be dealt with (a full disk) ends the run, not this process.
    let dealtWith: Promise<void> = Promise.resolve()
    const end = await runInChild(JOB, job, {
      signal,
      onMessage: (message) => {
        dealtWith = dealtWith.then(() => this.#take(message as TrainingMessage, folder, log))
        dealtWith.catch(() => {})
      },
    })
    await dealtWith
    return end as TrainingEnd
  }

  async #take(message: TrainingMessage, folder: RunFolder, log: RunLog): Promise<void> {
    if (message.type === "device") {
      this.#device = message.device
      await folder.setDevice(message.device)
    } else if (message.type === "unknown") this.#unknown = message.share
    else {
      const { row, rollouts } = message
      await log.step(row, rollouts)
      // steps after the last checkpoint are done again, and are the same
      const known = this.#rows.findIndex(({ step }) => step >= row.step)
      if (known >= 0) this.#rows.splice(known)
      this.#rows.push({ ...row, rollouts })
    }
    this.#wake()
  }
}

const POLICY = "policy"

/** A folder's name for the run: the first guideline's file. */
function nameOf({ guidelines }: PackedItems): string {
  const file = guidelines[0]!.files[0]!.path.replaceAll("\\", "/").split("/").at(-1)!
  const name = file.replace(/\.guideline$/, "").replace(/[^\p{L}\p{N}._-]+/gu, "-")
  return `${name}${guidelines.length > 1 ? `-and-${guidelines.length - 1}-more` : ""}`.slice(0, 80)
}

export interface Evaluated {
  /** accuracy, format, kind/NAME, each with Wilson's 95 % interval. */
  readonly rows: readonly ResultRow[]
  /** One greedy answer to each row of the data, in its order. */
  readonly rollouts: readonly RolloutRow[]
}

/**
 * Answers every row greedily, in a process of its own.
 *
 * @throws RangeError for a setting that can not be meant; UserError for a model that can not be read
 */
export async function evaluate(plan: EvaluationPlan): Promise<Evaluated> {
  // the model of a training that has not finished: "tiny" instead would be measured in silence
  if ("model" in plan && plan.model === undefined)
    throw new RangeError(
      'model is undefined: a training has its model when it is finished; without "model" it is "tiny"',
    )
  const { engine = "ort-cpu", threads = 1, arm = "base", set = "data", seed = null, signal } = plan
  needInstalled(engine)
  const job: EvaluationJob = {
    kind: "evaluate",
    engine,
    threads,
    settings: modelSettings(plan),
    data: packItems(itemsOf(plan.task, plan.data, "data")),
    arm,
    set,
    seed,
  }
  return (await runInChild(JOB, job, { ...(signal && { signal }) })) as EvaluationEnd
}
