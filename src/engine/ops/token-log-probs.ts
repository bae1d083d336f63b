/**
 * Log-probabilities of given tokens. The gradient needs no scatter: it is (one-hot − softmax) times what flows in.
 */
import { matMul, mul, oneHot, sum, type Tensor, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core"
import { logSoftmax } from "./log-softmax.js"
import { isTracing, runKernel } from "./tracing.js"

/**
 * @param logits_NV  unnormalised
 * @param targets_N  int32, each in [0, V)
 * @returns log softmax(logits)[n, targets[n]], nats, at most 0
 */
export function tokenLogProbs(logits_NV: Tensor2D, targets_N: Tensor1D): Tensor1D {
  if (isTracing()) return runKernel("TokenLogProbs", { logits: logits_NV, targets: targets_N })[0] as Tensor1D
  const chosen_NV = oneHot(targets_N, logits_NV.shape[1])
  return sum(mul(logSoftmax(logits_NV as Tensor), chosen_NV), -1)
}

/**
 * The same from hidden states, for a head without bias: spares the gradient of the whole logits.
 *
 * @param hidden_NC states @param head_VC output embedding (the tied one, usually)
 * @returns tokenLogProbs(hidden · headᵀ, targets)
 */
export function headLogProbs(hidden_NC: Tensor2D, head_VC: Tensor2D, targets_N: Tensor1D): Tensor1D {
  if (isTracing()) {
    return runKernel("HeadLogProbs", { hidden: hidden_NC, head: head_VC, targets: targets_N })[0] as Tensor1D
  }
  return tokenLogProbs(matMul(hidden_NC, head_VC, false, true), targets_N)
}
