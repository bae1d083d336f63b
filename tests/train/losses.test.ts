import { type Tensor1D, tensor1d, tidy } from "@tensorflow/tfjs-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Engine, Tensors } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { leftPadded } from "../../src/model/pad.js"
import { continuationSpecs } from "../../src/model/score.js"
import { continuationLogProbs } from "../../src/model/transformer.js"
import { Random } from "../../src/random.js"
import { grpoLoss, responseWeights, sftLoss, targetWeights } from "../../src/train/losses/index.js"
import { toyConfig, toyPolicy } from "./toy.js"

let eager: Engine
let compiled: Engine
beforeAll(async () => {
  eager = await startEngine("tfjs-cpu")
  compiled = await startEngine("ort-cpu", { threads: 1 })
})
afterAll(async () => {
  await eager.dispose()
  await compiled.dispose()
})

/** The oracle is tfjs' plain JavaScript backend; `data` reads what it computed. */
function grpo(lists: Record<"logProbs" | "old" | "advantages" | "weights", number[]> & { reference?: number[] }) {
  const { logProbs, old, advantages, weights, reference } = lists
  return tidy(() => {
    const inputs = { old_M: tensor1d(old), advantages_M: tensor1d(advantages), weights_M: tensor1d(weights) }
    const all = reference ? { ...inputs, reference_M: tensor1d(reference) } : inputs
    const { loss, klNats, clipped } = grpoLoss(tensor1d(logProbs), all, { clip: 0.2, beta: 0.5 })
    return { loss: loss.dataSync()[0]!, klNats: klNats.dataSync()[0]!, clipped: clipped.dataSync()[0]! }
  })
}

describe("the loss of GRPO, worked by hand", () => {
  const third = [1 / 3, 1 / 3, 1 / 3]

  test("on the sampling policy itself it is minus the mean advantage", () => {
    const at = [-1, -2, -0.5]
    expect(grpo({ logProbs: at, old: at, advantages: [1, 1, -0.5], weights: third }).loss).toBeCloseTo(-0.5, 6)
  })

  test("a ratio beyond the clip gains nothing more, but losses count in full", () => {
    // Ratios 1.5, 0.5, 1.5, 0.5; ε = 0.2. Gains: min(1.5, 1.2) = 1.2; min(0.5, 0.8) = 0.5; min(-1.5, -1.2) = -1.5;
    // min(-0.5, -0.8) = -0.8. Mean -0.15.
    const up = Math.log(1.5)
    const down = Math.log(0.5)
    const found = grpo({
      logProbs: [up - 2, down - 2, up - 2, down - 2],
      old: [-2, -2, -2, -2],
      advantages: [1, 1, -1, -1],
      weights: [0.25, 0.25, 0.25, 0.25],
    })
    expect(found.loss).toBeCloseTo(0.15, 6)
    expect(found.clipped).toBeCloseTo(1, 6)
  })

  test("the divergence is k3: exp(d) - d - 1 for d = reference - policy", () => {
    // d = ln 2 and -ln 2: 2 - 0.693147 - 1 = 0.306853; 0.5 + 0.693147 - 1 = 0.193147. Mean 0.25; β = 0.5.
    const found = grpo({
      logProbs: [-2, -2],
      old: [-2, -2],
      advantages: [0, 0],
      weights: [0.5, 0.5],
      reference: [-2 + Math.LN2, -2 - Math.LN2],
    })
    expect(found.klNats).toBeCloseTo(0.25, 6)
    expect(found.loss).toBeCloseTo(0.125, 6)
  })

  test("padding has weight 0 and changes nothing", () => {
    const with3 = { logProbs: [-1, -2, -9], old: [-1, -1.9, -1], advantages: [1, -1, 50], weights: [0.5, 0.5, 0] }
    const with2 = { logProbs: [-1, -2], old: [-1, -1.9], advantages: [1, -1], weights: [0.5, 0.5] }
    expect(grpo(with3).loss).toBeCloseTo(grpo(with2).loss, 7)
  })
})

