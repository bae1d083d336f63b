/** R1-RE on the real sentences of SemEval-2010 Task 8: which jobs, and where the results come from. */
import { availableParallelism } from "node:os"
import { hashOf, type RunIdentity } from "../rollout/run-folder.js"
import { asPlain } from "./as-plain.js"
import { JobLog, type JobMessage } from "./job-log.js"
import { isKept, type Job, runJobs } from "./jobs.js"
import type { RunOptions, RunOutcome, RunReporter } from "./recipe.js"
import type { BaselineJob, BaselineResult } from "./semeval/baseline-job.js"
import { PROMPT, readCorpus, type SemevalCorpus } from "./semeval/corpus.js"
import { semevalPage } from "./semeval/page.js"
import type { PolicyJob, PolicyResult } from "./semeval/policy-job.js"
import { type ArmAnswers, semevalResults } from "./semeval/results.js"
import { SEMEVAL, type SemevalSettings, shortened } from "./semeval/settings.js"

/** Jobs run in processes of one thread each. */
const AT_ONCE = 2

export async function runOnSemeval(
  options: RunOptions,
  report: RunReporter,
  all: SemevalSettings = SEMEVAL,
): Promise<RunOutcome> {
  const { engine, signal, steps, dataFolder } = options
  const settings = steps === undefined ? all : shortened(all, steps)
  const seeds = Array.from({ length: options.seeds ?? settings.seeds }, (_, i) => i + 1)
  const corpus = readCorpus(dataFolder, settings.parts)
  const folder = await options.open(identityOf(options, corpus, settings, seeds))
  const { train, test } = corpus.protocol
  report({
    type: "note",
    says: `gold: every answer of ${train.length} training and ${test.length} test sentences earns the guideline's highest score`,
  })

  const policies = seeds.map((seed): Job<PolicyJob> => {
    const own = { seed, engine, dataFolder, settings }
    return { id: `policy-${seed}`, module: new URL("./semeval/policy-job.js", import.meta.url), settings: own }
  })
  const baselines: Job<BaselineJob> = {
    id: "baselines",
    module: new URL("./semeval/baseline-job.js", import.meta.url),
    settings: { dataFolder, settings },
  }
  const jobs: Job[] = [...policies, baselines]
  const log = new JobLog(folder, report, engine)
  const owners = policies
    .filter((job) => !isKept(folder, job))
    .flatMap(({ settings: { seed } }) => ["warm-start", ...settings.arms].map((arm) => ({ arm, seed })))
  if (folder.resumed) await log.forgetEvaluations(owners)
  const atOnce = options.threads ?? Math.min(AT_ONCE, availableParallelism())
  report({ type: "phase", phase: "train", says: `${jobs.length} jobs, ${atOnce} at a time` })
  const end = await runJobs<PolicyResult | BaselineResult>(jobs, {
    folder,
    atOnce,
    signal,
    onMessage: (message) => log.take(message as JobMessage),
  })
  if (end.state === "stopped") return end

  report({ type: "phase", phase: "results", says: "accuracy, official score and intervals" })
  const made = policies.map(({ id }) => end.results.get(id) as PolicyResult)
  const fixed = end.results.get(baselines.id) as BaselineResult
  const answers: ArmAnswers[] = [
    ...["warm-start", ...settings.arms].map((arm) => ({
      arm,
      seeds,
      labels_SN: made.map(({ arms }) => arms[arm]!.labels),
    })),
    ...Object.entries(fixed).map(([arm, labels]) => ({ arm, seeds: null, labels_SN: [labels] })),
  ]
  const results = semevalResults(test, corpus.protocol.evaluation, answers)
  return { state: "finished", results, page: semevalPage(corpus, settings, made[0]!.parameters) }
}

function identityOf(
  { engine }: RunOptions,
  { task, protocol }: SemevalCorpus,
  settings: SemevalSettings,
  seeds: readonly number[],
): RunIdentity {
  const [guideline] = task.prompt({ sentence: "" }, PROMPT).messages
  return {
    recipe: "r1-re",
    guidelines: task.meaning.files,
    hashes: { prompt: hashOf(guideline!.content), plan: hashOf(task.plan), data: hashOf(protocol) },
    seeds,
    engine,
    settings: { data: "semeval2010-task8", semeval: asPlain(settings) },
  }
}
