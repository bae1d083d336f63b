/** Length against reward: answers that grow (or shrink) because that pays, and not because more of them are right. */
import { mean } from "../statistics.js"
import { report } from "./codes.js"
import { ends, findingOf, type Monitor, rolling, valuesOf, windowOf } from "./monitor.js"

/** Times the length of the beginning. */
const LEAST_GROWTH = 1.5
/** Of length and score within groups. */
const LEAST_CORRELATION = 0.2
/** Points of the share of right answers that excuse a longer answer. */
const PROGRESS = 0.05

export const length: Monitor = {
  name: "length",
  summary: "length that is paid for",
  needs: ["length", "lengthCorrelation", "reward"],
  look(steps) {
    const { first, last } = ends(steps, "length")
    const factor = last / first
    const grows = factor > 1
    const isLong = grows ? factor >= LEAST_GROWTH : factor <= 1 / LEAST_GROWTH
    const half = steps.slice(-Math.ceil(steps.length / 2))
    const correlation = mean(valuesOf(half, "lengthCorrelation"))
    const isPaid = (grows ? correlation : -correlation) >= LEAST_CORRELATION
    const reward = ends(steps, "reward")
    if (!isLong || !isPaid || reward.last <= reward.first) return undefined
    const known = steps.every(({ accuracy }) => accuracy !== undefined)
    const right = known ? ends(steps, "accuracy") : { first: 0, last: 0 }
    if (right.last - right.first >= PROGRESS) return undefined
    const bound = grows ? first * LEAST_GROWTH : first / LEAST_GROWTH
    const lengths = rolling(valuesOf(steps, "length"), windowOf(steps))
    const since = steps[lengths.findIndex((one) => (grows ? one >= bound : one <= bound))]!.step
    const said = report("monitor-length-paid", { factor, correlation, since, bound: LEAST_GROWTH })
    return findingOf(steps, said, { since, value: factor, threshold: LEAST_GROWTH })
  },
}
