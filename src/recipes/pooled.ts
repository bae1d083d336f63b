/**
 * Intervals over everything that was drawn: seeds, worlds, sentences.
 *
 * Runs of several seeds answer the same sentences, and sentences of one world share its guideline; taking all answers for
 * independent would give intervals that are far too narrow.
 */
import { Random } from "../random.js"
import { type Interval, mean, quantile, wilson } from "../rollout/statistics.js"

/** One answer: right (1) or not (0), and the world it belongs to. */
export interface Outcome {
  readonly world: string
  readonly value: number
}

/**
 * Hierarchical percentile bootstrap of the mean, 95 %: each resample draws seeds, then worlds (the same ones for all
 * seeds), then sentences inside each world. The spread between S seeds is understated by a factor of about (S − 1) / S.
 * Where every outcome is the same, Wilson's interval of N items.
 *
 * @param outcomes_SN one row per seed (or a single one), the same items in the same order
 * @param seed        of the resampling
 * @source Davison and Hinkley 1997, Bootstrap Methods and their Application, section 3.8 (resampling at each level)
 */
export function hierarchicalInterval(
  outcomes_SN: readonly (readonly Outcome[])[],
  seed: number,
  draws = 2000,
): Interval {
  const [first] = outcomes_SN
  if (!first || first.length === 0) throw new RangeError("an interval of no outcomes")
  if (outcomes_SN.some((row) => row.length !== first.length)) throw new RangeError("seeds with different items")
  const worlds = itemsByWorld(first)
  const random = Random.of(seed, "hierarchical")
  const drawn = Float64Array.from({ length: draws }, () => {
    const rows = outcomes_SN.map(() => random.pick(outcomes_SN))
    let sum = 0
    let count = 0
    for (let w = 0; w < worlds.length; w++) {
      const items = random.pick(worlds)
      for (let i = 0; i < items.length; i++) {
        const at = random.pick(items)
        for (const row of rows) sum += row[at]!.value
      }
      count += items.length * rows.length
    }
    return sum / count
  }).sort()
  const value = mean(outcomes_SN.map((row) => mean(row.map((outcome) => outcome.value))))
  // Where all answers are right, or none, there is nothing to draw from: Wilson's interval of the items speaks then.
  if (value === 0 || value === 1) return wilson(value * first.length, first.length)
  return { value, low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) }
}

function itemsByWorld(outcomes: readonly Outcome[]): number[][] {
  const worlds = new Map<string, number[]>()
  outcomes.forEach(({ world }, at) => {
    const items = worlds.get(world)
    if (items) items.push(at)
    else worlds.set(world, [at])
  })
  return [...worlds.values()]
}
