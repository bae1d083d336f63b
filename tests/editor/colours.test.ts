/** The extension's colours are the lexer's, and its files are what the words and signs make of them. */
import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as tokens from "../../grammar/tokens.js"
import { HOMES } from "../../src/language/nest.js"
import { print } from "../../src/language/print.js"
import { tree } from "../language/arbitrary.js"
import { differences, grammarOf, real } from "./colours.js"

const FOLDER = "grammar/vscode"
const committed = (name: string) => readFileSync(`${FOLDER}/${name}`, "utf8")
const grammar = await grammarOf(committed("glossator.tmLanguage.json"))

const guidelines = readdirSync("guidelines", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".guideline"))
  .sort()

test("the committed files are what scripts/build-vscode.mjs makes of the words and signs", async () => {
  const script = "../../scripts/build-vscode.mjs"
  const { files } = (await import(script)) as { files(words: object, homes: object): Record<string, string> }
  for (const [name, text] of Object.entries(files(tokens, HOMES))) expect(committed(name), name).toBe(text)
})

describe("every word and sign has the colour of what the lexer takes it for", () => {
  test.each(guidelines)("in %s", (name) => {
    const text = readFileSync(`guidelines/${name}`, "utf8")
    expect(real(text).length).toBeGreaterThan(50)
    expect(differences(grammar, text)).toEqual([])
  })

  test("in any guideline that can be printed", () => {
    fc.assert(
      fc.property(tree, (one) => {
        expect(differences(grammar, print(one))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test.each([
    ["a keyword that is a name", "label label\ninput relation: text\nreward relation: 1 for format\n  test: 3"],
    ["a line that goes on with a keyword's name", "example a: 1,\n    test: 2 is yes"],
    ["names with hyphens that begin as a keyword", "test-set\nuse_it\nnotion\nnumbered-list of lists"],
    ["joining words before a colon", "answer of: text when is: or"],
    ["words as names", "input text: text\nanswer list: list of text\nexample source: 3 is version"],
    ["typographic quotes", "task “a \"b\" c”\ntask „a b“\ntask „a b”\ntask 'it isn't so' «no» `x` ‘y’"],
    ["quotes that are not closed", 'task "a # b\ntask “c\n# d "e"'],
    ["bars", 'task | a # b "c" \'d\n    || e <e1>f</e1>\n  |'],
    ["numbers", "reward +1 for a else -0.5\n1abc 1.5.2 -3- a-5 5-a -x"],
    ["signs of other keyboards", "answer a = text；\nexample a => b → c（d）［e］ x==y -> z，{}"],
    ["other scripts", "relation علت-معلول(علت, 原因) # Ünïcödé\nlabel Ursache\u00a0under Größe"],
    ["tags and what is none", "answer a: text in <think> <1> < b > <c-d_e>"],
    ["a byte order mark, tabs and line ends of Windows", '\ufeffguideline "a"\r\n\ttask\r\n\t\t| b\r\n'],
    ["signs that nothing takes", "task ~ ^ $ \\ % & ! ? * 😀 a"],
    ["names of several things", "entity one under two\nrelation of(is, by)\ngold   x : yes-no"],
  ])("%s", (_, text) => {
    expect(differences(grammar, text)).toEqual([])
  })

  test("every keyword", () => {
    for (const word of tokens.KEYWORDS) {
      // a comma, so that the line is not read as a declaration with a colon too many, which no colour can know
      expect(differences(grammar, `${word} "x" y\n  ${word}\n${word}: ${word},\n${word}x`), word).toEqual([])
    }
  })

  test("a long line takes no longer than its length", () => {
    for (const sign of ["a", "a-", "1", '"', "„", "'", "'a", "<a", "=", "| ", "a1"]) {
      const text = sign.repeat(4_000)
      const start = performance.now()
      grammar.tokenizeLine(text, null)
      expect(performance.now() - start, sign).toBeLessThan(2_000)
    }
  })
})
