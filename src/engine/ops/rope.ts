/**
 * Rotary position embedding in the half-split layout of Llama: channel i is rotated with channel i + D/2.
 *
 * The tables are the caller's, so that a scale (1/√D for the queries) or a stretched base costs nothing here.
 */
import { add, concat, expandDims, gather, mul, neg, slice, split, type Tensor } from "@tensorflow/tfjs-core"
import { isTracing, runKernel } from "./tracing.js"

/**
 * @param x_BHTD       queries or keys
 * @param cos_SE       cosines, one row for each of S positions, E = D/2 angles
 * @param sin_SE       sines
 * @param positions_BT int32 rows of the tables, for each token; absent: token t takes row t
 * @returns [a·cos − b·sin, b·cos + a·sin] for x = [a, b]; no gradient flows into the tables
 * @source Su et al. 2021, arXiv:2104.09864
 */
export function rope<T extends Tensor>(x_BHTD: T, cos_SE: Tensor, sin_SE: Tensor, positions_BT?: Tensor): T {
  const [, , tokens = 0, width = 0] = x_BHTD.shape
  if (x_BHTD.rank !== 4 || cos_SE.shape[1] !== width / 2 || sin_SE.shape[1] !== width / 2) {
    throw new RangeError(`rope of [${x_BHTD.shape}] with tables [${cos_SE.shape}] and [${sin_SE.shape}]`)
  }
  if (!positions_BT && cos_SE.shape[0]! < tokens) {
    throw new RangeError(`rope of ${tokens} tokens with tables of ${cos_SE.shape[0]} positions`)
  }
  if (isTracing()) {
    const inputs = { x: x_BHTD, cos: cos_SE, sin: sin_SE }
    if (positions_BT) return runKernel("RopeAt", { ...inputs, positions: positions_BT })[0] as T
    return runKernel("Rope", inputs)[0] as T
  }
  const rows = (table: Tensor): Tensor =>
    positions_BT ? expandDims(gather(table, positions_BT), 1) : slice(table, [0, 0], [tokens, width / 2])
  const cos = rows(cos_SE)
  const sin = rows(sin_SE)
  const [a, b] = split(x_BHTD as Tensor, 2, -1) as [Tensor, Tensor]
  return concat([add(mul(a, cos), neg(mul(b, sin))), add(mul(b, cos), mul(a, sin))], -1) as T
}
