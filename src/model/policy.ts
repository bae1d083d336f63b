/** A policy: a model that is being asked or trained, with the tokenizer and the template that belong to it. */
import type { Engine, ParameterStore } from "../engine/engine.js"
import type { Message } from "../value.js"
import { type ChatTemplate, renderChat } from "./chat.js"
import { type ModelConfig, parameterShapes } from "./config.js"
import type { Tokenizer } from "./tokenizer.js"

export interface Policy {
  readonly config: ModelConfig
  readonly tokenizer: Tokenizer
  readonly template: ChatTemplate
  /** The weights, and what the optimiser keeps. */
  readonly store: ParameterStore
}

export type Weights = Readonly<Record<string, Float32Array>>

/** A policy from its parts. @param weights copied; what is missing stays 0 */
export function createPolicy(
  engine: Engine,
  parts: { config: ModelConfig; tokenizer: Tokenizer; template: ChatTemplate; weights: Weights },
): Policy {
  const { config, tokenizer, template, weights } = parts
  if (tokenizer.vocabularySize > config.vocabulary) {
    throw new RangeError(`${tokenizer.vocabularySize} tokens in a model with a vocabulary of ${config.vocabulary}`)
  }
  const store = engine.store(parameterShapes(config))
  copyWeights(weights, store.weights)
  return { config, tokenizer, template, store }
}

/** Another policy with the same weights and nothing else in common: fresh moments, own memory. */
export const clonePolicy = (engine: Engine, policy: Policy): Policy =>
  createPolicy(engine, { ...policy, weights: policy.store.weights })

/** @throws RangeError when a parameter has another size, or is not one of the target's */
export function copyWeights(from: Weights, to: Weights): void {
  for (const [name, values] of Object.entries(from)) {
    const target = to[name]
    if (target?.length !== values.length) {
      throw new RangeError(
        `${name} has ${values.length} numbers, the model ${target ? `wants ${target.length}` : "has none"}`,
      )
    }
    target.set(values)
  }
}

/** The weights as they are now. */
export const snapshotWeights = (policy: Policy): Weights =>
  Object.fromEntries(Object.entries(policy.store.weights).map(([name, values]) => [name, values.slice()]))

/** Messages as the tokens that the policy's answer follows. */
export const encodeChat = (policy: Pick<Policy, "tokenizer" | "template">, messages: readonly Message[]): number[] =>
  policy.tokenizer.encode(renderChat(messages, policy.template))
