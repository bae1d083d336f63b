import { memory } from "@tensorflow/tfjs-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Engine } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { type Choice, chooseToken } from "../../src/model/choose.js"
import type { ModelConfig } from "../../src/model/config.js"
import { initialise } from "../../src/model/initialise.js"
import { leftPadded } from "../../src/model/pad.js"
import { createPolicy, type Policy } from "../../src/model/policy.js"
import { createSampler, type SamplerShape, type Samples } from "../../src/model/sample.js"
import { createScorer } from "../../src/model/score.js"
import { wordLevelTokenizer } from "../../src/model/tokenizer.js"
import { Random } from "../../src/random.js"
import { logSoftmax, plainLlama } from "./plain-llama.js"

const tokenizer = wordLevelTokenizer(["a", "b", "c", "d", "e"])
const config: ModelConfig = {
  vocabulary: 8,
  width: 16,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  feedForward: 24,
  ropeBase: 10000,
  epsilon: 1e-5,
  tied: true,
}
const shape: SamplerShape = { prompts: 3, promptTokens: 5, group: 2, newTokens: 6 }
const prompts = [[3, 4, 5], [6, 7, 3, 4, 5], [7]]

/** Sure enough of itself that its answers differ, unsure enough that they are not always the same. */
function policyOn(engine: Engine, seed = 2): Policy {
  const start = initialise(config, seed)
  const entries = Object.entries(start).map(([name, values]) => [
    name,
    values.map((v) => (name.includes("embed") ? 15 * v : v)),
  ])
  return createPolicy(engine, { config, tokenizer, template: "plain", weights: Object.fromEntries(entries) })
}

let engine: Engine
beforeAll(async () => {
  engine = await startEngine("ort-cpu", { threads: 1 })
})
afterAll(() => engine.dispose())

async function sampled(seed: number, asked = prompts, settings = {}): Promise<Samples> {
  const sampler = await createSampler(engine, policyOn(engine), shape)
  const samples = await sampler.sample(asked, { random: Random.of(seed), ...settings })
  await sampler.dispose()
  return samples
}

const rowOf = ({ tokens_NR, lengths_N }: Samples, n: number): number[] => [
  ...tokens_NR.subarray(n * shape.newTokens, n * shape.newTokens + lengths_N[n]!),
]

