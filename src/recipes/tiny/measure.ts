/** The tiny policy as it lies in its folder, measured on dev worlds. */
import type { Engine } from "../../engine/engine.js"
import { loadPolicy } from "../../model/weights.js"
import { createEvaluator } from "../../rollout/evaluate.js"
import type { ResultRow } from "../../rollout/result.js"
import { DEV, EVALUATION_SEED, items, PROMPT } from "../worlds/domains.js"

/** @returns rows of fresh dev sentences: not those by which its step was chosen */
export async function measureTiny(engine: Engine, folder: string): Promise<readonly ResultRow[]> {
  const policy = await loadPolicy(folder, engine)
  const evaluator = createEvaluator(engine, policy, { newTokens: 14, promptLengths: [104] })
  try {
    const sentences = items({ ...DEV, perWorld: 32 }, EVALUATION_SEED.card)
    return (await evaluator.evaluate(sentences, { arm: "base", set: "dev", seed: null, prompt: PROMPT })).rows
  } finally {
    await evaluator.dispose()
  }
}
