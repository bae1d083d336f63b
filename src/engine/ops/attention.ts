/**
 * Softmax attention with grouped key/value heads. Leaves the scale to the queries (or their rotary tables).
 */
import { add, matMul, reshape, softmax, type Tensor } from "@tensorflow/tfjs-core"
import { isTracing, runKernel } from "./tracing.js"

/**
 * @param q_BHTD queries, already scaled
 * @param k_BKSD keys; K divides H, query head h reads key head floor(h · K / H)
 * @param v_BKSD values
 * @param mask   added to the scores: 0 where a query may look, a large negative number where not; broadcasts to
 *               [B, H, T, S]; no gradient flows into it
 * @returns [B, H, T, D]
 */
export function attention<T extends Tensor>(q_BHTD: T, k_BKSD: Tensor, v_BKSD: Tensor, mask?: Tensor): T {
  const [batch, heads, tokens, width] = q_BHTD.shape as [number, number, number, number]
  const [, keyHeads, span] = k_BKSD.shape as [number, number, number, number]
  if (heads % keyHeads !== 0) throw new RangeError(`${heads} query heads on ${keyHeads} key heads`)
  const grouped = [batch, keyHeads, (heads / keyHeads) * tokens, width]
  const whole = [batch, heads, tokens, span]
  const q = reshape(q_BHTD as Tensor, grouped)
  let out: Tensor
  if (isTracing()) out = runKernel("Attention", { q, k: k_BKSD, v: v_BKSD, ...(mask && { mask }) }, { whole })[0]!
  else {
    const scores = reshape(matMul(q, k_BKSD, false, true), whole)
    const weights = softmax(mask ? add(scores, mask) : scores)
    out = matMul(reshape(weights, [...grouped.slice(0, 3), span]), v_BKSD)
  }
  return reshape(out, [batch, heads, tokens, width]) as T
}