describe("sampling with a cache", () => {
  test("gives the log-probabilities of a plain forward pass over prompt and answer", async () => {
    const samples = await sampled(1)
    const { weights } = policyOn(engine).store
    for (let n = 0; n < 6; n++) {
      const prompt = prompts[Math.floor(n / 2)]!
      const answer = rowOf(samples, n)
      const rows = plainLlama(config, weights, [...prompt, ...answer])
      answer.forEach((token, j) => {
        const expected = logSoftmax(rows[prompt.length + j - 1]!)[token]!
        expect(samples.logProbs_NR[n * shape.newTokens + j]).toBeCloseTo(expected, 4)
      })
    }
  })

  test("the same log-probabilities as scoring, at another temperature too", async () => {
    const samples = await sampled(1, prompts, { temperature: 0.6 })
    const scorer = await createScorer(engine, policyOn(engine), shape, 0.6)
    const scores = await scorer.score({ ...leftPadded(prompts, 3, 5, 0), continuation: samples.tokens_NR })
    for (let n = 0; n < 6; n++) {
      for (let j = 0; j < samples.lengths_N[n]!; j++) {
        expect(samples.logProbs_NR[n * 6 + j]).toBeCloseTo(scores[n * 6 + j]!, 4)
      }
    }
    await scorer.dispose()
  })

  test("greedy takes the likeliest token of the plain forward pass, step by step", async () => {
    const samples = await sampled(0, prompts, { greedy: true })
    const { weights } = policyOn(engine).store
    const prompt = [...prompts[1]!]
    const expected: number[] = []
    while (expected.length < shape.newTokens && expected.at(-1) !== tokenizer.end) {
      const last = plainLlama(config, weights, [...prompt, ...expected]).at(-1)!
      expected.push(last.indexOf(Math.max(...last)))
    }
    expect(rowOf(samples, 2)).toEqual(expected)
    expect(rowOf(samples, 3)).toEqual(expected)
  })

  test("an answer stops at its end, or is cut off at the longest length and says so", async () => {
    const samples = await sampled(7)
    for (let n = 0; n < 6; n++) {
      const row = rowOf(samples, n)
      const ended = row.at(-1) === tokenizer.end
      expect(samples.ended_N[n]).toBe(ended)
      expect(row.slice(0, -1)).not.toContain(tokenizer.end)
      if (!ended) expect(row.length).toBe(shape.newTokens)
      const rest = samples.tokens_NR.subarray(n * 6 + row.length, (n + 1) * 6)
      expect([...rest].every((token) => token === tokenizer.pad)).toBe(true)
    }
    expect(new Set(samples.ended_N).size).toBe(2)
  })

  test("an answer does not depend on its neighbours", async () => {
    const all = await sampled(3)
    const changed = await sampled(3, [[5, 5], prompts[1]!, [4, 3]])
    const fewer = await sampled(3, [prompts[0]!])
    for (const n of [2, 3]) expect(rowOf(changed, n)).toEqual(rowOf(all, n))
    for (const n of [0, 1]) expect(rowOf(fewer, n)).toEqual(rowOf(all, n))
    expect(fewer.lengths_N.length).toBe(2)
    expect(rowOf(all, 0)).not.toEqual(rowOf(all, 1))
  })

  test("a second call with the same sampler knows nothing of the first", async () => {
    const sampler = await createSampler(engine, policyOn(engine), shape)
    const first = await sampler.sample(prompts, { random: Random.of(9) })
    await sampler.sample([[4, 4, 4]], { random: Random.of(1) })
    const again = await sampler.sample(prompts, { random: Random.of(9) })
    expect(again).toEqual(first)
    await sampler.dispose()
  })

  test("prompts that do not fit are refused", async () => {
    const sampler = await createSampler(engine, policyOn(engine), shape)
    await expect(sampler.sample([[1, 2, 3, 4, 5, 6]], { greedy: true })).rejects.toThrow(RangeError)
    await expect(sampler.sample([[]], { greedy: true })).rejects.toThrow(RangeError)
    await expect(sampler.sample([], { greedy: true })).rejects.toThrow(RangeError)
    await expect(sampler.sample([[3]], {})).rejects.toThrow(RangeError)
    await sampler.dispose()
  })

  test("leaves no tensor behind on an eager engine, and answers like the compiled one", async () => {
    const plain = await startEngine("tfjs-cpu")
    const sampler = await createSampler(plain, policyOn(plain), shape)
    await sampler.sample(prompts, { random: Random.of(1) })
    const before = memory().numTensors
    const samples = await sampler.sample(prompts, { random: Random.of(1) })
    expect(memory().numTensors).toBe(before)
    expect(samples.tokens_NR).toEqual((await sampled(1)).tokens_NR)
    await sampler.dispose()
    await plain.dispose()
  })
})

