import { describe, expect, it } from "vitest"
import { AnswerReader } from "../../src/reward/answer/read.js"
import type { Value } from "../../src/value.js"
import { planFrom } from "./answer-plan.js"

const reader = new AnswerReader(
  planFrom(
    `guideline "Everything" version "1"
task "Answer."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
input steps: list of text numbered 1
input responses: list of text numbered A
label good
  alias "fine"
entity drug
entity symptom
relation treats(means, end)
  alias "cures"
relation meets(one, other) symmetric
otherwise none
answer note: text in <note>
answer size: number 1 to 5 in <size>
answer sure: yes-no in <sure>
answer label: relation between e1 and e2 in <label>
answer grade: one of labels, "so-so" in <grade>
answer better: one of responses, "tie" in <better>
answer error: one of steps in <error>
answer triplets: list of triplet in sentence in <triplets>
answer ranking: order of responses in <ranking>
answer scores: number for each of responses in <scores>
answer cells: table in <cells>
answer analyses: group for each of steps in json
answer verdict of analyses: yes-no
answer words of analyses: list of text in key "the words"
gold labels: one of "Yes", "No" for each of steps
gold reference: list of text
reward +1 for format
reward +1 for labels equals gold
`.replace("reward +1 for labels equals gold\n", ""),
  ),
)
const input = { steps: ["a", "b"], responses: ["x", "y"] }
const triplet = { relation: "treats", head: "a", head_type: "drug", tail: "b", tail_type: "symptom" }
const text = (value: unknown) => JSON.stringify(value)

describe("a gold value", () => {
  it.each<[string, Value, Value]>([
    ["note", " a \n", "a"],
    ["note", 12, "12"],
    ["size", 3, 3],
    ["size", " 2.5", 2.5],
    ["sure", true, true],
    ["sure", "no", false],
    ["label", "treats(e2,e1)", "treats(e2,e1)"],
    ["label", "meets(e2,e1)", "meets(e1,e2)"],
    ["label", "none", "none"],
    ["grade", "good", "good"],
    ["grade", "none", "none"],
    ["grade", "so-so", "so-so"],
    ["better", "A", "A"],
    ["better", "tie", "tie"],
    ["better", 1, "B"],
    ["error", "1", "1"],
    ["error", 2, "2"],
    ["triplets", [triplet], [triplet]],
    ["triplets", [{ ...triplet, start: 4 }], [triplet]],
    ["ranking", ["B", "A"], ["B", "A"]],
    ["ranking", [1, 0], ["B", "A"]],
    ["ranking", ["B"], ["B"]],
    ["scores", [3, 4], { A: 3, B: 4 }],
    ["scores", { B: 4 }, { B: 4 }],
    [
      "cells",
      "| a | b |\n|---|---|\n| 1 | 2 |",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["cells", [["a"], [1]], [["a"], ["1"]]],
    ["analyses", [{ verdict: true, words: ["x"] }, {}], { 1: { verdict: true, words: ["x"] }, 2: {} }],
    ["analyses", { 2: { "the words": [] } }, { 2: { words: [] } }],
    ["verdict", [true, false], { 1: true, 2: false }],
    ["verdict", { 1: "yes" }, { 1: true }],
    ["verdict", true, true],
    ["words", [["a"], ["b", "c"]], { 1: ["a"], 2: ["b", "c"] }],
    ["words", ["a", "b"], ["a", "b"]],
    ["labels", ["Yes", "No"], { 1: "Yes", 2: "No" }],
    ["reference", ["a", 1], ["a", "1"]],
  ])("of %s: %j becomes %j", (field, value, canonical) => {
    expect(text(reader.gold(field, value, input))).toBe(text(canonical))
  })

  it.each<[string, Value, string]>([
    ["note", ["a"], '["a"] is no text'],
    ["size", 6, "6 is not between 1 and 5"],
    ["size", "4,0", '"4,0" is no number'],
    ["size", true, "true is no number"],
    ["sure", "Yes", '"Yes" is neither yes nor no'],
    ["label", "treats(e1, e2)", '"treats(e1, e2)" is no label of the guideline'],
    ["label", "cures(e1,e2)", '"cures(e1,e2)" is no label of the guideline'],
    ["grade", "fine", '"fine" is none of the choices'],
    ["grade", "Good", '"Good" is none of the choices'],
    ["better", "C", '"C" is none of the choices'],
    ["better", 2, "2 is none of the choices"],
    ["error", 0, "0 is none of the choices"],
    ["triplets", "a:drug, treats, b:symptom", '"a:drug, treats, b:symptom" is no list'],
    ["triplets", ["x"], '"x" is no triplet'],
    ["ranking", ["A", "A"], '["A","A"] names an item twice'],
    ["ranking", ["a"], '"a" is no item of responses'],
    ["scores", [1], "has 1 values for the 2 items of responses"],
    ["scores", { C: 1 }, '"C" is no item of responses'],
    ["scores", 1, "1 is no value for each of responses"],
    ["cells", "none", '"none" is no table'],
    ["analyses", [{ verdicts: true }, {}], '"verdicts" is no part of analyses'],
    ["verdict", ["maybe", "no"], '"maybe" is neither yes nor no'],
  ])("of %s cannot be %j: it %s", (field, value, reason) => {
    expect(reader.readGold(field, value, input)).toEqual({ reason })
    expect(reader.gold(field, value, input)).toBeUndefined()
  })

  it("of a triplet says what is wrong in it", () => {
    const reasonOf = (fields: Record<string, Value>) => {
      const gold = reader.readGold("triplets", [{ ...triplet, ...fields }], input)
      return "reason" in gold ? gold.reason.replace(/^.*… /, "") : gold
    }
    expect(reasonOf({ relation: "cures" })).toBe('has the relation "cures", which is not declared')
    expect(reasonOf({ tail_type: "drugs" })).toBe('has the type "drugs", which is not declared')
    expect(reasonOf({ head: 3 })).toBe('has no text "head"')
  })

  it("that points into a list needs the list", () => {
    expect(reader.readGold("scores", [1], {})).toEqual({
      reason: 'points at the list "responses", which the row does not have',
    })
    expect(reader.readGold("better", "A", { responses: "x" })).toEqual({ reason: '"A" is none of the choices' })
    expect(reader.gold("better", "tie", {})).toBe("tie")
  })

  it("of something that there is not is the caller's mistake", () => {
    expect(() => reader.gold("nothing", "x", input)).toThrow(RangeError)
  })
})
