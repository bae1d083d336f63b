/**
 * The corpus of annotation worlds: domains of compiled worlds and the sentences drawn from them.
 *
 * Everything follows from a seed, so that a child process draws the very same corpus instead of receiving it. A world is
 * compiled once and kept with its task.
 */
import { loadGuidelineText } from "../../compile/load.js"
import type { Task } from "../../compile/task.js"
import { UserError } from "../../diagnostic.js"
import { Random } from "../../random.js"
import type { Item } from "../../rollout/item.js"
import { drawSentence, drawSentenceOf, type Kind, type Sentence, type SentenceMix } from "./sentence.js"
import { POOLS, type PoolName } from "./words.js"
import { drawWorld, guidelineText, swapNames, type World, type WorldShape } from "./world.js"

export interface CompiledWorld {
  readonly world: World
  readonly task: Task
}

export interface DomainSettings {
  readonly pool: PoolName
  readonly worlds: number
  readonly shape: WorldShape
  /** Determines names, definitions and cues. */
  readonly seed: number
}

/** @throws UserError when a generated guideline does not compile without findings: a fault of the generator */
export function compileWorld(world: World): CompiledWorld {
  const { task, diagnostics } = loadGuidelineText(`${world.name}.guideline`, guidelineText(world))
  if (!task || diagnostics.length > 0) throw new UserError(diagnostics)
  return { world, task }
}

export function drawDomain(settings: DomainSettings): CompiledWorld[] {
  return Array.from({ length: settings.worlds }, (_, i) => {
    const random = Random.of(settings.seed, "world", settings.pool, i)
    return compileWorld(drawWorld(`${settings.pool}-${i}`, random, POOLS[settings.pool], settings.shape))
  })
}

export const swapDomain = (domain: readonly CompiledWorld[]): CompiledWorld[] =>
  domain.map(({ world }) => compileWorld(swapNames(world)))

/** A sentence as a row of data under its world's guideline. */
export function itemOf({ task }: CompiledWorld, sentence: Sentence, id: string): Item {
  const { text, gold, kind, reasoning } = sentence
  return { task, example: { id, input: { sentence: text }, gold: { label: gold }, kind }, reasoning }
}

/** An item from a world drawn anew. @param kind of the sentence; default: drawn by the mix */
export function drawItem(
  random: Random,
  domain: readonly CompiledWorld[],
  mix: SentenceMix,
  id: string,
  kind?: Kind,
): Item {
  const compiled = random.pick(domain)
  const { world } = compiled
  return itemOf(compiled, kind ? drawSentenceOf(kind, random, world, mix) : drawSentence(random, world, mix), id)
}

/** A fixed set for evaluation: the same number of sentences from every world. */
export function evaluationSet(
  domain: readonly CompiledWorld[],
  mix: SentenceMix,
  perWorld: number,
  seed: number,
): Item[] {
  return domain.flatMap((compiled) => {
    const random = Random.of(seed, "evaluation", compiled.world.name)
    return Array.from({ length: perWorld }, (_, i) =>
      itemOf(compiled, drawSentence(random, compiled.world, mix), `${compiled.world.name}/${i}`),
    )
  })
}
