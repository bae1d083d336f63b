/** Meaning to Task: prompt and reward from the same facts. Does not read files and does not run examples. */
import { createHash } from "node:crypto"
import type { Meaning } from "../language/meaning.js"
import { scorer } from "../reward/score.js"
import { allLabels, type FieldType, type LabelSchema } from "../value.js"
import { planOf, relativePath } from "./plan.js"
import { prompter } from "./prompt.js"
import { shuffler } from "./shuffle.js"
import type { Task } from "./task.js"
import { writer } from "./write.js"

export function compile(meaning: Meaning): Task {
  const main = planOf(meaning)
  const same = {
    name: meaning.name,
    version: meaning.version,
    hash: hashOf(meaning),
    meaning,
    labels: labelsOf(main),
    arms: meaning.arms.map(({ name }) => name),
    prompt: prompter(meaning),
    shuffled: shuffler(meaning),
    write: writer(main),
  }
  const armed = new Map<string, Task>()
  const withPlan = (plan: Task["plan"]): Task => ({ ...same, plan, score: scorer(plan), arm })
  const arm = (name: string): Task => {
    const task = armed.get(name) ?? withPlan(planOf(meaning, name))
    armed.set(name, task)
    return task
  }
  return withPlan(main)
}

/** Both directions of the relations that an answer chooses from, or the names of the labels. */
function labelsOf({ answer, labels }: Task["plan"]): string[] {
  const { otherwise } = labels
  const all = [...new Set(answer.flatMap(({ type }) => labelsOfType(type, labels)))]
  const others = all.filter((label) => label !== otherwise?.name)
  return otherwise && all.length > 0 ? [...others, otherwise.name] : others
}

function labelsOfType(type: FieldType, labels: LabelSchema): string[] {
  if (type.kind === "relation") return allLabels(labels, type.between)
  if (type.kind === "list" || type.kind === "each") return labelsOfType(type.item, labels)
  if (type.kind === "choice" && type.lists.includes("labels")) return labels.labels.map(({ name }) => name)
  return []
}

/** The guideline's own name is left out, and imports count by their path from it: a moved or renamed copy is the same. */
function hashOf(meaning: Meaning): string {
  const [own, ...imports] = meaning.files
  const listed = [own?.text ?? "", ...imports.map(({ path, text }) => [relativePath(meaning, path), text])]
  return createHash("sha256").update(JSON.stringify(listed)).digest("hex")
}
