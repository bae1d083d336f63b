/** A target: what a guideline becomes for people or for another tool, as files. */
import type { Diagnostic } from "../../diagnostic.js"
import type { Meaning } from "../../language/meaning.js"

export interface Target {
  readonly name: string
  /** One line for people. */
  readonly summary: string
  files(meaning: Meaning): Exported
}

export interface Exported {
  /** Text by file name; empty where an error says why there is nothing. */
  readonly files: Readonly<Record<string, string>>
  readonly diagnostics: readonly Diagnostic[]
}
