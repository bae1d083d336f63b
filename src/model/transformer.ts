/**
 * The transformer, written once: B prefixes of P tokens, each continued K times by Q tokens.
 *
 * One guideline with K questions (warm start), one prompt with G rollouts (GRPO), a prompt before it is answered (prefill)
 * and one more token of an answer (decode) are all this shape. The prefix is computed once and shared. Prefixes are padded
 * on the left, so that every continuation begins at position P; the mask keeps padding out of every score.
 *
 * Pure functions over tfjs tensors: the caller runs them eagerly inside `tidy`, or compiles them. Knows no text.
 */
import {
  add,
  concat,
  gather,
  matMul,
  mul,
  ones,
  reshape,
  slice,
  softmax,
  split,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  transpose,
} from "@tensorflow/tfjs-core"
import type { Tensors } from "../engine/engine.js"
import { addRmsNorm, attention, headLogProbs, rmsNorm, rope, swiglu } from "../engine/ops/index.js"
import {
  EMBEDDING,
  FINAL_NORM,
  HEAD,
  headWidth,
  type ModelConfig,
  normName,
  type Projection,
  projectionName,
} from "./config.js"
import { type RotaryTables, rotaryTables } from "./rotary.js"

/** Added to a score that must not count; its exponential is 0 in float32. */
const NEVER = -1e9

/** Rotated keys and values of a prefix, layer by layer: each [B·KV, P, D]. */
export interface PrefixCache {
  readonly keys: readonly Tensor[]
  readonly values: readonly Tensor[]
}

/** Keys that continuations look at. `shared`: [B·KV, S, D], one for all continuations of a prefix; else [B·KV·K, S, D]. */
interface Segment {
  readonly keys: Tensor
  readonly values: Tensor
  /** Added to scores of [B, KV·K·G, Q, S]; broadcasts. */
  readonly mask?: Tensor
  readonly shared: boolean
}

/** The residual stream and what the last block adds to it: the addition is done by the next normalisation. */
interface Stream {
  readonly h: Tensor
  readonly delta?: Tensor
}

function normalise(config: ModelConfig, { h, delta }: Stream, weight: Tensor): { sum: Tensor; normed: Tensor } {
  if (delta) return addRmsNorm(h, delta, weight, config.epsilon)
  return { sum: h, normed: rmsNorm(h, weight, config.epsilon) }
}

function project(weights: Tensors, layer: number, projection: Projection, x_MC: Tensor): Tensor {
  const out = matMul(x_MC, weights[projectionName(layer, projection)]!)
  const bias = weights[projectionName(layer, projection, "bias")]
  return bias ? add(out, bias) : out
}

/** What follows attention in a layer: its output projection, the feed-forward block, both residual additions. */
function finishLayer(config: ModelConfig, weights: Tensors, layer: number, h: Tensor, mixed_MC: Tensor): Stream {
  const delta = project(weights, layer, "o", mixed_MC)
  const { sum, normed } = normalise(config, { h, delta }, weights[normName(layer, "post_attention")]!)
  const inner = swiglu(project(weights, layer, "gate", normed), project(weights, layer, "up", normed))
  return { h: sum, delta: project(weights, layer, "down", inner) }
}

/** 0 where a key is a token, NEVER where it is padding. @param mask_BP 1 for a token, 0 for padding */
const keyMask = (mask_BP: Tensor): Tensor => {
  const [batch, length] = mask_BP.shape as [number, number]
  return reshape(mul(sub(mask_BP, 1), -NEVER), [batch, 1, 1, length])
}

/** [T, T]: 0 on and below the diagonal, NEVER above. */
const causalMask = (length: number): Tensor =>
  tensor(
    Float32Array.from({ length: length * length }, (_, at) => (at % length > Math.floor(at / length) ? NEVER : 0)),
    [length, length],
  )

/**
 * Reads the prefixes.
 *
 * @param tokens_BP int32, padded on the left
 * @param mask_BP   1 for a token, 0 for padding
 * @returns last_BC, the normalised hidden state after the last token of each prefix, which predicts the first token of every
 *          continuation; and the cache
 */
