/**
 * Weights before training: drawn plainly, or with a bias towards looking things up in the prompt.
 *
 * The biased start is still an ordinary Llama, only its first numbers differ. It matters for a model of this size: from a
 * plain start, looking a word up in the guideline does not emerge within the tokens that a short run can afford.
 */
import { Random } from "../random.js"
import { EMBEDDING, headWidth, type ModelConfig, type Projection, parameterShapes, projectionName } from "./config.js"
import type { Weights } from "./policy.js"

/** Norms 1, biases 0, embeddings normal with deviation 0.02, projections normal with deviation 1/√(inputs), those back into the residual stream less by √(2L). */
export function initialise(config: ModelConfig, seed: number): Weights {
  const back = 1 / Math.sqrt(2 * config.layers)
  const weights: Record<string, Float32Array> = {}
  for (const [name, shape] of Object.entries(parameterShapes(config))) {
    const random = Random.of(seed, "initialise", name)
    const into = /(?:o|down)_proj\.weight$/.test(name) ? back : 1
    if (name.endsWith("norm.weight")) weights[name] = filled(shape, () => 1)
    else if (name.endsWith(".bias")) weights[name] = filled(shape, () => 0)
    else if (/_proj\.weight$/.test(name)) {
      weights[name] = filled(shape, () => (into * random.gauss()) / Math.sqrt(shape[0]!))
    } else weights[name] = filled(shape, () => 0.02 * random.gauss())
  }
  return weights
}

function filled(shape: readonly number[], value: () => number): Float32Array {
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, value)
}

/** Root mean square of a token's identity channels, and deviation of its scratch channels. */
const IDENTITY = 0.14
const ELSEWHERE = 0.02
/** What channel 0 holds for every token. */
const CONSTANT = 0.5
/** Query and key amplitude of the two heads that look back: high enough that their softmax picks one position. */
const LOOK_BACK = 7.7
/** Query and key amplitude of the two matching heads, on slowly and on quickly turning channels. */
const MATCH_SLOW = 3
const MATCH_FAST = 0.2

/**
 * A start from which in-context lookup is a short way.
 *
 * The embedding's channels are 0: a constant; 1 to C/2 − 1: the token's identity, random; C/2 to C − 1: scratch, empty. Then
 * - layer 0, head h of 0 and 1 looks h + 1 tokens back. Its query and key read the constant alone and the key is turned by
 *   h + 1 positions, so that the score is highest where the rotary phases of query and key meet: at a distance of h + 1. Its
 *   value is a random projection of that token's identity, which its output writes to part h of the scratch channels.
 * - layer 1, head h matches: its query projects the current token as layer 0's values do, its key reads part h of scratch. So
 *   it finds places where the current token stood h + 1 tokens before: what followed there is what is looked up. Mostly the
 *   slowly turning half of the rotary channels is used, so that distance hardly matters.
 * - from layer 1 on, output projections begin as 0.7 times the transpose of the value projections: heads copy.
 * Everything else is random and small.
 *
 * @throws RangeError for grouped key heads, fewer than two layers, or fewer than four heads
 * @source the mechanism: Olsson et al. 2022, arXiv:2209.11895 (induction heads)
 */
export function initialiseForLookup(config: ModelConfig, seed: number): Weights {
  const { width, heads, keyValueHeads, layers } = config
  if (heads !== keyValueHeads || layers < 2 || heads < 4) {
    throw new RangeError("the start for lookup needs two layers, four heads, and as many key heads as query heads")
  }
  const random = Random.of(seed, "initialise-for-lookup")
  const weights: Record<string, Float32Array> = {}
  for (const [name, shape] of Object.entries(parameterShapes(config))) {
    const deviation = (/(?:o|down)_proj\.weight$/.test(name) ? 0.2 : 0.6) / Math.sqrt(shape[0]!)
    if (name.endsWith("norm.weight")) weights[name] = filled(shape, () => 1)
    else if (name.endsWith(".bias")) weights[name] = filled(shape, () => 0)
    else weights[name] = filled(shape, () => deviation * random.gauss())
  }
  const of = (layer: number, projection: Projection): Float32Array => weights[projectionName(layer, projection)]!
  embed(weights[EMBEDDING]!, width, random)
  for (let layer = 1; layer < layers; layer++) copyHeads(of(layer, "v"), of(layer, "o"), width)
  lookBackAndMatch(config, of, random)
  return weights
}

/** All identities have the same length: the heads that look back would otherwise prefer tokens of small norm. */
function embed(embedding: Float32Array, width: number, random: Random): void {
  const scratch = width / 2
  for (let from = 0; from < embedding.length; from += width) {
    const token = embedding.subarray(from, from + width)
    for (let channel = 1; channel < width; channel++) token[channel] = random.gauss() * ELSEWHERE
    const identity = token.subarray(1, scratch)
    const length = Math.hypot(...identity)
    for (let i = 0; i < identity.length; i++) identity[i]! *= (IDENTITY * Math.sqrt(identity.length)) / length
    token[0] = CONSTANT
  }
}

function copyHeads(value: Float32Array, output: Float32Array, width: number): void {
  for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) output[j * width + i] = value[i * width + j]! * 0.7
}

function lookBackAndMatch(
  config: ModelConfig,
  of: (layer: number, projection: Projection) => Float32Array,
  random: Random,
): void {
  const { width, ropeBase } = config
  const size = headWidth(config)
  const scratch = width / 2
  // What a normalised embedding looks like: its root mean square decides how large the constant and the rest arrive.
  const rootMeanSquare = Math.sqrt((CONSTANT ** 2 + IDENTITY ** 2 * scratch) / width)
  const constant = CONSTANT / rootMeanSquare
  const projection = Array.from({ length: size }, () =>
    Array.from({ length: width }, (_, i) => (i > 0 && i < scratch ? random.gauss() / Math.sqrt(scratch) : 0)),
  )
  for (let head = 0; head < 2; head++) {
    for (let j = 0; j < size; j++) {
      const column = head * size + j
      const pair = j % (size / 2)
      const first = j < size / 2
      const phase = (head + 1) * ropeBase ** ((-2 * pair) / size)
      const match = pair >= size / 4 ? MATCH_SLOW : MATCH_FAST
      for (let i = 0; i < width; i++) {
        const at = i * width + column
        of(0, "q")[at] = i === 0 && first ? LOOK_BACK / constant : 0
        of(0, "k")[at] = i === 0 ? ((first ? Math.cos(phase) : Math.sin(phase)) * LOOK_BACK) / constant : 0
        of(0, "v")[at] = projection[j]![i]!
        of(0, "o")[column * width + i] = i === scratch + column ? rootMeanSquare * 0.9 : 0
        of(1, "q")[at] = match * projection[j]![i]!
        of(1, "k")[at] = i === scratch + column ? match : 0
      }
    }
  }
}
