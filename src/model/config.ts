/**
 * What a model is made of: sizes, and the shape of every parameter. Llama, and Qwen2, which is Llama with biases on the
 * query, key and value projections.
 *
 * Parameter names are those of Hugging Face's checkpoints. In memory a projection is [in, out], so that no product is
 * transposed; on disk it is [out, in], as everywhere else (weights.ts turns it).
 */
import type { Shapes } from "../engine/engine.js"

export interface ModelConfig {
  /** V, tokens. */
  readonly vocabulary: number
  /** C, channels of the residual stream. */
  readonly width: number
  readonly layers: number
  /** H, query heads; the head width is width / heads. */
  readonly heads: number
  /** K, key and value heads; divides `heads`. */
  readonly keyValueHeads: number
  /** Channels inside the feed-forward block. */
  readonly feedForward: number
  /** Base of the rotary frequencies; 10,000 in Llama 1 and 2. */
  readonly ropeBase: number
  /** Added to the mean square in every normalisation. */
  readonly epsilon: number
  /** The output head is the embedding. */
  readonly tied: boolean
  /** Qwen2: biases on the projections to queries, keys and values. */
  readonly projectionBias?: boolean
}

/** Channels of one head. */
export const headWidth = (config: ModelConfig): number => config.width / config.heads

/** @throws RangeError for sizes that do not fit together */
function checkConfig(config: ModelConfig): void {
  const { vocabulary, width, layers, heads, keyValueHeads, feedForward } = config
  for (const [name, size] of Object.entries({ vocabulary, width, layers, heads, keyValueHeads, feedForward })) {
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`a model with ${name} ${size}`)
  }
  if (width % heads !== 0 || headWidth(config) % 2 !== 0) {
    throw new RangeError(`${heads} heads in a width of ${width}: each needs an even number of channels`)
  }
  if (heads % keyValueHeads !== 0) throw new RangeError(`${heads} query heads on ${keyValueHeads} key heads`)
}

export const EMBEDDING = "model.embed_tokens.weight"
export const FINAL_NORM = "model.norm.weight"
export const HEAD = "lm_head.weight"

/** The seven projections of a layer, by their short names. */
const PROJECTIONS = {
  q: "self_attn.q_proj",
  k: "self_attn.k_proj",
  v: "self_attn.v_proj",
  o: "self_attn.o_proj",
  gate: "mlp.gate_proj",
  up: "mlp.up_proj",
  down: "mlp.down_proj",
} as const
export type Projection = keyof typeof PROJECTIONS

export const projectionName = (layer: number, projection: Projection, part: "weight" | "bias" = "weight"): string =>
  `model.layers.${layer}.${PROJECTIONS[projection]}.${part}`

export const normName = (layer: number, which: "input" | "post_attention"): string =>
  `model.layers.${layer}.${which}_layernorm.weight`

/** Is stored the other way round on disk. */
export const isProjection = (name: string): boolean => name.endsWith("_proj.weight")

/** The shape of every parameter as it lies in memory, in the order of the file. */
export function parameterShapes(config: ModelConfig): Shapes {
  checkConfig(config)
  const { width, feedForward } = config
  const keyWidth = config.keyValueHeads * headWidth(config)
  const shapes: Record<string, readonly number[]> = { [EMBEDDING]: [config.vocabulary, width] }
  const sizes: Record<Projection, readonly [number, number]> = {
    q: [width, width],
    k: [width, keyWidth],
    v: [width, keyWidth],
    o: [width, width],
    gate: [width, feedForward],
    up: [width, feedForward],
    down: [feedForward, width],
  }
  for (let layer = 0; layer < config.layers; layer++) {
    shapes[normName(layer, "input")] = [width]
    for (const projection of ["q", "k", "v", "o"] as const) {
      shapes[projectionName(layer, projection)] = sizes[projection]
      if (config.projectionBias && projection !== "o") {
        shapes[projectionName(layer, projection, "bias")] = [sizes[projection][1]]
      }
    }
    shapes[normName(layer, "post_attention")] = [width]
    for (const projection of ["gate", "up", "down"] as const) {
      shapes[projectionName(layer, projection)] = sizes[projection]
    }
  }
  shapes[FINAL_NORM] = [width]
  if (!config.tied) shapes[HEAD] = [config.vocabulary, width]
  return shapes
}

/** How many numbers a model of this shape has. */
export const parameterCount = (config: ModelConfig): number =>
  Object.values(parameterShapes(config)).reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0)
