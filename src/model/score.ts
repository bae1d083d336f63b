/** Scoring: log-probabilities of given continuations under a policy that is not being trained (the reference of GRPO). */
import type { Engine, Specs } from "../engine/engine.js"
import type { Policy } from "./policy.js"
import { continuationLogProbs } from "./transformer.js"

export interface ContinuationShape {
  /** B. */
  readonly prompts: number
  /** P. */
  readonly promptTokens: number
  /** K. */
  readonly group: number
  /** Q. */
  readonly newTokens: number
}

export interface ContinuationArrays {
  /** int32 [B, P]. */
  readonly tokens: Int32Array
  /** [B, P], 1 for a token. */
  readonly mask: Float32Array
  /** int32 [B·K, Q]. */
  readonly continuation: Int32Array
}

/** What a program that reads continuations takes. */
export const continuationSpecs = ({ prompts, promptTokens, group, newTokens }: ContinuationShape): Specs => ({
  tokens: { shape: [prompts, promptTokens], dtype: "int32" },
  mask: { shape: [prompts, promptTokens], dtype: "float32" },
  continuation: { shape: [prompts * group, newTokens], dtype: "int32" },
})

export interface Scorer {
  /** @returns [B·K·Q], nats; valid until the next call */
  score(arrays: ContinuationArrays): Promise<Float32Array>
  dispose(): Promise<void>
}

/** @param temperature divides the logits, as in the sampler */
export async function createScorer(
  engine: Engine,
  { config, store }: Policy,
  shape: ContinuationShape,
  temperature = 1,
): Promise<Scorer> {
  const program = await engine.compile(
    (weights, { tokens, mask, continuation }) => {
      const inputs = { tokens_BP: tokens!, mask_BP: mask!, continuation_NQ: continuation! }
      return { logProbs: continuationLogProbs(config, weights, inputs, temperature) }
    },
    store,
    continuationSpecs(shape),
  )
  return {
    async score({ tokens, mask, continuation }) {
      return (await program.run({ tokens, mask, continuation })).logProbs as Float32Array
    },
    dispose: () => program.dispose(),
  }
}
