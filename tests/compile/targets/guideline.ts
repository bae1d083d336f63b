/** Guidelines for the tests of targets: those that are shipped, and a small one with something of everything. */
import { readdirSync } from "node:fs"
import { type Loaded, loadGuideline, loadGuidelineText } from "../../../src/compile/load.js"
import type { Task } from "../../../src/compile/task.js"
import { formatDiagnostic } from "../../../src/diagnostic.js"

export const SHIPPED = readdirSync("guidelines")
  .filter((name) => name.endsWith(".guideline"))
  .map((name) => name.replace(".guideline", ""))

export const shipped = (name: string): Task => whole(loadGuideline(`guidelines/${name}.guideline`))
export const taskOf = (text: string): Task => whole(loadGuidelineText("test.guideline", text))

function whole({ task, diagnostics }: Loaded): Task {
  if (!task) throw new Error(diagnostics.map((d) => formatDiagnostic(d)).join("\n"))
  return task
}

export const SMALL = `guideline "Remedies" version "2" source "nobody"

task
    | Say which remedies the sentence states.
    |
    | Nothing else.
  advice real: "What is only asked is not stated."

input sentence: text "one sentence of an abstract"
input sure: yes-no

entity treatment "What is done against a condition."
entity drug under treatment "A substance that is given."
entity symptom "What a patient feels."
  alias "complaint"
  check brief: symptom at-most 3 words says "Mark the symptom alone."

relation helps-against(remedy: treatment, trouble: symptom) one trouble "The remedy is used on the trouble."
  cue "is used for" for (remedy, trouble)
  judge meant: "The sentence means it so." sees sentence, triplets
relation goes-with(one, other) symmetric "Both are seen together."
  example sentence: "Ann & Bo <b> took aspirin for pain.", sure: yes
      is triplets: [helps-against(drug("aspirin"), symptom("pain"))]
    not triplets: [goes-with(drug("aspirin"), symptom("pain"))] by real
exclude helps-against, goes-with
prefer helps-against over goes-with

answer why: text in first <why> optional
answer triplets: list of triplet in sentence in only <answer> as lines

reward +1 for format else -1
reward found: +2 for triplets matches gold after format
report brief
report meant

arm form "Control: the form alone."
  reward +1 for format
`
