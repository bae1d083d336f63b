/**
 * The domains of the recipe, with every setting: training worlds, dev worlds for every choice, test worlds for nothing but
 * the last measurement.
 */
import type { PromptOptions } from "../../compile/task.js"
import type { Item } from "../../rollout/item.js"
import { type CompiledWorld, type DomainSettings, drawDomain, evaluationSet, swapDomain } from "./corpus.js"
import type { SentenceMix } from "./sentence.js"

export const PROMPT: PromptOptions = { style: "terse" }

const SHAPE = { fewestRelations: 3, mostRelations: 5 }
const SEED = 2026

export interface Domain extends DomainSettings {
  readonly mix: SentenceMix
  /** Sentences of each world in an evaluation. */
  readonly perWorld: number
  /** Names of relations permuted within each world; the sentences stay. */
  readonly swapped?: boolean
}

const MIX = { negated: 0.13, notInGuideline: 0.35, distractor: 0.4 }

/** What the policy is trained on: few worlds, one set of templates. */
export const TRAINING: Domain = {
  pool: "training",
  worlds: 16,
  shape: SHAPE,
  seed: SEED,
  mix: { ...MIX, templates: "first" },
  perWorld: 32,
}

/** Other words, other worlds, both sets of templates. */
export const DEV: Domain = {
  pool: "dev",
  worlds: 32,
  shape: SHAPE,
  seed: SEED,
  mix: { ...MIX, templates: "both" },
  perWorld: 8,
}

export const TEST: Domain = {
  pool: "test",
  worlds: 64,
  shape: SHAPE,
  // Drawn anew after the recipe's settings were fixed: no choice was made with figures on these worlds in sight.
  seed: SEED + 1,
  mix: { ...MIX, templates: "both" },
  perWorld: 8,
}

/** The training worlds with permuted names: who learnt the names by heart instead of reading them fails here. */
export const SWAPPED: Domain = { ...TRAINING, swapped: true }

/** Words that are bound nowhere before, the warm start included. */
export const UNBOUND: Domain = { ...TEST, pool: "unbound" }

/** Streams of evaluation sentences; one for each use, so that no sentence serves two. */
export const EVALUATION_SEED = { warmStart: 1, card: 2, dev: 3, test: 5, training: 6 } as const

export function worldsOf(domain: Domain): CompiledWorld[] {
  const drawn = drawDomain(domain)
  return domain.swapped ? swapDomain(drawn) : drawn
}

export const items = (domain: Domain, seed: number): Item[] =>
  evaluationSet(worldsOf(domain), domain.mix, domain.perWorld, seed)

/** The annotation worlds of the recipe r1-re, by what they are for. */
export type WorldSet = "training" | "dev" | "test"

const SETS: Readonly<Record<WorldSet, { readonly domain: Domain; readonly seed: number }>> = {
  training: { domain: TRAINING, seed: EVALUATION_SEED.training },
  dev: { domain: DEV, seed: EVALUATION_SEED.dev },
  test: { domain: TEST, seed: EVALUATION_SEED.test },
}

/**
 * Sentences of annotation worlds, each an item under its own world's guideline: 16 worlds for training, and other words for
 * dev (32) and test (64), which no choice was made on.
 *
 * @param options.perWorld sentences of each world; default 8
 * @param options.worlds   only the first so many worlds
 */
export function annotationWorlds(
  set: WorldSet,
  { perWorld = 8, worlds }: { readonly perWorld?: number; readonly worlds?: number } = {},
): Item[] {
  const { domain, seed } = SETS[set]
  return items({ ...domain, perWorld, ...(worlds !== undefined && { worlds }) }, seed)
}
