import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { PassThrough } from "node:stream"
import { expect, test } from "vitest"
import { main } from "../../src/cli.js"
import { distribution } from "../../src/data/examples.js"
import { SAME_SENTENCES, semevalProtocol } from "../../src/data/protocols/semeval2010-task8.js"
import { readData } from "../../src/data/read.js"
import { SEMEVAL_LABELS } from "../../src/data/readers/semeval2010-task8.js"
import { trainBpe } from "../../src/model/bpe.js"
import { trainBagOfWords } from "../../src/recipes/baselines/bag-of-words.js"
import { majority } from "../../src/recipes/baselines/constant.js"
import { officialScore } from "../../src/rollout/semeval-score.js"
import { wilson } from "../../src/rollout/statistics.js"
import { type Example, textOf } from "../../src/value.js"
import { captured } from "../cli/support/io.js"
import { glossData } from "./gloss-data.js"

const data = readData("semeval2010-task8")
const home = join(glossData(), "semeval2010-task8")

/** Release's TRAIN_TEST_DISTRIB.TXT, counted again: train, test. */
const COUNTS: Record<string, readonly [number, number]> = {
  "Cause-Effect(e1,e2)": [344, 134],
  "Cause-Effect(e2,e1)": [659, 194],
  "Component-Whole(e1,e2)": [470, 162],
  "Component-Whole(e2,e1)": [471, 150],
  "Content-Container(e1,e2)": [374, 153],
  "Content-Container(e2,e1)": [166, 39],
  "Entity-Destination(e1,e2)": [844, 291],
  "Entity-Destination(e2,e1)": [1, 1],
  "Entity-Origin(e1,e2)": [568, 211],
  "Entity-Origin(e2,e1)": [148, 47],
  "Instrument-Agency(e1,e2)": [97, 22],
  "Instrument-Agency(e2,e1)": [407, 134],
  "Member-Collection(e1,e2)": [78, 32],
  "Member-Collection(e2,e1)": [612, 201],
  "Message-Topic(e1,e2)": [490, 210],
  "Message-Topic(e2,e1)": [144, 51],
  "Product-Producer(e1,e2)": [323, 108],
  "Product-Producer(e2,e1)": [394, 123],
  Other: [1410, 454],
}

test("every row of the official files is read: 8,000 and 2,717, ids in order, no complaint", () => {
  expect(data.diagnostics).toEqual([])
  expect(data.train.map(({ id }) => Number(id))).toEqual(Array.from({ length: 8000 }, (_, i) => i + 1))
  expect(data.test.map(({ id }) => Number(id))).toEqual(Array.from({ length: 2717 }, (_, i) => i + 8001))
})

test("the 19 labels occur as often as published", () => {
  expect([...SEMEVAL_LABELS].sort()).toEqual(Object.keys(COUNTS).sort())
  const train = distribution(data.train, "label")
  const held = distribution(data.test, "label")
  for (const [label, counts] of Object.entries(COUNTS)) expect([train.get(label), held.get(label)]).toEqual(counts)
})

test("2,605 training examples carry their annotator's comment, no test example does", () => {
  expect(data.train.filter(({ comment }) => comment !== undefined)).toHaveLength(2605)
  expect(data.test.filter(({ comment }) => comment !== undefined)).toHaveLength(0)
})

test("sentences are all different with their marks, and by their words exactly the 18 known pairs leak", () => {
  const sentence = ({ input }: Example): string => textOf(input, "sentence")
  const all = [...data.train, ...data.test].map(sentence)
  expect(new Set(all).size).toBe(all.length)
  const plain = (example: Example): string =>
    sentence(example)
      .replace(/<\/?e[12]>/g, "")
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "")
  const held = new Map<string, string[]>()
  for (const example of data.test) held.set(plain(example), [...(held.get(plain(example)) ?? []), example.id])
  const pairs = data.train.flatMap((example) => (held.get(plain(example)) ?? []).map((id) => `${id}:${example.id}`))
  expect(pairs.sort()).toEqual(SAME_SENTENCES.map((pair) => pair.join(":")).sort())
})

