import { describe, expect, it } from "vitest"
import { validateGold } from "../../src/compile/selfcheck/gold.js"
import type { Example } from "../../src/value.js"
import { ROW, SMALL, taskOf } from "./guideline.js"

const task = taskOf(SMALL)
const row = (id: string, fields: Partial<Example> = {}): Example => ({
  id,
  input: ROW,
  gold: { label: "Other" },
  ...fields,
})

describe("gold data", () => {
  it("of every label is what the guideline pays most for", () => {
    const rows = [...task.labels, "Sibling(e2,e1)"].map((label, i) => row(String(i), { gold: { label } }))
    expect(validateGold(task, rows)).toEqual([])
  })

  it("that the guideline can not pay is found before any training, with the reason", () => {
    const failures = validateGold(task, [
      row("unknown", { gold: { label: "Part-Whole(e1,e2)" } }),
      row("loose", { gold: { label: "cause-effect(e1,e2)" } }),
      row("fine"),
      row("none", { gold: {} }),
      row("no text", { input: {} }),
      row("no mark", { input: { sentence: "The <e1>fire</e1> caused smoke." } }),
      row("open mark", { input: { sentence: "The <e1>fire</e1> caused <e2>smoke." } }),
    ])
    expect(failures.map(({ id, reason }) => [id, reason])).toEqual([
      ["unknown", 'the gold label "Part-Whole(e1,e2)" is no label of the guideline'],
      ["loose", 'the gold label "cause-effect(e1,e2)" is no label of the guideline'],
      ["none", 'the example has no gold "label"'],
      ["no text", 'the input has no "sentence"'],
      ["no mark", "the text does not mark <e2>…</e2>"],
      ["open mark", "the text does not mark <e2>…</e2>"],
    ])
  })

  it("that another answer beats is found with both scores", () => {
    const upside = { ...task, plan: { ...task.plan, range: { lowest: -3, highest: 4 } } }
    expect(validateGold(upside, [row("1")])).toEqual([
      { id: "1", gold: { label: "Other" }, score: 3, reason: "it earns 3 of 4" },
    ])
  })
})
