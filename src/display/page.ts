/** What a report says beside the numbers, given by the recipe. Plain text; everything is escaped where it is shown. */
import type { Message } from "../value.js"
import type { Comparison } from "./conclusions.js"

export interface ReportPage {
  readonly title: string
  /** What was run, in two or three sentences. */
  readonly lead: string
  /** What a run of this size shows and what it can not show, one sentence each. */
  readonly scale: readonly string[]
  /** What is concluded, in this order. */
  readonly comparisons: readonly Comparison[]
  /** One prompt as the model read it. */
  readonly prompt: readonly Message[]
  /** Meanings of arms and sets for the reader: `{ "sft-traces": "supervised on gold traces" }`. */
  readonly legend?: Readonly<Record<string, string>>
}