export function prefill(
  config: ModelConfig,
  weights: Tensors,
  tokens_BP: Tensor,
  mask_BP: Tensor,
): { last_BC: Tensor2D; cache: PrefixCache } {
  const [batch, length] = tokens_BP.shape as [number, number]
  const { heads, keyValueHeads, width, layers } = config
  const size = headWidth(config)
  const forKeys = rotaryTables(config, 0, length)
  const forQueries = rotaryTables(config, 0, length, 1 / Math.sqrt(size))
  const forLast = rotaryTables(config, length - 1, 1, 1 / Math.sqrt(size))
  const padding = keyMask(mask_BP)
  const mask = add(padding, causalMask(length))
  const split4 = (x: Tensor, count: number, tokens: number): Tensor =>
    transpose(reshape(x, [batch, tokens, count, size]), [0, 2, 1, 3])
  const lastRows = (x_MC: Tensor): Tensor =>
    reshape(slice(reshape(x_MC, [batch, length, width]), [0, length - 1, 0], [batch, 1, width]), [batch, width])

  const keys: Tensor[] = []
  const values: Tensor[] = []
  let stream: Stream = { h: gather(weights[EMBEDDING]!, reshape(tokens_BP, [batch * length])) }
  for (let layer = 0; layer < layers; layer++) {
    const { sum, normed } = normalise(config, stream, weights[normName(layer, "input")]!)
    const k = rope(split4(project(weights, layer, "k", normed), keyValueHeads, length), forKeys.cos_SE, forKeys.sin_SE)
    const v = split4(project(weights, layer, "v", normed), keyValueHeads, length)
    keys.push(reshape(k, [batch * keyValueHeads, length, size]))
    values.push(reshape(v, [batch * keyValueHeads, length, size]))
    // Above the last layer's keys and values only the last token is read: the others' queries and blocks are left out.
    const final = layer === layers - 1
    const tokens = final ? 1 : length
    const tables = final ? forLast : forQueries
    const asked = project(weights, layer, "q", final ? lastRows(normed) : normed)
    const q = rope(split4(asked, heads, tokens), tables.cos_SE, tables.sin_SE)
    const mixed = transpose(attention(q, k, v, final ? padding : mask), [0, 2, 1, 3])
    const residual = final ? lastRows(sum) : sum
    stream = finishLayer(config, weights, layer, residual, reshape(mixed, [batch * tokens, width]))
  }
  return { last_BC: finish(config, weights, stream) as Tensor2D, cache: { keys, values } }
}

/**
 * Runs continuations through all layers.
 *
 * @param shape     B prefixes, K continuations each, Q tokens each; rows of `tokens` in this order
 * @param tokens_NQ int32
 * @param tables    rotary tables with one row for each of the Q positions, for queries (scaled) and keys
 * @param segments  of a layer, from its new keys and values [B·KV·K, Q, D]
 * @returns normalised hidden states [B·K·Q, C]
 */
function continueWith(
  config: ModelConfig,
  weights: Tensors,
  [batch, group, length]: readonly [number, number, number],
  tokens_NQ: Tensor,
  tables: { readonly queries: RotaryTables; readonly keys: RotaryTables },
  segments: (layer: number, keys: Tensor, values: Tensor) => readonly Segment[],
): Tensor {
  const { keyValueHeads, width, layers } = config
  const size = headWidth(config)
  const perKey = config.heads / keyValueHeads
  const rows = batch * keyValueHeads * group
  // [B, K, Q, KV, G, D] to [B, KV, K, G, Q, D]: then both a shared prefix and a continuation's own keys meet their queries
  // by reshaping alone.
  const arrange = (x: Tensor, each: number): Tensor => {
    const parts = reshape(x, [batch, group, length, keyValueHeads, each, size])
    return reshape(transpose(parts, [0, 3, 1, 4, 2, 5]), [rows, each, length, size])
  }
  let stream: Stream = { h: gather(weights[EMBEDDING]!, reshape(tokens_NQ, [batch * group * length])) }
  for (let layer = 0; layer < layers; layer++) {
    const { sum, normed } = normalise(config, stream, weights[normName(layer, "input")]!)
    const { queries, keys } = tables
    const q = rope(arrange(project(weights, layer, "q", normed), perKey), queries.cos_SE, queries.sin_SE)
    const k = rope(arrange(project(weights, layer, "k", normed), 1), keys.cos_SE, keys.sin_SE)
    const v = arrange(project(weights, layer, "v", normed), 1)
    const own = [rows, length, size]
    const mixed = mix(q, segments(layer, reshape(k, own), reshape(v, own)), batch)
    const back = transpose(reshape(mixed, [batch, keyValueHeads, group, perKey, length, size]), [0, 2, 4, 1, 3, 5])
    stream = finishLayer(config, weights, layer, sum, reshape(back, [batch * group * length, width]))
  }
  return finish(config, weights, stream)
}

