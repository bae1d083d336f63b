/** What a guideline says of itself, run: every rule here reads or scores. A new one is a file and a line below. */
import { type Diagnostic, inOrder } from "../../diagnostic.js"
import type { Task } from "../task.js"
import { answerTexts } from "./answer-texts.js"
import { blind } from "./blind.js"
import { cues } from "./cues.js"
import { exampleScores } from "./example-scores.js"
import { sameTexts } from "./same-texts.js"

export interface SelfChecked {
  /** In the order of the guideline's files and their lines. */
  readonly diagnostics: readonly Diagnostic[]
  /** Examples, `not` lines and tests that nothing here could decide. */
  readonly notRun: number
}

const rules: readonly ((task: Task) => readonly Diagnostic[])[] = [blind, answerTexts, sameTexts, cues]

export function selfCheck(task: Task): SelfChecked {
  const { diagnostics, notRun } = exampleScores(task)
  const found = [...diagnostics, ...rules.flatMap((rule) => rule(task))]
  const paths = task.meaning.files.map(({ path }) => path)
  return { diagnostics: inOrder(found, paths), notRun }
}
