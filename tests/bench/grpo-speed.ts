/**
 * One subject of the bench in a process of its own: GRPO steps of the tiny policy on annotation worlds, as `run r1-re` takes
 * them with fewer prompts, for some seconds, then one line of JSON. `node grpo-speed.js ENGINE PROMPTS SECONDS THREADS`
 */
import type { EngineName } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { loadPolicy } from "../../src/model/weights.js"
import { settingsOf } from "../../src/recipes/r1-re/settings.js"
import { drawItem } from "../../src/recipes/worlds/corpus.js"
import { PROMPT, worldsOf } from "../../src/recipes/worlds/domains.js"
import { train } from "../../src/train/train.js"
import { medianOf, report } from "./report.js"

const [engineName, prompts, seconds, threads] = process.argv.slice(2) as [EngineName, string, string, string]
const began = performance.now()
const engine = await startEngine(engineName, { threads: Number(threads) })
const policy = await loadPolicy("assets/tiny", engine)
const { groupSize, newTokens, promptTokens, clip, beta, learningRate, training } = settingsOf(false)
const worlds = worldsOf(training)
const rows = train({
  engine,
  policy,
  objective: { kind: "grpo", groupSize, promptsPerStep: Number(prompts), newTokens, clip, beta },
  draw: (random, index) => drawItem(random, worlds, training.mix, `training/${index}`),
  steps: Number.POSITIVE_INFINITY,
  seed: 1,
  learningRate,
  prompt: PROMPT,
  promptLengths: [promptTokens],
})
const readyMilliseconds = performance.now() - began
const milliseconds: number[] = []
const generate: number[] = []
const tokens: number[] = []
let end = Number.POSITIVE_INFINITY
while (performance.now() < end || milliseconds.length < 2) {
  const start = performance.now()
  const { value } = await rows.next()
  if (!value || !("seconds" in value)) throw new Error("training ended")
  milliseconds.push(performance.now() - start)
  generate.push(1000 * value.seconds.generate)
  tokens.push(value.tokensPerSecond.update * value.seconds.update)
  // The first step compiles the programs.
  if (milliseconds.length === 1) end = performance.now() + 1000 * Number(seconds)
}
report({
  tokens: medianOf(tokens.slice(1)),
  milliseconds,
  readyMilliseconds,
  generateMilliseconds: medianOf(generate.slice(1)),
  device: engine.device.description,
})
