/** What tracing refuses, with words that help, and what it captures. */
import * as tf from "@tensorflow/tfjs-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Engine, Tensors } from "../../src/engine/engine.js"
import { Graph } from "../../src/engine/graph/graph.js"
import { emit } from "../../src/engine/onnx/emit.js"
import { startEngine } from "../../src/engine/start.js"
import { trace } from "../../src/engine/trace/trace.js"
import { llamaInputs, llamaLoss, llamaShapes } from "./support/llama.js"

const inputs = { x: { shape: [4], dtype: "float32" } } as const
let engine: Engine
beforeAll(async () => {
  engine = await startEngine("ort-cpu", { threads: 1 })
})
afterAll(() => engine.dispose())

const compile = (f: (w: Tensors, x: Tensors) => Tensors) => engine.compile(f, engine.store({ w: [4] }), inputs)

describe("a function that can not be compiled is refused with the reason", () => {
  const refused: readonly [string, (w: Tensors, x: Tensors) => unknown, RegExp][] = [
    ["reading back", (_, x) => ({ y: tf.scalar(x.x!.dataSync()[0]!) }), /has no value.*return the tensor/],
    ["asynchronous", async (_, x) => ({ y: x.x! }), /async function can not be compiled/],
    ["an unknown kernel", (_, x) => ({ y: tf.elu(x.x!) }), /operator Elu can not be compiled/],
    ["text", () => ({ y: tf.tensor(["a"]) }), /tensor of string can not be compiled/],
    [
      "lookups by batch",
      (_, x) => ({ y: tf.gather(tf.reshape(x.x!, [2, 2]), tf.tensor([[0], [1]], [2, 1], "int32"), 1, 1) }),
      /batchDims/,
    ],
  ]
  test.each(refused)("%s", async (_, f, words) => {
    await expect(compile(f as never)).rejects.toThrow(words)
    expect(tf.getBackend()).not.toBe("trace")
    await expect(compile((w, x) => ({ y: tf.add(w.w!, x.x!) }))).resolves.toBeDefined()
  })

  test("compiling inside a compiled function", async () => {
    let inner: Promise<unknown> | undefined
    await compile((w, x) => {
      inner = compile((v, y) => ({ y: tf.add(v.w!, y.x!) }))
      inner.catch(() => {})
      return { y: tf.add(w.w!, x.x!) }
    })
    await expect(inner).rejects.toThrow(/inside a function that is being compiled/)
  })

  test("an operator without gradient on the way to the loss", async () => {
    const f = (w: Tensors) => ({ loss: tf.sum(tf.prod(tf.reshape(w.w!, [2, 2]), 1)) as tf.Scalar })
    await expect(engine.compileGradient(f, engine.store({ w: [4] }), {})).rejects.toThrow(/Prod has no gradient/)
  })

  test("a loss that is no scalar", async () => {
    const f = (w: Tensors) => ({ loss: w.w! as tf.Scalar })
    await expect(engine.compileGradient(f, engine.store({ w: [4] }), {})).rejects.toThrow(/needs a float32 scalar/)
  })
})

test("inputs that do not fit are named", async () => {
  const program = await compile((w, x) => ({ y: tf.add(w.w!, x.x!) }))
  await expect(program.run({})).rejects.toThrow("the input x is missing")
  await expect(program.run({ x: new Float32Array(3) })).rejects.toThrow("the input x has 3 values, its spec 4")
  await expect(program.run({ x: new Int32Array(4) })).rejects.toThrow("must be a Float32Array")
})

test("a tensor made outside is taken over by value and stays its owner's", async () => {
  await tf.setBackend("cpu")
  const outside = tf.tensor([1, 2, 3, 4])
  const program = await compile((_, x) => ({ y: tf.add(x.x!, outside) }))
  expect([...(await program.run({ x: Float32Array.of(1, 1, 1, 1) })).y!]).toEqual([2, 3, 4, 5])
  expect([...outside.dataSync()]).toEqual([1, 2, 3, 4])
  outside.dispose()
})

test("an input, a constant and one value under two names can be outputs", async () => {
  const program = await compile((w, x) => {
    const sum = tf.add(w.w!, x.x!)
    return { same: x.x!, fixed: tf.tensor([7, 8], [2], "int32"), one: sum, two: sum, big: tf.greater(x.x!, 2) }
  })
  const out = await program.run({ x: Float32Array.of(1, 2, 3, 4) })
  const plain = Object.fromEntries(Object.entries(out).map(([name, values]) => [name, [...values]]))
  const x = [1, 2, 3, 4]
  expect(plain).toEqual({ same: x, fixed: [7, 8], one: x, two: x, big: [0, 0, 1, 1] })
})

test("weights that a loss leaves out have gradient zero, and so has a loss without weights", async () => {
  const store = engine.store({ used: [2], left: [2] })
  for (const name of ["used", "left"]) store.gradients[name]!.fill(9)
  const f = (w: Tensors) => ({ loss: tf.sum(tf.mul(w.used!, 2)) as tf.Scalar })
  await (await engine.compileGradient(f, store, {})).run({})
  expect([...store.gradients.used!, ...store.gradients.left!]).toEqual([2, 2, 0, 0])
})

test("tracing twice gives the same bytes", () => {
  const size = { vocabulary: 31, width: 8, layers: 2, heads: 2, keyHeads: 1, hidden: 12, batch: 2, tokens: 5 }
  const bytes = [1, 2].map(() => {
    const { graph, outputs, gradients } = trace(llamaLoss(size), llamaShapes(size), llamaInputs(size), true)
    return Buffer.from(emit(graph, { ...outputs, ...gradients }).bytes).toString("base64")
  })
  expect(bytes[0]).toBe(bytes[1])
})

describe("the graph", () => {
  const graph = new Graph()
  const x = graph.input("x", [2, 3, 4], "float32")

  test("computes once what is asked twice", () => {
    expect(graph.unary("Exp", x)).toBe(graph.unary("Exp", x))
    expect(graph.unary("Exp", x)).not.toBe(graph.unary("Log", x))
  })

  test("drops what changes nothing", () => {
    expect(graph.binary("Mul", graph.splat(1, [2, 3, 4], "float32"), x)).toBe(x)
    expect(graph.binary("Add", x, graph.splat(0, [], "float32"))).toBe(x)
    expect(graph.transpose(graph.transpose(x, [2, 0, 1]), [1, 2, 0])).toBe(x)
    expect(graph.reshape(graph.reshape(x, [24]), [2, 3, 4])).toBe(x)
    expect(graph.unary("Neg", graph.unary("Neg", x))).toBe(x)
  })

  test("lets a product transpose by itself", () => {
    const product = graph.matMul(graph.transpose(x, [0, 2, 1]), x, false, false)
    expect(product).toMatchObject({ shape: [2, 4, 4], inputs: [x, x], attributes: { transA: true, transB: false } })
  })

  test("does not broadcast what does not fit", () => {
    expect(() => graph.binary("Add", x, graph.input("y", [3], "float32"))).toThrow("[2,3,4] and [3] do not broadcast")
  })
})
