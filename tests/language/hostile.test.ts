import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { analyze } from "../../src/language/analyze.js"
import type { AnyStatement } from "../../src/language/ast.js"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { Source } from "../../src/text.js"
import { catalogue } from "./catalogue.js"
import { guidelines, mutated } from "./mutations.js"

/** Everything that the language does with a text. */
function understand(text: string) {
  const { tree, diagnostics } = parse(new Source("test.guideline", text))
  print(tree)
  return [...diagnostics, ...analyze(tree, catalogue).diagnostics]
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
  ["brackets in values", (n) => `example "x" is ${"[".repeat(n)}`],
  ["names in brackets", (n) => `example "x" is ${"A(".repeat(n / 2)}`],
  ["brackets over lines", (n) => `example "x" is\n${"    [\n".repeat(n / 6)}`],
  ["lists of lists", (n) => `input a: ${"list of ".repeat(n / 8)}text`],
  ["lists without of", (n) => `input a: ${"list ".repeat(n / 5)}`],
  ["a long list of values", (n) => `example "x" is [${"1, ".repeat(n / 3)}2]`],
  ["many modifiers", (n) => `report a b ${"within 3 ".repeat(n / 9)}`],
  ["signs for other signs", (n) => many(n / 20, () => "input a = text when = b\n")],
  ["a row of signs for others", (n) => `input a ${"= ".repeat(n / 2)}`],
  ["apostrophes", (n) => `task ${"'a".repeat(n / 2)}`],
  ["quotes in quotes", (n) => many(n / 40, () => 'task "a "b" c "d" e "f" g\n')],
  ["names with spaces", (n) => many(n / 40, () => "relation A B(a, b)\nprefer A B over C\n")],
  ["values that go on and on", (n) => `example a: 1${many(n / 10, (i) => `\n    b${i}: 1`)}`],
  ["returns without line ends", (n) => `task "x"\r${"input a: text\r".repeat(n / 14)}`],
  ["broken lines", (n) => many(n / 20, (i) => `relation A${i}(b c\n`)],
]

// What takes the square of the length needs minutes for such a text: the limit of the test is the check.
describe("time grows with the length, not with its square", () => {
  it.each(HOSTILE)("%s", { timeout: 30_000 }, (_, make) => {
    const text = make(320_000)
    for (const { place } of understand(text)) expect(place?.span.end ?? 0).toBeLessThanOrEqual(text.length)
  })
})

describe("any text at all", () => {
  const everything = (text: string): void => {
    const { tree, diagnostics } = parse(new Source("test.guideline", text))
    const all = [...diagnostics, ...analyze(tree, catalogue).diagnostics]
    for (const d of all) {
      const { start, end } = d.place!.span
      expect(start).toBeGreaterThanOrEqual(0)
      expect(end).toBeGreaterThanOrEqual(start)
      expect(end).toBeLessThanOrEqual(text.length)
      expect(d.message).not.toBe("")
      for (const { span } of d.fix?.edits ?? []) expect(span.end).toBeLessThanOrEqual(text.length)
    }
    const check = (node: AnyStatement): void => {
      expect(node.span.end).toBeLessThanOrEqual(text.length)
      if ("details" in node) node.details.forEach(check)
    }
    tree.statements.forEach(check)
  }

  it("is read without an exception, with every diagnostic inside the text", () => {
    fc.assert(fc.property(mutated, everything), { seed: 7, numRuns: 300 })
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), everything), { seed: 7, numRuns: 300 })
  })

  it("is read however it is cut off", () => {
    for (const { text: file } of guidelines)
      for (let end = 0; end < file.length; end += 37) everything(file.slice(0, end))
  })
})
