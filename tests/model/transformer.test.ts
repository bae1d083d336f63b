import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Engine } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { type ModelConfig, parameterShapes } from "../../src/model/config.js"
import { initialise } from "../../src/model/initialise.js"
import { leftPadded } from "../../src/model/pad.js"
import { createPolicy, type Weights } from "../../src/model/policy.js"
import { createScorer } from "../../src/model/score.js"
import { wordLevelTokenizer } from "../../src/model/tokenizer.js"
import { Random } from "../../src/random.js"
import { logSoftmax, plainLlama } from "./plain-llama.js"

const tokenizer = wordLevelTokenizer(["a", "b"])
const base: ModelConfig = {
  vocabulary: 11,
  width: 16,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  feedForward: 24,
  ropeBase: 10000,
  epsilon: 1e-5,
  tied: true,
}
const configs: Record<string, ModelConfig> = {
  "grouped key heads, tied": base,
  "one key head for each query head, own output head": { ...base, keyValueHeads: 4, tied: false },
  "biases on the projections": { ...base, projectionBias: true },
}

/** Larger than a real start, so that attention is far from uniform. */
function loud(config: ModelConfig, seed: number): Weights {
  const random = Random.of(seed)
  const entries = Object.entries(initialise(config, seed)).map(([name, values]) => {
    if (name.endsWith("norm.weight")) return [name, values.map(() => 0.5 + random.next())] as const
    if (name.endsWith(".bias")) return [name, values.map(() => random.gauss() * 0.5)] as const
    return [name, values.map((value) => value * (name.includes("embed") ? 40 : 1.5))] as const
  })
  return Object.fromEntries(entries)
}

const drawn = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.below(11))

describe.each(["tfjs-cpu", "ort-cpu"] as const)("%s", (name) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await startEngine(name, { threads: 1 })
  })
  afterAll(() => engine.dispose())

  describe.each(Object.keys(configs))("%s", (kind) => {
    const config = configs[kind]!

    test.each([8, 5])(
      "a shared, padded prefix of %i gives the log-probabilities of the whole sequence",
      async (room) => {
        const weights = loud(config, 3)
        const policy = createPolicy(engine, { config, tokenizer, template: "plain", weights })
        const random = Random.of(4)
        const prefixes = [drawn(random, 5), drawn(random, 3)]
        const continuations = [0, 1, 2, 3, 4, 5].map(() => drawn(random, 4))
        const shape = { prompts: 2, promptTokens: room, group: 3, newTokens: 4 }
        const scorer = await createScorer(engine, policy, shape)
        const padded = leftPadded(prefixes, 2, room, 0)
        const scores = await scorer.score({ ...padded, continuation: Int32Array.from(continuations.flat()) })
        const expected = continuations.flatMap((continuation, n) => {
          const prefix = prefixes[Math.floor(n / 3)]!
          const rows = plainLlama(config, weights, [...prefix, ...continuation])
          return continuation.map((token, j) => logSoftmax(rows[prefix.length + j - 1]!)[token]!)
        })
        expected.forEach((value, at) => {
          expect(scores[at]).toBeCloseTo(value, 4)
        })
        await scorer.dispose()
      },
    )
  })

  test("a continuation of one token needs nothing but the prefix", async () => {
    const weights = loud(base, 5)
    const policy = createPolicy(engine, { config: base, tokenizer, template: "plain", weights })
    const scorer = await createScorer(engine, policy, { prompts: 1, promptTokens: 3, group: 2, newTokens: 1 })
    const scores = await scorer.score({ ...leftPadded([[1, 2, 3]], 1, 3, 0), continuation: Int32Array.of(4, 9) })
    const last = logSoftmax(plainLlama(base, weights, [1, 2, 3])[2]!)
    expect(scores[0]).toBeCloseTo(last[4]!, 4)
    expect(scores[1]).toBeCloseTo(last[9]!, 4)
    await scorer.dispose()
  })
})

test("every parameter has the size of its shape", () => {
  for (const config of Object.values(configs)) {
    const weights = initialise(config, 1)
    for (const [name, shape] of Object.entries(parameterShapes(config))) {
      expect(weights[name]!.length).toBe(shape.reduce((a, b) => a * b, 1))
    }
  }
})
