/**
 * An annotation world: a small schema with random names, definitions and cues, written as a real `.guideline` text.
 *
 * The guideline in the prompt is the only source of the answer: bindings are drawn anew for each world. Knows nothing of
 * sentences, models or rewards; the text goes through the same compiler as a guideline written by a person.
 */
import type { Random } from "../../random.js"
import { CONTENT_WORDS } from "./words.js"

export interface WorldCue {
  readonly text: string
  /** True: the first mention fills the relation's first role. */
  readonly forward: boolean
}

export interface WorldRelation {
  readonly name: string
  /** Two words. */
  readonly definition: string
  readonly cues: readonly WorldCue[]
}

export interface World {
  readonly name: string
  readonly relations: readonly WorldRelation[]
  /** Words that stand where a cue stands, and that the guideline does not list. */
  readonly strangers: readonly string[]
}

export interface WorldShape {
  readonly fewestRelations: number
  readonly mostRelations: number
}

const STRANGERS = 6

/**
 * Draws a world. Every relation has a forward and a backward cue; worlds of up to four relations give some a third one
 * (a fifth relation would not leave room for it in the context).
 */
export function drawWorld(name: string, random: Random, pool: readonly string[], shape: WorldShape): World {
  const count = shape.fewestRelations + random.below(shape.mostRelations - shape.fewestRelations + 1)
  const words = random.sample(pool, count * 4 + STRANGERS)
  let next = 0
  const relations = Array.from({ length: count }, (): WorldRelation => {
    const relation = words[next++]!
    const cues: WorldCue[] = [
      { text: words[next++]!, forward: true },
      { text: words[next++]!, forward: false },
    ]
    if (count < 5 && random.next() < 0.5) cues.push({ text: words[next++]!, forward: random.next() < 0.5 })
    const definition = `${random.pick(CONTENT_WORDS)} ${random.pick(CONTENT_WORDS)}`
    return { name: relation, definition, cues: random.shuffled(cues) }
  })
  return { name, relations, strangers: words.slice(next, next + STRANGERS) }
}

/** The same world with its relations' names moved on by one: what was `x` is now called `y`. For the guide swap. */
export function swapNames(world: World): World {
  const { relations } = world
  const names = relations.map((_, i) => relations[(i + 1) % relations.length]!.name)
  return { ...world, relations: relations.map((r, i) => ({ ...r, name: names[i]! })) }
}

/** The world as a guideline that a person could have written. */
export function guidelineText(world: World): string {
  const relations = world.relations.map(({ name, definition, cues }) => {
    const lines = cues.map((cue) => `  cue "${cue.text}" for ${cue.forward ? "(first, second)" : "(second, first)"}\n`)
    return `relation ${name}(first, second) "${definition}"\n${lines.join("")}`
  })
  return `guideline "${world.name}" version "1" source "a generated annotation world"

task
    | Decide which relation the sentence states between the two marked nominals, and in which direction.

input sentence: text
input e1: mention in sentence
input e2: mention in sentence

${relations.join("\n")}
otherwise Other "No cue of the guideline joins the two, or it is negated."

answer reasoning: text in first <think> optional
answer label: relation between e1 and e2 in last <answer>
accept any-case, any-hyphen, any-spacing, look-alikes

reward +1 for format else -3
reward +2 for label equals gold else -1.5 after format
`
}
