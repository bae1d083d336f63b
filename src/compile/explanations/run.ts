/** What is said of a fragment of an explanation: the compiler is asked, so that an example can not go out of date. */
import type { Diagnostic } from "../../diagnostic.js"
import { loadGuideline, loadGuidelineText } from "../load.js"
import { type Explanation, wholeOf } from "./explanation.js"

const FILE = "example.guideline"

export function findingsOf(explanation: Explanation, fragment: string): readonly Diagnostic[] {
  const whole = wholeOf(explanation, fragment)
  if (explanation.loose) return loadGuidelineText(FILE, whole).diagnostics
  const files = new Map([...Object.entries(explanation.files ?? {}), [FILE, whole]])
  return loadGuideline(FILE, (path) => {
    const text = files.get(path)
    if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" })
    return text
  }).diagnostics
}
