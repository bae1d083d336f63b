/**
 * The loss of GRPO: clipped ratio times advantage, less a penalty for leaving the reference.
 *
 * What it is averaged over is decided by the tokens' weights, which sum to 1: "per-response" averages each answer over its
 * own tokens and then over the answers, as GRPO and R1-RE do (a short answer's token weighs more); "per-token" averages over
 * all tokens of all answers, as DAPO does.
 */
import {
  add,
  cast,
  clipByValue,
  exp,
  minimum,
  mul,
  neg,
  notEqual,
  type Scalar,
  sub,
  sum,
  type Tensor1D,
} from "@tensorflow/tfjs-core"

export interface GrpoSettings {
  /** ε: the ratio counts within 1 ± ε. */
  readonly clip: number
  /** β: weight of the divergence from the reference; 0 leaves the reference out. */
  readonly beta: number
}

export interface GrpoInputs {
  /** Log-probabilities under the policy that sampled, nats. */
  readonly old_M: Tensor1D
  /** The answer's advantage, at each of its tokens. */
  readonly advantages_M: Tensor1D
  /** From `responseWeights`: 0 in the padding. */
  readonly weights_M: Tensor1D
  /** Log-probabilities under the reference, nats; needed when β is not 0. */
  readonly reference_M?: Tensor1D
}

/**
 * @param logProbs_M under the policy being trained, nats; M tokens of all answers, padding included
 * @returns loss; klNats, the k3 estimate of KL(policy ‖ reference) per token (0 without a reference); clipped, the weighted
 *          share of tokens whose ratio is outside 1 ± ε
 * @source Shao et al. 2024, arXiv:2402.03300, equations 3 and 4; R1-RE, arXiv:2507.04642, section 2.2
 */
export function grpoLoss(
  logProbs_M: Tensor1D,
  { old_M, advantages_M, weights_M, reference_M }: GrpoInputs,
  { clip, beta }: GrpoSettings,
): { loss: Scalar; klNats: Scalar; clipped: Scalar } {
  const ratio_M = exp(sub(logProbs_M, old_M))
  const kept_M = clipByValue(ratio_M, 1 - clip, 1 + clip)
  const gain_M = minimum(mul(ratio_M, advantages_M), mul(kept_M, advantages_M))
  const gain = sum<Scalar>(mul(gain_M, weights_M))
  const clipped = sum<Scalar>(mul(cast(notEqual(ratio_M, kept_M), "float32"), weights_M))
  if (!reference_M) return { loss: neg(gain), klNats: mul(gain, 0), clipped }
  const further_M = sub(reference_M, logProbs_M)
  const k3_M = sub(sub(exp(further_M), further_M), 1)
  const klNats = sum<Scalar>(mul(k3_M, weights_M))
  return { loss: add(neg(gain), mul(klNats, beta)), klNats, clipped }
}

export type Normalisation = "per-response" | "per-token"

/**
 * Weights of all tokens, summing to 1.
 *
 * @param lengths_N tokens of each answer; null for an answer that is left out
 * @param width     R, tokens of a row
 * @returns [N·R], 0 in the padding and in answers left out; all 0 when every answer is
 */
export function responseWeights(
  lengths_N: readonly (number | null)[],
  width: number,
  normalisation: Normalisation,
): Float32Array {
  const weights = new Float32Array(lengths_N.length * width)
  const known = lengths_N.filter((length) => length !== null)
  const total = known.reduce((a, b) => a + b, 0)
  lengths_N.forEach((length, n) => {
    if (length === null) return
    const weight = normalisation === "per-response" ? 1 / (known.length * length) : 1 / total
    weights.fill(weight, n * width, n * width + length)
  })
  return weights
}
