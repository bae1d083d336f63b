/**
 * The words of the annotation worlds: invented ones, so that nothing a word means outside its world can help.
 *
 * Every content word can be a relation's name, part of a definition, a cue, an entity or a filler; which one it is, its
 * world decides. The pools are disjoint: training worlds, dev worlds (for every choice), test worlds, and words that no
 * world of the warm start ever binds.
 */
import { Random } from "../../random.js"

/** Words with a fixed role in templates and reasoning; never a name or a cue. */
export const FUNCTION_WORDS = (
  "the a an one some this that his her they said in on at of with without near after before since when because while " +
  "and then also still often was had is has did may never not by for who"
).split(" ")

/** Words of the reasoning and of the warm start's own exercises. */
export const TRACE_WORDS = ["nothing", "echo", "means"]

const SYLLABLES = "ba ce di fo gu ha ki lo mu ne pa re si to vu wa ze jo".split(" ")
const COUNT = 480

/** 480 invented words of two or three syllables, always the same ones. */
export const CONTENT_WORDS: readonly string[] = invent()

export type PoolName = "training" | "dev" | "test" | "unbound"

/** Disjoint parts of the content words. `unbound` words are never name or cue before the evaluation. */
export const POOLS: Readonly<Record<PoolName, readonly string[]>> = {
  training: CONTENT_WORDS.slice(0, 160),
  dev: CONTENT_WORDS.slice(160, 270),
  test: CONTENT_WORDS.slice(270, 400),
  unbound: CONTENT_WORDS.slice(400),
}

/** What the warm start binds at random, in worlds of its own. */
export const WARM_POOL: readonly string[] = CONTENT_WORDS.slice(0, 400)

function invent(): string[] {
  const random = Random.of(5, "words")
  const words = new Set<string>()
  while (words.size < COUNT) {
    const syllables = Array.from({ length: 2 + random.below(2) }, () => random.pick(SYLLABLES))
    words.add(syllables.join(""))
  }
  return [...words]
}
