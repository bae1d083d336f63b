import { describe, expect, it } from "vitest"
import { checkGold, validateGold } from "../../src/compile/selfcheck/gold.js"
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

describe("gold data of other shapes", () => {
  const head = 'guideline "G" version "1"\ntask "Answer."\n'

  it("is written as its guideline asks, and what does not fit is said", () => {
    const task = taskOf(`${head}input kind: one of "long", "short"
input items: list of text numbered A
answer reply: group in only <answer> as json
answer pick of reply: one of items when kind is "short"
answer marks of reply: number 1 to 5 for each of items in key "how good" when kind is "long"
reward +1 for format else -1
reward +1 for pick equals gold when kind is "short"
reward +2 for marks near gold when kind is "long"
`)
    const items = ["x", "y"]
    const short = { kind: "short", items }
    const long = { kind: "long", items }
    const failures = validateGold(task, [
      row("pick", { input: short, gold: { pick: "B" } }),
      row("marks by name", { input: long, gold: { marks: { A: 1, B: 5 } } }),
      row("marks in order", { input: long, gold: { marks: [1, 5] } }),
      row("no such item", { input: short, gold: { pick: "C" } }),
      row("too few", { input: long, gold: { marks: { A: 1 } } }),
      row("out of bounds", { input: long, gold: { marks: { A: 1, B: 9 } } }),
      row("other gold", { input: long, gold: { pick: "A" } }),
      row("no kind", { input: { items }, gold: { pick: "A" } }),
      row("no list", { input: { kind: "short", items: "x" }, gold: { pick: "A" } }),
    ])
    expect(failures.map(({ id }) => id)).toEqual([
      "no such item",
      "too few",
      "out of bounds",
      "other gold",
      "no kind",
      "no list",
    ])
    expect(failures.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('"C"'),
      expect.any(String),
      expect.any(String),
      'the example has no gold "marks"',
      'the input has no "kind"',
      'the input "items" is not a list',
    ])
  })

  it("earns what its case can earn, not what another kind of question could", () => {
    const task = taskOf(`${head}input kind: one of "long", "short"
answer reply: one of "a", "b" in <answer>
reward +1 for reply equals gold
reward longer: +5 for reply equals gold when kind is "long"
`)
    expect(task.plan.range.highest).toBe(6)
    const rows = ["short", "long"].map((kind) => row(kind, { input: { kind }, gold: { reply: "a" } }))
    expect(validateGold(task, rows)).toEqual([])
  })

  it("that says less than the reward looks at is sound, and counted", () => {
    const task = taskOf(`${head}input candidates: list of text
answer claims: list of group for each of candidates in json
answer backed of claims: yes-no
gold best: order of candidates
reward +1 for format else -1
reward +1 for backed tops best after format
`)
    const input = { candidates: ["x", "y"] }
    const rows = [row("sound", { input, gold: { best: ["2", "1"] } }), row("unsound", { input, gold: { best: ["3"] } })]
    const { failures, untried } = checkGold(task, rows)
    expect([failures.map(({ id }) => id), untried]).toEqual([["unsound"], 1])
  })

  it("of a judge is taken as the judge could say at best", () => {
    const task = taskOf(`${head}input question: text
gold reference: text
answer final: text in last line
  judge same: "It says the same." sees final, reference
  judge rude: "It is rude." sees final
reward +1 for same
reward -1 for rude
`)
    const rows = [row("1", { input: { question: "?" }, gold: { reference: "x" } })]
    const { failures } = checkGold(task, rows)
    expect(failures).toEqual([])
  })
})
