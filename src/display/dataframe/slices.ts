/**
 * Long computations in slices, between which the notebook's other requests are answered; and sorting as such a computation.
 *
 * Knows no tables. A computation is a generator that yields where it may pause.
 */
export type Work<T> = Generator<void, T, void>

/** As long as others wait at most, if no piece between two yields takes longer. */
const SLICE_MS = 10

/** Steps of a loop between two yields. */
export const STEPS = 1 << 14

/** Values of a piece that is sorted at once: some milliseconds of texts. */
const PIECE = 1 << 14

export async function inSlices<T>(work: Work<T>): Promise<T> {
  let end = performance.now() + SLICE_MS
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value
    if (performance.now() < end) continue
    await new Promise(setImmediate)
    end = performance.now() + SLICE_MS
  }
}

/** Without a pause. */
export function atOnce<T>(work: Work<T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}

/**
 * Sorts texts by code units: pieces by the engine's own sort, which are then merged. Numbers need none of this: a million are
 * sorted in a tenth of a second.
 *
 * @param values are used up
 * @example atOnce(sorted(["b", "a"])) // ["a", "b"]
 */
export function* sorted(values: string[]): Work<string[]> {
  const size = values.length
  for (let start = 0; start < size; start += PIECE) {
    const piece = values.slice(start, start + PIECE).sort()
    for (let i = 0; i < piece.length; i++) values[start + i] = piece[i]!
    yield
  }
  let from = values
  let to = values.slice()
  for (let width = PIECE; width < size; width *= 2) {
    for (let low = 0; low < size; low += 2 * width)
      yield* merged(from, to, low, Math.min(low + width, size), Math.min(low + 2 * width, size))
    ;[from, to] = [to, from]
  }
  return from
}

/** Two neighbours that are sorted, `low` to `middle` and from there to `high`, become one. */
function* merged(from: string[], to: string[], low: number, middle: number, high: number): Work<void> {
  let [left, right] = [low, middle]
  for (let at = low; at < high; at++) {
    const takesLeft = left < middle && (right >= high || from[left]! <= from[right]!)
    to[at] = from[takesLeft ? left++ : right++]!
    if (at % STEPS === 0) yield
  }
}
