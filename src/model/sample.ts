/**
 * Sampling: answers of a policy to prompts, K to each.
 *
 * Knows token ids only: no text, no reward. Leaves out beam search and penalties: GRPO wants the policy's own distribution,
 * so that the recorded log-probabilities are those of the distribution that was drawn from.
 */
import { reshape } from "@tensorflow/tfjs-core"
import type { Engine, Program, Specs, Tensors } from "../engine/engine.js"
import { Random } from "../random.js"
import { type Choice, chooseToken } from "./choose.js"
import { headWidth, type ModelConfig } from "./config.js"
import { leftPadded } from "./pad.js"
import type { Policy } from "./policy.js"
import { decode, logits, prefill } from "./transformer.js"

export interface SamplerShape {
  /** B, prompts of one call at most. */
  readonly prompts: number
  /** P, tokens of a prompt at most. */
  readonly promptTokens: number
  /** K, answers to each prompt. */
  readonly group: number
  /** R, tokens of an answer at most, the end included. */
  readonly newTokens: number
}

export interface SampleSettings {
  /** Divides the logits; default 1. */
  readonly temperature?: number
  /** Draws from the likeliest tokens that together reach this probability; default 1: from all. */
  readonly topP?: number
  /** Takes the likeliest token, the first one of several. */
  readonly greedy?: boolean
  /** Needed unless greedy. Answer n draws from a stream of its own: its neighbours do not change it. */
  readonly random?: Random
}

/** N = prompts · K answers, those to the first prompt first. */
export interface Samples {
  /** int32 [N, R]: each answer with its end, then padding. */
  readonly tokens_NR: Int32Array
  /** [N, R], nats: of softmax(logits / temperature), whatever topP is; 0 in the padding. */
  readonly logProbs_NR: Float32Array
  /** Tokens of each answer, the end included; R where it was cut off. */
  readonly lengths_N: Int32Array
  /** Whether each answer came to its end. */
  readonly ended_N: readonly boolean[]
  /** Mean entropy of softmax(logits / temperature) over all tokens drawn, nats. */
  readonly entropyNats: number
}

export interface Sampler {
  readonly shape: SamplerShape
  /**
   * @param prompts 1 to B prompts of 1 to P tokens
   * @throws RangeError for more or longer ones, and for draws without `random`
   */
  sample(prompts: readonly (readonly number[])[], settings: SampleSettings): Promise<Samples>
  dispose(): Promise<void>
}

type Cache = { readonly keys: readonly string[]; readonly values: readonly string[] }

const cacheNames = (config: ModelConfig, prefix: string): Cache => {
  const names = (kind: string): string[] =>
    Array.from({ length: config.layers }, (_, layer) => `${prefix}.${kind}.${layer}`)
  return { keys: names("keys"), values: names("values") }
}

/** Compiles the two programs of sampling. The weights are those of the policy's store at the time of each call. */
export async function createSampler(engine: Engine, policy: Policy, shape: SamplerShape): Promise<Sampler> {
  const { config, tokenizer } = policy
  const reading = await compilePrefill(engine, policy, shape)
  const going = await compileDecode(engine, policy, shape)
  const rows = shape.prompts * config.keyValueHeads * shape.group
  const own = new OwnCache(cacheNames(config, "own"), rows, shape.newTokens, headWidth(config))
  return {
    shape,
    async sample(prompts, settings) {
      const streams = startStreams(shape, prompts.length, settings)
      const { tokens, mask } = leftPadded(prompts, shape.prompts, shape.promptTokens, tokenizer.pad)
      const { logits: first, ...cache } = await reading.run({ tokens, mask })
      const state = new Answers(shape, prompts.length, policy, settings, streams)
      state.choose(first as Float32Array, (n) => Math.floor(n / shape.group))
      own.clear()
      for (let position = 0; state.alive > 0 && position < shape.newTokens - 1; position++) {
        const inputs = { mask, ...cache, ...own.inputs, tokens: state.last_N, position: Int32Array.of(position) }
        const out = await going.run(inputs)
        own.append(out.rows as Float32Array, position)
        state.choose(out.logits as Float32Array, (n) => n)
      }
      return state.samples()
    },
    async dispose() {
      await reading.dispose()
      await going.dispose()
    },
  }
}

function startStreams(shape: SamplerShape, prompts: number, settings: SampleSettings): readonly Random[] {
  if (prompts < 1 || prompts > shape.prompts) throw new RangeError(`${prompts} prompts, expected 1 to ${shape.prompts}`)
  if (settings.greedy) return []
  const { random, temperature = 1, topP = 1 } = settings
  if (!random) throw new RangeError("sampling without a source of randomness")
  if (!(temperature > 0)) throw new RangeError(`a temperature of ${temperature}`)
  if (!(topP > 0 && topP <= 1)) throw new RangeError(`topP ${topP}, expected above 0 and at most 1`)
  return Array.from({ length: prompts * shape.group }, () => Random.of(random.below(0x100000000)))
}

function compilePrefill(engine: Engine, { config, store }: Policy, shape: SamplerShape): Promise<Program> {
  const { prompts, promptTokens } = shape
  const names = cacheNames(config, "prefix")
  const f = (weights: Tensors, inputs: Tensors): Tensors => {
    const { last_BC, cache } = prefill(config, weights, inputs.tokens!, inputs.mask!)
    const out: Record<string, Tensors[string]> = { logits: logits(config, weights, last_BC) }
    for (const kind of ["keys", "values"] as const) {
      for (const [layer, name] of names[kind].entries()) out[name] = cache[kind][layer]!
    }
    return out
  }
  const specs: Specs = {
    tokens: { shape: [prompts, promptTokens], dtype: "int32" },
    mask: { shape: [prompts, promptTokens], dtype: "float32" },
  }
  return engine.compile(f, store, specs)
}

