/** An input that stands in two examples has the same answer in both. */
import type { Diagnostic } from "../../diagnostic.js"
import { allExamples, type GuidelineExample } from "../../language/meaning.js"
import { singleSpaced } from "../../text.js"
import type { Label, Value } from "../../value.js"
import { report } from "../codes.js"
import type { Task } from "../task.js"
import { answerText, canonicalLabels, type Row } from "./examples.js"

export function sameTexts(task: Task): Diagnostic[] {
  const seen = new Map<string, GuidelineExample>()
  const found: Diagnostic[] = []
  const canonical = canonicalLabels(task)
  for (const example of allExamples(task.meaning)) {
    const key = keyOf(example.input)
    const first = seen.get(key)
    if (!first) {
      seen.set(key, example)
      continue
    }
    const [own, other] = [canonicalGold(canonical, example.gold), canonicalGold(canonical, first.gold)]
    const fields = Object.keys(own).filter((name) => Object.hasOwn(other, name))
    if (fields.every((name) => keyOf({ [name]: own[name]! }) === keyOf({ [name]: other[name]! }))) continue
    const facts = { value: answerText(own, task.meaning), other: answerText(other, task.meaning) }
    const notes = [{ message: "the other example", place: first.place }]
    found.push(report("examples-contradict", facts, { place: example.place, notes }))
  }
  return found
}

/** Plain data as a text that does not depend on the order of keys or on spacing. */
function keyOf(value: Value): string {
  if (typeof value === "string") return JSON.stringify(singleSpaced(value))
  if (typeof value !== "object") return JSON.stringify(value)
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(keyOf).join()}]`
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, one]) => `${JSON.stringify(name)}:${keyOf(one)}`).join()}}`
}

const canonicalGold = (canonical: (written: Label) => Label, gold: Row["gold"]): Row["gold"] =>
  Object.fromEntries(
    Object.entries(gold).map(([name, value]) => [name, typeof value === "string" ? canonical(value) : value]),
  )
