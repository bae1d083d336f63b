/** What a training run is made of, and what each of its steps reports. */
import type { PromptOptions } from "../compile/task.js"
import type { Engine } from "../engine/engine.js"
import type { Policy, Weights } from "../model/policy.js"
import type { Random } from "../random.js"
import type { Item } from "../rollout/item.js"
import type { Group } from "../rollout/rollout.js"
import type { AdvantageScale } from "./advantage.js"
import type { Normalisation } from "./losses/index.js"

/** Group relative policy optimisation: answers are sampled, scored, and compared within their group. */
export interface GrpoObjective {
  readonly kind: "grpo"
  /** G, answers to each prompt. */
  readonly groupSize: number
  readonly promptsPerStep: number
  /** Longest answer, tokens. */
  readonly newTokens: number
  /** ε; default 0.2. */
  readonly clip?: number
  /** β; default 0.01. 0: no reference is kept. */
  readonly beta?: number
  /** Default 1. Other than 1: sampling and training both use the distribution of logits / temperature. */
  readonly temperature?: number
  /** Default "std". */
  readonly advantage?: AdvantageScale
  /** Default "per-response", as in R1-RE. */
  readonly normalisation?: Normalisation
  /** Updates made from one step's answers, each on its share of the prompts; default 1. Divides the prompts. */
  readonly miniBatches?: number
  /** "random": the control in which the reward is drawn from the possible totals. Default "task". */
  readonly reward?: "task" | "random"
}

/** Supervised fine-tuning on what the guideline asks for: the label alone, or the gold reasoning before it. */
export interface SftObjective {
  readonly kind: "sft"
  readonly target: "label" | "trace"
  readonly promptsPerStep: number
  /** Longest target, tokens, its end included. */
  readonly newTokens: number
}

/** Supervised training on texts that share a beginning, as in a warm start: one guideline, several questions about it. */
export interface LessonObjective {
  readonly kind: "lessons"
  readonly lessonsPerStep: number
  /** K: every lesson has as many. */
  readonly questionsPerLesson: number
  /** Longest question with its answer and the end, tokens. */
  readonly newTokens: number
}

export interface Lesson {
  /** Read once for all questions. */
  readonly prefix: string
  /** Only the answers and their ends are imitated. */
  readonly questions: readonly { readonly question: string; readonly answer: string }[]
}

interface RunBase {
  readonly engine: Engine
  /** Trained in place. Its weights at the start are GRPO's reference; its moments are set to 0. */
  readonly policy: Policy
  readonly steps: number
  readonly seed: number
  readonly learningRate: number
  /** Steps over which the learning rate rises linearly to its full value; default 0. */
  readonly warmUpSteps?: number
  /** Gradients are clipped to this global norm; default 1, 0: not at all. */
  readonly maxNorm?: number
  /** AdamW; defaults 0.9, 0.99 and 0. */
  readonly beta1?: number
  readonly beta2?: number
  readonly weightDecay?: number
  /** How prompts are written. */
  readonly prompt?: PromptOptions
  /** Prompt lengths that programs are compiled for, tokens. */
  readonly promptLengths?: readonly number[]
  /** Where the state is kept, so that a run that was stopped goes on. */
  readonly checkpoint?: CheckpointSettings
  /** The best step by a score that the caller computes, on items that decide nothing else. */
  readonly select?: { readonly everySteps: number; score(policy: Policy, step: number): Promise<number> }
  /** Stops after the step that is being done, with a checkpoint. */
  readonly signal?: AbortSignal
}

export interface CheckpointSettings {
  readonly file: string
  /** Default 10. The last step is always kept. */
  readonly everySteps?: number
  /** Goes on from the file if there is one; without it a file that is there is overwritten. */
  readonly resume?: boolean
}

/**
 * `draw` gives the next item or lesson: a pure function of the random source, which is a fork of the seed for each step, and
 * of a running number from 0 (for walking through a list in order).
 */
export type Run = GrpoRun | SftRun | LessonRun

export interface GrpoRun extends RunBase {
  readonly objective: GrpoObjective
  draw(random: Random, index: number): Item
}

export interface SftRun extends RunBase {
  readonly objective: SftObjective
  draw(random: Random, index: number): Item
}

export interface LessonRun extends RunBase {
  readonly objective: LessonObjective
  draw(random: Random, index: number): Lesson
}

/** Numbers of a step; null where the objective has none. Plain data, a line of metrics.jsonl. */
export interface Metrics {
  /** From 1. */
  readonly step: number
  /** Mean over the step's updates. */
  readonly loss: number
  readonly learningRate: number
  /** Before clipping, mean over the step's updates. */
  readonly gradientNorm: number
  /** Mean of what the advantages were computed from: with a random reward, of that. */
  readonly reward: number | null
  /** Mean paid by each term of the guidelines, whatever the reward was drawn from. */
  readonly terms: Readonly<Record<string, number>> | null
  /** Share of answers that earned everything. */
  readonly accuracy: number | null
  /** Share of answers of the right form. */
  readonly format: number | null
  /** Share of groups whose rewards are all equal. */
  readonly zeroVariance: number | null
  /** Answers left out because a check failed by itself. */
  readonly unscorable: number | null
  /** Mean entropy of the policy over the tokens sampled, nats. */
  readonly entropyNats: number | null
  /** Divergence from the reference per token, nats. */
  readonly klNats: number | null
  /** Share of tokens whose ratio was clipped. */
  readonly clipped: number | null
  /** Mean tokens of an answer, the end included. */
  readonly length: number | null
  /** The score of `select`, at its steps. */
  readonly score: number | null
  readonly seconds: { readonly generate: number; readonly update: number }
  /** Generate: tokens sampled. Update: tokens of prompts and answers, without padding. */
  readonly tokensPerSecond: { readonly generate: number; readonly update: number }
}

export interface TrainRow extends Metrics {
  /** Of GRPO: the step's answers, and the advantage of each (null: left out). */
  readonly rollouts?: {
    readonly groups: readonly Group[]
    readonly advantages_PG: readonly (readonly (number | null)[])[]
  }
}

export interface Best {
  readonly step: number
  readonly score: number
  readonly weights: Weights
}

export interface TrainResult {
  /** The last step done. */
  readonly step: number
  /** Ended by the signal, before the last step. */
  readonly stopped: boolean
  /** The highest score of `select`, the earliest of equals. */
  readonly best?: Best
}
