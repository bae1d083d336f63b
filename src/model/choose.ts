/** Choosing one token from logits. */

export interface Choice {
  token: number
  /** Of softmax(logits / temperature), nats. */
  logProb: number
  /** Of softmax(logits / temperature), nats. */
  entropy: number
}

/** The tokens that are drawn from. */
interface Nucleus {
  readonly smallest: number
  readonly sum: number
}

let weights = new Float64Array(0)
let inside = new Float64Array(0)
let bins = new Uint16Array(0)

/**
 * @param logits_V unnormalised
 * @param u        uniform in [0, 1); absent: the likeliest token (and temperature 1)
 * @param out      written to: called for every token of every answer, so that nothing is allocated
 */
export function chooseToken(
  logits_V: Float32Array,
  { temperature = 1, topP = 1 }: { readonly temperature?: number; readonly topP?: number },
  u: number | undefined,
  out: Choice,
): void {
  const size = logits_V.length
  if (weights.length < size) {
    weights = new Float64Array(size)
    inside = new Float64Array(size)
    bins = new Uint16Array(size)
  }
  let best = 0
  for (let i = 1; i < size; i++) if (logits_V[i]! > logits_V[best]!) best = i
  const highest = logits_V[best]!
  const scale = u === undefined ? 1 : 1 / temperature
  let total = 0
  let weighted = 0
  for (let i = 0; i < size; i++) {
    const below = (logits_V[i]! - highest) * scale
    const weight = Math.exp(below)
    weights[i] = weight
    total += weight
    weighted += weight * below
  }
  const logTotal = Math.log(total)
  const limit = u !== undefined && topP < 1 ? nucleus(logits_V, highest, scale, topP * total) : undefined
  out.token = u === undefined ? best : draw(size, limit, total, u)
  out.logProb = (logits_V[out.token]! - highest) * scale - logTotal
  out.entropy = logTotal - weighted / total
}

/** So fine that few of a vocabulary's logits share a bin; the last bin takes all that is further below. */
const BINS_PER_NAT = 32
const BINS = 1024
const sums = new Float64Array(BINS)

/**
 * The likeliest tokens that together reach a sum, found in linear time: only the bin in which it is reached is sorted.
 *
 * @param needed sum of weights to be reached
 * @returns the smallest weight that takes part, and the sum of those that do; tokens of equal weight are in together
 */
function nucleus(logits_V: Float32Array, highest: number, scale: number, needed: number): Nucleus {
  const size = logits_V.length
  sums.fill(0)
  for (let i = 0; i < size; i++) {
    const bin = Math.min(BINS - 1, Math.floor((highest - logits_V[i]!) * scale * BINS_PER_NAT))
    bins[i] = bin
    sums[bin]! += weights[i]!
  }
  let crossing = 0
  let sum = 0
  while (crossing < BINS - 1 && sum + sums[crossing]! < needed) sum += sums[crossing++]!
  let count = 0
  for (let i = 0; i < size; i++) if (bins[i] === crossing) inside[count++] = weights[i]!
  const sorted = inside.subarray(0, count).sort()
  while (count > 0 && sum < needed) sum += sorted[--count]!
  const smallest = sorted[count] ?? 0
  while (count > 0 && sorted[count - 1] === smallest) sum += sorted[--count]!
  return { smallest, sum }
}

function draw(size: number, limit: Nucleus | undefined, total: number, u: number): number {
  const smallest = limit?.smallest ?? 0
  let rest = u * (limit?.sum ?? total)
  let last = 0
  for (let i = 0; i < size; i++) {
    const weight = weights[i]!
    if (weight < smallest || weight === 0) continue
    last = i
    rest -= weight
    if (rest < 0) break
  }
  return last
}
