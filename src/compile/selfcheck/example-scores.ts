/** The declared answer of an example earns the highest score, its `not` answers less, and its tests exactly theirs. */
import type { Diagnostic } from "../../diagnostic.js"
import { relationText } from "../../value.js"
import { report } from "../codes.js"
import type { Task } from "../task.js"
import { allExamples, rowOf } from "./examples.js"

export function exampleScores(task: Task): Diagnostic[] {
  const found: Diagnostic[] = []
  const { highest } = task.plan.range
  for (const example of allExamples(task.meaning)) {
    const { gold, nots, tests, place } = example
    const value = relationText(gold)
    const row = rowOf(task, example, gold)
    const verdict = task.score(task.write(row.gold), row)
    if (verdict.unscorable !== undefined) {
      found.push(report("example-unscorable", { value, reason: verdict.unscorable }, { place }))
      continue
    }
    if (verdict.score < highest) {
      found.push(report("example-not-highest", { value, score: verdict.score, highest }, { place }))
    }
    for (const wrong of nots) {
      const { score } = task.score(task.write(rowOf(task, example, wrong.value).gold), row)
      const facts = { value: relationText(wrong.value), score, gold: value }
      if (score >= verdict.score) found.push(report("not-earns-as-much", facts, { place: wrong.place }))
    }
    for (const test of tests) {
      const { score, findings } = task.score(test.completion, row)
      if (score === test.score) continue
      const why = findings[0]?.message
      const facts = { expected: test.score, found: score, ...(why !== undefined && { why }) }
      found.push(report("test-scores", facts, { place: test.place }))
    }
  }
  return found
}
