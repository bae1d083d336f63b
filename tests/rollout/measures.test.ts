/** What scored answers show together, through the public face. */
import { describe, expect, test } from "vitest"
import { loadGuideline, Measurer, type Task } from "../../src/index.js"
import type { Value } from "../../src/value.js"

const taskOf = (name: string): Task => loadGuideline(`guidelines/${name}.guideline`).task!

function measured(task: Task, rows: readonly { id: string; input: object; gold: object; completion: string }[]) {
  const measurer = new Measurer(task)
  for (const row of rows) {
    const { id } = row
    const [input, gold] = [row.input as Record<string, Value>, row.gold as Record<string, Value>]
    measurer.add({ id, input, gold, verdict: task.score(row.completion, { input, gold }) })
  }
  const measures = measurer.measures()
  const figure = (name: string) => measures.metrics.find(({ metric }) => metric === name)?.value
  return { ...measures, figure }
}

describe("labels of an answer", () => {
  test("may be several of one answer", () => {
    const task = taskOf("contrastive-re")
    const [a, b] = task.plan.labels.relations.map(({ name }) => `${name}(e1,e2)`) as [string, string]
    const input = { sentence: "The <e1>a</e1> of the <e2>b</e2>." }
    const { figure, labels } = measured(task, [
      { id: "1", input, gold: { labels: [a, b] }, completion: `<answer>\n${a}\n</answer>` },
      { id: "2", input, gold: { labels: [b] }, completion: `<answer>\n${b}\n</answer>` },
    ])
    // 2 hits, 2 answered, 3 in the gold; a: F1 1, b: P 1, R 1/2
    expect(figure("labels/micro-f1")).toBeCloseTo(4 / 5, 12)
    expect(figure("labels/macro-f1")).toBeCloseTo((1 + 2 / 3) / 2, 12)
    expect(labels.labels?.[b]).toMatchObject({ precision: 1, recall: 0.5 })
  })

  test("are a decision for each item that is judged, also inside a group", () => {
    const task = taskOf("r-prm")
    const input = { problem: "How many?", steps: ["3 * 4 = 12.", "12 - 2 = 9.", "So 9."] }
    const said = (verdicts: readonly string[]) => {
      const analyses = verdicts.map((verdict, i) => ({
        ...{ id: i + 1, source: "s", consistency: "c", calculation: "k", verdict },
      }))
      return `${JSON.stringify(analyses)}\n<answer>2</answer>`
    }
    const gold = { "first-error": "2", labels: ["Yes", "No", "Yes"] }
    const { labels, metrics } = measured(task, [
      { id: "1", input, gold, completion: said(["Yes", "No", "No"]) },
      { id: "2", input, gold, completion: "<answer>3</answer>" },
    ])
    // gold stands under the name that the guideline compares it with; the second answer judges no step
    expect(metrics.find(({ metric }) => metric === "verdict/micro-f1")).toMatchObject({ n: 6, of: "decisions" })
    expect(labels.verdict).toEqual({
      Yes: { precision: 1, recall: 1 / 4, f1: 2 / 5 },
      No: { precision: 1 / 2, recall: 1 / 2, f1: 1 / 2 },
    })
    expect(labels["first-error"]).toMatchObject({ "2": { precision: 1, recall: 1 / 2 }, "3": { precision: 0 } })
  })

  test("in a list whose items belong to no gold are left out, with the reason", () => {
    const task = taskOf("rag-zeval")
    const [example] = task.meaning.examples
    const { missing } = measured(task, [{ id: "1", input: example!.input, gold: example!.gold, completion: "x" }])
    expect(missing).toContainEqual({
      metric: "support/f1",
      reason: "it stands in a list, of which no item belongs to one of the gold",
    })
  })
})

test("the bootstrap has one seed: the same answers have the same intervals, in whatever order tries come", () => {
  const task = taskOf("semeval2010-task8")
  const input = { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." }
  const rows = Array.from({ length: 12 }, (_, i) => ({
    ...{ id: `${i % 4}`, input, gold: { label: "Other" } },
    completion: i % 3 === 0 ? "" : "<answer>Other</answer>",
  }))
  expect(measured(task, rows).metrics).toEqual(measured(task, rows).metrics)
  const interval = (of: typeof rows) => measured(task, of).metrics.find(({ metric }) => metric === "pass@3")
  expect(interval(rows)).toMatchObject({ n: 4, value: 1 })
})
