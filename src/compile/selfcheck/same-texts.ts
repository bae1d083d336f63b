/** A text that stands in two examples has the same answer in both. */
import type { Diagnostic } from "../../diagnostic.js"
import type { GuidelineExample } from "../../language/meaning.js"
import { report } from "../codes.js"
import type { Task } from "../task.js"
import { allExamples, canonical } from "./examples.js"

export function sameTexts(task: Task): Diagnostic[] {
  const seen = new Map<string, GuidelineExample>()
  const found: Diagnostic[] = []
  for (const example of allExamples(task.meaning)) {
    const text = example.text.trim().replace(/\s+/g, " ")
    const first = seen.get(text)
    if (!first) {
      seen.set(text, example)
      continue
    }
    const facts = { value: canonical(task, example.gold), other: canonical(task, first.gold) }
    if (facts.value === facts.other) continue
    found.push(
      report("examples-contradict", facts, {
        place: example.place,
        notes: [{ message: "the other example", place: first.place }],
      }),
    )
  }
  return found
}
