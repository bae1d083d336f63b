/**
 * What a recipe is to the command line: one function from options to an outcome, which reports what it does on the way.
 *
 * A recipe opens its folder itself, through `options.open`, once it knows what it is going to run: only then can a resumed
 * run be refused when something differs. It prints nothing; `results.json`, `report.html` and the terminal are the caller's.
 */
import type { ReportPage } from "../display/page.js"
import type { Device, EngineName } from "../engine/engine.js"
import type { ResultRow } from "../rollout/result.js"
import type { RunFolder, RunIdentity } from "../rollout/run-folder.js"

export type { Comparison } from "../display/conclusions.js"
export type { ReportPage } from "../display/page.js"

export interface RunOptions {
  /**
   * Makes the run's folder, or opens the one to be resumed and compares it with this identity (guideline, prompt, plan,
   * data, seeds, settings). Call it before anything is trained. `folder.resumed` tells whether to look for a checkpoint.
   *
   * @throws UserError run-changed, run-folder-…
   */
  readonly open: (identity: RunIdentity) => Promise<RunFolder>
  /** A data set by name (`--data`); absent: what the recipe brings itself. */
  readonly data?: string
  /** Where data sets lie; absent: GLOSS_DATA, else `.glossator/data`. */
  readonly dataFolder?: string
  readonly engine: EngineName
  readonly threads?: number
  /** How many seeds; absent: the recipe's own number (3 in the short run, 5 in the long one). */
  readonly seeds?: number
  /** Training steps per arm; absent: the recipe's own number. */
  readonly steps?: number
  readonly long: boolean
  /** Aborted by the first Ctrl-C: finish the step, write a checkpoint, return `{ state: "stopped" }`. */
  readonly signal: AbortSignal
}

/** What a recipe says while it runs; the command line makes progress bars or plain lines of it. */
export type RunEvent =
  /** A part of the work begins: "warm start", "evaluating". Says what and, where known, how long. */
  | { readonly type: "phase"; readonly phase: string; readonly says: string }
  /** The engine started: what really computes. Also goes into the manifest. */
  | { readonly type: "device"; readonly engine: EngineName; readonly device: Device }
  /** One step of one arm is done. `phase` names what is counted: "train", "evaluate", "sft". */
  | {
      readonly type: "step"
      readonly phase: string
      readonly arm: string
      readonly seed: number
      /** From 1 to `of`. */
      readonly step: number
      readonly of: number
      /** Shown beside the bar, in this order: `{ reward: 2.1, accuracy: 0.84 }`. */
      readonly metrics: Readonly<Record<string, number>>
    }
  /** A sentence worth keeping on the screen: "gold: 500 of 500 score full". */
  | { readonly type: "note"; readonly says: string }

export type RunReporter = (event: RunEvent) => void

export type RunOutcome =
  /** Ended on request; everything needed to go on is in the folder. `at` for people: "grpo, seed 2, step 14 of 30". */
  | { readonly state: "stopped"; readonly at: string }
  | { readonly state: "finished"; readonly results: readonly ResultRow[]; readonly page: ReportPage }

export interface Recipe {
  /** As it is written on the command line: `r1-re`. */
  readonly name: string
  /** One line for `glossator run --help`. */
  readonly summary: string
  /** Names of data sets that `--data` takes. */
  readonly data: readonly string[]
  run(options: RunOptions, report: RunReporter): Promise<RunOutcome>
}
