/** What a guideline says of itself, run: every rule here reads or scores. A new one is a file and a line below. */
import { type Diagnostic, inOrder } from "../../diagnostic.js"
import type { Task } from "../task.js"
import { blind } from "./blind.js"
import { cues } from "./cues.js"
import { exampleScores } from "./example-scores.js"
import { sameTexts } from "./same-texts.js"

const rules: readonly ((task: Task) => readonly Diagnostic[])[] = [blind, exampleScores, sameTexts, cues]

/** @returns in the order of the guideline's files and their lines */
export function selfCheck(task: Task): Diagnostic[] {
  const found = rules.flatMap((rule) => rule(task))
  return inOrder(
    found,
    task.meaning.files.map(({ path }) => path),
  )
}
