/** Form and accuracy apart: a reward that rises on the form alone looks like learning and is none. */
import { report } from "./codes.js"
import { ends, findingOf, type Monitor, rolling, valuesOf, windowOf } from "./monitor.js"

/** Points of the share of right answers: less is no progress. */
const LEAST_PROGRESS = 0.02
/** Of the share of well-formed answers: less is no gain that could hide anything. */
const LEAST_FORM = 0.1

export const formAlone: Monitor = {
  name: "form-alone",
  summary: "the form learnt and the task not",
  needs: ["format", "accuracy", "reward"],
  look(steps) {
    const change = (measure: "format" | "accuracy" | "reward") => {
      const { first, last } = ends(steps, measure)
      return last - first
    }
    const [format, accuracy, reward] = [change("format"), change("accuracy"), change("reward")]
    if (reward <= 0 || format < LEAST_FORM || accuracy >= LEAST_PROGRESS) return undefined
    const formed = rolling(valuesOf(steps, "format"), windowOf(steps))
    const half = (formed[0]! + formed.at(-1)!) / 2
    const since = steps[formed.findIndex((share) => share >= half)]!.step
    const said = report("monitor-form-alone", { format, accuracy, reward, since, bound: LEAST_PROGRESS })
    return findingOf(steps, said, { since, value: accuracy, threshold: LEAST_PROGRESS })
  },
}
