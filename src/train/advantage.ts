/** Group-relative advantages: how much better an answer was than the other answers to the same prompt. */

export type AdvantageScale = "std" | "none"

/**
 * Each reward minus the mean of its group, over the group's standard deviation.
 *
 * @param rewards_G  scores of G answers to one prompt, on any scale; null (not scorable) is left out of mean and deviation
 * @param scale      "std" as in GRPO (population: divide by G, not G − 1), "none" as in Dr. GRPO
 * @returns          advantages_G, dimensionless with "std", summing to 0; all 0 when every reward is equal; null where the
 *                   reward is null
 * @throws RangeError for fewer than two answers
 * @source           Shao et al. 2024, arXiv:2402.03300, section 4.1; "none": Liu et al. 2025, arXiv:2503.20783
 * @example          advantages([1, 0, 0, 1]) // [1, -1, -1, 1]
 */
export function advantages(rewards_G: readonly (number | null)[], scale: AdvantageScale = "std"): (number | null)[] {
  if (rewards_G.length < 2)
    throw new RangeError(`a group of ${rewards_G.length}; two answers are the fewest to compare`)
  const known = rewards_G.filter((reward) => reward !== null)
  if (agrees(rewards_G)) return rewards_G.map((reward) => (reward === null ? null : 0))
  const mean = known.reduce((a, b) => a + b, 0) / known.length
  const deviation = Math.sqrt(known.reduce((sum, reward) => sum + (reward - mean) ** 2, 0) / known.length)
  const divisor = scale === "std" ? deviation : 1
  return rewards_G.map((reward) => (reward === null ? null : (reward - mean) / divisor))
}

/** A group that agrees teaches nothing. @returns whether all rewards that are known are equal, or none is known */
export function agrees(rewards_G: readonly (number | null)[]): boolean {
  return new Set(rewards_G.filter((reward) => reward !== null)).size < 2
}
