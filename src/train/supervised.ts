/** Supervised steps: answers to be imitated, after prompts of their own or several after one shared prefix. */
import type { Tensor1D } from "@tensorflow/tfjs-core"
import type { AdamW } from "../engine/engine.js"
import { ByLength } from "../model/by-length.js"
import { leftPadded } from "../model/pad.js"
import { continuationSpecs } from "../model/score.js"
import type { Tokenizer } from "../model/tokenizer.js"
import { continuationLogProbs } from "../model/transformer.js"
import type { Random } from "../random.js"
import { encodePrompt, promptLength } from "../rollout/rollout.js"
import { type Learner, NO_ROLLOUTS, timed } from "./learner.js"
import { sftLoss, targetWeights } from "./losses/index.js"
import type { LessonRun, SftRun } from "./run.js"

/** A prefix, and what follows it: tokens before `from` are read, the others imitated. */
interface Text {
  readonly prefix: readonly number[]
  readonly rows: readonly { readonly tokens: readonly number[]; readonly from: number }[]
}

export function supervisedLearner(run: SftRun | LessonRun): Learner {
  const { engine, policy, objective } = run
  const { config, tokenizer, store } = policy
  const prompts = objective.kind === "sft" ? objective.promptsPerStep : objective.lessonsPerStep
  const group = objective.kind === "sft" ? 1 : objective.questionsPerLesson
  const { newTokens } = objective
  const programs = new ByLength((promptTokens) => {
    const specs = continuationSpecs({ prompts, promptTokens, group, newTokens })
    const weights = { shape: [prompts * group * newTokens], dtype: "float32" } as const
    return engine.compileGradient(
      (parameters, { tokens, mask, continuation, weights }) => {
        const inputs = { tokens_BP: tokens!, mask_BP: mask!, continuation_NQ: continuation! }
        return sftLoss(continuationLogProbs(config, parameters, inputs), weights as Tensor1D)
      },
      store,
      { ...specs, weights },
    )
  })

  return {
    async step(step, random, adamw: AdamW) {
      const stream = random("draw")
      const texts = Array.from({ length: prompts }, (_, at) => {
        const index = (step - 1) * prompts + at
        return isSft(run) ? itemText(run, stream, index) : lessonText(run, stream, index)
      })
      const prefixes = texts.map(({ prefix }) => prefix)
      const length = promptLength(prefixes, run.promptLengths)
      const program = await programs.get(length)
      const rows = texts.flatMap((text) => text.rows)
      const { value, seconds } = await timed(async () => {
        const out = await program.run({
          ...leftPadded(prefixes, prompts, length, tokenizer.pad),
          continuation: rightPadded(rows, newTokens, tokenizer),
          weights: targetWeights(
            rows.map(({ tokens, from }) => ({ from, to: tokens.length })),
            newTokens,
          ),
        })
        return { loss: out.loss![0]!, gradientNorm: store.adamw(adamw) }
      })
      const read = [...prefixes, ...rows.map(({ tokens }) => tokens)].reduce((sum, tokens) => sum + tokens.length, 0)
      return {
        ...NO_ROLLOUTS,
        ...value,
        seconds: { generate: 0, update: seconds },
        tokensPerSecond: { generate: 0, update: read / seconds },
      }
    },
    dispose: () => programs.dispose(),
  }
}

const isSft = (run: SftRun | LessonRun): run is SftRun => run.objective.kind === "sft"

function itemText(run: SftRun, random: Random, index: number): Text {
  const item = run.draw(random, index)
  const { tokenizer } = run.policy
  const { target } = run.objective
  if (target === "trace" && item.reasoning === undefined) {
    throw new RangeError(`example ${item.example.id} has no reasoning to be imitated`)
  }
  const answer = item.task.write(item.example.gold, target === "trace" ? item.reasoning : undefined)
  const tokens = [...tokenizer.encode(answer), tokenizer.end]
  return { prefix: encodePrompt(run.policy, item, run.prompt), rows: [{ tokens, from: 0 }] }
}

function lessonText(run: LessonRun, random: Random, index: number): Text {
  const lesson = run.draw(random, index)
  const { tokenizer } = run.policy
  const { questionsPerLesson } = run.objective
  if (lesson.questions.length !== questionsPerLesson) {
    throw new RangeError(`a lesson of ${lesson.questions.length} questions, expected ${questionsPerLesson}`)
  }
  const rows = lesson.questions.map(({ question, answer }) => {
    const asked = tokenizer.encode(question)
    return { tokens: [...asked, ...tokenizer.encode(answer), tokenizer.end], from: asked.length }
  })
  return { prefix: tokenizer.encode(lesson.prefix), rows }
}

function rightPadded(rows: Text["rows"], width: number, tokenizer: Tokenizer): Int32Array {
  const out = new Int32Array(rows.length * width).fill(tokenizer.pad)
  rows.forEach(({ tokens }, n) => {
    if (tokens.length > width) throw new RangeError(`${tokens.length} tokens to be imitated, at most ${width}`)
    out.set(tokens, n * width)
  })
  return out
}
