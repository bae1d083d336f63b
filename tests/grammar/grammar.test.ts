import { readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { generateCstDts } from "../../grammar/chevrotain.js"
import { GuidelineParser } from "../../grammar/parser.js"
import { parseSyntax } from "../../grammar/syntax.js"
import { JOINS, KEYWORDS, SOFT } from "../../grammar/tokens.js"
import { hasErrors } from "../../src/diagnostic.js"
import { parse } from "../../src/language/parse.js"
import { Source } from "../../src/text.js"

const README = readFileSync("grammar/README.md", "utf8")
/** The fenced blocks of a kind, with the line on which each begins. */
const blocks = (kind: string) =>
  [...README.matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm)]
    .filter((match) => match[1] === kind)
    .map((match) => [README.slice(0, match.index).split("\n").length, match[2]!] as const)

describe("the grammar", () => {
  it("has no ambiguity that Chevrotain can find with two tokens of lookahead", () => {
    expect(() => new GuidelineParser(true)).not.toThrow()
  })

  it("has a rule for every keyword", () => {
    const productions = Object.keys(new GuidelineParser().getGAstProductions())
    for (const keyword of KEYWORDS) expect(productions).toContain(`${keyword}Statement`)
  })

  it("has its tree types written down", () => {
    const squeezed = (text: string) => text.replace(/[\s;,()]/g, "")
    const options = { includeVisitorInterface: false }
    const generated = generateCstDts(new GuidelineParser().getGAstProductions(), options).replace("ICstVisitor, ", "")
    const head =
      "/** Types of the concrete syntax tree, generated from the grammar: `UPDATE=1` on its test rewrites them. */\n"
    if (process.env.UPDATE === "1") writeFileSync("grammar/cst.ts", head + generated)
    expect(squeezed(readFileSync("grammar/cst.ts", "utf8"))).toBe(squeezed(head + generated))
  })
})

describe("the language reference", () => {
  it.each(blocks("guideline"))("is understood, the example on line %i", (_, text) => {
    const { diagnostics } = parse(new Source("README.md", text))
    expect(diagnostics.map((d) => d.message)).toEqual([])
  })

  it.each(blocks("wrong"))("shows what is not understood, the example on line %i", (_, text) => {
    expect(hasErrors(parse(new Source("README.md", text)).diagnostics)).toBe(true)
  })

  it("shows every statement and names every word of the grammar", () => {
    const shown = new Set<string>(
      blocks("guideline").flatMap(([, text]) =>
        parseSyntax(new Source("README.md", text)).statements.flatMap((s) => (s.keyword ? [s.keyword] : [])),
      ),
    )
    expect([...shown].sort()).toEqual([...KEYWORDS].sort())
    for (const word of [...JOINS, ...SOFT]) expect(README).toContain(`\`${word}\``)
  })
})

describe("lines", () => {
  const keywords = (text: string) => parseSyntax(new Source("test.guideline", text)).statements.map((s) => s.keyword)

  it("a word is a keyword only as the first word of its line", () => {
    expect(keywords('relation test(use, not)\n  example "x" is test(a, b)\n')).toEqual(["relation", "example"])
  })

  it("a line goes on only if it is indented deeper than its statement", () => {
    expect(keywords("prefer A,\n  B\n  over C\n")).toEqual(["prefer"])
    expect(keywords('  cue "x"\n    for (a, b)\n')).toEqual(["cue"])
    const { problems } = parseSyntax(new Source("test.guideline", '  cue "x"\n  for (a, b)\n'))
    expect(problems.map((d) => d.code)).toEqual(["line-not-indented"])
  })

  it("a tab reaches to the next fourth column", () => {
    expect(keywords("  task\n\t| deeper\n")).toEqual(["task"])
    expect(parseSyntax(new Source("test.guideline", "\ttask\n    | as deep\n")).problems).toHaveLength(1)
  })

  it("line ends of any system, and a byte order mark, make no difference", () => {
    const text = 'guideline "A" version "1"\ntask\n  | one\n  | two\n# note\ninput t: text\n'
    const read = (t: string) => parse(new Source("test.guideline", t))
    for (const other of [text.replaceAll("\n", "\r\n"), `\ufeff${text}`]) {
      expect(read(other).diagnostics).toEqual([])
      const prose = read(other).tree.statements.map((s) => (s.kind === "task" ? s.prose.text : s.kind))
      expect(prose).toEqual(["guideline", "one\ntwo", "input"])
    }
  })

  it("typographic quotes are understood", () => {
    const { tree } = parse(new Source("test.guideline", 'task “Say "yes".”\nguideline „Deutsch“ version “1”\n'))
    const [task, head] = tree.statements
    expect(task?.kind === "task" && task.prose.text).toBe('Say "yes".')
    expect(head?.kind === "guideline" && head.title.text).toBe("Deutsch")
  })

  it("prose has no escapes", () => {
    const { tree } = parse(new Source("test.guideline", 'task "Write \\boxed{} and \\n."\n'))
    expect(tree.statements[0]?.kind === "task" && tree.statements[0].prose.text).toBe("Write \\boxed{} and \\n.")
  })
})
