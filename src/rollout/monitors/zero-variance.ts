/** Groups whose answers all score the same: with a group-relative advantage they teach nothing. */
import { report } from "./codes.js"
import { ends, findingOf, type Monitor, rolling, valuesOf, windowOf } from "./monitor.js"

/** Four groups of five: what is left of the batch is then a fifth. */
const MOST_FLAT = 0.8
/** Nearly all answers are right: the groups agree because there is nothing left to learn. */
const SOLVED = 0.95

export const zeroVariance: Monitor = {
  name: "zero-variance",
  summary: "share of groups that agree",
  needs: ["zeroVariance"],
  look(steps) {
    const size = windowOf(steps)
    const shares = rolling(valuesOf(steps, "zeroVariance"), size)
    const share = shares.at(-1)!
    if (share < MOST_FLAT) return undefined
    const since = steps[shares.findLastIndex((one) => one < MOST_FLAT) + 1]!.step
    const isSolved = steps.every(({ accuracy }) => accuracy !== undefined) && ends(steps, "accuracy").last >= SOLVED
    const facts = { share, since, bound: MOST_FLAT }
    const said = isSolved ? report("monitor-solved", facts) : report("monitor-groups-agree", facts)
    return findingOf(steps, said, { since, value: share, threshold: MOST_FLAT })
  },
}
