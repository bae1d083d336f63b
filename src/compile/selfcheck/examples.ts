/** The examples of a guideline as items that can be scored. */
import type { GuidelineExample, Meaning } from "../../language/meaning.js"
import { type Example, type RelationValue, relationText, type Value } from "../../value.js"
import type { Task } from "../task.js"

/** All examples: of the whole task, of each relation, of the label without arguments. */
export const allExamples = ({ examples, relations, otherwise }: Meaning): GuidelineExample[] => [
  ...examples,
  ...relations.flatMap((relation) => relation.examples),
  ...(otherwise?.examples ?? []),
]

/** The canonical form in which answers are compared: a symmetric relation has one order. */
export function canonical({ plan, labels }: Task, value: RelationValue): Value {
  const written = relationText(value)
  if (labels.includes(written) || !value.mentions) return written
  const symmetric = plan.labels.relations.some((relation) => relation.name === value.name && relation.symmetric)
  const [a, b] = value.mentions
  return symmetric ? relationText({ name: value.name, mentions: [b, a] }) : written
}

/** A row of data whose gold is the given answer, for every part that holds a relation. */
export function rowOf(task: Task, example: GuidelineExample, value: RelationValue): Pick<Example, "input" | "gold"> {
  const { inputs, answers } = task.meaning
  const text = relationText(value)
  return {
    input: Object.fromEntries(inputs.flatMap(({ name, type }) => (type === "text" ? [[name, example.text]] : []))),
    gold: Object.fromEntries(answers.flatMap(({ name, type }) => (type === "relation" ? [[name, text]] : []))),
  }
}
