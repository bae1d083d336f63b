/**
 * The 500-item protocol on SemEval-2010 Task 8, as R1-RE evaluates (arXiv:2507.04642: accuracy on 500 items; which ones is
 * not published, so they are drawn here, once, by a committed seed).
 *
 * Facts that the protocol answers to:
 * - The official sets have 8,000 training (ids 1 to 8000) and 2,717 test sentences (8001 to 10717).
 * - The annotators' guideline quotes 3 test sentences (8122, 8343, 8982): a model that reads the guideline has read them.
 *   They are left out of the pool that the 500 are drawn from (2,714 remain).
 * - 17 test sentences have the words of a training sentence (marks, case and punctuation aside), in 18 pairs: 3772 stands
 *   twice in the test set, 9704 twice in the training set. The 17 training rows are left out, not the test rows, so that
 *   the test set stays the official one and the official score over all 2,717 is free of them as well. 7,983 training
 *   rows remain. Most pairs mark other nominals, so that the labels differ.
 * - The guideline also quotes 13 training sentences. They stay: what is trained on is allowed to be known.
 *
 * Accuracy on the 500 is not comparable with the official macro-F1 on the 2,717; both are reported, each under its name.
 */
import { Random } from "../../random.js"
import type { Example } from "../../value.js"

export const PROTOCOL_SEED = 2010
export const EVALUATION_SIZE = 500

/** Test sentences that the guideline quotes. */
export const QUOTED_TEST_IDS: readonly string[] = ["8122", "8343", "8982"]

/** Test sentence and the training sentence of the same words. */
export const SAME_SENTENCES: readonly (readonly [test: string, train: string])[] = [
  ["8141", "1235"],
  ["8242", "3772"],
  ["8301", "547"],
  ["8684", "3873"],
  ["9029", "5438"],
  ["9052", "3896"],
  ["9274", "282"],
  ["9279", "855"],
  ["9409", "3136"],
  ["9417", "4728"],
  ["9445", "6142"],
  ["9471", "5859"],
  ["9515", "2363"],
  ["9522", "3772"],
  ["9704", "422"],
  ["9704", "4264"],
  ["9723", "1071"],
  ["9914", "4842"],
]

const FIRST_TEST_ID = 8001
const LAST_TEST_ID = 10717

/**
 * The ids of the evaluation, ascending. They depend on nothing but the seed: no data are needed, and the order of the
 * files does not matter. `semeval2010-task8-500.txt` beside this file lists them.
 */
export function evaluationIds(): readonly string[] {
  const pool: string[] = []
  for (let id = FIRST_TEST_ID; id <= LAST_TEST_ID; id++)
    if (!QUOTED_TEST_IDS.includes(String(id))) pool.push(String(id))
  return Random.of(PROTOCOL_SEED, "semeval2010-task8", "evaluation")
    .sample(pool, EVALUATION_SIZE)
    .sort((a, b) => Number(a) - Number(b))
}

export interface Protocol {
  /** Training rows without those whose words are in the test set. */
  readonly train: readonly Example[]
  /** The drawn items, in the order of the test set: for accuracy. */
  readonly evaluation: readonly Example[]
  /** The whole official test set: for the official score. */
  readonly test: readonly Example[]
}

/** @throws RangeError when the test set lacks a drawn id: the figure would be one of another protocol */
export function semevalProtocol(data: Pick<Protocol, "train" | "test">): Protocol {
  const leaky = new Set(SAME_SENTENCES.map(([, train]) => train))
  const drawn = new Set(evaluationIds())
  const evaluation = data.test.filter(({ id }) => drawn.has(id))
  if (evaluation.length !== EVALUATION_SIZE)
    throw new RangeError(`${evaluation.length} of the ${EVALUATION_SIZE} evaluation items are in the test set`)
  return { train: data.train.filter(({ id }) => !leaky.has(id)), evaluation, test: data.test }
}
