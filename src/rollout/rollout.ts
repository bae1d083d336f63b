/**
 * Rollouts: items to groups of scored answers. Here the guideline's prompt meets the model, and its reward the answer.
 *
 * Knows nothing of training: what is done with a group is the caller's.
 */
import type { PromptOptions } from "../compile/task.js"
import { UserError } from "../diagnostic.js"
import type { Engine } from "../engine/engine.js"
import { ByLength } from "../model/by-length.js"
import { diagnose } from "../model/codes.js"
import { bucketOf, LENGTH_BUCKETS } from "../model/pad.js"
import { encodeChat, type Policy } from "../model/policy.js"
import { createSampler, type SampleSettings } from "../model/sample.js"
import type { Verdict } from "../reward/plan.js"
import type { Message } from "../value.js"
import type { Item } from "./item.js"

/** One answer and what it earned. */
export interface Completion {
  /** Without the end token. */
  readonly text: string
  /** int32 [R], filled up with padding. */
  readonly tokens_R: Int32Array
  /** [R], nats, under the distribution that was sampled from. */
  readonly logProbs_R: Float32Array
  /** Tokens, the end included. */
  readonly length: number
  /** False: cut off at the longest allowed length. */
  readonly ended: boolean
  readonly verdict: Verdict
}

/** All answers to one item. */
export interface Group {
  readonly item: Item
  readonly promptTokens: readonly number[]
  readonly completions: readonly Completion[]
}

export interface Rollouts {
  readonly groups: readonly Group[]
  /** Mean entropy of the policy over the tokens drawn, nats. */
  readonly entropyNats: number
}

export interface RolloutShape {
  /** Items of one call at most. */
  readonly prompts: number
  /** Answers to each. */
  readonly group: number
  /** Longest answer, tokens. */
  readonly newTokens: number
  /** Prompt lengths that programs are compiled for; a call uses the smallest that holds its prompts. */
  readonly promptLengths?: readonly number[]
}

export interface RolloutSettings extends SampleSettings {
  readonly prompt?: PromptOptions
}

/** Programs are compiled when a length is first met, and kept. */
export interface Roller {
  /**
   * @param items at most as many as the shape's prompts
   * @throws UserError prompt-too-long
   */
  rollout(items: readonly Item[], settings: RolloutSettings): Promise<Rollouts>
  dispose(): Promise<void>
}

export function createRoller(engine: Engine, policy: Policy, shape: RolloutShape): Roller {
  const { prompts, group, newTokens } = shape
  const samplers = new ByLength((promptTokens) =>
    createSampler(engine, policy, { prompts, promptTokens, group, newTokens }),
  )
  return {
    async rollout(items, settings) {
      const encoded = items.map((item) => encodePrompt(policy, item, settings.prompt))
      const sampler = await samplers.get(promptLength(encoded, shape.promptLengths))
      const { tokens_NR, logProbs_NR, lengths_N, ended_N, entropyNats } = await sampler.sample(encoded, settings)
      const groups = items.map((item, at): Group => {
        const completions = Array.from({ length: group }, (_, k): Completion => {
          const n = at * group + k
          const length = lengths_N[n]!
          const tokens_R = tokens_NR.subarray(n * newTokens, (n + 1) * newTokens)
          const text = policy.tokenizer.decode(tokens_R.subarray(0, length))
          const verdict = item.task.score(text, item.example)
          const logProbs_R = logProbs_NR.subarray(n * newTokens, (n + 1) * newTokens)
          return { text, tokens_R, logProbs_R, length, ended: ended_N[n]!, verdict }
        })
        return { item, promptTokens: encoded[at]!, completions }
      })
      return { groups, entropyNats }
    },
    dispose: () => samplers.dispose(),
  }
}

/** The prompt of an item as tokens. */
export const encodePrompt = (policy: Policy, { task, example }: Item, options?: PromptOptions): number[] =>
  encodeChat(policy, promptFor(policy, task, example.input, options))

/** The messages that a policy gets: a guideline's budget is counted in the policy's own tokens. */
export function promptFor(
  { tokenizer }: Pick<Policy, "tokenizer">,
  task: Item["task"],
  input: Item["example"]["input"],
  options?: PromptOptions,
): readonly Message[] {
  const counts = task.meaning.budget !== undefined && options?.countTokens === undefined
  return task.prompt(input, counts ? { ...options, countTokens: tokenizer.count } : options).messages
}

/** @returns the length that a batch is padded to @throws UserError prompt-too-long */
export function promptLength(
  prompts: readonly (readonly number[])[],
  lengths: readonly number[] = LENGTH_BUCKETS,
): number {
  const longest = Math.max(...prompts.map((prompt) => prompt.length))
  const bucket = bucketOf(longest, lengths)
  if (bucket === undefined) {
    throw new UserError(diagnose("prompt-too-long", { tokens: longest, longest: Math.max(...lengths) }))
  }
  return bucket
}
