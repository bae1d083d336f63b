/** A step of GRPO: draw items, sample groups, score them, compare within groups, update. */
import type { Tensor1D } from "@tensorflow/tfjs-core"
import type { Program } from "../engine/engine.js"
import { ByLength } from "../model/by-length.js"
import { leftPadded } from "../model/pad.js"
import { clonePolicy } from "../model/policy.js"
import { type ContinuationArrays, continuationSpecs, createScorer } from "../model/score.js"
import { continuationLogProbs } from "../model/transformer.js"
import type { Random } from "../random.js"
import { createRoller, type Group, promptLength } from "../rollout/rollout.js"
import { isRight, isWellFormed } from "../rollout/verdicts.js"
import { advantages, agrees } from "./advantage.js"
import { type Learner, mean, type StepReport, timed } from "./learner.js"
import { grpoLoss, responseWeights } from "./losses/index.js"
import { randomReward } from "./random-reward.js"
import type { GrpoObjective, GrpoRun } from "./run.js"

/** One update's share of a step's answers. */
interface Batch extends ContinuationArrays {
  readonly old: Float32Array
  readonly advantages: Float32Array
  readonly weights: Float32Array
}

const DEFAULTS = { clip: 0.2, beta: 0.01, temperature: 1, advantage: "std", normalisation: "per-response" } as const

export function grpoLearner(run: GrpoRun): Learner {
  const { engine, policy } = run
  const objective = { ...DEFAULTS, miniBatches: 1, reward: "task" as const, ...run.objective }
  const { groupSize, promptsPerStep, newTokens, miniBatches, temperature, beta } = objective
  if (promptsPerStep % miniBatches !== 0)
    throw new RangeError(`${promptsPerStep} prompts in ${miniBatches} mini-batches`)
  const prompts = promptsPerStep / miniBatches
  const { pad } = policy.tokenizer
  const lengths = run.promptLengths && { promptLengths: run.promptLengths }
  const roller = createRoller(engine, policy, { prompts: promptsPerStep, group: groupSize, newTokens, ...lengths })
  const shape = (promptTokens: number) => ({ prompts, promptTokens, group: groupSize, newTokens })
  const reference = beta === 0 ? undefined : clonePolicy(engine, policy)
  const scorers =
    reference && new ByLength((promptTokens) => createScorer(engine, reference, shape(promptTokens), temperature))
  const programs = new ByLength((promptTokens) => updateProgram(run, objective, shape(promptTokens)))

  return {
    async step(step, random, adamw) {
      const draw = random("draw")
      const items = Array.from({ length: promptsPerStep }, (_, at) => run.draw(draw, (step - 1) * promptsPerStep + at))
      const sampling = {
        random: random("sample"),
        temperature,
        ...(run.prompt && { prompt: run.prompt }),
      }
      const generated = await timed(() => roller.rollout(items, sampling))
      const { groups, entropyNats } = generated.value
      const rewards_PG = groupRewards(groups, objective.reward, random("reward"))
      const advantages_PG = rewards_PG.map((rewards_G) => advantages(rewards_G, objective.advantage))

      const updated = await timed(async () => {
        const reports: { loss: number; klNats: number; clipped: number; gradientNorm: number }[] = []
        for (let first = 0; first < promptsPerStep; first += prompts) {
          const part = <T>(list: readonly T[]): readonly T[] => list.slice(first, first + prompts)
          const length = promptLength(
            part(groups).map(({ promptTokens }) => promptTokens),
            run.promptLengths,
          )
          const batch = makeBatch(part(groups), part(advantages_PG), objective, length, pad)
          // The scores lie in the scorer's own memory until its next call, which comes after this update.
          const referenceScores = await (await scorers?.get(length))?.score(batch)
          const program = await programs.get(length)
          const out = await program.run({ ...batch, ...(referenceScores && { reference: referenceScores }) })
          const [loss, klNats, clipped] = [out.loss![0]!, out.klNats![0]!, out.clipped![0]!]
          reports.push({ loss, klNats, clipped, gradientNorm: policy.store.adamw(adamw) })
        }
        return reports
      })
      const average = (name: keyof (typeof updated.value)[number]): number =>
        mean(updated.value.map((one) => one[name]))
      const sampled = groups.flatMap(({ completions }) => completions).reduce((sum, { length }) => sum + length, 0)
      const read = sampled + groups.reduce((sum, { promptTokens }) => sum + promptTokens.length, 0)
      return {
        loss: average("loss"),
        gradientNorm: average("gradientNorm"),
        klNats: reference ? average("klNats") : null,
        clipped: average("clipped"),
        entropyNats,
        ...summary(groups, rewards_PG),
        seconds: { generate: generated.seconds, update: updated.seconds },
        tokensPerSecond: { generate: sampled / generated.seconds, update: read / updated.seconds },
        rollouts: { groups, advantages_PG },
      }
    },
    async dispose() {
      await roller.dispose()
      await scorers?.dispose()
      await programs.dispose()
    },
  }
}

