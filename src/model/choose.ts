/** Choosing one token from logits. */

export interface Choice {
  token: number
  /** Of softmax(logits / temperature), nats. */
  logProb: number
  /** Of softmax(logits / temperature), nats. */
  entropy: number
}

let weights = new Float64Array(0)

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
  if (weights.length < size) weights = new Float64Array(size)
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
  out.token = u === undefined ? best : draw(size, topP < 1 ? nucleus(size, topP * total) : undefined, total, u)
  out.logProb = (logits_V[out.token]! - highest) * scale - logTotal
  out.entropy = logTotal - weighted / total
}

/** The smallest weight that still takes part, and the sum of those that do. @param needed sum to be reached */
function nucleus(size: number, needed: number): { readonly smallest: number; readonly sum: number } {
  const sorted = weights.slice(0, size).sort()
  let at = size
  let sum = 0
  while (at > 0 && sum < needed) sum += sorted[--at]!
  const smallest = sorted[at]!
  // Equal weights are in together: which of them sorting put first says nothing.
  while (at > 0 && sorted[at - 1] === smallest) sum += sorted[--at]!
  return { smallest, sum }
}

function draw(size: number, limit: ReturnType<typeof nucleus> | undefined, total: number, u: number): number {
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
