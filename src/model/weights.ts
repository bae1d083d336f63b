/**
 * A policy's folder: model.safetensors, config.json, tokenizer.json, in the layout of Hugging Face's checkpoints, so that
 * other tools read it too.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { UserError } from "../diagnostic.js"
import type { Engine } from "../engine/engine.js"
import { CHAT_TEMPLATES, type ChatTemplate } from "./chat.js"
import { diagnose } from "./codes.js"
import { isProjection, type ModelConfig, parameterShapes } from "./config.js"
import { createPolicy, type Policy, type Weights } from "./policy.js"
import { type NamedTensors, readSafetensors, writeSafetensors } from "./safetensors.js"
import { tokenizerFromJson } from "./tokenizer.js"

/** config.json, as far as it is read. The last key is this project's own. */
interface ConfigJson {
  readonly model_type: string
  readonly vocab_size: number
  readonly hidden_size: number
  readonly num_hidden_layers: number
  readonly num_attention_heads: number
  readonly num_key_value_heads?: number
  readonly intermediate_size: number
  readonly rope_theta?: number
  readonly rms_norm_eps: number
  readonly tie_word_embeddings?: boolean
  readonly glossator?: { readonly template?: ChatTemplate; readonly pad?: string; readonly end?: string }
}

const FILES = { config: "config.json", tokenizer: "tokenizer.json", weights: "model.safetensors" } as const

/** @throws UserError model-file-missing, model-file-broken, model-kind, model-weights */
export async function loadPolicy(folder: string, engine: Engine): Promise<Policy> {
  const json = readJson(folder, FILES.config) as ConfigJson
  const config = configFromJson(json)
  const { template = "plain", pad = "<pad>", end = "<eos>" } = json.glossator ?? {}
  if (!CHAT_TEMPLATES.includes(template)) broken(path.join(folder, FILES.config), `"${template}" is not a template`)
  const file = path.join(folder, FILES.weights)
  const bytes = readBytes(folder, FILES.weights)
  const tensors = orBroken(file, () => readSafetensors(bytes)).tensors
  const weights = weightsFromTensors(config, tensors, file)
  const tokenizer = orBroken(path.join(folder, FILES.tokenizer), () =>
    tokenizerFromJson(readJson(folder, FILES.tokenizer) as object, { pad, end }),
  )
  return createPolicy(engine, { config, tokenizer, template, weights })
}

/** @param dtype F16 halves the file and rounds weights to about three digits */
export function savePolicy(folder: string, policy: Policy, dtype: "F16" | "F32" = "F16"): void {
  mkdirSync(folder, { recursive: true })
  const { config, tokenizer, template, store } = policy
  const tensors = tensorsFromWeights(config, store.weights)
  writeFileSync(path.join(folder, FILES.weights), writeSafetensors(tensors, dtype, { format: "pt" }))
  writeFileSync(path.join(folder, FILES.tokenizer), `${JSON.stringify(tokenizer.json)}\n`)
  const control = { pad: tokenOf(tokenizer.json, tokenizer.pad), end: tokenOf(tokenizer.json, tokenizer.end) }
  const json = {
    architectures: [config.projectionBias ? "Qwen2ForCausalLM" : "LlamaForCausalLM"],
    ...configToJson(config),
    torch_dtype: dtype === "F16" ? "float16" : "float32",
    pad_token_id: tokenizer.pad,
    eos_token_id: tokenizer.end,
    glossator: { template, ...control },
  }
  writeFileSync(path.join(folder, FILES.config), `${JSON.stringify(json, null, 2)}\n`)
}

function configFromJson(json: ConfigJson): ModelConfig {
  if (json.model_type !== "llama" && json.model_type !== "qwen2") {
    throw new UserError(diagnose("model-kind", { kind: String(json.model_type) }))
  }
  return {
    vocabulary: json.vocab_size,
    width: json.hidden_size,
    layers: json.num_hidden_layers,
    heads: json.num_attention_heads,
    keyValueHeads: json.num_key_value_heads ?? json.num_attention_heads,
    feedForward: json.intermediate_size,
    ropeBase: json.rope_theta ?? 10000,
    epsilon: json.rms_norm_eps,
    tied: json.tie_word_embeddings ?? false,
    ...(json.model_type === "qwen2" && { projectionBias: true }),
  }
}

const configToJson = (config: ModelConfig): ConfigJson & { hidden_act: string } => ({
  model_type: config.projectionBias ? "qwen2" : "llama",
  vocab_size: config.vocabulary,
  hidden_size: config.width,
  num_hidden_layers: config.layers,
  num_attention_heads: config.heads,
  num_key_value_heads: config.keyValueHeads,
  intermediate_size: config.feedForward,
  rope_theta: config.ropeBase,
  rms_norm_eps: config.epsilon,
  tie_word_embeddings: config.tied,
  hidden_act: "silu",
})

/** Weights as they lie in memory, as tensors for a file: projections turned to [out, in]. */
function tensorsFromWeights(config: ModelConfig, weights: Weights): NamedTensors {
  const entries = Object.entries(parameterShapes(config)).map(([name, shape]) => {
    const values = weights[name]!
    if (!isProjection(name)) return [name, { shape, values }] as const
    const [rows, columns] = shape as [number, number]
    return [name, { shape: [columns, rows], values: turned(values, rows, columns) }] as const
  })
  return Object.fromEntries(entries)
}

function weightsFromTensors(config: ModelConfig, tensors: NamedTensors, file: string): Weights {
  const weights: Record<string, Float32Array> = {}
  for (const [name, shape] of Object.entries(parameterShapes(config))) {
    const tensor = tensors[name]
    const expected = isProjection(name) ? [...shape].reverse() : shape
    const reason = tensor ? `${name} is [${tensor.shape}], expected [${expected}]` : `${name} is missing`
    if (String(tensor?.shape) !== String(expected)) {
      throw new UserError(diagnose("model-weights", { path: file, reason }))
    }
    const { values } = tensor!
    weights[name] = isProjection(name) ? turned(values, expected[0]!, expected[1]!) : values
  }
  return weights
}

/** The transpose of a [rows, columns] matrix. */
function turned(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!
  return out
}

function tokenOf(json: object, id: number): string {
  const { model, added_tokens: added = [] } = json as {
    model: { vocab: Record<string, number> }
    added_tokens?: { id: number; content: string }[]
  }
  const found = added.find((token) => token.id === id)?.content
  return found ?? Object.entries(model.vocab).find(([, at]) => at === id)![0]
}

function readBytes(folder: string, file: string): Uint8Array {
  try {
    return readFileSync(path.join(folder, file))
  } catch {
    throw new UserError(diagnose("model-file-missing", { folder, file }))
  }
}

function readJson(folder: string, file: string): unknown {
  const text = Buffer.from(readBytes(folder, file)).toString("utf8")
  return orBroken(path.join(folder, file), () => JSON.parse(text) as unknown)
}

function orBroken<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof UserError) throw error
    return broken(file, (error as Error).message)
  }
}

function broken(file: string, reason: string): never {
  throw new UserError(diagnose("model-file-broken", { path: file, reason }))
}
