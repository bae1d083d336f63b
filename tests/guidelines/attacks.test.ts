/** Answers that deserve nothing, against the shipped guidelines: none gets more than an answer that is always the same. */
import { describe, expect, it } from "vitest"
import { attack } from "../../src/compile/attacks/attack.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Example } from "../../src/value.js"
import { GUIDELINES, task } from "./shipped.js"

const rowsOf = (name: string): Example[] =>
  allExamples(task(name).meaning).map(({ input, gold }, i) => ({ id: `${i + 1}`, input, gold }))

/** What no verifier would let pass. */
const NOTHING_HOLDS = { same: 0, valid: 0, plausible: 0 }

describe.each(GUIDELINES)("%s", (name) => {
  const rows = rowsOf(name)
  const { floor, families } = attack(task(name), rows)

  it("gives no family of attacks more than the best constant answer", () => {
    expect(families.filter(({ broke }) => broke).map(({ name, best }) => [name, best, floor])).toEqual([])
    expect(families.length).toBeGreaterThanOrEqual(12)
  })

  it("gives nothing for an empty answer, and for the prompt said again", () => {
    const { score, prompt, plan } = task(name)
    for (const row of rows) {
      const said = prompt(row.input).messages.map(({ content }) => content)
      for (const completion of ["", " \n", said.join("\n"), said[0]!]) {
        const verdict = score(completion, row, NOTHING_HOLDS)
        expect(verdict.unscorable).toBeUndefined()
        expect(verdict.score).toBeLessThanOrEqual(Math.min(floor, plan.range.highest - 1e-6))
      }
    }
  })
})

describe("all labels at once", () => {
  const best = (name: string, completions: (row: Example) => readonly string[]) =>
    Math.max(
      ...rowsOf(name).flatMap((row) =>
        completions(row).map((completion) => task(name).score(completion, row, NOTHING_HOLDS).score),
      ),
    )
  const tagged = (texts: readonly string[]) => [", ", " or ", " and ", "\n", "; ", " "].map((joint) => `<answer>${texts.join(joint)}</answer>`)

  it("are no label", () => {
    expect(best("semeval2010-task8", () => tagged(task("semeval2010-task8").labels))).toBe(-3)
    expect(best("rule-reasoner", () => tagged(["A", "B", "C"]))).toBe(-1)
    expect(best("rm-r1", () => [...tagged(["[[A]]", "[[B]]"]), "<answer>[[A]]</answer><answer>[[B]]</answer>"])).toBe(-1)
    expect(best("r-prm", () => tagged(["1", "2", "3", "none"]))).toBe(-1)
    expect(best("one-shot", () => ["\\boxed{1, 2, 3, 8, 40}", "\\boxed{1 2 3 40}"])).toBe(0)
  })

  it("earn little where several may be right", () => {
    const { labels } = task("contrastive-re")
    // 21 labels of which at most two are right
    expect(best("contrastive-re", () => tagged(labels))).toBeLessThan(0.2)
    expect(best("table-r1", () => ['{"answer": ["Kenya", "Peru", "Ghana", "Togo"]}'])).toBe(0)
  })
})
