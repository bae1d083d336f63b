/**
 * The baseline that counts words: multinomial logistic regression over which words a sentence holds, which stand between
 * the two mentions, and which are the mentions. No order, no embeddings, no guideline: what is left of the task for the
 * one who only looks at words.
 *
 * Trained by full-batch Adam from zero weights, so that a result depends on the data alone; the seed draws the held-out part on
 * which the L2 penalty is chosen. Own code because the kept libraries for it take dense matrices.
 */
import { split } from "../../data/examples.js"
import { type Example, type Label, textOf } from "../../value.js"
import type { Baseline } from "./constant.js"

export interface BagOfWordsOptions {
  readonly seed: number
  /** The input text and the marks of the mentions in it. */
  readonly input?: string
  readonly mentions?: readonly [string, string]
  /** The gold field. */
  readonly field?: string
  /** Penalties tried, per example; the best on the held-out tenth of the training part is kept. */
  readonly penalties?: readonly number[]
  /** Passes over the training part; default 150. */
  readonly steps?: number
}

export interface BagOfWords extends Baseline {
  readonly features: number
  readonly penalty: number
  /** Accuracy of each penalty on the held-out tenth of the training part. */
  readonly heldOut: readonly { readonly penalty: number; readonly accuracy: number }[]
}

/** @param train of the training part only: nothing else is looked at */
export function trainBagOfWords(train: readonly Example[], options: BagOfWordsOptions): BagOfWords {
  const { input = "sentence", mentions = ["e1", "e2"], field = "label", steps = 150 } = options
  const penalties = options.penalties ?? [3e-5, 1e-4, 3e-4]
  const words = (example: Pick<Example, "input">) => featuresOf(textOf(example.input, input), mentions)
  const label = ({ gold }: Example): Label => textOf(gold, field)
  const trained = (examples: readonly Example[], penalty: number) =>
    fitSoftmax(
      examples.map((example) => ({ words: words(example), label: label(example) })),
      penalty,
      steps,
    )
  const parts = split(train, { fraction: 0.1, seed: options.seed })
  const heldOut = penalties.map((penalty) => {
    const model = trained(parts.train, penalty)
    const right = parts.heldOut.filter((example) => model.predict(words(example)) === label(example)).length
    return { penalty, accuracy: right / parts.heldOut.length }
  })
  const { penalty } = heldOut.reduce((best, one) => (one.accuracy > best.accuracy ? one : best))
  const model = trained(train, penalty)
  return {
    name: "bag of words",
    features: model.features,
    penalty,
    heldOut,
    predict: (values) => model.predict(featuresOf(textOf(values, input), mentions)),
  }
}

/**
 * @returns the different features of a text: its words, `between:` those between the mentions, `e1:` and `e2:` those of the mentions
 * @example featuresOf("<e1>fire</e1> caused <e2>smoke</e2>", ["e1", "e2"])[3] // "between:caused"
 */
export function featuresOf(text: string, [first, second]: readonly [string, string]): string[] {
  const inside = (from: string, to: string): string => {
    const start = text.indexOf(from)
    const end = text.indexOf(to)
    return start >= 0 && end > start ? text.slice(start + from.length, end) : ""
  }
  const all = [`<${first}>`, `</${first}>`, `<${second}>`, `</${second}>`].reduce(
    (rest, mark) => rest.replaceAll(mark, " "),
    text,
  )
  return [
    ...new Set([
      ...wordsOf(all),
      ...wordsOf(inside(`</${first}>`, `<${second}>`)).map((word) => `between:${word}`),
      ...wordsOf(inside(`<${first}>`, `</${first}>`)).map((word) => `${first}:${word}`),
      ...wordsOf(inside(`<${second}>`, `</${second}>`)).map((word) => `${second}:${word}`),
    ]),
  ]
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []

interface Softmax {
  readonly features: number
  predict(words: readonly string[]): Label
}

/** A feature that only one example has can be learned by heart and nothing else. */
const LEAST_COUNT = 2

function fitSoftmax(
  rows: readonly { readonly words: readonly string[]; readonly label: Label }[],
  penalty: number,
  steps: number,
): Softmax {
  const labels = [...new Set(rows.map((row) => row.label))].sort()
  const counts = new Map<string, number>()
  for (const row of rows) for (const word of row.words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const index = new Map<string, number>()
  for (const [word, count] of counts) if (count >= LEAST_COUNT) index.set(word, index.size)
  const known = (words: readonly string[]): number[] =>
    words.map((word) => index.get(word)).filter((at) => at !== undefined)

  const K = labels.length
  const F = index.size
  const features_NX = rows.map((row) => Int32Array.from(known(row.words)))
  const label_N = rows.map((row) => labels.indexOf(row.label))
  // one more row of weights than features: the bias, which is not penalised
  const weights_FK = new Float64Array((F + 1) * K)
  const gradient_FK = new Float64Array((F + 1) * K)
  const adam = new Adam(weights_FK.length)
  const scores_K = new Float64Array(K)
  for (let step = 1; step <= steps; step++) {
    gradient_FK.fill(0)
    for (const [n, features_X] of features_NX.entries()) {
      softmax(weights_FK, features_X, F, scores_K)
      scores_K[label_N[n]!]! -= 1
      for (let k = 0; k < K; k++) gradient_FK[F * K + k]! += scores_K[k]!
      for (const feature of features_X) {
        const at = feature * K
        for (let k = 0; k < K; k++) gradient_FK[at + k]! += scores_K[k]!
      }
    }
    for (let i = 0; i < gradient_FK.length; i++)
      gradient_FK[i] = gradient_FK[i]! / rows.length + (i < F * K ? penalty * weights_FK[i]! : 0)
    adam.update(weights_FK, gradient_FK, step, 0.1 * (1 - (step - 1) / steps))
  }
  return {
    features: F,
    predict: (words) => {
      const scores = new Float64Array(K)
      softmax(weights_FK, Int32Array.from(known(words)), F, scores)
      return labels[scores.indexOf(Math.max(...scores))]!
    },
  }
}

/** Writes the probabilities of the labels into `out_K`. */
function softmax(weights_FK: Float64Array, features_X: Int32Array, F: number, out_K: Float64Array): void {
  const K = out_K.length
  for (let k = 0; k < K; k++) out_K[k] = weights_FK[F * K + k]!
  for (const feature of features_X) {
    const at = feature * K
    for (let k = 0; k < K; k++) out_K[k]! += weights_FK[at + k]!
  }
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < K; k++) if (out_K[k]! > most) most = out_K[k]!
  let sum = 0
  for (let k = 0; k < K; k++) {
    out_K[k] = Math.exp(out_K[k]! - most)
    sum += out_K[k]!
  }
  for (let k = 0; k < K; k++) out_K[k]! /= sum
}

/** @source Kingma and Ba 2015, arXiv:1412.6980, algorithm 1 */
class Adam {
  readonly #first: Float64Array
  readonly #second: Float64Array

  constructor(size: number) {
    this.#first = new Float64Array(size)
    this.#second = new Float64Array(size)
  }

  /** @param step from 1 */
  update(weights: Float64Array, gradient: Float64Array, step: number, rate: number): void {
    const scale = (rate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step)
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i]!
      const m = 0.9 * this.#first[i]! + 0.1 * g
      const v = 0.999 * this.#second[i]! + 0.001 * g * g
      this.#first[i] = m
      this.#second[i] = v
      weights[i]! -= (scale * m) / (Math.sqrt(v) + 1e-8)
    }
  }
}