describe("choosing a token", () => {
  const logits = Float32Array.from([0, 1, 2, -1, 0.5])
  const counts = (settings: { temperature?: number; topP?: number }, draws: number): number[] => {
    const random = Random.of(17)
    const out: Choice = { token: 0, logProb: 0, entropy: 0 }
    const found = Array.from(logits, () => 0)
    for (let i = 0; i < draws; i++) {
      chooseToken(logits, settings, random.next(), out)
      found[out.token]!++
    }
    return found
  }

  test.each([1, 0.5, 2])("draws from softmax at temperature %d (chi-square)", (temperature) => {
    const draws = 20_000
    const expected = logSoftmax(Array.from(logits, (x) => x / temperature)).map((x) => draws * Math.exp(x))
    const found = counts({ temperature }, draws)
    const chiSquare = found.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0)
    // Four degrees of freedom: above 18.47 in one case of a thousand.
    expect(chiSquare).toBeLessThan(18.47)
  })

  test("topP draws from the likeliest tokens that reach it, in proportion", () => {
    // Probabilities: 0.082, 0.222, 0.604, 0.030, 0.135 divided by their sum 1.073: 0.076, 0.207, 0.563, 0.028, 0.126.
    const found = counts({ topP: 0.7 }, 10_000)
    expect([found[0], found[3], found[4]]).toEqual([0, 0, 0])
    // e² : e¹, so that the likelier has 0.731 of the draws; standard deviation 0.0044.
    expect(Math.abs(found[2]! / 10_000 - 0.731)).toBeLessThan(0.02)
    expect(counts({ topP: 0.1 }, 100)[2]).toBe(100)
  })

  /** Sorts the whole vocabulary: the plain version of what is done in linear time. */
  function sortedChoice(logits_V: Float32Array, temperature: number, topP: number, u: number): number {
    const highest = Math.max(...logits_V)
    const weights = Array.from(logits_V, (logit) => Math.exp((logit - highest) * (1 / temperature)))
    const total = weights.reduce((a, b) => a + b, 0)
    const sorted = [...weights].sort((a, b) => b - a)
    let sum = 0
    const enough = sorted.findIndex((weight) => {
      sum += weight
      return sum >= topP * total
    })
    const smallest = sorted[enough] ?? 0
    const inside = weights.flatMap((weight, token) => (weight >= smallest && weight > 0 ? [{ weight, token }] : []))
    let rest = u * inside.reduce((sum, { weight }) => sum + weight, 0)
    for (const { weight, token } of inside) {
      rest -= weight
      if (rest < 0) return token
    }
    return inside.at(-1)!.token
  }

  test("topP takes the tokens that sorting the whole vocabulary takes, whatever the logits are like", () => {
    const random = Random.of(23)
    const out: Choice = { token: 0, logProb: 0, entropy: 0 }
    const kinds: ((i: number) => number)[] = [
      () => 4 * random.next(),
      () => Math.log(random.next()) * 3,
      () => random.below(4),
      () => 0,
      () => 0.01 * random.next(),
      (i) => (i % 7 === 0 ? random.next() : -1e30),
      (i) => -i,
    ]
    const chosen = new Set<number>()
    for (let round = 0; round < 700; round++) {
      const logits_V = Float32Array.from({ length: 1 + random.below(600) }, (_, i) => kinds[round % 7]!(i))
      const [temperature, topP, u] = [0.25 + 2 * random.next(), random.next(), random.next()]
      chooseToken(logits_V, { temperature, topP: 1 - topP }, u, out)
      expect(out.token, `round ${round}`).toBe(sortedChoice(logits_V, temperature, 1 - topP, u))
      chosen.add(out.token)
    }
    expect(chosen.size).toBeGreaterThan(100)
  })

  test("gives log-probability and entropy in nats", () => {
    const out: Choice = { token: 0, logProb: 0, entropy: 0 }
    chooseToken(Float32Array.from([0, Math.log(3)]), {}, undefined, out)
    expect(out.token).toBe(1)
    expect(out.logProb).toBeCloseTo(Math.log(0.75), 6)
    // -(¾ ln ¾ + ¼ ln ¼) = 0.562335
    expect(out.entropy).toBeCloseTo(0.562335, 5)
  })

  test("the ends of the unit interval are tokens too", () => {
    const out: Choice = { token: 0, logProb: 0, entropy: 0 }
    chooseToken(Float32Array.from([-1e30, 0, 0, -1e30]), {}, 0, out)
    expect(out.token).toBe(1)
    chooseToken(Float32Array.from([-1e30, 0, 0, -1e30]), {}, 1 - 2 ** -32, out)
    expect(out.token).toBe(2)
  })
})
