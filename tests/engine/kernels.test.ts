/** Every kernel that can be compiled, against the same function run eagerly on tfjs' JavaScript backend, with two threads. */
import * as tf from "@tensorflow/tfjs-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Engine, Tensors } from "../../src/engine/engine.js"
import { TRACE_BACKEND } from "../../src/engine/ops/tracing.js"
import { startEngine } from "../../src/engine/start.js"
import { tracedKernels } from "../../src/engine/trace/backend.js"
import { CASES, type Case, type Given } from "./support/cases.js"
import { count, distance, numbers, runOn } from "./support/compare.js"

/** Tokens T: few for slopes, and 4,096 rows, which both threads work on. */
const SMALL = setting(3)
const LARGE = setting(2048)
const SETTINGS = [
  ["6 rows", SMALL],
  ["4,096 rows", LARGE],
] as const

function setting(tokens: number) {
  const shape = [2, tokens, 4]
  const ids = Int32Array.from({ length: 2 * tokens }, (_, i) => (i * i + 2) % 3)
  return {
    shapes: { a: shape, b: shape },
    specs: { ids: { shape: [2 * tokens], dtype: "int32" } },
    arrays: { ids },
  } as const
}

let compiled: Engine
let eager: Engine
beforeAll(async () => {
  compiled = await startEngine("ort-cpu", { threads: 2 })
  eager = await startEngine("tfjs-cpu")
})
afterAll(() => Promise.all([compiled.dispose(), eager.dispose()]))

const given = (weights: Tensors, inputs: Tensors): Given => ({ ...weights, ...inputs }) as unknown as Given
const outputsOf = ({ f }: Case, all: Given): tf.Tensor[] => [f(all)].flat()

const values =
  (c: Case) =>
  (weights: Tensors, inputs: Tensors): Tensors =>
    Object.fromEntries(outputsOf(c, given(weights, inputs)).map((t, i) => [String(i), t]))

/** A different weight for each element of each output, so that no gradient hides behind another. */
const loss =
  (c: Case) =>
  (weights: Tensors, inputs: Tensors): Tensors & { loss: tf.Scalar } => {
    const terms = outputsOf(c, given(weights, inputs)).map((t, i) =>
      tf.sum(tf.mul(t, tf.tensor(numbers(count(t.shape), "loss", i), t.shape))),
    )
    return { loss: terms.reduce((sum, term) => tf.add(sum, term)) as tf.Scalar }
  }

test("each kernel that can be compiled has its case, and no case is without its kernel", () => {
  expect(Object.keys(CASES).sort()).toEqual([...tracedKernels].sort())
})

describe.each(Object.entries(CASES))("%s", (kernel, c) => {
  test.each(SETTINGS)("gives the values of the eager run, through this kernel, for %s", async (_, given) => {
    const { shapes, specs, arrays } = given
    const registered = tf.getKernel(kernel, TRACE_BACKEND)
    const original = registered.kernelFunc
    let calls = 0
    registered.kernelFunc = (parameters) => {
      calls++
      return original(parameters)
    }
    const fast = await runOn(compiled, values(c), shapes, specs, arrays, false)
    registered.kernelFunc = original
    const slow = await runOn(eager, values(c), shapes, specs, arrays, false)
    expect(calls).toBeGreaterThan(0)
    expect(Object.keys(fast.outputs)).toEqual(Object.keys(slow.outputs))
    for (const [name, expected] of Object.entries(slow.outputs)) {
      expect(fast.outputs[name]).toBeInstanceOf(expected.constructor)
      expect(distance(fast.outputs[name]!, expected)).toBeLessThan(2e-5)
    }
  })
})

const SLOPED = Object.entries(CASES).filter(([, c]) => c.slope)

describe.each(SLOPED)("%s", (_, c) => {
  test.each(SETTINGS)("gives the gradients of the eager run, for %s", async (_, { shapes, specs, arrays }) => {
    const fast = await runOn(compiled, loss(c), shapes, specs, arrays, true)
    const slow = await runOn(eager, loss(c), shapes, specs, arrays, true)
    for (const [name, expected] of Object.entries(slow.gradients)) {
      expect(distance(fast.gradients[name]!, expected)).toBeLessThan(5e-5)
    }
  })

  test("has the slope that finite differences give", async () => {
    const store = eager.store(SMALL.shapes)
    const program = await eager.compileGradient(loss(c), store, SMALL.specs)
    const start = { a: numbers(24, "a"), b: numbers(24, "b") }
    const direction = { a: numbers(24, "direction a"), b: numbers(24, "direction b") }
    const at = async (step: number): Promise<number> => {
      for (const name of ["a", "b"] as const) {
        store.weights[name]!.set(start[name].map((x, i) => x + step * direction[name][i]!))
      }
      return (await program.run(SMALL.arrays)).loss![0]!
    }
    await at(0)
    const dot = (name: "a" | "b"): number =>
      store.gradients[name]!.reduce((sum, slope, i) => sum + slope * direction[name][i]!, 0)
    const predicted = dot("a") + dot("b")
    const step = 2e-3
    const measured = ((await at(step)) - (await at(-step))) / (2 * step)
    expect(Math.abs(measured - predicted) / (1 + Math.abs(measured))).toBeLessThan(0.01)
  })
})
