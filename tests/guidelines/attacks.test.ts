/**
 * Attacks in miniature, on the shipped guidelines: an empty answer, the prompt said again, all labels at once. None gets
 * more than an answer in the right form that is always the same. (All families of attacks: tests/compile/attacks.test.ts.)
 */
import { describe, expect, it } from "vitest"
import { allExamples } from "../../src/language/meaning.js"
import type { Given } from "../../src/reward/plan.js"
import type { Example } from "../../src/value.js"
import { GUIDELINES, task } from "./shipped.js"

/** Judges that let nothing pass. */
const STRICT: Given = { same: 0, valid: 0, plausible: 0 }

const rowsOf = (name: string): Pick<Example, "input" | "gold">[] =>
  allExamples(task(name).meaning).map(({ input, gold }) => ({ input, gold }))

function mean(
  name: string,
  rows: ReturnType<typeof rowsOf>,
  completion: (row: Pick<Example, "input">) => string,
): number {
  const scores = rows.map((row) => {
    const { score, unscorable } = task(name).score(completion(row), row, STRICT)
    expect(unscorable).toBeUndefined()
    return score
  })
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

describe.each(GUIDELINES)("%s", (name) => {
  const rows = rowsOf(name)
  const floor = (): number =>
    Math.max(
      ...rows.map((row) => {
        const constant = task(name).write(row.gold, "I think.", row.input)
        return mean(name, rows, () => constant)
      }),
    )

  it("gives nothing for an empty answer, and for the prompt said again", () => {
    const said = (row: Pick<Example, "input">, roles: readonly string[]) =>
      task(name)
        .prompt(row.input)
        .messages.filter(({ role }) => roles.includes(role))
        .map(({ content }) => content)
        .join("\n")
    const answers = [
      () => "",
      () => " \n\t",
      (row: Pick<Example, "input">) => said(row, ["system"]),
      (row: Pick<Example, "input">) => said(row, ["user"]),
      (row: Pick<Example, "input">) => said(row, ["system", "user"]),
    ]
    const least = floor()
    for (const answer of answers) expect(mean(name, rows, answer)).toBeLessThanOrEqual(least)
  })
})

describe("all labels at once", () => {
  const best = (name: string, completions: readonly string[]): number =>
    Math.max(...completions.map((completion) => mean(name, rowsOf(name), () => completion)))
  const tagged = (texts: readonly string[]) =>
    [", ", " or ", " and ", "\n", "; ", " "].map((joint) => `<answer>${texts.join(joint)}</answer>`)

  it("are no label", () => {
    expect(best("semeval2010-task8", tagged(task("semeval2010-task8").labels))).toBe(-3)
    expect(best("rule-reasoner", tagged(["A", "B", "C"]))).toBe(-1)
    expect(best("rm-r1", [...tagged(["[[A]]", "[[B]]"]), "<answer>[[A]]</answer><answer>[[B]]</answer>"])).toBe(-1)
    expect(best("r-prm", tagged(["1", "2", "3", "none"]))).toBe(-1)
    expect(best("one-shot", ["\\boxed{1, 2, 3, 8, 40}", "\\boxed{1 2 3 40}"])).toBe(0)
  })

  it("earn next to nothing where several may be right", () => {
    // with "none" among them they contradict each other
    expect(best("contrastive-re", tagged(task("contrastive-re").labels))).toBe(-1)
    const relations = task("contrastive-re").labels.filter((label) => label !== "none")
    expect(best("contrastive-re", tagged(relations))).toBeLessThan(0.2)
    expect(best("table-r1", ['{"answer": ["Kenya", "Peru", "Ghana", "Togo"]}'])).toBe(0)
  })
})
