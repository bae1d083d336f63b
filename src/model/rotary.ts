/** Tables of the rotary position embedding. */
import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core"
import { headWidth, type ModelConfig } from "./config.js"

export interface RotaryTables {
  readonly cos_SE: Tensor2D
  readonly sin_SE: Tensor2D
}

/**
 * Rows `from` to `from + count - 1`, one for each position; column i turns by position · base^(−2i/D).
 *
 * @param scale multiplies both tables: 1/√D for the queries, which spares scaling the scores
 * @returns tables of [count, D/2]; the caller disposes them
 */
export function rotaryTables(config: ModelConfig, from: number, count: number, scale = 1): RotaryTables {
  const half = headWidth(config) / 2
  const angle = (at: number): number =>
    (from + Math.floor(at / half)) * config.ropeBase ** ((-2 * (at % half)) / headWidth(config))
  const table = (f: (angle: number) => number): Tensor2D =>
    tensor2d(
      Float32Array.from({ length: count * half }, (_, at) => scale * f(angle(at))),
      [count, half],
    )
  return { cos_SE: table(Math.cos), sin_SE: table(Math.sin) }
}
