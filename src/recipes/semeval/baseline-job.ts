/** The baselines on the real sentences, in a child process: one label for all, and a bag of words. */
import type { Port } from "../../engine/child.js"
import type { Example, Label } from "../../value.js"
import { trainBagOfWords } from "../baselines/bag-of-words.js"
import { type Baseline, constant } from "../baselines/constant.js"
import type { JobEnd, JobInput } from "../jobs.js"
import { readCorpus } from "./corpus.js"
import type { SemevalSettings } from "./settings.js"

export interface BaselineJob {
  readonly dataFolder: string | undefined
  readonly settings: SemevalSettings
}

/** Labels for the whole test set, in its order, by arm. */
export type BaselineResult = Readonly<Record<string, readonly Label[]>>

const SEED = 1

export async function run({ settings: job }: JobInput<BaselineJob>, _port: Port): Promise<JobEnd<BaselineResult>> {
  const { task, warmStart, dev, rest, protocol } = readCorpus(job.dataFolder, job.settings.parts)
  // Everything that a policy may look at: the dev sentences choose among its steps.
  const train: readonly Example[] = [...warmStart, ...dev, ...rest]
  const labels = ({ predict }: Baseline): Label[] => protocol.test.map(({ input }) => predict(input))
  const other = task.meaning.otherwise!.name
  const result = {
    [`constant-${other.toLowerCase()}`]: labels(constant(other)),
    "bag-of-words": labels(trainBagOfWords(train, { seed: SEED })),
  }
  return { state: "finished", result }
}
