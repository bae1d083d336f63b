import { describe, expect, it } from "vitest"
import { analyze } from "../../src/language/analyze.js"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { Source } from "../../src/text.js"
import { catalogue } from "./catalogue.js"

/** Everything that the language does with a text. @returns milliseconds, the better of two */
function time(text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < 2; i++) {
    const start = performance.now()
    const { tree } = parse(new Source("test.guideline", text))
    print(tree)
    analyze(tree, catalogue)
    best = Math.min(best, performance.now() - start)
  }
  return best
}

const many = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join("")
const HEAD = 'guideline "A" version "1"\ntask "T"\ninput s: text\ninput e1: mention in s\ninput e2: mention in s\n'

/** Texts that make a careless parser slow: one sign or line over and over. */
const HOSTILE: [string, (n: number) => string][] = [
  ["open quotes", (n) => `task ${"“".repeat(n)}`],
  ["straight quotes", (n) => `task ${'"'.repeat(n)}`],
  ["open tags", (n) => `task ${"<a".repeat(n / 2)}`],
  ["brackets", (n) => `relation A${"(".repeat(n)}`],
  ["a long name", (n) => `relation ${"a".repeat(n)}(a, b)\nprefer ${"a".repeat(n)}b over c\n`],
  ["a long name with hyphens", (n) => `relation ${"a-".repeat(n / 2)}(a, b)`],
  ["digits", (n) => `reward ${"1".repeat(n)} for format`],
  ["blanks", (n) => `task${" ".repeat(n)}"x"`],
  ["comments", (n) => "# a\n".repeat(n / 4)],
  ["comments without line ends", (n) => "# a\r".repeat(n / 4)],
  ["unknown signs", (n) => "; ".repeat(n / 2)],
  ["unknown words", (n) => many(n / 10, (i) => `w${i} "x"\n`)],
  ["a long list", (n) => `prefer ${many(n / 10, (i) => `a${i}, `)}b over ${many(n / 10, (i) => `b${i}, `)}a`],
  ["unknown labels", (n) => `${HEAD}${many(n / 40, (i) => `example "x" is L${i}(e1, e2)\n`)}`],
  ["many labels", (n) => `${HEAD}${many(n / 40, (i) => `relation L${i}(a, b)\n  cue "c${i}" for (a, b)\n`)}`],
  ["many orders", (n) => many(n / 20, (i) => `prefer A over B${i}\n`)],
  ["marks", (n) => `${HEAD}relation A(a, b)\n  example "${"<e1>".repeat(n / 4)}" is A(e1, e2)\n`],
  ["lines that go on", (n) => `task\n${"  | x\n".repeat(n / 6)}`],
  ["unknown inputs", (n) => many(n / 40, (i) => `input m${i}: mention in x${i}\n`)],
  ["unknown parts", (n) => `${HEAD}${many(n / 40, (i) => `report a${i}: b${i} equals gold\n`)}`],
  ["orphans", (n) => `task\n${'"x"\n'.repeat(n / 4)}`],
  ["broken lines", (n) => many(n / 20, (i) => `relation A${i}(b c\n`)],
]

describe("time grows with the length, not with its square", () => {
  it.each(HOSTILE)("%s", (_, make) => {
    time(make(4_000))
    const short = time(make(20_000))
    const long = time(make(160_000))
    // eight times the text takes about eight times as long, on a busy machine some more; the square would be 64 times
    expect(long).toBeLessThan(Math.max(24 * short, 400))
  })
})

/** A guideline as annotation worlds have them: made-up words, one cue each. */
const world = (k: number) => `guideline "world ${k}" version "1"
task "Name the relation."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
answer reasoning: text in first <think> optional
answer label: relation between e1 and e2 in last <answer>
${many(6, (i) => `relation bano${k}x${i}(giver, taker) "lifts"\n  cue "mipo${i}" for (giver, taker)\n  cue "rase${i}" for (taker, giver)\n`)}otherwise Other
accept any-case
reward +1 for format else -3
reward +2 for label equals gold else -1.5 after format
`

it("a guideline of thirty lines is understood in far less than the two milliseconds that a corpus of worlds allows", () => {
  for (let k = 0; k < 200; k++) time(world(k))
  const times = Array.from({ length: 100 }, (_, k) => time(world(1000 + k))).sort((a, b) => a - b)
  expect(parse(new Source("w", world(1))).diagnostics).toEqual([])
  expect(analyze(parse(new Source("w", world(1))).tree, catalogue).meaning).toBeDefined()
  expect(times[50]).toBeLessThan(2)
})
