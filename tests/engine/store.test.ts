import { expect, test } from "vitest"
import { UserError } from "../../src/diagnostic.js"
import { ADAMW_WASM } from "../../src/engine/store/adamw-wasm.js"
import { createStore } from "../../src/engine/store/store.js"
import { Random } from "../../src/random.js"

test("the committed WebAssembly is what adamw.wat builds", async () => {
  const script = "../../scripts/build-adamw.mjs"
  const { buildAdamw } = (await import(script)) as { buildAdamw(): Promise<Uint8Array> }
  expect(Buffer.from(await buildAdamw()).toString("base64")).toBe(ADAMW_WASM)
})

test("parameters begin on cache lines in one memory, weights before moments before gradients", () => {
  const store = createStore({ a: [3], b: [17, 2], c: [] })
  const views = [store.weights, store.moments.first, store.moments.second, store.gradients].flatMap((s) =>
    Object.values(s),
  )
  expect(store.size).toBe(38)
  expect(new Set(views.map((view) => view.buffer)).size).toBe(1)
  expect(views.every((view) => view.byteOffset % 64 === 0)).toBe(true)
  expect(views.map((view) => view.byteOffset)).toEqual([...views.map((view) => view.byteOffset)].sort((x, y) => x - y))
  expect(views.map((view) => view.length)).toEqual([3, 34, 1, 3, 34, 1, 3, 34, 1, 3, 34, 1])
})

test("the first step moves each weight by the learning rate against its gradient's sign", () => {
  // m/(1−β1) = g and v/(1−β2) = g², so the step is g/(|g|+ε): 0.1 whatever the gradient's size.
  const store = createStore({ w: [3] })
  store.weights.w!.set([1, 1, 1])
  store.gradients.w!.set([0.5, -20, 1e-3])
  expect(store.adamw({ learningRate: 0.1 })).toBeCloseTo(Math.sqrt(400.250001), 4)
  expect([...store.weights.w!]).toEqual([0.9, 1.1, 0.9].map((x) => expect.closeTo(x, 5)))
})

test("two steps by hand", () => {
  // β1 0.9, β2 0.99, lr 0.1, decay 0.01, w 2, g 1 then −1.
  // 1: m 0.1, v 0.01; m̂ 1, v̂ 1; w = 2·0.999 − 0.1 = 1.898
  // 2: m −0.01, v 0.0199; m̂ −0.01/0.19 = −0.0526316, v̂ 0.0199/0.0199 = 1; w = 1.898·0.999 + 0.00526316 = 1.90136516
  const store = createStore({ w: [1] })
  const settings = { learningRate: 0.1, beta1: 0.9, beta2: 0.99, weightDecay: 0.01 }
  store.weights.w![0] = 2
  store.gradients.w![0] = 1
  store.adamw(settings)
  expect(store.weights.w![0]).toBeCloseTo(1.898, 6)
  store.gradients.w![0] = -1
  store.adamw(settings)
  expect(store.weights.w![0]).toBeCloseTo(1.90136516, 6)
  expect(store.moments.first.w![0]).toBeCloseTo(-0.01, 7)
  expect(store.moments.second.w![0]).toBeCloseTo(0.0199, 7)
  expect(store.stepCount).toBe(2)
})

test("a hundred steps follow AdamW written in double precision, clipping included", () => {
  const shapes = { a: [37, 11], b: [129] }
  const store = createStore(shapes)
  const random = Random.of(9)
  const settings = { learningRate: 3e-3, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1, maxNorm: 1 }
  const twin = Object.entries(store.weights).map(([name, into]) => {
    into.forEach((_, i) => {
      into[i] = random.gauss()
    })
    return { name, w: Float64Array.from(into), m: new Float64Array(into.length), v: new Float64Array(into.length) }
  })
  for (let step = 1; step <= 100; step++) {
    for (const into of Object.values(store.gradients)) {
      into.forEach((_, i) => {
        into[i] = random.gauss() * (step % 3 === 0 ? 1e-3 : 1)
      })
    }
    let squares = 0
    for (const { name } of twin) for (const g of store.gradients[name]!) squares += g * g
    const norm = Math.sqrt(squares)
    const scale = Math.min(1, 1 / norm)
    for (const { name, w, m, v } of twin) {
      store.gradients[name]!.forEach((raw, i) => {
        const g = raw * scale
        m[i] = 0.9 * m[i]! + 0.1 * g
        v[i] = 0.95 * v[i]! + 0.05 * g * g
        const update = m[i]! / (1 - 0.9 ** step) / (Math.sqrt(v[i]! / (1 - 0.95 ** step)) + 1e-8)
        w[i] = w[i]! - 3e-3 * 0.1 * w[i]! - 3e-3 * update
      })
    }
    expect(Math.abs(store.adamw(settings) - norm) / norm).toBeLessThan(1e-6)
  }
  for (const { name, w } of twin) {
    store.weights[name]!.forEach((x, i) => {
      expect(Math.abs(x - w[i]!)).toBeLessThan(2e-5)
    })
  }
})

test("the norm of a large gradient is summed in double precision", () => {
  const store = createStore({ w: [1_000_003] })
  store.gradients.w!.fill(0.1)
  expect(store.adamw({ learningRate: 0 })).toBeCloseTo(Math.fround(0.1) * Math.sqrt(1_000_003), 2)
})

test("a gradient that is not finite changes nothing", () => {
  const store = createStore({ w: [20] })
  store.weights.w!.fill(1)
  store.gradients.w![19] = Number.NaN
  expect(store.adamw({ learningRate: 0.1, weightDecay: 0.1 })).toBeNaN()
  store.gradients.w![19] = Number.POSITIVE_INFINITY
  expect(store.adamw({ learningRate: 0.1 })).toBe(Number.POSITIVE_INFINITY)
  expect(store.weights.w).toEqual(new Float32Array(20).fill(1))
  expect(store.stepCount).toBe(0)
})

test("going on from copied weights, moments and step count gives the same bits as not having stopped", () => {
  const fill = (into: Float32Array, step: number): void => {
    const random = Random.of(4, step)
    into.forEach((_, i) => {
      into[i] = random.gauss()
    })
  }
  const straight = createStore({ w: [50] })
  for (let step = 0; step < 6; step++) {
    fill(straight.gradients.w!, step)
    straight.adamw({ learningRate: 0.01 })
  }
  const first = createStore({ w: [50] })
  for (let step = 0; step < 3; step++) {
    fill(first.gradients.w!, step)
    first.adamw({ learningRate: 0.01 })
  }
  const second = createStore({ w: [50] })
  second.weights.w!.set(first.weights.w!)
  second.moments.first.w!.set(first.moments.first.w!)
  second.moments.second.w!.set(first.moments.second.w!)
  second.stepCount = first.stepCount
  for (let step = 3; step < 6; step++) {
    fill(second.gradients.w!, step)
    second.adamw({ learningRate: 0.01 })
  }
  expect(second.weights.w).toEqual(straight.weights.w)
})

test("more parameters than 4 GiB hold is the user's error, with the number that would fit", () => {
  expect(() => createStore({ w: [300_000_000] })).toThrow(UserError)
  expect(() => createStore({ w: [300_000_000] })).toThrow(/300,000,000 parameters do not fit/)
})
