/** A small Llama trained for some steps: engines agree, published losses come out, runs repeat bit for bit. */
import * as tf from "@tensorflow/tfjs-core"
import { describe, expect, test } from "vitest"
import type { Engine, EngineName } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { initialise, SIZES, trainingBatch } from "../bench/sizes.js"
import { llamaInputs, llamaLoss, llamaShapes, type Size } from "./support/llama.js"

const SMALL: Size = { vocabulary: 61, width: 16, layers: 2, heads: 4, keyHeads: 2, hidden: 24, batch: 3, tokens: 7 }

async function train(engine: Engine, size: Size, steps: number, learningRate: number) {
  const store = engine.store(llamaShapes(size))
  initialise(store)
  const program = await engine.compileGradient(llamaLoss(size), store, llamaInputs(size))
  const losses: number[] = []
  for (let step = 0; step < steps; step++) {
    const { loss } = await program.run(trainingBatch(size))
    losses.push(loss![0]!)
    store.adamw({ learningRate, maxNorm: 1 })
  }
  return { losses, store }
}

describe.each<EngineName>(["ort-cpu", "ort-wasm", "tfjs-wasm"])("%s", (name) => {
  test("gives the losses of eager tfjs over eight steps, within 1e-4, and leaves no tensor behind", async () => {
    const oracle = await train(await startEngine("tfjs-cpu"), SMALL, 8, 0.02)
    const before = tf.memory().numTensors
    const engine = await startEngine(name, { threads: 2 })
    const { losses } = await train(engine, SMALL, 8, 0.02)
    await engine.dispose()
    losses.forEach((loss, i) => {
      expect(Math.abs(loss - oracle.losses[i]!)).toBeLessThan(1e-4)
    })
    expect(losses[7]).toBeLessThan(losses[0]! - 0.5)
    expect(tf.memory().numTensors).toBe(before)
  })
})

test("the 1M Llama gives the losses that ggml and ONNX Runtime gave for the same seeds, digit for digit", async () => {
  // Five steps of eight published; ggml's and a hand-written ONNX graph's, AdamW with a small epsilon.
  const engine = await startEngine("ort-cpu", { threads: 2 })
  const size = SIZES["1M"]!
  const store = engine.store(llamaShapes(size))
  initialise(store)
  const program = await engine.compileGradient(llamaLoss(size), store, llamaInputs(size))
  const losses: string[] = []
  for (let step = 0; step < 5; step++) {
    losses.push((await program.run(trainingBatch(size))).loss![0]!.toFixed(3))
    store.adamw({ learningRate: 1e-3 })
  }
  await engine.dispose()
  expect(losses).toEqual(["6.269", "6.047", "5.892", "5.755", "5.612"])
})

test("two runs with two threads give the same weights, bit for bit", async () => {
  const size: Size = { ...SMALL, vocabulary: 128, width: 64, hidden: 128, batch: 8, tokens: 64 }
  const weights = []
  for (let run = 0; run < 2; run++) {
    const engine = await startEngine("ort-cpu", { threads: 2 })
    const { store } = await train(engine, size, 6, 0.01)
    weights.push(Object.values(store.weights).map((w) => Buffer.from(w.slice().buffer).toString("base64")))
    await engine.dispose()
  }
  expect(weights[0]).toEqual(weights[1])
})

test("a program reads weights and inputs where they are: what changes in place counts at the next run", async () => {
  const engine = await startEngine("ort-cpu", { threads: 2 })
  const store = engine.store({ w: [2, 2] })
  const program = await engine.compile((w, x) => ({ y: tf.matMul(w.w! as tf.Tensor2D, x.x! as tf.Tensor2D) }), store, {
    x: { shape: [2, 1], dtype: "float32" },
  })
  const x = Float32Array.of(1, 10)
  store.weights.w!.set([1, 2, 3, 4])
  expect([...(await program.run({ x })).y!]).toEqual([21, 43])
  x[0] = 2
  store.weights.w![0] = 5
  expect([...(await program.run({ x })).y!]).toEqual([30, 46])
  expect([...(await program.run({ x: Float32Array.of(0, 1) })).y!]).toEqual([2, 4])
  await engine.dispose()
  await expect(program.run({ x })).rejects.toThrow("disposed")
})
