/**
 * A task: one guideline, compiled. The prompt and the reward come from the same meaning, so they cannot disagree.
 */
import type { Meaning } from "../language/meaning.js"
import type { Plan, Verdict } from "../reward/plan.js"
import type { Example, Message } from "../value.js"

/** `full`: definitions, rules, examples as sentences. `terse`: names, definitions and cues alone, for a small context. */
export type PromptStyle = "full" | "terse"

export interface PromptOptions {
  readonly style?: PromptStyle
  /** Draws the order of the relations; without it the order of the file. Models are sensitive to it. */
  readonly shuffleSeed?: number
  /** Needed for a budget to be kept: without it nothing is dropped. */
  readonly countTokens?: (text: string) => number
}

export interface Prompt {
  readonly messages: readonly Message[]
  /** Sections in their order, with tokens when `countTokens` was given. */
  readonly sections: readonly {
    readonly name: string
    readonly text: string
    readonly tokens?: number
    readonly dropped: boolean
  }[]
  /**
   * Present when the system message is longer than the guideline's budget although everything that may be dropped is
   * gone. In tokens, by `countTokens`.
   */
  readonly overBudget?: { readonly budget: number; readonly tokens: number }
}

export interface Task {
  readonly name: string
  readonly version: string
  /** sha256 of the guideline's file and its imports, in hexadecimal. */
  readonly hash: string
  readonly meaning: Meaning
  readonly plan: Plan
  /** All labels in canonical form, the label without arguments last. */
  readonly labels: readonly string[]
  /** The messages for one input. System: the guideline. User: the input. */
  prompt(input: Example["input"], options?: PromptOptions): Prompt
  /** Pure function of the guideline, the example and the completion. */
  score(completion: string, example: Pick<Example, "input" | "gold">): Verdict
  /** The completion that the guideline itself asks for: `reasoning` in its part if given, the gold in its place. */
  write(gold: Example["gold"], reasoning?: string): string
}
