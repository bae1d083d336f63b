import { readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { generateCstDts } from "../../grammar/chevrotain.js"
import { FORMS, helpOf } from "../../grammar/forms.js"
import { GuidelineParser, ruleOf } from "../../grammar/parser.js"
import { parseSyntax } from "../../grammar/syntax.js"
import { JOINS, KEYWORDS, SOFT } from "../../grammar/tokens.js"
import type { Signature } from "../../src/catalogue.js"
import { loadGuidelineText } from "../../src/compile/load.js"
import { hasErrors } from "../../src/diagnostic.js"
import { READINGS } from "../../src/folds.js"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { checks } from "../../src/reward/checks/index.js"
import { Source } from "../../src/text.js"

const README = readFileSync("grammar/README.md", "utf8")
/** The fenced blocks of a kind: the line on which each begins, its text, and which whole it is a part of. */
const blocks = (kind: string) =>
  [...README.matchAll(/^```(\S*) ?(\S*)\n([\s\S]*?)^```$/gm)]
    .filter((match) => match[1] === kind)
    .map((match) => [README.slice(0, match.index).split("\n").length, match[3]!, match[2]!] as const)

/** The productions of the reference, by name. */
const productions = new Map(
  blocks("ebnf")[0]![1]
    .trimEnd()
    .split(/\n(?=\w)/)
    .map((text) => {
      const [name, form] = text.split(/\s+=\s+/)
      return [name!, form!.replace(/\s+/g, " ")] as const
    }),
)

describe("the grammar", () => {
  it("has no ambiguity that Chevrotain can find with two tokens of lookahead", () => {
    expect(() => new GuidelineParser(true)).not.toThrow()
  })

  it("is what the reference says: at most 45 productions, a rule for each", () => {
    const rules = Object.keys(new GuidelineParser().getGAstProductions()).map((name) => name.replace("Statement", ""))
    expect([...productions.keys()].sort()).toEqual(["file", "statement", ...rules].sort())
    expect(productions.size).toBeLessThanOrEqual(45)
    expect(productions.get("statement")!.split(" | ").sort()).toEqual([...new Set(KEYWORDS.map(ruleOf))].sort())
  })

  it("knows the words of the reference, and no others", () => {
    const words = [...productions.values()].flatMap((form) =>
      [...form.matchAll(/"([a-z-]+)"/g)].map((match) => match[1]!),
    )
    expect([...new Set(words)].sort()).toEqual([...new Set<string>([...KEYWORDS, ...JOINS, ...SOFT])].sort())
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

describe("the forms that errors show", () => {
  it.each(Object.entries(FORMS))(
    "%s: as in the reference, with an example that is understood",
    (name, { form, example }) => {
      expect(form).toBe(productions.get(name))
      expect(parseSyntax(new Source("form", example)).problems).toEqual([])
      for (const keyword of KEYWORDS.filter((word) => ruleOf(word) === name))
        expect(helpOf(keyword)).toContain(`: ${keyword} `)
    },
  )
})

describe("the language reference", () => {
  it.each(blocks("guideline"))("is understood, the example on line %i", (_, text) => {
    const { tree, diagnostics } = parse(new Source("README.md", text))
    expect(diagnostics.map((d) => d.message)).toEqual([])
    expect(hasErrors(parse(new Source("README.md", print(tree))).diagnostics)).toBe(false)
  })

  it.each(blocks("wrong"))("shows what is not understood, the example on line %i", (_, text) => {
    expect(hasErrors(parse(new Source("README.md", text)).diagnostics)).toBe(true)
  })

  const wholes = new Map<string, string>()
  for (const [, text, whole] of blocks("guideline")) if (whole) wholes.set(whole, (wholes.get(whole) ?? "") + text)

  it.each([...wholes])("the parts of %s together are a guideline that can be trained on", (name, text) => {
    const { task, diagnostics } = loadGuidelineText(name, text)
    expect(diagnostics.map((d) => d.message)).toEqual([])
    expect(task).toBeDefined()
  })

  it("shows every statement and names every word of the grammar", () => {
    const shown = new Set<string>(
      blocks("guideline").flatMap(([, text]) =>
        parseSyntax(new Source("README.md", text)).statements.flatMap((s) => (s.keyword ? [s.keyword] : [])),
      ),
    )
    expect([...shown].sort()).toEqual([...KEYWORDS].sort())
    for (const word of [...JOINS, ...SOFT, ...READINGS]) expect(README).toContain(`\`${word}\``)
  })

  it("has every verb in its table, as its file describes it", () => {
    const head = "| verb | what it says | as in |\n|---|---|---|\n"
    const row = ({ name, summary, example }: Signature) => `| \`${name}\` | ${summary} | \`${example}\` |\n`
    const signatures = [...checks.values()].map(({ signature }) => signature)
    const [before, after] = README.split(head)
    const written = head + signatures.map(row).join("")
    if (process.env.UPDATE === "1")
      writeFileSync("grammar/README.md", before + after!.replace(/^(?:\|.*\n)*/, () => written))
    expect(README).toContain(`${written}\n`)
    for (const { example } of signatures)
      expect(parseSyntax(new Source("verb", `check ${example}`)).problems).toEqual([])
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
    const { problems } = parseSyntax(new Source("test.guideline", "  prefer A\n  over B\n"))
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
