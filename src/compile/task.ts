/**
 * A task: one guideline, compiled. The prompt and the reward come from the same meaning, so they cannot disagree.
 */
import type { Meaning } from "../language/meaning.js"
import type { Given, Plan, Verdict } from "../reward/plan.js"
import type { Example, Message } from "../value.js"

/** `full`: definitions, rules, examples as sentences. `terse`: names, definitions and cues alone, for a small context. */
export type PromptStyle = "full" | "terse"

export interface PromptOptions {
  readonly style?: PromptStyle
  /** Draws the order of the labels; without it the order of the file. Models are sensitive to it. */
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
  /** Names of the other rewards that the guideline has for the same prompt. */
  readonly arms: readonly string[]
  /** The same task with the reward of an arm. @throws RangeError for a name that is not in `arms` */
  arm(name: string): Task
  /** The messages for one input. System: the guideline. User: the input. */
  prompt(input: Example["input"], options?: PromptOptions): Prompt
  /**
   * The example with the items of its `shuffle` lists in a drawn order, and everything that points at them mapped along.
   * To be done before prompt and score: neither shuffles by itself.
   */
  shuffled<E extends Pick<Example, "input" | "gold">>(example: E, seed: number): E
  /**
   * Pure function of the guideline, the example and the completion.
   *
   * @param given values of judges and own code, which no program here can tell
   * @param what  `paid` leaves the reports out, which no score depends on
   */
  score(completion: string, example: Pick<Example, "input" | "gold">, given?: Given, what?: "all" | "paid"): Verdict
  /**
   * The completion that the guideline itself asks for: `reasoning` in its part if given, the gold in its place.
   *
   * @param input needed where the answer says something of every item of a list, or depends on an input
   * @throws RangeError when the gold lacks what the reward compares the answer with
   */
  write(gold: Example["gold"], reasoning?: string, input?: Example["input"]): string
}
