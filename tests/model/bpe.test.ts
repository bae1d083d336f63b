import { Tokenizer } from "@huggingface/tokenizers"
import { expect, test } from "vitest"
import { type TokenizerJson, trainBpe } from "../../src/model/bpe.js"

const load = (json: TokenizerJson): Tokenizer =>
  new Tokenizer(JSON.parse(JSON.stringify(json)), { clean_up_tokenization_spaces: false })
const special = ["<e1>", "</e1>", "<answer>", "</answer>", "Cause-Effect(e1,e2)"]
const texts = [
  "The <e1>fire</e1> caused the smoke, and the fire caused the alarm.",
  "Fires cause smoke; smoke doesn't cause fires. 2010, 2011.",
  "<answer>Cause-Effect(e1,e2)</answer>",
]

test("merges are learnt by frequency: the classic example of the paper", () => {
  // Sennrich et al. 2016, 3.2: low 5, lower 2, newest 6, widest 3; first the pairs e s (9), es t (9), then l o (7), lo w (7)
  const words = [
    ...Array(5).fill("low"),
    ...Array(2).fill("lower"),
    ...Array(6).fill("newest"),
    ...Array(3).fill("widest"),
  ]
  const { model } = trainBpe(words, { vocabularySize: 260 })
  expect(model.merges.map((pair) => pair.join("+"))).toEqual(["e+s", "es+t", "l+o", "lo+w"])
})

test("any text comes back unchanged through the tokenizers library, special tokens and unseen signs included", () => {
  const tokenizer = load(trainBpe(texts, { vocabularySize: 320, specialTokens: special }))
  for (const text of [
    ...texts,
    "  two spaces , before . punctuation \n\ttabs\r\n",
    "naïve Ünïcödé 你好 🙂 \u0000 e\u0301",
    "</answer><answer>Cause-Effect(e1,e2) <e1>",
    "constructor __proto__ toString",
  ])
    expect(tokenizer.decode(tokenizer.encode(text).ids, { skip_special_tokens: false })).toBe(text)
})

test("special tokens are one token each, with the first ids, and nothing is merged across them", () => {
  const json = trainBpe(texts, { vocabularySize: 320, specialTokens: special })
  expect(special.map((token) => json.model.vocab[token])).toEqual([0, 1, 2, 3, 4])
  expect(load(json).encode("<answer>Cause-Effect(e1,e2)</answer>").ids).toEqual([2, 4, 3])
  expect(json.model.merges.flat().filter((piece) => piece.includes("<"))).toEqual([])
})

test("ids are whole and unique, and the vocabulary has the size asked for", () => {
  const { model } = trainBpe(texts, { vocabularySize: 280, specialTokens: special })
  const ids = Object.values(model.vocab).sort((a, b) => a - b)
  expect(ids).toEqual(Array.from({ length: 280 }, (_, i) => i))
})

test("texts with few pairs give a smaller vocabulary, not an endless search", () => {
  const { model } = trainBpe(["ab ab"], { vocabularySize: 1000 })
  expect(model.merges).toEqual([["a", "b"]])
})

test("the order of the texts does not matter", () => {
  const options = { vocabularySize: 320, specialTokens: special }
  expect(trainBpe([...texts].reverse(), options)).toEqual(trainBpe(texts, options))
})

test("learnt merges are applied by the library: a frequent word is one token", () => {
  const tokenizer = load(trainBpe(Array(20).fill("smoke constructor"), { vocabularySize: 300 }))
  expect(tokenizer.encode("smoke constructor").tokens).toEqual(["smoke", "Ġconstructor"])
})

test("more merges give fewer tokens, none give one token a byte, and the library finds every token in the vocabulary", () => {
  const json = trainBpe(texts, { vocabularySize: 400 })
  const tokenizer = load(json)
  const known = new Set(Object.keys(json.model.vocab))
  for (const text of texts) expect(tokenizer.encode(text).tokens.every((token: string) => known.has(token))).toBe(true)
  const count = (size: number): number => load(trainBpe(texts, { vocabularySize: size })).encode(texts[0]!).ids.length
  expect(count(300)).toBeLessThan(count(256))
  expect(count(256)).toBe(Buffer.byteLength(texts[0]!))
})

test("a size too small and special tokens that are no tokens are refused", () => {
  expect(() => trainBpe(texts, { vocabularySize: 256, specialTokens: ["<a>"] })).toThrow(/257 are needed/)
  expect(() => trainBpe(texts, { vocabularySize: 300, specialTokens: ["<a>", "<a>"] })).toThrow(RangeError)
})
