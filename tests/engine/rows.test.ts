/**
 * Looked-up rows: sums with repeated indices, two threads and 4,096 rows, against exact sums of whole numbers in
 * JavaScript. ONNX Runtime's ScatterND with reduction "add" fails this; nothing here may use it.
 */
import * as tf from "@tensorflow/tfjs-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Engine } from "../../src/engine/engine.js"
import { emit } from "../../src/engine/onnx/emit.js"
import { headLogProbs } from "../../src/engine/ops/index.js"
import { startEngine } from "../../src/engine/start.js"
import { trace } from "../../src/engine/trace/trace.js"
import { Random } from "../../src/random.js"

const ROWS = 4096
const TABLE = 64
const WIDTH = 96
const RUNS = 25
const specs = { ids: { shape: [ROWS], dtype: "int32" }, scale: { shape: [ROWS, WIDTH], dtype: "float32" } } as const

let engine: Engine
beforeAll(async () => {
  engine = await startEngine("ort-cpu", { threads: 2 })
})
afterAll(() => engine.dispose())

const random = Random.of(3)
const ids = Int32Array.from({ length: ROWS }, () => random.below(TABLE))
/** Whole numbers whose sums float32 holds exactly. */
const scale = Float32Array.from({ length: ROWS * WIDTH }, () => random.below(17) - 8)

function exactSums(factor = 1): Float32Array {
  const sums = new Float32Array(TABLE * WIDTH)
  for (let n = 0; n < ROWS; n++) {
    for (let j = 0; j < WIDTH; j++) sums[ids[n]! * WIDTH + j]! += factor * scale[n * WIDTH + j]!
  }
  return sums
}

test("an embedding's gradient is the exact sum over repeated tokens, in every run", async () => {
  const store = engine.store({ table: [TABLE, WIDTH], unused: [3] })
  store.gradients.unused!.fill(7)
  const program = await engine.compileGradient(
    (w, x) => ({ loss: tf.sum(tf.mul(tf.gather(w.table!, x.ids!), x.scale!)) as tf.Scalar }),
    store,
    specs,
  )
  const expected = exactSums()
  for (let run = 0; run < RUNS; run++) {
    await program.run({ ids, scale })
    expect(store.gradients.table).toEqual(expected)
  }
  expect(store.gradients.unused).toEqual(new Float32Array(3))
})

test("a table that is looked up twice and multiplied gets all three parts", async () => {
  const store = engine.store({ table: [TABLE, WIDTH] })
  const program = await engine.compileGradient(
    (w, x) => {
      const rows = tf.gather(w.table!, x.ids!)
      const again = tf.gather(w.table!, x.ids!)
      const whole = tf.sum(tf.mul(w.table!, 3))
      return { loss: tf.add(tf.sum(tf.mul(tf.sub(rows, tf.mul(again, 5)), x.scale!)), whole) as tf.Scalar }
    },
    store,
    specs,
  )
  const expected = exactSums(-4).map((sum) => sum + 3)
  for (let run = 0; run < RUNS; run++) {
    await program.run({ ids, scale })
    expect(store.gradients.table).toEqual(expected)
  }
})

test("a sum of rows in the middle of a graph is exact too", async () => {
  const store = engine.store({ table: [TABLE, WIDTH] })
  const program = await engine.compileGradient(
    (w, x) => ({
      loss: tf.sum(tf.mul(tf.gather(tf.mul(w.table!, 2), x.ids!), x.scale!)) as tf.Scalar,
      sums: tf.unsortedSegmentSum(x.scale!, x.ids as tf.Tensor1D, TABLE),
    }),
    store,
    specs,
  )
  const [plain, doubled] = [exactSums(), exactSums(2)]
  for (let run = 0; run < RUNS; run++) {
    const { sums } = await program.run({ ids, scale })
    expect(sums).toEqual(plain)
    expect(store.gradients.table).toEqual(doubled)
  }
})

test("token log-probabilities of 4,096 rows have the gradient of the eager run", async () => {
  const oracle = await startEngine("tfjs-cpu")
  const inputs = { ...specs, scale: { shape: [ROWS], dtype: "float32" } } as const
  const gradients = []
  for (const which of [engine, oracle]) {
    const store = which.store({ hidden: [ROWS, 8], head: [TABLE, 8] })
    for (const [name, into] of Object.entries(store.weights)) {
      const draw = Random.of(5, name)
      into.forEach((_, i) => {
        into[i] = draw.gauss()
      })
    }
    const program = await which.compileGradient(
      (w, x) => {
        const logProbs = headLogProbs(w.hidden as tf.Tensor2D, w.head as tf.Tensor2D, x.ids as tf.Tensor1D)
        return { loss: tf.sum(tf.mul(logProbs, x.scale!)) as tf.Scalar }
      },
      store,
      inputs,
    )
    await program.run({ ids, scale: scale.slice(0, ROWS) })
    gradients.push(store.gradients)
  }
  for (const name of ["hidden", "head"]) {
    const [fast, slow] = gradients.map((g) => g[name]!)
    const largest = slow!.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    fast!.forEach((x, i) => {
      expect(Math.abs(x - slow![i]!)).toBeLessThan(2e-5 * largest)
    })
  }
})

test("no model that is emitted holds a ScatterND", () => {
  const { graph, outputs, gradients } = trace(
    (w, x) => ({ loss: tf.sum(tf.mul(tf.gather(tf.mul(w.table!, w.table!), x.ids!), x.scale!)) }),
    { table: [TABLE, WIDTH] },
    specs,
    true,
  )
  const text = Buffer.from(emit(graph, { ...outputs, ...gradients }).bytes).toString("latin1")
  expect(text).toContain("ScatterElements")
  expect(text).not.toContain("ScatterND")
})
