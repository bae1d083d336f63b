/**
 * The checkpoints of llama2.c: seven whole numbers, then weights in single precision; and its `tokenizer.bin`, whose pieces
 * become a `tokenizer.json`.
 *
 * Its rotary embedding turns neighbouring channels, ours channels half a head apart: rows of the query and key projections
 * are put in that order, which changes no score.
 *
 * @source https://github.com/karpathy/llama2.c, export.py (version 0) and run.c
 */
import {
  EMBEDDING,
  FINAL_NORM,
  HEAD,
  headWidth,
  type ModelConfig,
  normName,
  type Projection,
  projectionName,
} from "../../src/model/config.js"
import type { Weights } from "../../src/model/policy.js"
import { type Tokenizer, tokenizerFromJson } from "../../src/model/tokenizer.js"

const HEADER_BYTES = 28

/** @throws RangeError for a file that is shorter or longer than its header says */
export function readLlama2c(bytes: Uint8Array): { readonly config: ModelConfig; readonly weights: Weights } {
  if (bytes.length < HEADER_BYTES) throw new RangeError("it is shorter than a header")
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [width, feedForward, layers, heads, keyValueHeads, vocabulary, longest] = Array.from({ length: 7 }, (_, i) =>
    view.getInt32(4 * i, true),
  ) as [number, number, number, number, number, number, number]
  const tied = vocabulary > 0
  const sizes = { vocabulary: Math.abs(vocabulary), width, layers, heads, keyValueHeads, feedForward }
  const config: ModelConfig = { ...sizes, ropeBase: 10000, epsilon: 1e-5, tied }
  const values = new Reader(view)

  const weights: Record<string, Float32Array> = { [EMBEDDING]: values.take(config.vocabulary * width) }
  const norms = (which: "input" | "post_attention"): void => {
    for (let layer = 0; layer < layers; layer++) weights[normName(layer, which)] = values.take(width)
  }
  /** Each projection is [out, in]. */
  const projections = (projection: Projection, out: number, into: number): void => {
    for (let layer = 0; layer < layers; layer++) {
      const rows = values.take(out * into)
      const turns = projection === "q" || projection === "k"
      weights[projectionName(layer, projection)] = columns(rows, out, into, turns ? headWidth(config) : undefined)
    }
  }
  const keyWidth = keyValueHeads * headWidth(config)
  norms("input")
  projections("q", width, width)
  projections("k", keyWidth, width)
  projections("v", keyWidth, width)
  projections("o", width, width)
  norms("post_attention")
  projections("gate", feedForward, width)
  projections("down", width, feedForward)
  projections("up", feedForward, width)
  weights[FINAL_NORM] = values.take(width)
  // Rotary tables, which are computed here instead.
  values.take(longest * headWidth(config))
  if (!tied) weights[HEAD] = values.take(config.vocabulary * width)
  values.finish()
  return { config, weights }
}

class Reader {
  #at = HEADER_BYTES
  constructor(readonly view: DataView) {}

  take(count: number): Float32Array {
    if (!(count > 0) || this.#at + 4 * count > this.view.byteLength)
      throw new RangeError("it is shorter than its header says")
    const values = Float32Array.from({ length: count }, (_, i) => this.view.getFloat32(this.#at + 4 * i, true))
    this.#at += 4 * count
    return values
  }

  finish(): void {
    if (this.#at !== this.view.byteLength) throw new RangeError("it is longer than its header says")
  }
}

/** [out, in] to [in, out]. @param head channels of a head whose rows 2i and 2i + 1 become i and i + half */
function columns(rows: Float32Array, out: number, into: number, head: number | undefined): Float32Array {
  const turned = new Float32Array(rows.length)
  for (let row = 0; row < out; row++) {
    const within = head ? row % head : 0
    const column = head ? row - within + (within % 2) * (head / 2) + Math.floor(within / 2) : row
    for (let i = 0; i < into; i++) turned[i * out + column] = rows[row * into + i]!
  }
  return turned
}

/** Token 1 begins a text and, coming again, ends it. */
export const LLAMA2C_BEGIN = 1

/**
 * @param count pieces of the vocabulary
 * @throws RangeError for a file that is cut off
 */
export function readLlama2cTokenizer(bytes: Uint8Array, count: number): Tokenizer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pieces: { readonly text: string; readonly score: number; readonly id: number }[] = []
  let at = 4
  for (let id = 0; id < count; id++) {
    const length = at + 8 <= bytes.length ? view.getInt32(at + 4, true) : -1
    if (length < 0 || at + 8 + length > bytes.length) throw new RangeError(`it is cut off in piece ${id}`)
    const text = Buffer.from(bytes.subarray(at + 8, at + 8 + length)).toString("utf8")
    // The three control pieces are written with line ends around them.
    pieces.push({ text: id < 3 ? text.trim() : text.replaceAll(" ", SPACE), score: view.getFloat32(at, true), id })
    at += 8 + length
  }
  return tokenizerFromJson(json(pieces), { pad: pieces[0]!.text, end: pieces[LLAMA2C_BEGIN]!.text })
}

/** How SentencePiece writes a space. */
const SPACE = "\u2581"

function json(pieces: readonly { readonly text: string; readonly score: number; readonly id: number }[]): object {
  const ids = new Map(pieces.map(({ text, id }) => [text, id]))
  // A piece may come from any two that make it up; the piece with the higher score is made first.
  const made = pieces.filter(({ text, id }) => id >= 3 && !/^<0x[0-9A-F]{2}>$/.test(text) && [...text].length > 1)
  made.sort((a, b) => b.score - a.score)
  const merges = made.flatMap(({ text }) => {
    const signs = [...text]
    const halves = signs.slice(1).map((_, i) => [signs.slice(0, i + 1).join(""), signs.slice(i + 1).join("")])
    return halves.filter(([left, right]) => ids.has(left!) && ids.has(right!))
  })
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "Prepend", prepend: SPACE },
        { type: "Replace", pattern: { String: " " }, content: SPACE },
      ],
    },
    pre_tokenizer: null,
    post_processor: null,
    decoder: {
      type: "Sequence",
      decoders: [
        { type: "Replace", pattern: { String: SPACE }, content: " " },
        { type: "ByteFallback" },
        { type: "Fuse" },
        { type: "Strip", content: " ", start: 1, stop: 0 },
      ],
    },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: pieces[0]!.text,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab: Object.fromEntries(ids),
      merges,
    },
  }
}
