import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { UserError } from "../../src/diagnostic.js"
import type { Engine } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import type { ModelConfig } from "../../src/model/config.js"
import { fromHalf, toHalf } from "../../src/model/half.js"
import { initialise } from "../../src/model/initialise.js"
import { createPolicy, snapshotWeights } from "../../src/model/policy.js"
import { readSafetensors, writeSafetensors } from "../../src/model/safetensors.js"
import { wordLevelTokenizer } from "../../src/model/tokenizer.js"
import { loadPolicy, savePolicy } from "../../src/model/weights.js"

const config: ModelConfig = {
  vocabulary: 6,
  width: 4,
  layers: 1,
  heads: 2,
  keyValueHeads: 1,
  feedForward: 3,
  ropeBase: 500,
  epsilon: 1e-6,
  tied: false,
  projectionBias: true,
}

describe("half precision", () => {
  test("every half comes back as it was", () => {
    for (let half = 0; half < 0x10000; half++) {
      const value = fromHalf(half)
      if (Number.isNaN(value)) expect(Number.isNaN(fromHalf(toHalf(value)))).toBe(true)
      else expect(toHalf(value)).toBe(half)
    }
  })

  test("rounds to the nearest, halfway to the even one", () => {
    // From IEEE 754: 1 + 2^-11 lies halfway between 0x3c00 and 0x3c01, 1 + 3·2^-11 between 0x3c01 and 0x3c02.
    expect(toHalf(1 + 2 ** -11)).toBe(0x3c00)
    expect(toHalf(1 + 3 * 2 ** -11)).toBe(0x3c02)
    expect(toHalf(1 + 2 ** -11 + 2 ** -20)).toBe(0x3c01)
    expect(toHalf(65519)).toBe(0x7bff)
    expect(toHalf(65520)).toBe(0x7c00)
    expect(toHalf(2 ** -25)).toBe(0)
    expect(toHalf(1.5 * 2 ** -25)).toBe(1)
    expect(toHalf(-(2 ** -24))).toBe(0x8001)
  })
})

describe("safetensors", () => {
  const tensors = {
    "a.weight": { shape: [2, 3], values: Float32Array.from([1, -2, 0.5, 1e-8, 3.25, 65504]) },
    b: { shape: [1], values: Float32Array.of(Math.PI) },
  }

  test("the layout is the format's: header length, JSON, numbers from a multiple of eight on", () => {
    const bytes = Buffer.from(writeSafetensors(tensors, "F32", { made: "here" }))
    const length = Number(bytes.readBigUInt64LE(0))
    expect(length % 8).toBe(0)
    expect(JSON.parse(bytes.toString("utf8", 8, 8 + length))).toEqual({
      __metadata__: { made: "here" },
      "a.weight": { dtype: "F32", shape: [2, 3], data_offsets: [0, 24] },
      b: { dtype: "F32", shape: [1], data_offsets: [24, 28] },
    })
    expect(bytes.readFloatLE(8 + length + 4)).toBe(-2)
    expect(bytes.length).toBe(8 + length + 28)
  })

  test("what is written is read: exactly in single precision, rounded in half", () => {
    expect(readSafetensors(writeSafetensors(tensors, "F32", { made: "here" }))).toEqual({
      tensors,
      metadata: { made: "here" },
    })
    const half = readSafetensors(writeSafetensors(tensors, "F16")).tensors
    expect([...half["a.weight"]!.values]).toEqual([1, -2, 0.5, 0, 3.25, 65504])
    expect(half.b!.values[0]).toBe(3.140625)
  })

  test("bfloat16 is read", () => {
    const header = JSON.stringify({ x: { dtype: "BF16", shape: [2], data_offsets: [0, 4] } }).padEnd(64)
    const bytes = Buffer.alloc(8 + 64 + 4)
    bytes.writeBigUInt64LE(64n)
    bytes.write(header, 8)
    bytes.writeUInt16LE(0x3fc0, 72)
    bytes.writeUInt16LE(0xc000, 74)
    expect([...readSafetensors(bytes).tensors.x!.values]).toEqual([1.5, -2])
  })

  test("files that are cut off or lie about sizes are refused", () => {
    const bytes = writeSafetensors(tensors, "F16")
    for (const length of [0, 5, 40, bytes.length - 1]) {
      expect(() => readSafetensors(bytes.subarray(0, length))).toThrow(RangeError)
    }
    const lying = Buffer.from(bytes)
    lying.write("[9,3]", lying.indexOf("[2,3]"))
    expect(() => readSafetensors(lying)).toThrow(RangeError)
  })
})

describe("a policy's folder", () => {
  let engine: Engine
  let folder: string
  const tokenizer = wordLevelTokenizer(["a", "b", "|"])
  beforeAll(async () => {
    engine = await startEngine("ort-cpu", { threads: 1 })
    folder = mkdtempSync(path.join(os.tmpdir(), "glossator-policy-"))
  })
  afterAll(async () => {
    await engine.dispose()
    rmSync(folder, { recursive: true })
  })
  const write = (): void => {
    const weights = initialise(config, 4)
    savePolicy(folder, createPolicy(engine, { config, tokenizer, template: "chatml", weights }), "F32")
  }
  const codeOf = async (): Promise<string> => {
    const error = await loadPolicy(folder, engine).then(
      () => undefined,
      (e: unknown) => e,
    )
    return (error as UserError).diagnostics[0]!.code
  }

  test("what is saved is loaded", async () => {
    write()
    const policy = await loadPolicy(folder, engine)
    expect(policy.config).toEqual(config)
    expect(policy.template).toBe("chatml")
    expect(snapshotWeights(policy)).toEqual(initialise(config, 4))
    expect(policy.tokenizer.encode("b a |")).toEqual(tokenizer.encode("b a |"))
    expect(policy.tokenizer.end).toBe(tokenizer.end)
  })

  test("the files are Hugging Face's: projections are [out, in], the configuration has its names", () => {
    write()
    const { tensors } = readSafetensors(readFileSync(path.join(folder, "model.safetensors")))
    const name = "model.layers.0.mlp.down_proj.weight"
    expect(tensors[name]!.shape).toEqual([4, 3])
    // Row 1 of [out, in] is column 1 of [in, out].
    const inMemory = initialise(config, 4)[name]!
    expect([...tensors[name]!.values.subarray(3, 6)]).toEqual([inMemory[1], inMemory[5], inMemory[9]])
    expect(JSON.parse(readFileSync(path.join(folder, "config.json"), "utf8"))).toMatchObject({
      architectures: ["Qwen2ForCausalLM"],
      model_type: "qwen2",
      hidden_size: 4,
      num_key_value_heads: 1,
      rope_theta: 500,
      tie_word_embeddings: false,
      eos_token_id: 1,
    })
  })

  test("what is missing, cut off or does not fit is told by name", async () => {
    write()
    truncateSync(path.join(folder, "model.safetensors"), 300)
    expect(await codeOf()).toBe("model-file-broken")
    rmSync(path.join(folder, "model.safetensors"))
    expect(await codeOf()).toBe("model-file-missing")
    write()
    const file = path.join(folder, "config.json")
    const json = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>
    writeFileSync(file, JSON.stringify({ ...json, intermediate_size: 5 }))
    expect(await codeOf()).toBe("model-weights")
    writeFileSync(file, JSON.stringify({ ...json, model_type: "gpt2" }))
    expect(await codeOf()).toBe("model-kind")
    writeFileSync(file, "{")
    expect(await codeOf()).toBe("model-file-broken")
  })
})
