/**
 * One subject of the bench in a process of its own: 8 prompts of 16 tokens are answered with 64 tokens each, again and again
 * for some seconds, then one line of JSON. `node generate-speed.js ENGINE SIZE SECONDS THREADS`
 */
import type { EngineName } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import type { ModelConfig } from "../../src/model/config.js"
import { initialise } from "../../src/model/initialise.js"
import { createPolicy, type Policy } from "../../src/model/policy.js"
import { createSampler } from "../../src/model/sample.js"
import { Random } from "../../src/random.js"
import { report } from "./report.js"
import { SIZES } from "./sizes.js"

const [engineName, sizeName, seconds, threads] = process.argv.slice(2) as [EngineName, string, string, string]
const size = SIZES[sizeName]!
const config: ModelConfig = {
  vocabulary: size.vocabulary,
  width: size.width,
  layers: size.layers,
  heads: size.heads,
  keyValueHeads: size.keyHeads,
  feedForward: size.hidden,
  ropeBase: 10000,
  epsilon: 1e-5,
  tied: true,
}
/** No token ends an answer, so that every one is 64 tokens long. */
const tokenizer = { vocabularySize: config.vocabulary, pad: 0, end: config.vocabulary } as Policy["tokenizer"]
const began = performance.now()
const engine = await startEngine(engineName, { threads: Number(threads) })
const template = {} as Policy["template"]
const policy = createPolicy(engine, { config, tokenizer, template, weights: initialise(config, 1) })
const shape = { prompts: 8, promptTokens: 16, group: 1, newTokens: 64 }
const sampler = await createSampler(engine, policy, shape)
const random = Random.of(7)
const prompts = Array.from({ length: 8 }, () => Array.from({ length: 16 }, () => random.below(config.vocabulary)))
const readyMilliseconds = performance.now() - began
const milliseconds: number[] = []
const end = performance.now() + 1000 * Number(seconds)
while (performance.now() < end || milliseconds.length < 2) {
  const start = performance.now()
  await sampler.sample(prompts, { temperature: 1, topP: 0.95, random })
  milliseconds.push(performance.now() - start)
}
report({ tokens: 8 * 64, milliseconds, readyMilliseconds, device: engine.device.description })
