/**
 * A Llama in plain loops over one sequence, in double precision: what the model is compared with. Written from the papers'
 * formulas, without anything of src/model but the names of the parameters.
 */
import type { ModelConfig } from "../../src/model/config.js"

type Row = number[]

/** @param weights by Hugging Face's names, projections as [in, out] @returns logits, one row for each token */
export function plainLlama(
  config: ModelConfig,
  weights: Readonly<Record<string, Float32Array>>,
  tokens: readonly number[],
): Row[] {
  const { width, heads, keyValueHeads, layers } = config
  const size = width / heads
  const matrix = (name: string, x: Row, out: number): Row => {
    const w = weights[`${name}.weight`]!
    const bias = weights[`${name}.bias`]
    return Array.from({ length: out }, (_, j) => x.reduce((sum, v, i) => sum + v * w[i * out + j]!, bias?.[j] ?? 0))
  }
  const norm = (name: string, x: Row): Row => {
    const scale = 1 / Math.sqrt(x.reduce((s, v) => s + v * v, 0) / width + config.epsilon)
    return x.map((v, i) => v * scale * weights[name]![i]!)
  }
  const turn = (x: Row, position: number): Row =>
    x.map((v, at) => {
      const i = at % size
      const half = size / 2
      const angle = position * config.ropeBase ** ((-2 * (i % half)) / size)
      const partner = i < half ? -x[at + half]! : x[at - half]!
      return v * Math.cos(angle) + partner * Math.sin(angle)
    })
  let h = tokens.map((token) =>
    Array.from(weights["model.embed_tokens.weight"]!.subarray(token * width, (token + 1) * width)),
  )
  for (let l = 0; l < layers; l++) {
    const name = (part: string) => `model.layers.${l}.${part}`
    const x = h.map((row) => norm(name("input_layernorm.weight"), row))
    const q = x.map((row, t) => turn(matrix(name("self_attn.q_proj"), row, width), t))
    const k = x.map((row, t) => turn(matrix(name("self_attn.k_proj"), row, keyValueHeads * size), t))
    const v = x.map((row) => matrix(name("self_attn.v_proj"), row, keyValueHeads * size))
    h = h.map((row, t) => {
      const mixed: Row = []
      for (let head = 0; head < heads; head++) {
        const from = Math.floor((head * keyValueHeads) / heads) * size
        const scores = Array.from({ length: t + 1 }, (_, s) => {
          let dot = 0
          for (let i = 0; i < size; i++) dot += q[t]![head * size + i]! * k[s]![from + i]!
          return Math.exp(dot / Math.sqrt(size))
        })
        const total = scores.reduce((a, b) => a + b)
        for (let i = 0; i < size; i++)
          mixed.push(scores.reduce((sum, score, s) => sum + (score / total) * v[s]![from + i]!, 0))
      }
      const out = matrix(name("self_attn.o_proj"), mixed, width)
      const middle = row.map((value, i) => value + out[i]!)
      const y = norm(name("post_attention_layernorm.weight"), middle)
      const gate = matrix(name("mlp.gate_proj"), y, config.feedForward)
      const up = matrix(name("mlp.up_proj"), y, config.feedForward)
      const inner = gate.map((g, i) => (g / (1 + Math.exp(-g))) * up[i]!)
      const down = matrix(name("mlp.down_proj"), inner, width)
      return middle.map((value, i) => value + down[i]!)
    })
  }
  const head = weights[config.tied ? "model.embed_tokens.weight" : "lm_head.weight"]!
  return h.map((row) => {
    const final = norm("model.norm.weight", row)
    return Array.from({ length: config.vocabulary }, (_, v) =>
      final.reduce((sum, x, i) => sum + x * head[v * width + i]!, 0),
    )
  })
}

export function logSoftmax(logits: Row): Row {
  const highest = Math.max(...logits)
  const total = Math.log(logits.reduce((sum, x) => sum + Math.exp(x - highest), 0))
  return logits.map((x) => x - highest - total)
}
