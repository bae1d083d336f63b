/** `is_complete_request`: whether Enter runs what was typed into a console, or begins a new line. */
import { isComplete } from "../magics/language.js"
import type { Answer } from "./kind.js"
import { cellAt } from "./position.js"

export const answerIsComplete: Answer = async ({ content }, { magics, engine }) => {
  const { status, ...rest } = isComplete(cellAt(content).code, magics, { engine: await engine() })
  // here the status is the answer itself
  return { ...rest, status }
}
