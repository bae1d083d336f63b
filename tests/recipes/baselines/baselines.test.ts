import { expect, test } from "vitest"
import { Random } from "../../../src/random.js"
import { featuresOf, trainBagOfWords } from "../../../src/recipes/baselines/bag-of-words.js"
import { constant, majority } from "../../../src/recipes/baselines/constant.js"
import type { Example } from "../../../src/value.js"

const example = (id: number, sentence: string, label: string): Example => ({
  id: String(id),
  input: { sentence },
  gold: { label },
})

test("the majority is the commonest gold label of the training part", () => {
  const train = [example(1, "", "A"), example(2, "", "B"), example(3, "", "B")]
  expect(majority(train).predict({})).toBe("B")
  expect(constant("Other").predict({ sentence: "x" })).toBe("Other")
  expect(() => majority([])).toThrow(RangeError)
})

test("features are the words, those between the mentions and those of the mentions, each once", () => {
  expect(featuresOf("A <e1>fire</e1> caused a <e2>big smoke</e2>.", ["e1", "e2"])).toEqual([
    ..."a fire caused big smoke .".split(" "),
    "between:caused",
    "between:a",
    "e1:fire",
    "e2:big",
    "e2:smoke",
  ])
})

const nouns = ["fire", "rain", "dog", "song", "tax", "storm"]
const verbs: Record<string, string> = { caused: "Cause(e1,e2)", "came from": "Cause(e2,e1)", met: "Other" }

function corpus(seed: number, count: number): Example[] {
  const random = Random.of(seed, "corpus")
  return Array.from({ length: count }, (_, i) => {
    const verb = random.pick(Object.keys(verbs))
    return example(i, `The <e1>${random.pick(nouns)}</e1> ${verb} the <e2>${random.pick(nouns)}</e2>.`, verbs[verb]!)
  })
}

test("what words decide is learnt, and carries over to pairs that were not seen", () => {
  const bag = trainBagOfWords(corpus(1, 120), { seed: 1, steps: 60 })
  const held = corpus(2, 100)
  expect(held.filter(({ input, gold }) => bag.predict(input) === gold.label).length).toBe(100)
  expect(bag.predict({ sentence: "No <e1>word</e1> of <e2>it</e2> seen" })).toMatch(/Cause|Other/)
})

test("the same data and seed give the same model; labels drawn at random are not learnt", () => {
  const random = Random.of(3)
  const labels = Object.values(verbs)
  const noise = corpus(4, 300).map((one) => ({ ...one, gold: { label: random.pick(labels) } }))
  const options = { seed: 1, steps: 40 }
  const bag = trainBagOfWords(noise, options)
  expect(bag.heldOut).toEqual(trainBagOfWords(noise, options).heldOut)
  expect(Math.max(...bag.heldOut.map(({ accuracy }) => accuracy))).toBeLessThan(0.65)
})

test("a heavy penalty pulls the answer to the commonest label", () => {
  const train = [
    ...corpus(1, 100),
    ...Array.from({ length: 200 }, (_, i) => example(1000 + i, "<e1>a</e1> <e2>b</e2>", "Other")),
  ]
  const bag = trainBagOfWords(train, { seed: 1, steps: 60, penalties: [10] })
  expect(new Set(corpus(2, 50).map(({ input }) => bag.predict(input)))).toEqual(new Set(["Other"]))
})