/**
 * Softmax attention over several segments of keys, as over their concatenation.
 *
 * @param q [B·KV·K, G, Q, D], scaled
 * @returns of q's shape
 */
function mix(q: Tensor, segments: readonly Segment[], batch: number): Tensor {
  const [rows, perKey, length, size] = q.shape as [number, number, number, number]
  const whole = [batch, (rows / batch) * perKey, length]
  /** The queries as the segment's keys meet them: one product for each prefix, or one for each continuation. */
  const grouped = (segment: Segment, columns: number): number[] => {
    const products = segment.keys.shape[0]!
    return [products, (rows / products) * perKey * length, columns]
  }
  const scores = segments.map((segment) => {
    const score = matMul(reshape(q, grouped(segment, size)), segment.keys, false, true)
    const shaped = reshape(score, [...whole, segment.keys.shape[1]!])
    return segment.mask ? add(shaped, segment.mask) : shaped
  })
  const lengths = segments.map((segment) => segment.keys.shape[1]!)
  const weights = split(softmax(concat(scores, -1)), lengths, -1)
  return segments
    .map((segment, at) => {
      const weight = reshape(weights[at]!, grouped(segment, lengths[at]!))
      return reshape(matMul(weight, segment.values), [rows, perKey, length, size])
    })
    .reduce((a, b) => add(a, b))
}

function finish(config: ModelConfig, weights: Tensors, stream: Stream): Tensor {
  return normalise(config, stream, weights[FINAL_NORM]!).normed
}

const queriesAndKeys = (config: ModelConfig, from: number, count: number) => ({
  queries: rotaryTables(config, from, count, 1 / Math.sqrt(headWidth(config))),
  keys: rotaryTables(config, from, count),
})

export interface ContinuationInputs {
  /** int32, padded on the left. */
  readonly tokens_BP: Tensor
  /** 1 for a token, 0 for padding. */
  readonly mask_BP: Tensor
  /** int32 [B·K, Q], the K continuations of a prefix one after the other, padded on the right with any token. */
  readonly continuation_NQ: Tensor
}

/**
 * The hidden states that predict the continuations' tokens: for the first one the prefix's last, for token j its
 * predecessor's. The last token of a continuation predicts nothing and is not computed; prefixes get no other output.
 *
 * @returns [B·K·Q, C], normalised; a row depends on its own prefix and on earlier tokens of its own continuation only
 */
function continuationStates(config: ModelConfig, weights: Tensors, inputs: ContinuationInputs): Tensor2D {
  const { tokens_BP, mask_BP, continuation_NQ } = inputs
  const [batch, length] = tokens_BP.shape as [number, number]
  const [count, newTokens] = continuation_NQ.shape as [number, number]
  const { width } = config
  const group = count / batch
  if (!Number.isInteger(group)) throw new RangeError(`${count} continuations of ${batch} prefixes`)
  const { last_BC, cache } = prefill(config, weights, tokens_BP, mask_BP)
  const first = mul(reshape(last_BC, [batch, 1, 1, width]), ones([1, group, 1, 1]))
  const firsts = reshape(first, [count, 1, width])
  if (newTokens === 1) return reshape(firsts, [count, width])

  const read = newTokens - 1
  const known = slice(continuation_NQ, [0, 0], [count, read])
  const padding = keyMask(mask_BP)
  const causal = causalMask(read)
  const tables = queriesAndKeys(config, length, read)
  const states = continueWith(config, weights, [batch, group, read], known, tables, (layer, keys, values) => [
    { keys: cache.keys[layer]!, values: cache.values[layer]!, mask: padding, shared: true },
    { keys, values, mask: causal, shared: false },
  ])
  return reshape(concat([firsts, reshape(states, [count, read, width])], 1), [count * newTokens, width])
}

