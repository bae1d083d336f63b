/** A training, or the answers to an evaluation, in a child process: from packed items to rows and a policy's folder. */
import type { PromptOptions } from "../compile/task.js"
import type { Port } from "../engine/child.js"
import type { Device, Engine, EngineName } from "../engine/engine.js"
import { startEngine } from "../engine/start.js"
import { copyWeights, type Policy } from "../model/policy.js"
import { loadPolicy, savePolicy } from "../model/weights.js"
import { createEvaluator } from "../rollout/evaluate.js"
import type { Item } from "../rollout/item.js"
import { rolloutRows } from "../rollout/log.js"
import type { ResultRow } from "../rollout/result.js"
import { encodePrompt } from "../rollout/rollout.js"
import type { MetricsRow, RolloutRow } from "../rollout/rows.js"
import { metricsRow } from "./metrics.js"
import { type PackedItems, unpackItems } from "./packed.js"
import { modelFolder, type TrainingSettings } from "./plan.js"
import type { Run } from "./run.js"
import { train } from "./train.js"

export type TrainingMessage =
  | { readonly type: "device"; readonly device: Device }
  /** Share of the tokens of the data's prompts that the model's vocabulary lacks, in [0, 1]. */
  | { readonly type: "unknown"; readonly share: number }
  | { readonly type: "step"; readonly row: MetricsRow; readonly rollouts: readonly RolloutRow[] }

interface Common {
  readonly engine: EngineName
  readonly threads: number
  readonly data: PackedItems
}

export interface TrainingJob extends Common {
  readonly kind: "train"
  readonly settings: TrainingSettings
  readonly dev?: PackedItems
  readonly checkpoint: string
  /** Where the trained policy goes. */
  readonly policy: string
}

export interface EvaluationJob extends Common {
  readonly kind: "evaluate"
  readonly settings: Pick<TrainingSettings, "model" | "newTokens" | "prompt">
  readonly arm: string
  readonly set: string
  readonly seed: number | null
}

export interface TrainingEnd {
  /** Of the policy that was kept: the best on the dev rows, or the last. */
  readonly step: number
  readonly stopped: boolean
}

export interface EvaluationEnd {
  readonly rows: readonly ResultRow[]
  readonly rollouts: readonly RolloutRow[]
}

export async function run(job: TrainingJob | EvaluationJob, port: Port): Promise<TrainingEnd | EvaluationEnd> {
  const engine = await startEngine(job.engine, { threads: job.threads })
  const send = (message: TrainingMessage): void => port.send(message)
  send({ type: "device", device: engine.device })
  const policy = await loadPolicy(modelFolder(job.settings.model), engine)
  const items = unpackItems(job.data)
  send({ type: "unknown", share: unknownShare(policy, items, job.settings.prompt) })
  try {
    return job.kind === "train"
      ? await trained(job, engine, policy, items, port.signal, send)
      : await answered(job, engine, policy, items)
  } finally {
    await engine.dispose()
  }
}

/** Of the first items: enough to see that a model does not know the language of the data. */
function unknownShare(policy: Policy, items: readonly Item[], prompt: PromptOptions): number {
  const { unknown } = policy.tokenizer
  if (unknown === undefined) return 0
  const tokens = items.slice(0, 32).flatMap((item) => encodePrompt(policy, item, prompt))
  return tokens.filter((token) => token === unknown).length / Math.max(1, tokens.length)
}

async function trained(
  job: TrainingJob,
  engine: Engine,
  policy: Policy,
  items: readonly Item[],
  signal: AbortSignal,
  send: (message: TrainingMessage) => void,
): Promise<TrainingEnd> {
  const { settings, checkpoint } = job
  const { objective, seed, selectEvery, newTokens, prompt } = settings
  const dev = job.dev && unpackItems(job.dev)
  const evaluator = dev && createEvaluator(engine, policy, { newTokens, batch: EVALUATED_AT_ONCE })
  const about = { arm: objective, set: "dev", seed, prompt }
  const rows = train({
    ...settings,
    objective: objectiveOf(settings),
    engine,
    policy,
    draw: (random) => random.pick(items),
    checkpoint: { file: checkpoint, everySteps: selectEvery, resume: true },
    ...(evaluator && {
      select: { everySteps: selectEvery, score: async () => (await evaluator.evaluate(dev, about)).accuracy },
    }),
    signal,
  } as Run)
  for (;;) {
    const next = await rows.next()
    if (next.done) {
      const { best, step, stopped } = next.value
      if (stopped) return { step, stopped }
      if (best) copyWeights(best.weights, policy.store.weights)
      savePolicy(job.policy, policy, "F32")
      return { step: best?.step ?? step, stopped }
    }
    const { groups, advantages_PG } = next.value.rollouts ?? { groups: [] }
    const rollouts = rolloutRows(groups, { arm: objective, seed, step: next.value.step }, advantages_PG)
    send({ type: "step", row: metricsRow(next.value, objective, seed), rollouts })
  }
}

const EVALUATED_AT_ONCE = 32

function objectiveOf(settings: TrainingSettings): Run["objective"] {
  const { objective, promptsPerStep, miniBatches, groupSize, newTokens, clip, beta, temperature } = settings
  if (objective === "sft-labels" || objective === "sft-traces")
    return { kind: "sft", target: objective === "sft-labels" ? "label" : "trace", promptsPerStep, newTokens }
  const reward = objective === "grpo" ? "task" : "random"
  return { kind: "grpo", promptsPerStep, miniBatches, groupSize, newTokens, clip, beta, temperature, reward }
}

async function answered(
  { settings, arm, set, seed }: EvaluationJob,
  engine: Engine,
  policy: Policy,
  items: readonly Item[],
): Promise<EvaluationEnd> {
  const { newTokens, prompt } = settings
  const evaluator = createEvaluator(engine, policy, { newTokens, batch: EVALUATED_AT_ONCE })
  const { rows, completions } = await evaluator.evaluate(items, { arm, set, seed, prompt })
  const groups = items.map((item, at) => ({ item, promptTokens: [], completions: [completions[at]!] }))
  return { rows, rollouts: rolloutRows(groups, { arm, set, seed: seed ?? 0, step: 0 }) }
}
