/** Plans for the tests of reading: from the text of a guideline, or R1-RE's two parts over a few labels. */
import { catalogue } from "../../src/compile/catalogue.js"
import { planOf } from "../../src/compile/plan.js"
import { formatDiagnostic, hasErrors } from "../../src/diagnostic.js"
import { analyze } from "../../src/language/analyze.js"
import { parse } from "../../src/language/parse.js"
import type { Plan } from "../../src/reward/plan.js"
import { Source } from "../../src/text.js"

export function planFrom(guideline: string): Plan {
  const parsed = parse(new Source("test.guideline", guideline))
  const analyzed = analyze(parsed.tree, catalogue)
  const diagnostics = [...parsed.diagnostics, ...analyzed.diagnostics]
  if (!analyzed.meaning || hasErrors(diagnostics)) throw new Error(diagnostics.filter(({ severity }) => severity === "error").map((d) => formatDiagnostic(d)).join("\n"))
  return planOf(analyzed.meaning)
}

export type ReadPlan = Pick<Plan, "answer" | "labels" | "accept" | "rescue" | "inputs">

const relation = (name: string, aliases: readonly string[], symmetric: boolean): Plan["labels"]["relations"][number] => ({
  name,
  aliases,
  roles: ["one", "other"],
  types: [[], []],
  symmetric,
})

export const LABELS: Plan["labels"] = {
  labels: [],
  entities: [],
  relations: [
    relation("Cause-Effect", ["causes"], false),
    relation("Message-Topic", [], false),
    relation("Associated_With", [], true),
  ],
  otherwise: { name: "Other", aliases: ["no relation"] },
  exclude: [],
}

/** The reasoning in the first <think>, optional; the label in the last <answer>; all four tolerances. */
export function readPlan(fields: Partial<ReadPlan> = {}): ReadPlan {
  return {
    answer: [
      {
        name: "reasoning",
        type: { kind: "text" },
        aliases: [],
        place: { spot: { kind: "tag", tag: "think" }, which: "first" },
        optional: true,
      },
      {
        name: "label",
        type: { kind: "relation", between: ["e1", "e2"] },
        aliases: [],
        place: { spot: { kind: "tag", tag: "answer" }, which: "last" },
        optional: false,
      },
    ],
    labels: LABELS,
    accept: ["any-case", "any-hyphen", "any-spacing", "look-alikes"],
    rescue: [],
    inputs: [],
    ...fields,
  }
}
