/**
 * One seed on the real sentences, in a child process: a policy from scratch, its supervised warm start, GRPO on sentences
 * that the warm start has not seen, and the test answered by both, once.
 */
import type { Port } from "../../engine/child.js"
import type { Engine, EngineName } from "../../engine/engine.js"
import { startEngine } from "../../engine/start.js"
import { renderChat } from "../../model/chat.js"
import { initialise } from "../../model/initialise.js"
import { copyWeights, createPolicy, type Policy } from "../../model/policy.js"
import { loadPolicy, savePolicy } from "../../model/weights.js"
import { Random } from "../../random.js"
import { createEvaluator, type Evaluator } from "../../rollout/evaluate.js"
import type { Item } from "../../rollout/item.js"
import { rolloutRows } from "../../rollout/log.js"
import { encodePrompt, promptFor } from "../../rollout/rollout.js"
import { isWellFormed } from "../../rollout/verdicts.js"
import { metricsRow } from "../../train/metrics.js"
import type { Lesson, Run } from "../../train/run.js"
import { train } from "../../train/train.js"
import { type Example, type Label, textOf } from "../../value.js"
import type { JobMessage } from "../job-log.js"
import { type JobEnd, type JobInput, policyFolder } from "../jobs.js"
import { itemsOf, PROMPT, readCorpus, type SemevalCorpus, TEST_SET, trainTokenizer } from "./corpus.js"
import type { SemevalSettings } from "./settings.js"

export interface PolicyJob {
  readonly seed: number
  readonly engine: EngineName
  readonly dataFolder: string | undefined
  readonly settings: SemevalSettings
}

/** Answers to the whole test set, in its order; null where none could be read. */
export interface Answers {
  readonly labels: readonly (Label | null)[]
}

export interface PolicyResult {
  readonly parameters: number
  /** Of the warm start, and of every arm that went on from it. */
  readonly arms: Readonly<Record<string, Answers>>
}

const WARM_START = "warm-start"

/** What all phases need. */
interface Bench {
  readonly job: PolicyJob
  readonly corpus: SemevalCorpus
  readonly engine: Engine
  readonly policy: Policy
  readonly evaluator: Evaluator
  /** Of the job; each phase has its own beside it. */
  readonly checkpoint: string
  readonly port: Port
}

export async function run(input: JobInput<PolicyJob>, port: Port): Promise<JobEnd<PolicyResult>> {
  const { settings: job, checkpoint } = input
  const { settings, dataFolder } = job
  const corpus = readCorpus(dataFolder, settings.parts)
  const engine = await startEngine(job.engine, { threads: 1 })
  port.send({ type: "device", device: engine.device } satisfies JobMessage)
  const policy = fromScratch(engine, corpus, job)
  const { newTokens, evaluationLengths } = settings
  const evaluator = createEvaluator(engine, policy, { newTokens, promptLengths: evaluationLengths, batch: BATCH })
  const bench: Bench = { job, corpus, engine, policy, evaluator, checkpoint, port }

  const arms: Record<string, Answers> = {}
  for (const arm of [WARM_START, ...settings.arms] as const) {
    // Every arm goes on from the warm start, not from the arm before it.
    const start = policyFolder(checkpoint, WARM_START)
    if (arm !== WARM_START) copyWeights((await loadPolicy(start, engine)).store.weights, policy.store.weights)
    const end = await trainPhase(bench, arm)
    if (end.stopped) return { state: "stopped", at: `${arm}, step ${end.step}` }
    arms[arm] = await answer(bench, arm, end.step)
  }
  await engine.dispose()
  return { state: "finished", result: { parameters: policy.store.size, arms } }
}

/** Items answered at once. */
const BATCH = 16

function fromScratch(engine: Engine, corpus: SemevalCorpus, { settings, seed }: PolicyJob): Policy {
  const tokenizer = trainTokenizer(corpus, settings.vocabulary)
  const config = { ...settings.model, vocabulary: tokenizer.vocabularySize }
  return createPolicy(engine, { config, tokenizer, template: "plain", weights: initialise(config, seed) })
}

/** Trains, or goes on, or takes what an earlier process finished; ends with the best step's weights in the policy. */
async function trainPhase(bench: Bench, arm: string): Promise<{ readonly step: number; readonly stopped: boolean }> {
  const { policy, checkpoint, port, job } = bench
  const rows = train(runOf(bench, arm))
  const of = stepsOf(job.settings, arm)
  for (;;) {
    const next = await rows.next()
    if (next.done) {
      const { best, step, stopped } = next.value
      if (stopped || !best) return { step, stopped: true }
      copyWeights(best.weights, policy.store.weights)
      savePolicy(policyFolder(checkpoint, arm), policy, "F32")
      return { step: best.step, stopped: false }
    }
    const { groups, advantages_PG } = next.value.rollouts ?? { groups: [] }
    port.send({
      type: "step",
      phase: arm === WARM_START ? "warm start" : "train",
      of,
      row: metricsRow(next.value, arm, job.seed),
      rollouts: rolloutRows(groups, { arm, seed: job.seed, step: next.value.step }, advantages_PG),
    } satisfies JobMessage)
  }
}

/** A supervised step is one update: as many of them as GRPO has mini-batches. */
const stepsOf = ({ warmStart, after }: SemevalSettings, arm: string): number =>
  arm === WARM_START
    ? warmStart.stepsWithout + warmStart.stepsWith
    : after.steps * (arm === "sft-labels" ? after.miniBatches : 1)

