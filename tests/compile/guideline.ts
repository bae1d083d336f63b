/** Guideline texts for the tests of this folder, and the compiled task of one that must compile. */
import { loadGuidelineText } from "../../src/compile/load.js"
import type { PromptOptions, Task } from "../../src/compile/task.js"
import { formatDiagnostic } from "../../src/diagnostic.js"

/** @throws with all diagnostics when there is any */
export function taskOf(text: string): Task {
  const { task, diagnostics } = loadGuidelineText("test.guideline", text)
  if (!task || diagnostics.length > 0) throw new Error(diagnostics.map((d) => formatDiagnostic(d)).join("\n"))
  return task
}

export const ROW = { sentence: "The <e1>fire</e1> caused thick <e2>smoke</e2>." }

/** Two directed relations and a symmetric one, with something of everything that a prompt can say. */
export const SMALL = `guideline "Small" version "1" source "nobody"

task "Decide which relation the sentence states."
  advice real: "What is negated is Other."

input sentence: text
input e1: mention in sentence
input e2: mention in sentence

relation Cause-Effect(cause, effect) "The cause makes the effect happen."
  alias "Causation"
  advice occurrence: "The effect is an occurrence."
  cue "caused" for (cause, effect)
  cue "resulted from" for (effect, cause)
  example "The <e1>fire</e1> caused thick <e2>smoke</e2>." is Cause-Effect(e1, e2)
  example "The <e1>carpenter</e1> made the <e2>chair</e2>." is Product-Producer(e2, e1)
    not Cause-Effect(e1, e2) by occurrence

relation Product-Producer(product, producer) "The producer brings the product into being."
  cue "built by" for (product, producer)

relation Sibling(one, other) symmetric "They have the same parents."
  cue "is a twin of" for (one, other)

otherwise Other "None of the relations is stated."
  example "The <e1>fire</e1> went out without <e2>smoke</e2>." is Other

prefer Product-Producer over Cause-Effect

answer reasoning: text in first <think> optional
answer label: relation between e1 and e2 in last <answer>
accept any-case, any-hyphen, any-spacing, look-alikes

reward +1 for format else -3
reward +2 for label equals gold else -1.5 after format
`

/** The message that tells the guideline. */
export const system = (task: Task, options: PromptOptions = {}): string =>
  task.prompt(ROW, options).messages[0]!.content

/** As a tokenizer that has every word. */
export const words = (text: string): number => text.split(/\s+/).length
