/** BLEU, ROUGE-L and stems against what the Python packages gave; `fixtures/text-measures.py` wrote that down. */
import { readFileSync } from "node:fs"
import { describe, expect, it, test } from "vitest"
import { bleu, tokens13a } from "../../src/reward/measures/bleu.js"
import { stem } from "../../src/reward/measures/porter.js"
import { longestCommonSubsequence, rougeL } from "../../src/reward/measures/rouge-l.js"
import { rounded } from "../../src/reward/rounded.js"

interface Pair {
  readonly text: string
  readonly references: string[]
  readonly bleu: number
  readonly rougeL: number
}
const rows = readFileSync(new URL("fixtures/text-measures.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
const all = rows.map((row) => JSON.parse(row))
const fixture = {
  made: all[0].made as Readonly<Record<string, string>>,
  pairs: all.slice(1, -1) as readonly Pair[],
  stems: all.at(-1).stems as Readonly<Record<string, string>>,
}

test("the fixture holds what it should", () => {
  expect(fixture.made).toEqual({ sacrebleu: "2.6.0", "rouge-score": "0.1.2", nltk: expect.any(String) })
  expect(fixture.pairs.length).toBeGreaterThan(300)
  expect(fixture.pairs.filter((pair) => pair.bleu > 0 && pair.bleu < 99).length).toBeGreaterThan(200)
  expect(fixture.pairs.filter((pair) => pair.references.length > 1).length).toBeGreaterThan(20)
  expect(Object.keys(fixture.stems).length).toBeGreaterThan(1000)
})

describe("BLEU", () => {
  it("is sacrebleu's, to nine digits", () => {
    for (const { text, references, bleu: score } of fixture.pairs)
      expect({ text, references, bleu: rounded(bleu(text, references)) }).toEqual({
        text,
        references,
        bleu: rounded(score / 100),
      })
  })

  it("cuts texts of a million signs in linear time", { timeout: 20_000 }, () => {
    for (const piece of ["a ", ".,", "&amp;", "1-", "-\n", "\ud800"]) {
      const long = piece.repeat(1_000_000 / piece.length)
      expect(tokens13a(long).length).toBeGreaterThan(0)
      expect(bleu(long, ["a reference of five words"])).toBeLessThan(0.1)
    }
  })
})

describe("ROUGE-L", () => {
  it("is rouge-score's with its stemmer, to nine digits; of several references the best one", () => {
    for (const { text, references, rougeL: score } of fixture.pairs) {
      const own = rounded(Math.max(...references.map((one) => rougeL(text, one))))
      expect({ text, references, rougeL: own }).toEqual({ text, references, rougeL: rounded(score) })
    }
  })

  it("takes texts of a million signs", { timeout: 20_000 }, () => {
    expect(rougeL("the cat ".repeat(125_000), "the cat sat on the mat")).toBeLessThan(0.001)
    expect(rougeL("y".repeat(1_000_000), "y")).toBe(0)
  })
})

describe("the longest common subsequence", () => {
  /** The textbook's table, which the bits replace. */
  function plainly(a: readonly string[], b: readonly string[]): number {
    let row = new Array<number>(b.length + 1).fill(0)
    for (const x of a) {
      const next = [0]
      for (const [j, y] of b.entries()) next.push(x === y ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!))
      row = next
    }
    return row.at(-1)!
  }

  it("is the same as by the table", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const draw = (n: number, at: number) =>
        Array.from({ length: n }, (_, i) => "abcd"[(seed * 7 + i * i * at + (i >> 2)) % 4]!)
      const [a, b] = [draw(seed * 3, seed), draw(150 - seed, seed + 5)]
      expect(longestCommonSubsequence(a, b)).toBe(plainly(a, b))
    }
  })
})

test("stems are NLTK's", () => {
  const own = Object.fromEntries(Object.keys(fixture.stems).map((word) => [word, stem(word)]))
  expect(own).toEqual(fixture.stems)
})
