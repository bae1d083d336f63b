/**
 * A language model that others trained, with the greedy text that its authors published: loader, tokenizer, forward pass,
 * cache and sampler in one. Needs GLOSS_DATA.
 */
import { readFileSync } from "node:fs"
import path from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { startEngine } from "../../src/engine/start.js"
import { parameterCount } from "../../src/model/config.js"
import { createPolicy } from "../../src/model/policy.js"
import { createSampler } from "../../src/model/sample.js"
import { glossData } from "./gloss-data.js"
import { LLAMA2C_BEGIN, readLlama2c, readLlama2cTokenizer } from "./llama2c.js"

const file = (name: string): string => path.join(glossData(), "stories260K", name)

/** What stands between the command and the end of the code block in the model's own description. */
function published(): string {
  const description = readFileSync(file("stories260K.md"), "utf8")
  const [, text] = /-t 0\.0\n([\s\S]*?)\n```/.exec(description)!
  return text!
}

let model: ReturnType<typeof readLlama2c>
let tokenizer: ReturnType<typeof readLlama2cTokenizer>
beforeAll(() => {
  model = readLlama2c(readFileSync(file("stories260K.bin")))
  tokenizer = readLlama2cTokenizer(readFileSync(file("tok512.bin")), model.config.vocabulary)
})

test("the sizes are those of its description", () => {
  expect(model.config).toMatchObject({ vocabulary: 512, width: 64, layers: 5, heads: 8, keyValueHeads: 4, tied: true })
  expect(parameterCount(model.config)).toBeGreaterThan(255_000)
  expect(parameterCount(model.config)).toBeLessThan(265_000)
})

describe.each(["ort-cpu", "tfjs-wasm"] as const)("%s", (name) => {
  test("the greedy story is the published one, letter for letter", async () => {
    const engine = await startEngine(name, { threads: 1 })
    const policy = createPolicy(engine, { ...model, tokenizer, template: "plain" })
    const sampler = await createSampler(engine, policy, { prompts: 1, promptTokens: 4, group: 1, newTokens: 256 })
    const { tokens_NR } = await sampler.sample([[LLAMA2C_BEGIN]], { greedy: true })
    expect(tokenizer.decode(tokens_NR).trimStart()).toBe(published())
    await sampler.dispose()
    await engine.dispose()
  })
})

test("encoding the story gives it back, and makes the pieces that the model itself wrote", () => {
  const text = published()
  expect(tokenizer.decode(tokenizer.encode(text))).toBe(text)
  // The run was cut off after 256 tokens.
  expect(tokenizer.count(text)).toBe(256)
  expect(tokenizer.decode(tokenizer.encode("naïve 𝒷"))).toBe("naïve 𝒷")
})

test("a file that was cut off is refused", () => {
  const bytes = readFileSync(file("stories260K.bin"))
  expect(() => readLlama2c(bytes.subarray(0, bytes.length - 4))).toThrow(RangeError)
  expect(() => readLlama2c(Buffer.concat([bytes, Buffer.alloc(4)]))).toThrow(RangeError)
  expect(() => readLlama2cTokenizer(readFileSync(file("tok512.bin")).subarray(0, 900), 512)).toThrow(RangeError)
})
