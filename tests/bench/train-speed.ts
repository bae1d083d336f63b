/**
 * One subject of the bench in a process of its own: training steps for some seconds, then one line of JSON.
 * `node train-speed.js ENGINE SIZE SECONDS THREADS`
 *
 * The model is the tests' own Llama, because it computes exactly what the engines that it is compared with compute.
 */
import type { EngineName } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { llamaInputs, llamaLoss, llamaShapes } from "../engine/support/llama.js"
import { medianOf, report } from "./report.js"
import { initialise, SIZES, trainingBatch } from "./sizes.js"

const [engineName, sizeName, seconds, threads] = process.argv.slice(2) as [EngineName, string, string, string]
const size = SIZES[sizeName]!
const began = performance.now()
const engine = await startEngine(engineName, { threads: Number(threads) })
const store = engine.store(llamaShapes(size))
initialise(store)
const program = await engine.compileGradient(llamaLoss(size), store, llamaInputs(size))
const batch = trainingBatch(size)
const readyMilliseconds = performance.now() - began
const losses: number[] = []
const milliseconds: number[] = []
const updates: number[] = []
const end = performance.now() + 1000 * Number(seconds)
while (performance.now() < end || milliseconds.length < 2) {
  const start = performance.now()
  const { loss } = await program.run(batch)
  const middle = performance.now()
  store.adamw({ learningRate: 1e-3 })
  updates.push(performance.now() - middle)
  milliseconds.push(performance.now() - start)
  if (losses.length < 8) losses.push(Number(loss![0]!.toFixed(4)))
}
report({
  tokens: size.batch * size.tokens,
  milliseconds,
  readyMilliseconds,
  updateMilliseconds: medianOf(updates),
  device: engine.device.description,
  losses,
})
