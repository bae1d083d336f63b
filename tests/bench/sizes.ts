/** The shapes that engines are measured at, and weights and tokens that any engine can make again from their seeds. */
import type { ParameterStore } from "../../src/engine/engine.js"
import type { Size } from "../engine/support/llama.js"

const llama = (
  vocabulary: number,
  width: number,
  [layers, heads, keyHeads, hidden]: readonly [number, number, number, number],
  [batch, tokens]: readonly [number, number],
): Size => ({ vocabulary, width, layers, heads, keyHeads, hidden, batch, tokens })

export const SIZES: Readonly<Record<string, Size>> = {
  tiny: llama(384, 128, [4, 4, 4, 256], [16, 96]),
  "1M": llama(512, 128, [5, 4, 2, 384], [8, 64]),
  "10M": llama(2048, 384, [6, 6, 2, 1024], [4, 128]),
}

/** Mulberry32, the generator that the published loss curves were made with. */
function mulberry(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Norms 1, embedding N(0, 0.02²), matrices N(0, 0.05²); tensor number i is drawn from seed 1000 + i. */
export function initialise(store: ParameterStore): void {
  const order = Object.keys(store.shapes)
  order.forEach((name, i) => {
    const into = store.weights[name]!
    if (store.shapes[name]!.length === 1) {
      into.fill(1)
      return
    }
    const draw = mulberry(1000 + i)
    const deviation = name === "embedding" ? 0.02 : 0.05
    for (let k = 0; k < into.length; k++) {
      into[k] = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw()) * deviation
    }
  })
}

/** Random tokens; the target of token x is (7x + 3) mod V. */
export function trainingBatch({ batch, tokens, vocabulary }: Size) {
  const draw = mulberry(7)
  const count = batch * tokens
  const ids = Int32Array.from({ length: count }, () => Math.floor(draw() * vocabulary))
  const targets = ids.map((id) => (id * 7 + 3) % vocabulary)
  return { ids, targets, weights: new Float32Array(count).fill(1 / count) }
}