describe("what losses are averaged over", () => {
  const close = (found: Float32Array, expected: number[]) =>
    found.forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at]!, 7)
    })

  test("per response: each answer over its own tokens, then over the answers", () => {
    close(responseWeights([2, 1], 3, "per-response"), [0.25, 0.25, 0, 0.5, 0, 0])
  })

  test("per token: every token alike", () => {
    close(responseWeights([2, 1], 3, "per-token"), [1 / 3, 1 / 3, 0, 1 / 3, 0, 0])
  })

  test("answers left out do not count, and nothing is left when all are", () => {
    close(responseWeights([null, 2], 2, "per-response"), [0, 0, 0.5, 0.5])
    close(responseWeights([null, null], 1, "per-token"), [0, 0])
  })

  test("imitation: the tokens from the answer on, every one alike", () => {
    close(
      targetWeights(
        [
          { from: 1, to: 3 },
          { from: 0, to: 1 },
        ],
        3,
      ),
      [0, 1 / 3, 1 / 3, 1 / 3, 0, 0],
    )
  })
})

/** Along a parameter's gradient the loss must rise by the gradient's norm: central differences, one parameter at a time. */
describe("gradients by finite differences on two layers", () => {
  const shape = { prompts: 2, promptTokens: 4, group: 2, newTokens: 3 }
  const count = 12
  const random = Random.of(11)
  const numbers = (f: () => number): Float32Array => Float32Array.from({ length: count }, f)
  const arrays = {
    ...leftPadded(
      [
        [4, 5],
        [6, 7, 8, 9],
      ],
      2,
      4,
      0,
    ),
    continuation: Int32Array.from({ length: count }, () => 3 + random.below(8)),
    old: numbers(() => -2.4 + 0.1 * random.gauss()),
    advantages: numbers(() => random.gauss()),
    weights: numbers(() => random.next() / 6),
    reference: numbers(() => -2.4 + 0.3 * random.gauss()),
  }
  const flat = { shape: [count], dtype: "float32" } as const
  const specs = { ...continuationSpecs(shape), old: flat, advantages: flat, weights: flat, reference: flat }
  const logProbs = (weights: Tensors, inputs: Tensors): Tensor1D =>
    continuationLogProbs(
      toyConfig,
      weights,
      { tokens_BP: inputs.tokens!, mask_BP: inputs.mask!, continuation_NQ: inputs.continuation! },
      0.7,
    )
  const losses = {
    grpo: (weights: Tensors, inputs: Tensors) =>
      grpoLoss(
        logProbs(weights, inputs),
        {
          old_M: inputs.old as Tensor1D,
          advantages_M: inputs.advantages as Tensor1D,
          weights_M: inputs.weights as Tensor1D,
          reference_M: inputs.reference as Tensor1D,
        },
        { clip: 0.2, beta: 0.3 },
      ),
    sft: (weights: Tensors, inputs: Tensors) => sftLoss(logProbs(weights, inputs), inputs.weights as Tensor1D),
  }

  test.each(["grpo", "sft"] as const)("%s", async (name) => {
    const policy = toyPolicy(compiled, 2)
    // Louder than a start, so that no gradient vanishes in float32's rounding.
    for (const [key, values] of Object.entries(policy.store.weights)) {
      if (key.includes("embed")) for (let i = 0; i < values.length; i++) values[i]! *= 20
    }
    const program = await compiled.compileGradient(losses[name], policy.store, specs)
    const value = await compiled.compile(losses[name], policy.store, specs)
    await program.run(arrays)
    const lossAt = async (): Promise<number> => (await value.run(arrays)).loss![0]!
    for (const [key, weights] of Object.entries(policy.store.weights)) {
      const gradient = policy.store.gradients[key]!.slice()
      const norm = Math.hypot(...gradient)
      const start = weights.slice()
      const step = 2e-2
      const at = async (sign: number): Promise<number> => {
        for (let i = 0; i < start.length; i++) weights[i] = start[i]! + (sign * step * gradient[i]!) / norm
        return lossAt()
      }
      const slope = ((await at(1)) - (await at(-1))) / (2 * step)
      weights.set(start)
      expect(norm).toBeGreaterThan(1e-3)
      expect(Math.abs(slope - norm) / norm).toBeLessThan(0.02)
    }
    await program.dispose()
    await value.dispose()
  })
})
