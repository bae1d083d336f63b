import { expect, it } from "vitest"
import { loadGuideline } from "../../src/compile/load.js"
import { validateGold } from "../../src/compile/selfcheck/gold.js"
import { readData } from "../../src/data/read.js"

it("every gold label of SemEval-2010 Task 8 is what its guideline pays most for", () => {
  const { task, diagnostics } = loadGuideline("guidelines/semeval2010-task8.guideline")
  expect(diagnostics).toEqual([])
  const { train, test } = readData("semeval2010-task8")
  const examples = [...train, ...test]
  expect(examples).toHaveLength(10_717)
  expect(validateGold(task!, examples)).toEqual([])
  expect(new Set(examples.map(({ gold }) => gold.label))).toEqual(new Set(task!.labels))
})
