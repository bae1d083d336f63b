import { beforeAll, describe, expect, it } from "vitest"
import { Random } from "../../src/random.js"
import { type CompiledWorld, drawDomain, drawItem, evaluationSet, swapDomain } from "../../src/recipes/worlds/corpus.js"
import { KINDS } from "../../src/recipes/worlds/sentence.js"
import { worldTokenizer } from "../../src/recipes/worlds/vocabulary.js"
import { CONTENT_WORDS, FUNCTION_WORDS, POOLS, TRACE_WORDS, WARM_POOL } from "../../src/recipes/worlds/words.js"
import type { Item } from "../../src/rollout/item.js"

const SHAPE = { fewestRelations: 2, mostRelations: 5 }
const MIX = { negated: 0.13, notInGuideline: 0.35, distractor: 0.4, templates: "both" } as const

describe("words", () => {
  it("has 480 different content words, none of them a function word or a word of the reasoning", () => {
    expect(new Set([...CONTENT_WORDS, ...FUNCTION_WORDS, ...TRACE_WORDS]).size).toBe(
      480 + FUNCTION_WORDS.length + TRACE_WORDS.length,
    )
  })

  it("keeps the pools of training, dev and test worlds apart, and some words out of the warm start", () => {
    const pools = Object.values(POOLS)
    expect(new Set(pools.flat()).size).toBe(pools.flat().length)
    expect(WARM_POOL.filter((word) => POOLS.unbound.includes(word))).toEqual([])
  })
})

describe("worlds", () => {
  const tokenizer = worldTokenizer()
  let domain: CompiledWorld[]
  let items: Item[]
  beforeAll(() => {
    domain = drawDomain({ pool: "dev", worlds: 30, shape: SHAPE, seed: 3 })
    const random = Random.of(4)
    items = Array.from({ length: 300 }, (_, i) => drawItem(random, domain, MIX, String(i)))
  })

  it("draws all kinds of sentences", () => {
    expect(new Set(items.map(({ example }) => example.kind))).toEqual(new Set(KINDS))
  })

  it("pays the highest score for the gold answer, with its reasoning and without", () => {
    for (const { task, example, reasoning } of items) {
      expect(task.score(task.write(example.gold, reasoning), example).score).toBe(3)
      expect(task.score(task.write(example.gold), example).score).toBe(3)
    }
  })

  it("pays -0.5 for another label of the world and -3 for no answer: the totals of R1-RE", () => {
    for (const { task, example } of items) {
      const wrong = task.labels.find((label) => label !== example.gold.label)!
      expect(task.score(task.write({ label: wrong }), example).score).toBe(-0.5)
      expect(task.score(`<think> ${wrong} </think>`, example).score).toBe(-3)
    }
  })

  it("says the same rules in full and in short: every name and cue is in both prompts", () => {
    for (const { task, world } of domain) {
      const input = { sentence: "the <e1> a </e1> by <e2> a </e2> ." }
      const text = (style: "full" | "terse") =>
        task
          .prompt(input, { style })
          .messages.map((m) => m.content)
          .join("\n")
      expect(text("terse").length).toBeLessThan(text("full").length / 2)
      for (const word of world.relations.flatMap(({ name, cues }) => [name, ...cues.map((cue) => cue.text)])) {
        expect(text("full")).toContain(word)
        expect(text("terse")).toContain(word)
      }
    }
  })

  it("writes prompts and answers that the tiny vocabulary knows and the tiny context holds", () => {
    for (const { task, example, reasoning } of items) {
      const [guide, sentence] = task.prompt(example.input, { style: "terse" }).messages.map((m) => m.content)
      const unknown = tokenizer.encode("notaword")[0]!
      const answer = task.write(example.gold, reasoning)
      expect([guide!, sentence!, answer].filter((text) => tokenizer.encode(text).includes(unknown))).toEqual([])
      expect(tokenizer.count(guide!)).toBeLessThanOrEqual(72)
      expect(tokenizer.count(sentence!)).toBeLessThanOrEqual(28)
      expect(tokenizer.count(answer)).toBeLessThanOrEqual(13)
      expect(task.score(tokenizer.decode(tokenizer.encode(answer)), example).score).toBe(3)
    }
    expect(tokenizer.vocabularySize).toBeLessThan(560)
  })

  it("is the same corpus for the same seed, and another for another", () => {
    const texts = (seed: number) =>
      evaluationSet(drawDomain({ pool: "test", worlds: 3, shape: SHAPE, seed }), MIX, 4, 9).map(
        ({ task, example }) => `${task.hash} ${example.input.sentence} ${example.gold.label}`,
      )
    expect(texts(1)).toEqual(texts(1))
    expect(texts(1)).not.toEqual(texts(2))
  })

  it("swaps names and nothing else: the same sentences, another gold wherever a relation is stated", () => {
    const plain = evaluationSet(domain, MIX, 5, 9)
    const swapped = evaluationSet(swapDomain(domain), MIX, 5, 9)
    expect(swapped.map(({ example }) => example.input)).toEqual(plain.map(({ example }) => example.input))
    plain.forEach(({ example }, i) => {
      const same = swapped[i]!.example.gold.label === example.gold.label
      expect(same).toBe(example.kind !== "relation")
    })
  })
})