test.each([
  [1, "64.09"],
  [2, "6.35"],
  [3, "11.11"],
  [5, "44.44"],
])("fixture %i of the official scorer gives %s", (number, published) => {
  const read = (name: string): Map<string, string> => {
    const text = readFileSync(join(home, "SemEval2010_task8_scorer-v1.2", name), "utf8")
    const rows = text.split(/\r?\n/).filter((line) => line.trim() !== "")
    return new Map(rows.map((line) => line.trim().split("\t") as [string, string]))
  }
  const score = officialScore(read(`answer_key${number}.txt`), read(`proposed_answer${number}.txt`))
  expect((100 * score.macroF1).toFixed(2)).toBe(published)
  const said = readFileSync(join(home, "SemEval2010_task8_scorer-v1.2", `result_scores${number}.txt`), "utf8")
  const official = said.slice(said.indexOf("OFFICIAL"))
  const accuracy = /skipped examples as Other\) = \d+\/\d+ = +([\d.]+)%/.exec(official)?.[1]
  expect((100 * score.accuracy).toFixed(2)).toBe(accuracy)
  const micro = /Micro-averaged[^\n]*\n[^\n]*F1 = +([\d.]+)%/.exec(official)?.[1]
  expect((100 * score.microF1).toFixed(2)).toBe(micro)
})

test.each([
  [1, "64.09"],
  [2, "6.35"],
  [3, "11.11"],
  [5, "44.44"],
])("glossator metrics prints the official score of fixture %i: %s", async (number, published) => {
  const read = (name: string): [string, string][] => {
    const text = readFileSync(join(home, "SemEval2010_task8_scorer-v1.2", name), "utf8")
    const rows = text.split(/\r?\n/).filter((line) => line.trim() !== "")
    return rows.map((line) => line.trim().split("\t") as [string, string])
  }
  const proposed = new Map(read(`proposed_answer${number}.txt`))
  const rows = read(`answer_key${number}.txt`).map(([id, label]) => ({
    ...{ id, input: { sentence: "a" }, gold: { label } },
    completion: proposed.has(id) ? `<answer>${proposed.get(id)}</answer>` : "",
  }))
  const io = captured()
  ;(io.stdin as unknown as PassThrough).end(rows.map((row) => JSON.stringify(row)).join("\n"))
  expect(await main(["metrics", "guidelines/semeval2010-task8.guideline", "--rows", "-"], io)).toBe(0)
  expect(io.written.out).toMatch(new RegExp(`label/semeval-macro-f1 +${published} % +\\[[\\d., ]+\\] `))
})

test("bag of words beats the constant on the 500 items with disjoint intervals", { timeout: 240_000 }, () => {
  const { train, evaluation, test: whole } = semevalProtocol(data)
  const bag = trainBagOfWords(train, { seed: 1 })
  const right = (predict: (input: Example["input"]) => string): number =>
    evaluation.filter(({ input, gold }) => predict(input) === gold.label).length
  const constant = majority(train)
  const low = wilson(
    right((input) => bag.predict(input)),
    evaluation.length,
  )
  const floor = wilson(
    right((input) => constant.predict(input)),
    evaluation.length,
  )
  const gold = new Map(whole.map(({ id, gold }) => [id, textOf(gold, "label")]))
  const official = officialScore(gold, new Map(whole.map(({ id, input }) => [id, bag.predict(input)])))
  console.log(
    `bag of words: ${bag.features} features, penalty ${bag.penalty}, held out ${JSON.stringify(bag.heldOut)}; ` +
      `500 items ${low.value} (${low.low.toFixed(3)} to ${low.high.toFixed(3)}), constant ${floor.value}; ` +
      `2,717 items: accuracy ${official.accuracy.toFixed(4)}, official macro-F1 ${(100 * official.macroF1).toFixed(2)}`,
  )
  expect(constant.predict({})).toBe("Other")
  expect(low.low).toBeGreaterThan(floor.high)
  expect(official.macroF1).toBeGreaterThan(0.6)
})

test("2,000 merges are learnt over the 8,000 training sentences", () => {
  const { model } = trainBpe(
    data.train.map(({ input }) => textOf(input, "sentence")),
    { vocabularySize: 4 + 256 + 2000, specialTokens: ["<e1>", "</e1>", "<e2>", "</e2>"] },
  )
  expect(Object.keys(model.vocab)).toHaveLength(2260)
})
