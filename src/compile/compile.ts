/** Meaning to Task: prompt and reward from the same facts. Does not read files and does not run examples. */
import { createHash } from "node:crypto"
import type { Meaning } from "../language/meaning.js"
import { scorer } from "../reward/score.js"
import { allLabels } from "../value.js"
import { planOf, relativePath } from "./plan.js"
import { prompter } from "./prompt.js"
import type { Task } from "./task.js"
import { writeAnswer } from "./write.js"

export function compile(meaning: Meaning): Task {
  const plan = planOf(meaning)
  return {
    name: meaning.name,
    version: meaning.version,
    hash: hashOf(meaning),
    meaning,
    plan,
    labels: labelsOf(plan),
    prompt: prompter(meaning),
    score: scorer(plan),
    write: (gold, reasoning) => writeAnswer(plan.answer, gold, reasoning),
  }
}

function labelsOf({ answer, labels }: Task["plan"]): string[] {
  const all = answer.flatMap(({ between }) => (between ? allLabels(labels, between) : []))
  const { otherwise } = labels
  const directed = [...new Set(all)].filter((label) => label !== otherwise?.name)
  return otherwise && all.length > 0 ? [...directed, otherwise.name] : directed
}

/** The guideline's own name is left out, and imports count by their path from it: a moved or renamed copy is the same. */
function hashOf(meaning: Meaning): string {
  const [own, ...imports] = meaning.files
  const listed = [own?.text ?? "", ...imports.map(({ path, text }) => [relativePath(meaning, path), text])]
  return createHash("sha256").update(JSON.stringify(listed)).digest("hex")
}
