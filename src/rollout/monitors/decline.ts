/** A reward that goes down: training takes away what the model could, suddenly or not. */
import { report } from "./codes.js"
import { ends, findingOf, type Monitor, rolling, stepNoise, valuesOf, windowOf } from "./monitor.js"

/** Standard errors of the difference of the last window from the best one. */
const BOUND = 6

export const decline: Monitor = {
  name: "decline",
  summary: "a reward that falls",
  needs: ["reward"],
  look(steps) {
    const rewards = valuesOf(steps, "reward")
    const size = windowOf(steps)
    const { first, last } = ends(steps, "reward")
    const error = Math.max(stepNoise(rewards), 1e-6) * Math.sqrt(2 / size)
    const fall = (first - last) / error
    if (fall < BOUND) return undefined
    const means = rolling(rewards, size)
    const since = steps[means.indexOf(Math.max(...means))]!.step
    const said = report("monitor-declines", { first, last, deviations: fall, since, bound: BOUND })
    return findingOf(steps, said, { since, value: fall, threshold: BOUND })
  },
}
