import { readFileSync, writeFileSync } from "node:fs"
import { expect, test } from "vitest"
import {
  evaluationIds,
  QUOTED_TEST_IDS,
  SAME_SENTENCES,
  semevalProtocol,
} from "../../../src/data/protocols/semeval2010-task8.js"
import type { Example } from "../../../src/value.js"

const list = new URL("../../../src/data/protocols/semeval2010-task8-500.txt", import.meta.url)
const examples = (from: number, to: number): Example[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ id: String(from + i), input: { sentence: "" }, gold: {} }))

test("the committed list of evaluation ids is what the committed seed draws", () => {
  if (process.env.UPDATE) writeFileSync(list, `${evaluationIds().join("\n")}\n`)
  expect(readFileSync(list, "utf8").trim().split("\n")).toEqual(evaluationIds())
})

test("500 different test ids are drawn, none of them quoted in the guideline", () => {
  const ids = evaluationIds()
  expect(new Set(ids).size).toBe(500)
  expect(ids.filter((id) => QUOTED_TEST_IDS.includes(id))).toEqual([])
  expect(ids.every((id) => Number(id) >= 8001 && Number(id) <= 10717)).toBe(true)
})

test("training rows whose words are in the test set are left out, the test set stays whole", () => {
  const data = semevalProtocol({ train: examples(1, 8000), test: examples(8001, 10717) })
  expect([data.train.length, data.evaluation.length, data.test.length]).toEqual([7983, 500, 2717])
  const trained = new Set(data.train.map(({ id }) => id))
  expect(SAME_SENTENCES.filter(([, train]) => trained.has(train))).toEqual([])
})

test("a test set without the drawn items is refused", () => {
  expect(() => semevalProtocol({ train: [], test: examples(8001, 9000) })).toThrow(RangeError)
})