export interface DecodeInputs {
  readonly mask_BP: Tensor
  readonly cache: PrefixCache
  /** The continuations' own keys and values so far, layer by layer: each [B·KV·K, R, D]. */
  readonly own: PrefixCache
  /** 1 for a row of `own` that is filled; the same for all continuations. */
  readonly filled_R: Tensor
  /** int32 [B·K]: the tokens chosen last. */
  readonly tokens_N: Tensor
  /** int32 [1]: how many tokens of the continuations came before them. */
  readonly position_1: Tensor
}

/**
 * One more token of every continuation. The cache is read only: the new rows come back and the caller keeps them.
 *
 * @returns states_NC that predict the next tokens; rows [2L, B·KV·K, D], keys and values of each layer in turn
 */
export function decode(
  config: ModelConfig,
  weights: Tensors,
  inputs: DecodeInputs,
): { states_NC: Tensor; rows: Tensor } {
  const { mask_BP, cache, own, filled_R, tokens_N, position_1 } = inputs
  const [batch, length] = mask_BP.shape as [number, number]
  const room = filled_R.shape[0]!
  const group = tokens_N.shape[0]! / batch
  const padding = keyMask(mask_BP)
  const unfilled = keyMask(reshape(filled_R, [1, room]))
  const { queries, keys: forKeys } = queriesAndKeys(config, length, room)
  const at = ({ cos_SE, sin_SE }: RotaryTables): RotaryTables => ({
    cos_SE: gather(cos_SE, position_1 as Tensor1D),
    sin_SE: gather(sin_SE, position_1 as Tensor1D),
  })
  const rows: Tensor[] = []
  const tables = { queries: at(queries), keys: at(forKeys) }
  const states_NC = continueWith(config, weights, [batch, group, 1], tokens_N, tables, (layer, keys, values) => {
    const flat = [1, keys.shape[0]!, keys.shape[2]!]
    rows.push(reshape(keys, flat), reshape(values, flat))
    return [
      { keys: cache.keys[layer]!, values: cache.values[layer]!, mask: padding, shared: true },
      { keys: own.keys[layer]!, values: own.values[layer]!, mask: unfilled, shared: false },
      { keys, values, shared: false },
    ]
  })
  return { states_NC, rows: concat(rows, 0) }
}

/** The output head, [V, C]. */
export const head = (config: ModelConfig, weights: Tensors): Tensor2D =>
  weights[config.tied ? EMBEDDING : HEAD] as Tensor2D

/** @param states_MC normalised hidden states @returns logits_MV */
export const logits = (config: ModelConfig, weights: Tensors, states_MC: Tensor): Tensor2D =>
  matMul(states_MC, head(config, weights), false, true) as Tensor2D

/**
 * Log-probabilities of the continuations' tokens, nats.
 *
 * @param temperature divides the logits, as in the sampler; default 1
 * @returns [B·K·Q]
 */
export function continuationLogProbs(
  config: ModelConfig,
  weights: Tensors,
  inputs: ContinuationInputs,
  temperature = 1,
): Tensor1D {
  const states = continuationStates(config, weights, inputs)
  const scaled = temperature === 1 ? states : mul(states, 1 / temperature)
  const targets = reshape(inputs.continuation_NQ, [states.shape[0]])
  return headLogProbs(scaled as Tensor2D, head(config, weights), targets as Tensor1D)
}