function compileDecode(engine: Engine, { config, store }: Policy, shape: SamplerShape): Promise<Program> {
  const { prompts, promptTokens, group, newTokens } = shape
  const size = headWidth(config)
  const prefixes = prompts * config.keyValueHeads
  const prefix = cacheNames(config, "prefix")
  const own = cacheNames(config, "own")
  const float = (...sizes: number[]) => ({ shape: sizes, dtype: "float32" }) as const
  const specs: Record<string, Specs[string]> = {
    mask: float(prompts, promptTokens),
    filled: float(newTokens),
    tokens: { shape: [prompts * group], dtype: "int32" },
    position: { shape: [1], dtype: "int32" },
  }
  for (const name of [...prefix.keys, ...prefix.values]) specs[name] = float(prefixes, promptTokens, size)
  for (const name of [...own.keys, ...own.values]) specs[name] = float(prefixes * group, newTokens, size)
  const pick = (inputs: Tensors, names: readonly string[]) => names.map((name) => inputs[name]!)
  const f = (weights: Tensors, inputs: Tensors): Tensors => {
    const { states_NC, rows } = decode(config, weights, {
      mask_BP: inputs.mask!,
      cache: { keys: pick(inputs, prefix.keys), values: pick(inputs, prefix.values) },
      own: { keys: pick(inputs, own.keys), values: pick(inputs, own.values) },
      filled_R: inputs.filled!,
      tokens_N: inputs.tokens!,
      position_1: reshape(inputs.position!, [1]),
    })
    return { logits: logits(config, weights, states_NC), rows }
  }
  return engine.compile(f, store, specs)
}

/** The answers' own keys and values, kept here because the decoding program only reads them. */
class OwnCache {
  readonly inputs: Readonly<Record<string, Float32Array>>
  /** Keys and values of each layer in turn, as the decoding program returns their rows. */
  readonly #ordered: readonly Float32Array[]
  readonly #filled_R: Float32Array

  constructor(
    names: Cache,
    readonly rows: number,
    readonly room: number,
    readonly size: number,
  ) {
    const inputs: Record<string, Float32Array> = { filled: new Float32Array(room) }
    for (const name of [...names.keys, ...names.values]) inputs[name] = new Float32Array(rows * room * size)
    this.inputs = inputs
    this.#filled_R = inputs.filled!
    this.#ordered = names.keys.flatMap((name, layer) => [inputs[name]!, inputs[names.values[layer]!]!])
  }

  /** Forgets what is filled; what lies in the rows is masked, so that it need not be wiped. */
  clear(): void {
    this.#filled_R.fill(0)
  }

  append(rows: Float32Array, position: number): void {
    const { size, room } = this
    this.#filled_R[position] = 1
    this.#ordered.forEach((cache, at) => {
      for (let row = 0; row < this.rows; row++) {
        const from = (at * this.rows + row) * size
        cache.set(rows.subarray(from, from + size), (row * room + position) * size)
      }
    })
  }
}

/** The answers while they grow. */
class Answers {
  readonly last_N: Int32Array
  alive: number
  #position = 0
  readonly #tokens_NR: Int32Array
  readonly #logProbs_NR: Float32Array
  readonly #lengths_N: Int32Array
  #entropy = 0
  #drawn = 0
  readonly #choice: Choice = { token: 0, logProb: 0, entropy: 0 }

  constructor(
    readonly shape: SamplerShape,
    readonly prompts: number,
    readonly policy: Policy,
    readonly settings: SampleSettings,
    readonly streams: readonly Random[],
  ) {
    const count = prompts * shape.group
    // Rows of prompts that were not given are computed along and thrown away.
    this.last_N = new Int32Array(shape.prompts * shape.group).fill(policy.tokenizer.pad)
    this.#tokens_NR = new Int32Array(count * shape.newTokens).fill(policy.tokenizer.pad)
    this.#logProbs_NR = new Float32Array(count * shape.newTokens)
    this.#lengths_N = new Int32Array(count)
    this.alive = count
  }

  /** @param rowOf the row of the logits that predicts answer n's next token */
  choose(logits_MV: Float32Array, rowOf: (n: number) => number): void {
    const { newTokens } = this.shape
    const { vocabulary } = this.policy.config
    const { pad, end } = this.policy.tokenizer
    for (let n = 0; n < this.#lengths_N.length; n++) {
      if (this.#lengths_N[n]) {
        this.last_N[n] = pad
        continue
      }
      const row = rowOf(n) * vocabulary
      const u = this.settings.greedy ? undefined : this.streams[n]!.next()
      chooseToken(logits_MV.subarray(row, row + vocabulary), this.settings, u, this.#choice)
      const at = n * newTokens + this.#position
      this.#tokens_NR[at] = this.last_N[n] = this.#choice.token
      this.#logProbs_NR[at] = this.#choice.logProb
      this.#entropy += this.#choice.entropy
      this.#drawn++
      if (this.#choice.token === end) {
        this.#lengths_N[n] = this.#position + 1
        this.alive--
      }
    }
    this.#position++
  }

  samples(): Samples {
    const ended_N = Array.from(this.#lengths_N, (length) => length > 0)
    return {
      tokens_NR: this.#tokens_NR,
      logProbs_NR: this.#logProbs_NR,
      lengths_N: this.#lengths_N.map((length) => length || this.shape.newTokens),
      ended_N,
      entropyNats: this.#entropy / this.#drawn,
    }
  }
}
