/**
 * R1-RE at the size of a laptop: reinforcement learning with the guideline in the prompt against supervised fine-tuning,
 * in-domain and out of domain. On generated annotation worlds, or on the real sentences of SemEval-2010 Task 8.
 */
import { runOnWorlds } from "./r1-re/on-worlds.js"
import { settingsOf } from "./r1-re/settings.js"
import type { Recipe } from "./recipe.js"

const SEMEVAL = "semeval2010-task8"

export const r1re: Recipe = {
  name: "r1-re",
  summary: "RL with the guideline in the prompt against supervised fine-tuning, in-domain and out of domain (R1-RE)",
  data: [SEMEVAL],
  async run(options, report) {
    if (options.data === undefined) {
      const { long, steps } = options
      const settings = { ...settingsOf(long), ...(steps !== undefined && { steps }) }
      return runOnWorlds(options, report, settings)
    }
    const { runOnSemeval } = await import("./r1-re-semeval.js")
    return runOnSemeval(options, report)
  },
}
