/** Every setting of the recipe on SemEval-2010 Task 8, with its unit. Chosen on dev sentences, a part of the training set. */
import type { ModelConfig } from "../../model/config.js"

export interface SemevalSettings {
  /** Tokens of the byte-pair vocabulary. */
  readonly vocabulary: number
  readonly model: Omit<ModelConfig, "vocabulary">
  /** Parts of the 7,983 training sentences: the warm start's, the dev sentences, the rest is for GRPO. */
  readonly parts: { readonly seed: number; readonly warmStart: number; readonly dev: number }
  readonly warmStart: {
    /** First without the guideline, then with it. */
    readonly stepsWithout: number
    readonly stepsWith: number
    readonly sentencesPerStep: number
    readonly learningRate: number
    readonly warmUpSteps: number
    /** Longest sentence that the warm start uses, tokens. */
    readonly sentenceTokens: number
    /** Room for the guideline, tokens. */
    readonly guidelineTokens: number
    readonly selectEvery: number
  }
  /** Arms that go on from the warm start, each with the same settings. */
  readonly arms: readonly ("grpo" | "sft-labels")[]
  readonly after: {
    readonly steps: number
    readonly promptsPerStep: number
    /** Updates of each step, on its share of the prompts: 32 prompts with the guideline at once would need 7 GB. */
    readonly miniBatches: number
    readonly groupSize: number
    readonly learningRate: number
    readonly warmUpSteps: number
    readonly clip: number
    readonly beta: number
    readonly selectEvery: number
  }
  /** Longest answer, tokens, its end included. */
  readonly newTokens: number
  /** Room for a prompt that is trained on, tokens; the few training sentences beyond it are left out. */
  readonly promptTokens: number
  /** Lengths that prompts are padded to where they are only answered, tokens; each has programs of its own in memory. */
  readonly evaluationLengths: readonly number[]
  readonly seeds: number
}

export const SEMEVAL: SemevalSettings = {
  vocabulary: 2048,
  model: {
    width: 128,
    layers: 4,
    heads: 4,
    keyValueHeads: 4,
    feedForward: 256,
    ropeBase: 10_000,
    epsilon: 1e-5,
    tied: true,
  },
  parts: { seed: 1, warmStart: 5500, dev: 500 },
  warmStart: {
    stepsWithout: 650,
    stepsWith: 325,
    sentencesPerStep: 32,
    learningRate: 1e-3,
    warmUpSteps: 50,
    sentenceTokens: 62,
    guidelineTokens: 256,
    selectEvery: 65,
  },
  arms: ["grpo", "sft-labels"],
  after: {
    steps: 60,
    promptsPerStep: 32,
    miniBatches: 4,
    groupSize: 8,
    learningRate: 2e-4,
    warmUpSteps: 5,
    clip: 0.2,
    beta: 0.01,
    selectEvery: 15,
  },
  newTokens: 6,
  promptTokens: 384,
  evaluationLengths: [304, 384, 512],
  seeds: 3,
}

/**
 * For a run of few steps, as in CI: the warm start is shortened in proportion and once more by a third, only GRPO goes on
 * from it, and two seeds are run, side by side.
 */
export function shortened(settings: SemevalSettings, steps: number): SemevalSettings {
  const { warmStart, after } = settings
  if (steps >= after.steps) return { ...settings, after: { ...after, steps } }
  const share = (2 / 3) * (steps / after.steps)
  const stepsWithout = Math.max(1, Math.round(warmStart.stepsWithout * share))
  const stepsWith = Math.max(1, Math.round(warmStart.stepsWith * share))
  const arms = ["grpo"] as const
  return {
    ...settings,
    arms,
    seeds: 2,
    warmStart: { ...warmStart, stepsWithout, stepsWith },
    after: { ...after, steps },
  }
}
