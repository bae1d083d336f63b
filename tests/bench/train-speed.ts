/**
 * One subject of the bench in a process of its own: training steps for some seconds, then one line of JSON.
 * `node train-speed.js ENGINE SIZE SECONDS THREADS`
 */

import type { EngineName } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { llamaInputs, llamaLoss, llamaShapes } from "../engine/support/llama.js"
import { initialise, SIZES, trainingBatch } from "./sizes.js"

const [engineName, sizeName, seconds, threads] = process.argv.slice(2) as [EngineName, string, string, string]
const size = SIZES[sizeName]!
const began = performance.now()
const engine = await startEngine(engineName, { threads: Number(threads) })
const store = engine.store(llamaShapes(size))
initialise(store)
const program = await engine.compileGradient(llamaLoss(size), store, llamaInputs(size))
const batch = trainingBatch(size)
const ready = performance.now()
const losses: number[] = []
const milliseconds: number[] = []
const updates: number[] = []
const end = ready + 1000 * Number(seconds)
while (performance.now() < end || milliseconds.length < 3) {
  const start = performance.now()
  const { loss } = await program.run(batch)
  const middle = performance.now()
  store.adamw({ learningRate: 1e-3 })
  updates.push(performance.now() - middle)
  milliseconds.push(performance.now() - start)
  if (losses.length < 8) losses.push(Number(loss![0]!.toFixed(4)))
}
/** Of all but the first, which warms up. */
function medianOf(values: readonly number[]): number {
  const sorted = values.slice(1).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
const median = medianOf(milliseconds)
console.log(
  JSON.stringify({
    tokensPerSecond: (size.batch * size.tokens * 1000) / median,
    milliseconds: median,
    updateMilliseconds: medianOf(updates),
    readyMilliseconds: ready - began,
    steps: milliseconds.length,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1000),
    device: engine.device.description,
    losses,
  }),
)
await engine.dispose()
process.exit(0)
