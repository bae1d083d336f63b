/**
 * Checkpoints: everything that the next step depends on, in one file that is either the old one or the new one.
 *
 * Each step draws from forks of the run's seed, so that step number and seed are the state of the randomness.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs"
import { UserError } from "../diagnostic.js"
import { copyWeights, type Policy, type Weights } from "../model/policy.js"
import { type NamedTensors, readSafetensors, writeSafetensors } from "../model/safetensors.js"
import { diagnose } from "./codes.js"
import type { Best, Run } from "./run.js"

export interface Progress {
  /** The last step done; 0 before the first. */
  readonly step: number
  readonly best?: Best
}

/** What must be the same for a run to go on: not the number of steps, so that it can be made longer. */
function identity(run: Run): Readonly<Record<string, unknown>> {
  const { objective, seed, learningRate, warmUpSteps, maxNorm, beta1, beta2, weightDecay, policy } = run
  const optimiser = { learningRate, warmUpSteps, maxNorm, beta1, beta2, weightDecay }
  return { objective, seed, optimiser, model: policy.config, prompt: run.prompt }
}

interface Header {
  readonly version: 1
  readonly step: number
  /** The optimiser's updates: more than steps, with mini-batches. */
  readonly stepCount: number
  readonly best?: { readonly step: number; readonly score: number }
  readonly run: ReturnType<typeof identity>
}

/**
 * Writes beside the file, flushes, and renames: whoever is interrupted leaves the old checkpoint whole.
 *
 * @throws UserError checkpoint-unwritable
 */
export function saveCheckpoint(file: string, run: Run, { step, best }: Progress): void {
  const { store } = run.policy
  const tensors = {
    ...named("weights", store.weights),
    ...named("first", store.moments.first),
    ...named("second", store.moments.second),
    ...(best && named("best", best.weights)),
  }
  const header: Header = {
    version: 1,
    step,
    stepCount: store.stepCount,
    ...(best && { best: { step: best.step, score: best.score } }),
    run: identity(run),
  }
  const bytes = writeSafetensors(tensors, "F32", { checkpoint: JSON.stringify(header) })
  const temporary = `${file}.part`
  try {
    const handle = openSync(temporary, "w")
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new UserError(diagnose("checkpoint-unwritable", { path: file, reason: (error as Error).message }))
  }
}

const named = (section: string, values: Weights): NamedTensors =>
  Object.fromEntries(
    Object.entries(values).map(([name, one]) => [`${section}/${name}`, { shape: [one.length], values: one }]),
  )

/**
 * Puts a checkpoint's weights and moments into the run's policy.
 *
 * @returns undefined when there is no file
 * @throws UserError checkpoint-broken, checkpoint-differs
 */
export function restoreCheckpoint(file: string, run: Run): Progress | undefined {
  if (!existsSync(file)) return undefined
  const { tensors, header } = readCheckpoint(file)
  const expected = JSON.parse(JSON.stringify(identity(run))) as Record<string, unknown>
  for (const [setting, value] of Object.entries(expected)) {
    if (JSON.stringify(header.run[setting]) === JSON.stringify(value)) continue
    throw new UserError(diagnose("checkpoint-differs", { path: file, setting: `settings of "${setting}"` }))
  }
  const section = (name: string): Weights =>
    Object.fromEntries(
      Object.entries(tensors)
        .filter(([key]) => key.startsWith(`${name}/`))
        .map(([key, { values }]) => [key.slice(name.length + 1), values]),
    )
  restore(run.policy, section("weights"), section("first"), section("second"), header.stepCount)
  return { step: header.step, ...(header.best && { best: { ...header.best, weights: section("best") } }) }
}

function restore({ store }: Policy, weights: Weights, first: Weights, second: Weights, stepCount: number): void {
  copyWeights(weights, store.weights)
  copyWeights(first, store.moments.first)
  copyWeights(second, store.moments.second)
  store.stepCount = stepCount
}

function readCheckpoint(file: string): { tensors: NamedTensors; header: Header } {
  try {
    const { tensors, metadata } = readSafetensors(readFileSync(file))
    if (metadata.checkpoint === undefined) throw new RangeError("it is not a checkpoint")
    return { tensors, header: JSON.parse(metadata.checkpoint) as Header }
  } catch (error) {
    throw new UserError(diagnose("checkpoint-broken", { path: file, reason: (error as Error).message }))
  }
}
