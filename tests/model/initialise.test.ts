import { describe, expect, test } from "vitest"
import { type ModelConfig, parameterCount } from "../../src/model/config.js"
import { initialise, initialiseForLookup } from "../../src/model/initialise.js"
import { Random } from "../../src/random.js"
import { plainLlama } from "./plain-llama.js"

const config: ModelConfig = {
  vocabulary: 120,
  width: 128,
  layers: 2,
  heads: 4,
  keyValueHeads: 4,
  feedForward: 64,
  ropeBase: 10000,
  epsilon: 1e-5,
  tied: true,
}

/**
 * 20 texts of 16 different tokens that end in one that stood before: how much higher than the average token's the logit is
 * of what stood `after` places behind it, in standard deviations over the vocabulary.
 */
function preference(weights: Readonly<Record<string, Float32Array>>, after: number): number {
  const all = Array.from({ length: config.vocabulary }, (_, i) => i)
  const scores = Array.from({ length: 20 }, (_, text) => {
    const random = Random.of(text, "text")
    const tokens = random.sample(all, 16)
    const at = 2 + random.below(8)
    const last = plainLlama(config, weights, [...tokens, tokens[at]!]).at(-1)!
    // With tied embeddings an untrained model repeats the last token: it would widen the deviation.
    const others = last.filter((_, token) => token !== tokens[at])
    const mean = others.reduce((a, b) => a + b) / others.length
    const deviation = Math.sqrt(others.reduce((sum, x) => sum + (x - mean) ** 2, 0) / others.length)
    return (last[tokens[at + after]!]! - mean) / deviation
  })
  return scores.reduce((a, b) => a + b) / scores.length
}

describe("the start for lookup", () => {
  test("prefers what followed a word, one and two tokens later, before any training", () => {
    const weights = initialiseForLookup(config, 1)
    expect(preference(weights, 1)).toBeGreaterThan(1)
    expect(preference(weights, 2)).toBeGreaterThan(1)
    expect(preference(weights, 3)).toBeLessThan(0.5)
    expect(preference(initialise(config, 1), 1)).toBeLessThan(0.5)
  })

  test("is drawn from its seed alone", () => {
    expect(initialiseForLookup(config, 2)).toEqual(initialiseForLookup(config, 2))
    expect(initialiseForLookup(config, 3)).not.toEqual(initialiseForLookup(config, 2))
  })

  test("needs heads of its own for looking back and matching", () => {
    expect(() => initialiseForLookup({ ...config, keyValueHeads: 2 }, 1)).toThrow(RangeError)
    expect(() => initialiseForLookup({ ...config, layers: 1 }, 1)).toThrow(RangeError)
    expect(() => initialiseForLookup({ ...config, heads: 2, keyValueHeads: 2 }, 1)).toThrow(RangeError)
  })
})

test("the tiny policy's shape has 0.72 million parameters", () => {
  // 535·128 + 4·(4·128² + 3·128·256 + 2·128) + 128
  expect(parameterCount({ ...config, vocabulary: 535, layers: 4, feedForward: 256 })).toBe(724_992)
})

test("sizes that do not fit together are refused", () => {
  expect(() => parameterCount({ ...config, heads: 3 })).toThrow(RangeError)
  expect(() => parameterCount({ ...config, keyValueHeads: 3 })).toThrow(RangeError)
  expect(() => parameterCount({ ...config, layers: 0 })).toThrow(RangeError)
})
