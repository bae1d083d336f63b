/**
 * One arm with one seed, in a child process: trains a copy of the base on the training worlds, takes the step that answers
 * the dev worlds best, and answers the test sets with it, once.
 */

import type { Port } from "../../engine/child.js"
import type { Engine, EngineName } from "../../engine/engine.js"
import { startEngine } from "../../engine/start.js"
import { copyWeights, type Policy } from "../../model/policy.js"
import { loadPolicy, savePolicy } from "../../model/weights.js"
import type { Random } from "../../random.js"
import { createEvaluator, type Evaluator } from "../../rollout/evaluate.js"
import type { Item } from "../../rollout/item.js"
import { rolloutRows } from "../../rollout/log.js"
import { isWellFormed } from "../../rollout/verdicts.js"
import { metricsRow } from "../../train/metrics.js"
import type { Run, TrainRow } from "../../train/run.js"
import { train } from "../../train/train.js"
import type { JobMessage } from "../job-log.js"
import { type JobEnd, type JobInput, policyFolder } from "../jobs.js"
import { drawItem } from "../worlds/corpus.js"
import { type Domain, EVALUATION_SEED, items, PROMPT, worldsOf } from "../worlds/domains.js"
import { KINDS } from "../worlds/sentence.js"
import { factorOf, type Settings, type TrainedArm } from "./settings.js"

export interface ArmJob {
  readonly arm: TrainedArm | "base"
  /** What the rows call it: the arm, or the arm on another base. */
  readonly name: string
  readonly seed: number
  readonly engine: EngineName
  /** Folder of the policy that training starts from. */
  readonly base: string
  readonly settings: Settings
}

/** Right and well-formed, one for each item of each set, in the order of the items. */
export interface ArmResult {
  /** The step whose policy was measured; 0 for the base. */
  readonly step: number
  readonly sets: Readonly<Record<string, { readonly right: readonly boolean[]; readonly formed: readonly boolean[] }>>
}

export async function run({ settings: job, checkpoint }: JobInput<ArmJob>, port: Port): Promise<JobEnd<ArmResult>> {
  const engine = await startEngine(job.engine, { threads: 1 })
  const send = (message: JobMessage): void => port.send(message)
  send({ type: "device", device: engine.device })
  const { newTokens, promptTokens, sets } = job.settings
  const policy = await loadPolicy(job.base, engine)
  const evaluator = createEvaluator(engine, policy, { newTokens, promptLengths: [promptTokens] })
  let step = 0
  if (job.arm !== "base") {
    const trained = await trainArm({ ...job, arm: job.arm }, engine, policy, evaluator, { checkpoint, port, send })
    if (trained.stopped)
      return { state: "stopped", at: `step ${trained.step} of ${job.settings.steps * factorOf(job.arm, job.settings)}` }
    step = trained.step
  }
  const measured: Record<string, ArmResult["sets"][string]> = {}
  for (const [set, domain] of Object.entries(sets)) {
    const about = { arm: job.name, seed: job.seed, set }
    const asked = items(domain, job.settings.testSeed)
    const { completions, right } = await evaluator.evaluate(asked, { ...about, prompt: PROMPT })
    const formed = completions.map(({ verdict }, at) => isWellFormed(asked[at]!.task, verdict))
    measured[set] = { right, formed }
    const groups = asked.map((item, at) => ({ item, promptTokens: [], completions: [completions[at]!] }))
    send({ type: "evaluated", rollouts: rolloutRows(groups, { ...about, step }) })
  }
  if (job.arm !== "base") savePolicy(policyFolder(checkpoint), policy, "F16")
  await engine.dispose()
  return { state: "finished", result: { step, sets: measured } }
}

interface Surroundings {
  readonly checkpoint: string
  readonly port: Port
  send(message: JobMessage): void
}

async function trainArm(
  job: ArmJob & { readonly arm: TrainedArm },
  engine: Engine,
  policy: Policy,
  evaluator: Evaluator,
  { checkpoint, port, send }: Surroundings,
): Promise<{ readonly step: number; readonly stopped: boolean }> {
  const { settings, seed, name } = job
  const dev = items(settings.dev, EVALUATION_SEED.dev)
  const factor = factorOf(job.arm, settings)
  const everySteps = settings.selectEvery * factor
  const score = async (): Promise<number> =>
    (await evaluator.evaluate(dev, { arm: name, set: "dev", seed, prompt: PROMPT })).accuracy
  const rows = train({
    ...plan(job),
    engine,
    policy,
    draw: drawFrom(settings.training, job.arm === "grpo-balanced"),
    select: { everySteps, score },
    checkpoint: { file: checkpoint, everySteps: settings.selectEvery, resume: true },
    signal: port.signal,
  } as Run)
  for (;;) {
    const next = await rows.next()
    if (next.done) {
      const { best, step, stopped } = next.value
      if (stopped || !best) return { step, stopped: true }
      copyWeights(best.weights, policy.store.weights)
      return { step: best.step, stopped: false }
    }
    const row: TrainRow = next.value
    const { groups, advantages_PG } = row.rollouts ?? { groups: [] }
    const rollouts = rolloutRows(groups, { arm: name, seed, step: row.step }, advantages_PG)
    send({ type: "step", phase: "train", of: settings.steps * factor, row: metricsRow(row, name, seed), rollouts })
  }
}

/** Everything about a run that differs from arm to arm. */
function plan({ arm, seed, settings }: ArmJob & { readonly arm: TrainedArm }) {
  const { promptsPerStep, groupSize, clip, beta, newTokens } = settings
  const { learningRate, warmUpSteps, maxNorm, promptTokens } = settings
  const steps = settings.steps * factorOf(arm, settings)
  const common = { steps, seed, learningRate, warmUpSteps, maxNorm, prompt: PROMPT, promptLengths: [promptTokens] }
  if (arm === "sft-labels" || arm === "sft-traces") {
    const target = arm === "sft-traces" ? "trace" : "label"
    return { ...common, objective: { kind: "sft", target, promptsPerStep, newTokens } as const }
  }
  const reward = arm === "grpo-random-reward" ? "random" : "task"
  return { ...common, objective: { kind: "grpo", groupSize, promptsPerStep, newTokens, clip, beta, reward } as const }
}

/** @param balanced as many sentences of each kind, instead of the shares of the domain */
function drawFrom(domain: Domain, balanced: boolean): (random: Random, index: number) => Item {
  const worlds = worldsOf(domain)
  return (random, index) => {
    const kind = balanced ? KINDS[index % KINDS.length] : undefined
    return drawItem(random, worlds, domain.mix, `training/${index}`, kind)
  }
}