function updateProgram(
  { engine, policy: { config, store } }: GrpoRun,
  { clip, beta, temperature }: Required<Pick<GrpoObjective, "clip" | "beta" | "temperature">>,
  shape: Parameters<typeof continuationSpecs>[0],
): Promise<Program> {
  const tokens = { shape: [shape.prompts * shape.group * shape.newTokens], dtype: "float32" } as const
  const specs = { ...continuationSpecs(shape), old: tokens, advantages: tokens, weights: tokens }
  return engine.compileGradient(
    (parameters, inputs) => {
      const { tokens, mask, continuation, old, advantages, weights, reference } = inputs
      const read = { tokens_BP: tokens!, mask_BP: mask!, continuation_NQ: continuation! }
      const logProbs_M = continuationLogProbs(config, parameters, read, temperature)
      return grpoLoss(
        logProbs_M,
        {
          old_M: old as Tensor1D,
          advantages_M: advantages as Tensor1D,
          weights_M: weights as Tensor1D,
          ...(reference && { reference_M: reference as Tensor1D }),
        },
        { clip, beta },
      )
    },
    store,
    beta === 0 ? specs : { ...specs, reference: tokens },
  )
}

/** null: not scorable, left out. The draws do not depend on what is scorable. */
function groupRewards(groups: readonly Group[], kind: "task" | "random", random: Random): (number | null)[][] {
  return groups.map(({ item, completions }) =>
    completions.map(({ verdict }) => {
      const drawn = kind === "random" ? randomReward(item.task.plan, random) : undefined
      return verdict.unscorable === undefined ? (drawn ?? verdict.score) : null
    }),
  )
}

function makeBatch(
  groups: readonly Group[],
  advantages_PG: readonly (readonly (number | null)[])[],
  { newTokens, normalisation }: Required<Pick<GrpoObjective, "newTokens" | "normalisation">>,
  promptTokens: number,
  pad: number,
): Batch {
  const completions = groups.flatMap((group) => group.completions)
  const advantages_N = advantages_PG.flat()
  const size = completions.length * newTokens
  const batch = { continuation: new Int32Array(size), old: new Float32Array(size), advantages: new Float32Array(size) }
  completions.forEach(({ tokens_R, logProbs_R, length }, n) => {
    const at = n * newTokens
    batch.continuation.set(tokens_R, at)
    batch.old.set(logProbs_R, at)
    batch.advantages.fill(advantages_N[n] ?? 0, at, at + length)
  })
  const lengths_N = completions.map(({ length }, n) => (advantages_N[n] === null ? null : length))
  const prompts = groups.map((group) => group.promptTokens)
  return {
    ...leftPadded(prompts, groups.length, promptTokens, pad),
    ...batch,
    weights: responseWeights(lengths_N, newTokens, normalisation),
  }
}

type Summary = Pick<StepReport, "reward" | "terms" | "accuracy" | "format" | "zeroVariance" | "unscorable" | "length">

function summary(groups: readonly Group[], rewards_PG: readonly (readonly (number | null)[])[]): Summary {
  const answers = groups.flatMap(({ item, completions }) => completions.map((completion) => ({ item, ...completion })))
  const known = rewards_PG.flat().filter((reward) => reward !== null)
  const share = (yes: (answer: (typeof answers)[number]) => boolean): number =>
    answers.filter(yes).length / answers.length
  const paid = new Map<string, number[]>()
  for (const { verdict } of answers) {
    if (verdict.unscorable !== undefined) continue
    for (const term of verdict.terms) paid.set(term.name, [...(paid.get(term.name) ?? []), term.paid])
  }
  return {
    reward: known.length > 0 ? mean(known) : null,
    terms: Object.fromEntries([...paid].map(([name, values]) => [name, mean(values)])),
    accuracy: share(({ item, verdict }) => isRight(item, verdict)),
    format: share(({ item, verdict }) => isWellFormed(item.task, verdict)),
    zeroVariance: rewards_PG.filter((rewards_G) => agrees(rewards_G)).length / rewards_PG.length,
    unscorable: answers.filter(({ verdict }) => verdict.unscorable !== undefined).length,
    length: mean(answers.map(({ length }) => length)),
  }
}
