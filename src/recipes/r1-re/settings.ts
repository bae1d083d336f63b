/** Every setting of the recipe, with its unit. Chosen on dev worlds; what was tried is in notebooks/log.md. */
import { DEV, type Domain, EVALUATION_SEED, SWAPPED, TEST, TRAINING, UNBOUND } from "../worlds/domains.js"

/** Arms that train. `constant-other` and `base` do not. */
export const TRAINED = [
  "grpo",
  "grpo-random-reward",
  "grpo-balanced",
  "sft-labels",
  "sft-labels-5x",
  "sft-traces",
] as const
export type TrainedArm = (typeof TRAINED)[number]

export interface Settings {
  /** Trained with every seed. */
  readonly arms: readonly TrainedArm[]
  /** Trained with the first seed alone. */
  readonly armsOnce: readonly TrainedArm[]
  /** Of every trained arm but `sft-labels`. */
  readonly steps: number
  /**
   * `sft-labels` is trained this many times as long, which is about the computing time of GRPO: after as many sentences as
   * GRPO has prompts it has just unlearnt to write reasoning, and has not yet learnt to look up without.
   */
  readonly labelFactor: number
  readonly promptsPerStep: number
  /** GRPO. */
  readonly groupSize: number
  readonly clip: number
  readonly beta: number
  readonly learningRate: number
  /** Steps over which the learning rate rises. */
  readonly warmUpSteps: number
  /** Global norm that gradients are clipped to. */
  readonly maxNorm: number
  /**
   * The dev worlds are answered every so many steps (times `labelFactor` for labels, so that all arms have as many steps to
   * choose from); the best step is the policy that is measured.
   */
  readonly selectEvery: number
  /** Longest answer and longest prompt, tokens. */
  readonly newTokens: number
  readonly promptTokens: number
  /** Test sets by name. */
  readonly sets: Readonly<Record<string, Domain>>
  /** Of the sentences of the test sets. */
  readonly testSeed: number
  readonly training: Domain
  readonly dev: Domain
  /** Seeds of the warm start for other bases, in the long run. */
  readonly otherBases: readonly number[]
}

const SHORT: Settings = {
  // The longest jobs come first, so that both processes end at about the same time.
  arms: ["grpo", "sft-labels", "sft-traces"],
  armsOnce: ["grpo-random-reward"],
  steps: 40,
  labelFactor: 4,
  promptsPerStep: 32,
  groupSize: 8,
  clip: 0.2,
  beta: 0.01,
  learningRate: 2e-4,
  warmUpSteps: 5,
  maxNorm: 1,
  selectEvery: 10,
  newTokens: 14,
  promptTokens: 104,
  sets: { "in-domain": TRAINING, "out-of-domain": TEST },
  testSeed: EVALUATION_SEED.test,
  training: TRAINING,
  dev: DEV,
  otherBases: [],
}

const LONG: Settings = {
  ...SHORT,
  arms: ["sft-labels", "grpo", "grpo-random-reward", "grpo-balanced", "sft-traces"],
  armsOnce: [],
  sets: { ...SHORT.sets, "in-domain-swapped": SWAPPED, "out-of-domain-new-words": UNBOUND },
  otherBases: [7, 9],
}

/** What an arm's numbers of steps are multiplied by. */
export const factorOf = (arm: TrainedArm, { labelFactor }: Settings): number => (arm === "sft-labels" ? labelFactor : 1)

export const settingsOf = (long: boolean): Settings => (long ? LONG : SHORT)
