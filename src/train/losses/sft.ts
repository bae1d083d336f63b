/**
 * The loss of supervised fine-tuning: negative log-likelihood of the tokens to be imitated, averaged over all of them.
 */
import { mul, neg, type Scalar, sum, type Tensor1D } from "@tensorflow/tfjs-core"

/** @param logProbs_M nats @param weights_M summing to 1; 0 for tokens that are not imitated @returns nats per token */
export const sftLoss = (logProbs_M: Tensor1D, weights_M: Tensor1D): { loss: Scalar } => ({
  loss: neg(sum<Scalar>(mul(logProbs_M, weights_M))),
})

/**
 * @param spans_N of each row, the tokens to be imitated: `from` inclusive, `to` exclusive
 * @param width   tokens of a row
 * @returns [N·Q], equal weights that sum to 1
 */
export function targetWeights(
  spans_N: readonly { readonly from: number; readonly to: number }[],
  width: number,
): Float32Array {
  const total = spans_N.reduce((sum, { from, to }) => sum + to - from, 0)
  const weights = new Float32Array(spans_N.length * width)
  spans_N.forEach(({ from, to }, n) => {
    weights.fill(1 / total, n * width + from, n * width + to)
  })
  return weights
}
