/**
 * Evaluation: how many items a policy answers rightly, overall and for each kind, with intervals over the items.
 *
 * The intervals cover the drawing of items only: neither the drawing of worlds nor the training.
 */
import type { PromptOptions } from "../compile/task.js"
import type { Engine } from "../engine/engine.js"
import type { Policy } from "../model/policy.js"
import type { Item } from "./item.js"
import type { ResultRow } from "./result.js"
import { type Completion, createRoller, type Roller } from "./rollout.js"
import { wilson } from "./statistics.js"
import { isRight, isWellFormed } from "./verdicts.js"

export interface EvaluateSettings {
  readonly arm: string
  readonly set: string
  readonly seed: number | null
  readonly prompt?: PromptOptions
}

export interface Evaluation {
  /** accuracy, format, and kind/NAME for each kind of the items in alphabetical order. */
  readonly rows: readonly ResultRow[]
  readonly accuracy: number
  /** The answers, in the order of the items. */
  readonly completions: readonly Completion[]
  /** Whether each was right: what a bootstrap over items and seeds is made from. */
  readonly right: readonly boolean[]
}

export interface Evaluator {
  /** Answers every item greedily. An unscorable answer counts as wrong. @throws RangeError for no items */
  evaluate(items: readonly Item[], settings: EvaluateSettings): Promise<Evaluation>
  dispose(): Promise<void>
}

export interface EvaluatorShape {
  readonly newTokens: number
  /** Items answered at once; default 64. */
  readonly batch?: number
  readonly promptLengths?: readonly number[]
}

/** Compiled once for a policy; each call uses its weights as they are then. */
export function createEvaluator(engine: Engine, policy: Policy, shape: EvaluatorShape): Evaluator {
  const batch = shape.batch ?? 64
  const roller = createRoller(engine, policy, { ...shape, prompts: batch, group: 1 })
  return {
    async evaluate(items, settings) {
      const completions = await answer(roller, items, batch, settings.prompt)
      const right = completions.map(({ verdict }, at) => isRight(items[at]!, verdict))
      const formed = completions.map(({ verdict }, at) => isWellFormed(items[at]!.task, verdict))
      const rows = resultRows(items, right, formed, settings)
      return { rows, accuracy: rows[0]!.value, completions, right }
    },
    dispose: () => roller.dispose(),
  }
}

async function answer(
  roller: Roller,
  items: readonly Item[],
  batch: number,
  prompt: PromptOptions | undefined,
): Promise<Completion[]> {
  const completions: Completion[] = []
  for (let at = 0; at < items.length; at += batch) {
    const settings = { greedy: true, ...(prompt && { prompt }) }
    const { groups } = await roller.rollout(items.slice(at, at + batch), settings)
    completions.push(...groups.map((group) => group.completions[0]!))
  }
  return completions
}

/** Rows of counted shares, from one yes or no for each item. */
export function resultRows(
  items: readonly Item[],
  right: readonly boolean[],
  formed: readonly boolean[],
  { arm, set, seed }: Pick<EvaluateSettings, "arm" | "set" | "seed">,
): ResultRow[] {
  const row = (metric: string, values: readonly boolean[]): ResultRow => ({
    arm,
    set,
    metric,
    ...wilson(values.filter(Boolean).length, values.length),
    n: values.length,
    seed,
  })
  const kinds = new Map<string, boolean[]>()
  items.forEach(({ example: { kind } }, at) => {
    if (kind !== undefined) kinds.set(kind, [...(kinds.get(kind) ?? []), right[at]!])
  })
  const named = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))
  return [row("accuracy", right), row("format", formed), ...named.map(([kind, values]) => row(`kind/${kind}`, values))]
}
