/** The examples of a guideline as items that can be scored, and their answers as words. */
import type { GuidelineExample, Meaning } from "../../language/meaning.js"
import { type Example, type FieldType, type Label, relationFromText, relationText, type Value } from "../../value.js"
import { valueText } from "../prompt/words.js"
import type { Task } from "../task.js"

export type Row = Pick<Example, "input" | "gold">

export const rowOf = ({ input, gold }: GuidelineExample): Row => ({ input, gold })

/** The right answer of an example with one of its `not` in it. */
export const wrongRow = (example: GuidelineExample, wrong: Row["gold"]): Row => ({
  input: example.input,
  gold: { ...example.gold, ...wrong },
})

/** One field is its value, `Other`; several go by their names, `label: Other; score: 2`. */
export function answerText(gold: Row["gold"], { answers, golds }: Meaning): string {
  const types = new Map([...answers, ...golds].map(({ name, type }) => [name, type]))
  const text = (name: string, value: Value) => valueText(value, types.get(name) ?? TEXT)
  const entries = Object.entries(gold)
  if (entries.length === 1) return text(...entries[0]!)
  return entries.map(([name, value]) => `${name}: ${text(name, value)}`).join("; ")
}

const TEXT: FieldType = { kind: "text" }

/** @returns the form in which labels are compared: a symmetric relation has one order */
export function canonicalLabels({ plan, labels }: Pick<Task, "plan" | "labels">): (written: Label) => Label {
  const known = new Set(labels)
  const symmetric = new Set(plan.labels.relations.flatMap((one) => (one.symmetric ? [one.name] : [])))
  return (written) => {
    if (known.has(written)) return written
    const value = relationFromText(written)
    if (!value?.mentions) return written
    const [a, b] = value.mentions
    return symmetric.has(value.name) ? relationText({ name: value.name, mentions: [b, a] }) : written
  }
}
