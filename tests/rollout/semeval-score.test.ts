import { expect, test } from "vitest"
import { officialScore } from "../../src/rollout/semeval-score.js"

/**
 * Worked by hand. Cause-Effect: 3 in the key, 1 hit, 1 in the wrong direction, 1 skipped; 1 more was proposed for an Other:
 * P = 1 / (2 + 1), R = 1 / 3, F1 = 1/3. Message-Topic: 2 in the key, 2 hits of 2 proposed: F1 = 1. Entity-Origin is not in
 * the key: in no average.
 */
const gold = new Map([
  ["1", "Cause-Effect(e1,e2)"],
  ["2", "Cause-Effect(e1,e2)"],
  ["3", "Cause-Effect(e2,e1)"],
  ["4", "Message-Topic(e1,e2)"],
  ["5", "Message-Topic(e2,e1)"],
  ["6", "Other"],
  ["7", "Other"],
  ["8", "Other"],
])
const answers = new Map<string, string | undefined>([
  ["1", "Cause-Effect(e1,e2)"],
  ["2", "Cause-Effect(e2,e1)"],
  ["3", undefined],
  ["4", "Message-Topic(e1,e2)"],
  ["5", "Message-Topic(e2,e1)"],
  ["6", "Cause-Effect(e1,e2)"],
  ["7", "Entity-Origin(e1,e2)"],
])

test("the official figure is the mean F1 of the key's relations without Other, directions counted", () => {
  const score = officialScore(gold, answers)
  expect(score.macroF1).toBeCloseTo((1 / 3 + 1) / 2, 12)
  expect(score.relations.map(({ name, f1 }) => [name, Number(f1.toFixed(4))])).toEqual([
    ["Cause-Effect", 0.3333],
    ["Message-Topic", 1],
    ["Other", 0],
  ])
  expect(score.relations[0]).toMatchObject({ hits: 1, proposed: 2, wrongDirection: 1, actual: 3 })
})

test("what is skipped counts as Other: right for an Other, wrong for a relation", () => {
  const score = officialScore(gold, answers)
  expect([score.skipped, score.items]).toEqual([2, 8])
  // 1, 4, 5 are right, and 8, an Other, was skipped
  expect(score.accuracy).toBe(4 / 8)
})

test("the micro average pools the key's relations", () => {
  // hits 3, proposed 2 + 1 and 2, in the key 5
  expect(officialScore(gold, answers).microF1).toBeCloseTo(3 / 5, 12)
})

test("the gold itself scores 1, an answer of nothing but Other scores 0", () => {
  expect(officialScore(gold, gold).macroF1).toBe(1)
  const silent = officialScore(gold, new Map())
  expect([silent.macroF1, silent.accuracy]).toEqual([0, 3 / 8])
})

test("answers to unknown ids and labels without canonical form are mistakes of the caller", () => {
  expect(() => officialScore(gold, new Map([["9", "Other"]]))).toThrow(/which the key lacks/)
  expect(() => officialScore(gold, new Map([["1", "cause effect (e1, e2)"]]))).toThrow(/canonical form/)
  expect(() => officialScore(new Map(), new Map())).toThrow(RangeError)
})
