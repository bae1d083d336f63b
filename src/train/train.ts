/**
 * The loop: step after step until the last one, or until it is told to stop. Yields each step's row; what is done with it
 * is the caller's.
 *
 * A run is a function of its policy's weights and its settings: the same give the same weights, bit for bit, whether or not
 * it was stopped and went on in between.
 */
import { UserError } from "../diagnostic.js"
import type { AdamW } from "../engine/engine.js"
import { snapshotWeights } from "../model/policy.js"
import { Random } from "../random.js"
import { type Progress, restoreCheckpoint, saveCheckpoint } from "./checkpoint.js"
import { diagnose } from "./codes.js"
import { grpoLearner } from "./grpo.js"
import type { Learner } from "./learner.js"
import type { Best, GrpoRun, LessonRun, Run, SftRun, TrainResult, TrainRow } from "./run.js"
import { supervisedLearner } from "./supervised.js"

/** @throws UserError prompt-too-long, training-diverged, checkpoint-broken, checkpoint-differs, checkpoint-unwritable */
export async function* train(run: Run): AsyncGenerator<TrainRow, TrainResult, undefined> {
  resetMoments(run)
  // Made before a checkpoint is restored: the reference of GRPO is the policy that the run started with.
  const learner = makeLearner(run)
  const { checkpoint, select, signal } = run
  try {
    let progress: Progress = (checkpoint?.resume && restoreCheckpoint(checkpoint.file, run)) || { step: 0 }
    while (progress.step < run.steps && !signal?.aborted) {
      const step = progress.step + 1
      const random = (name: string): Random => Random.of(run.seed, "train", step, name)
      const adamw = optimiser(run, step)
      const report = await learner.step(step, random, adamw)
      const { loss, gradientNorm } = report
      // The store left its weights as they were; going on would look like training and change nothing.
      if (!Number.isFinite(loss + gradientNorm))
        throw new UserError(diagnose("training-diverged", { step, loss, gradientNorm }))
      const due = select && (step % select.everySteps === 0 || step === run.steps)
      const score = due ? await select.score(run.policy, step) : null
      progress = { step, ...better(progress.best, step, score, run) }
      yield { step, learningRate: adamw.learningRate, score, ...report }
      if (checkpoint && (step % (checkpoint.everySteps ?? 10) === 0 || step === run.steps || signal?.aborted)) {
        saveCheckpoint(checkpoint.file, run, progress)
      }
    }
    return { ...progress, stopped: progress.step < run.steps }
  } finally {
    await learner.dispose()
  }
}

function makeLearner(run: Run): Learner {
  return run.objective.kind === "grpo" ? grpoLearner(run as GrpoRun) : supervisedLearner(run as SftRun | LessonRun)
}

function resetMoments({ policy: { store } }: Run): void {
  for (const moments of Object.values(store.moments)) for (const values of Object.values(moments)) values.fill(0)
  store.stepCount = 0
}

function optimiser(run: Run, step: number): AdamW {
  const { learningRate, warmUpSteps = 0, maxNorm = 1, beta1 = 0.9, beta2 = 0.99, weightDecay = 0 } = run
  const rate = learningRate * Math.min(1, step / Math.max(1, warmUpSteps))
  return { learningRate: rate, maxNorm, beta1, beta2, weightDecay }
}

function better(best: Best | undefined, step: number, score: number | null, run: Run): { best?: Best } {
  if (score !== null && (!best || score > best.score))
    return { best: { step, score, weights: snapshotWeights(run.policy) } }
  return best ? { best } : {}
}
