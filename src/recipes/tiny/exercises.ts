/**
 * Exercises of the warm start, beside the task itself: copying words, and reading rules out of the guideline.
 *
 * They teach what the reasoning is made of (look a word up, write down what follows it) before the task does.
 */
import type { Random } from "../../random.js"
import { CONTENT_WORDS, FUNCTION_WORDS } from "../worlds/words.js"
import type { World } from "../worlds/world.js"

export interface Exercise {
  readonly question: string
  readonly answer: string
}

/** "echo a b c" is answered by "a b c". */
export function echo(random: Random): Exercise {
  const words = Array.from({ length: 4 + random.below(5) }, () =>
    random.pick(random.next() < 0.9 ? CONTENT_WORDS : FUNCTION_WORDS),
  )
  return { question: `echo ${words.join(" ")}`, answer: words.join(" ") }
}

/** "means c d", two cues of the guideline, is answered by their rules. */
export function glossary(random: Random, world: World): Exercise {
  const rules = world.relations.flatMap(({ name, cues }) => cues.map((cue) => ({ name, ...cue })))
  const asked = random.sample(rules, 2)
  return {
    question: `means ${asked.map(({ text }) => text).join(" ")}`,
    answer: asked
      .map(({ name, text, forward }) => `${text} ${name} ${text} ${forward ? "(e1,e2)" : "(e2,e1)"}`)
      .join(" "),
  }
}
