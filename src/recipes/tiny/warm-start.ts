/**
 * The warm start of the tiny policy: from first numbers to a policy that reads a guideline, and reads it badly where the
 * training of the recipe shall help.
 *
 * Worlds are drawn anew at every step and compiled by the real compiler. Cues that the guideline does not list are rare
 * here, so that the policy does not learn well what to do about them: that is left to the recipe.
 */
import type { Engine } from "../../engine/engine.js"
import { renderChat } from "../../model/chat.js"
import type { ModelConfig } from "../../model/config.js"
import { initialiseForLookup } from "../../model/initialise.js"
import { createPolicy, type Policy } from "../../model/policy.js"
import type { Random } from "../../random.js"
import { createEvaluator } from "../../rollout/evaluate.js"
import type { ResultRow } from "../../rollout/result.js"
import type { Lesson, TrainRow } from "../../train/run.js"
import { train } from "../../train/train.js"
import { compileWorld } from "../worlds/corpus.js"
import { DEV, EVALUATION_SEED, items, PROMPT } from "../worlds/domains.js"
import { drawSentence, type SentenceMix } from "../worlds/sentence.js"
import { worldTokenizer } from "../worlds/vocabulary.js"
import { WARM_POOL } from "../worlds/words.js"
import { drawWorld } from "../worlds/world.js"
import { echo, glossary } from "./exercises.js"

const TOKENIZER = worldTokenizer()

/** A plain Llama of 0.72 M parameters. */
export const TINY: ModelConfig = {
  vocabulary: TOKENIZER.vocabularySize,
  width: 128,
  layers: 4,
  heads: 4,
  keyValueHeads: 4,
  feedForward: 256,
  ropeBase: 10_000,
  epsilon: 1e-5,
  tied: true,
}

/** Every setting of the warm start, with its unit. */
export const WARM_START = {
  /** Shares of the exercises; the rest is the task. */
  echo: 0.15,
  glossary: 0.2,
  mix: { negated: 0.08, notInGuideline: 0.03, distractor: 0.4, templates: "both" } satisfies SentenceMix,
  shape: { fewestRelations: 2, mostRelations: 5 },
  guidesPerStep: 8,
  questionsPerGuide: 8,
  /** Longest guideline, and longest question with its answer, tokens. */
  guideTokens: 72,
  questionTokens: 42,
  learningRate: 1e-3,
  warmUpSteps: 100,
  mostSteps: 600,
  /** Dev worlds are looked at every so many steps. */
  checkEvery: 25,
  /**
   * The policy is taken from the first step with this share of right answers to dev sentences, of right ones to those that
   * state a relation, and of well-formed ones: able to look a rule up, and far from perfect.
   */
  wanted: { fewest: 0.6, most: 0.75, fewestOfRelations: 0.9, fewestWellFormed: 0.9 },
} as const

/** One world, and eight questions about it. */
export function drawLesson(random: Random): Lesson {
  const { mix, shape, questionsPerGuide } = WARM_START
  const { world, task } = compileWorld(drawWorld("warm-start", random, WARM_POOL, shape))
  const ask = (question: string) => renderChat([{ role: "user", content: question }], "plain")
  let prefix = ""
  const questions = Array.from({ length: questionsPerGuide }, () => {
    const drawn = random.next()
    const sentence = drawSentence(random, world, mix)
    const [guide, user] = task.prompt({ sentence: sentence.text }, PROMPT).messages
    prefix = guide!.content
    if (drawn >= WARM_START.echo + WARM_START.glossary) {
      return { question: ask(user!.content), answer: task.write({ label: sentence.gold }, sentence.reasoning) }
    }
    const { question, answer } = drawn < WARM_START.echo ? echo(random) : glossary(random, world)
    return { question: ask(question), answer }
  })
  return { prefix, questions }
}

export interface WarmStart {
  readonly policy: Policy
  readonly step: number
  /** On the dev worlds, at that step. */
  readonly rows: readonly ResultRow[]
}

export interface WarmStartOptions {
  readonly signal?: AbortSignal
  /** Called after each step; `dev` at the steps at which the dev worlds were looked at. */
  readonly onRow?: (row: TrainRow, dev: readonly ResultRow[] | undefined) => void
}

/** @returns the policy at the first step that is as wanted; undefined when none was, or when it was stopped */
export async function warmStart(
  engine: Engine,
  seed: number,
  { signal, onRow }: WarmStartOptions = {},
): Promise<WarmStart | undefined> {
  const weights = initialiseForLookup(TINY, seed)
  const policy = createPolicy(engine, { config: TINY, tokenizer: TOKENIZER, template: "plain", weights })
  const evaluator = createEvaluator(engine, policy, { newTokens: 14, promptLengths: [104] })
  const dev = items(DEV, EVALUATION_SEED.warmStart)
  const rows = train({
    engine,
    policy,
    objective: {
      kind: "lessons",
      lessonsPerStep: WARM_START.guidesPerStep,
      questionsPerLesson: WARM_START.questionsPerGuide,
      newTokens: WARM_START.questionTokens,
    },
    draw: drawLesson,
    steps: WARM_START.mostSteps,
    seed,
    learningRate: WARM_START.learningRate,
    warmUpSteps: WARM_START.warmUpSteps,
    promptLengths: [WARM_START.guideTokens],
    ...(signal && { signal }),
  })
  const about = { arm: "base", set: "dev", seed: null, prompt: PROMPT }
  try {
    for await (const row of rows) {
      const due = row.step % WARM_START.checkEvery === 0
      const measured = due ? (await evaluator.evaluate(dev, about)).rows : undefined
      onRow?.(row, measured)
      if (measured && asWanted(measured)) return { policy, step: row.step, rows: measured }
    }
    return undefined
  } finally {
    await evaluator.dispose()
  }
}

function asWanted(rows: readonly ResultRow[]): boolean {
  const value = (metric: string) => rows.find((row) => row.metric === metric)!.value
  const { fewest, most, fewestOfRelations, fewestWellFormed } = WARM_START.wanted
  const accuracy = value("accuracy")
  const able = value("kind/relation") >= fewestOfRelations && value("format") >= fewestWellFormed
  return able && accuracy >= fewest && accuracy <= most
}