function runOf(bench: Bench, arm: string): Run {
  const { job, corpus, engine, policy, evaluator, checkpoint, port } = bench
  const { settings, seed } = job
  const { warmStart, after } = settings
  const dev = byLength(policy, itemsOf(corpus.task, corpus.dev))
  const devAccuracy = async (): Promise<number> =>
    (await evaluator.evaluate(dev, { arm, set: "dev", seed, prompt: PROMPT })).accuracy
  const common = {
    engine,
    policy,
    seed,
    steps: stepsOf(settings, arm),
    prompt: PROMPT,
    signal: port.signal,
  }
  const kept = (everySteps: number) => ({ file: `${checkpoint}.${arm}`, everySteps, resume: true })
  if (arm === WARM_START) {
    const { stepsWithout, sentencesPerStep, learningRate, warmUpSteps, selectEvery, guidelineTokens } = warmStart
    return {
      ...common,
      objective: {
        kind: "lessons",
        lessonsPerStep: 1,
        questionsPerLesson: sentencesPerStep,
        newTokens: warmStart.sentenceTokens + ANSWER_ROOM,
      },
      draw: lessons(bench),
      learningRate,
      warmUpSteps,
      promptLengths: [1, guidelineTokens],
      checkpoint: kept(selectEvery),
      // Without the guideline there is nothing to be chosen: it is always in the prompt afterwards.
      select: { everySteps: selectEvery, score: async (_, step) => (step <= stepsWithout ? 0 : devAccuracy()) },
    }
  }
  const { promptsPerStep, miniBatches, groupSize, learningRate, warmUpSteps, clip, beta } = after
  const supervised = arm === "sft-labels"
  const selectEvery = after.selectEvery * (supervised ? miniBatches : 1)
  const { newTokens } = settings
  const rest = itemsOf(corpus.task, corpus.rest).filter(
    (item) => encodePrompt(policy, item, PROMPT).length <= settings.promptTokens,
  )
  const shared = {
    ...common,
    draw: (random: Random) => random.pick(rest),
    learningRate,
    warmUpSteps,
    promptLengths: [settings.promptTokens],
    checkpoint: kept(selectEvery),
    select: { everySteps: selectEvery, score: devAccuracy },
  }
  if (supervised) {
    return {
      ...shared,
      objective: { kind: "sft", target: "label", promptsPerStep: promptsPerStep / miniBatches, newTokens },
    }
  }
  return { ...shared, objective: { kind: "grpo", promptsPerStep, miniBatches, groupSize, newTokens, clip, beta } }
}

/** Signs and answer that follow a sentence, tokens. */
const ANSWER_ROOM = 10
/** Stands where the guideline stands later. */
const NO_GUIDELINE = "|"

/** All sentences in a new order each epoch; long ones are left out. */
function lessons({ corpus, policy, job: { settings, seed } }: Bench): (random: Random, index: number) => Lesson {
  const { task } = corpus
  const { stepsWithout, sentencesPerStep, sentenceTokens } = settings.warmStart
  const guideline = promptFor(policy, task, { sentence: "" }, PROMPT)[0]!.content
  const short = corpus.warmStart.filter(
    ({ input }) => policy.tokenizer.count(textOf(input, "sentence")) <= sentenceTokens,
  )
  const orders = new Map<number, readonly Example[]>()
  const at = (position: number): Example => {
    const epoch = Math.floor(position / short.length)
    const order = orders.get(epoch) ?? Random.of(seed, "epoch", epoch).shuffled(short)
    orders.set(epoch, order)
    return order[position % short.length]!
  }
  return (_, index) => ({
    prefix: index < stepsWithout ? NO_GUIDELINE : guideline,
    questions: Array.from({ length: sentencesPerStep }, (_, k) => {
      const { input, gold } = at(index * sentencesPerStep + k)
      const content = textOf(input, "sentence")
      // The space stands between the guideline and the sentence in the whole prompt, too.
      return { question: ` ${renderChat([{ role: "user", content }], "plain")}`, answer: task.write(gold) }
    }),
  })
}

/** Short sentences first, so that those that are answered together need little padding. */
function byLength({ tokenizer }: Policy, items: readonly Item[]): Item[] {
  const lengths = new Map(items.map((item) => [item, tokenizer.count(textOf(item.example.input, "sentence"))]))
  return [...items].sort((a, b) => lengths.get(a)! - lengths.get(b)!)
}

async function answer(bench: Bench, arm: string, step: number): Promise<Answers> {
  const { job, corpus, policy, evaluator, port } = bench
  const { seed } = job
  const asked = byLength(policy, itemsOf(corpus.task, corpus.protocol.test))
  const { completions } = await evaluator.evaluate(asked, { arm, set: TEST_SET, seed, prompt: PROMPT })
  const groups = asked.map((item, at) => ({ item, promptTokens: [], completions: [completions[at]!] }))
  port.send({
    type: "evaluated",
    rollouts: rolloutRows(groups, { arm, seed, step, set: TEST_SET }),
  } satisfies JobMessage)
  const answered = new Map(completions.map(({ verdict }, at) => [asked[at]!.example.id, verdict]))
  const labels = corpus.protocol.test.map(({ id }) => {
    const verdict = answered.get(id)!
    return isWellFormed(corpus.task, verdict) ? textOf(verdict.answer, "label") : null
  })
  return { labels }
}
