import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { columnOfLineStart } from "../../grammar/lines.js"
import { isKeyword, lex } from "../../grammar/tokens.js"
import { type Diagnostic, hasErrors } from "../../src/diagnostic.js"
import type { AnyStatement, Tree } from "../../src/language/ast.js"
import { parse } from "../../src/language/parse.js"
import { readGuideline } from "../../src/language/read.js"
import { Source } from "../../src/text.js"
import { catalogue } from "./catalogue.js"
import { guidelines } from "./mutations.js"

const TASK = "guidelines/semeval2010-task8.guideline"
const SCHEMA = "guidelines/schema/nominals.guideline"
const original = new Map(guidelines.map(({ path, text }) => [path, text]))

const read = (text: string) => parse(new Source("test.guideline", text))

/** The task with one of its two files changed, and everything that is then said. */
function changed(path: string, text: string) {
  const { diagnostics } = readGuideline(TASK, catalogue, (p) => (p === path ? text : original.get(p)!))
  return { diagnostics, statements: statementsOf(read(text).tree) }
}

function everyStatement(tree: Tree): { readonly node: AnyStatement; readonly under: string }[] {
  const visit = (node: AnyStatement, under: string): { node: AnyStatement; under: string }[] => [
    { node, under },
    ...("details" in node ? node.details.flatMap((detail) => visit(detail, `${under}${node.kind} > `)) : []),
  ]
  return tree.statements.flatMap((node) => visit(node, ""))
}

const HIDDEN = ["span", "details", "above", "beside", "damaged"]

/** Every statement and detail as a string without places, understood ones only. */
const statementsOf = (tree: Tree): string[] =>
  everyStatement(tree).flatMap(({ node }) =>
    node.kind === "broken" ? [] : [JSON.stringify(node, (key, value) => (HIDDEN.includes(key) ? undefined : value))],
  )

/** What each statement is, and under what. */
const kindsOf = (tree: Tree): string =>
  everyStatement(tree)
    .map(({ node, under }) => under + node.kind)
    .join("\n")

/** How many statements of the whole file are no longer there. */
function lost(before: readonly string[], after: readonly string[]): number {
  const left = new Map<string, number>()
  for (const s of after) left.set(s, (left.get(s) ?? 0) + 1)
  return before.filter((s) => {
    const count = left.get(s) ?? 0
    left.set(s, count - 1)
    return count <= 0
  }).length
}

/** Column and sentence: lines shift when a guideline is edited. */
const where = (d: Diagnostic): string => `${d.place!.source.position(d.place!.span.start).column} ${d.message}`

/** What was typed wrong, in which file, what stood there, what stands there now, and the one thing that is said. */
const TYPOS: [string, string, string, string, string][] = [
  [
    "a missing closing quote",
    TASK,
    'conditional is not stated: that is Other."',
    "conditional is not stated: that is Other.",
    "16 This text has no closing quote; it was taken to the end of the line.",
  ],
  ["a missing opening quote", TASK, 'advice real: "What', "advice real: What", "16 This text has no opening quote."],
  ["single quotes", SCHEMA, 'cue "caused"', "cue 'caused'", "7 A text stands in double quotes, not in '…'."],
  [
    "a misspelt statement word",
    SCHEMA,
    "relation Cause-Effect",
    "relaiton Cause-Effect",
    '1 No statement is called "relaiton"; did you mean "relation"?',
  ],
  [
    "a misspelt statement word of a detail",
    SCHEMA,
    'cue "caused"',
    'clue "caused"',
    '3 No statement is called "clue"; did you mean "cue"?',
  ],
  [
    "a statement word of another language",
    TASK,
    "accept any-case",
    "tolerate any-case",
    '1 No statement is called "tolerate".',
  ],
  [
    "a lost statement word",
    TASK,
    "accept any-case",
    "any-case",
    '1 This line begins with no statement word; is "accept", "rescue", "shuffle" or "exclude" missing?',
  ],
  ["a lost `use`", TASK, 'use "schema', '"schema', '1 This line begins with no statement word; is "use" missing?'],
  [
    "a lost `relation`",
    SCHEMA,
    "relation Cause-Effect",
    "Cause-Effect",
    '1 This line begins with no statement word; is "relation" missing?',
  ],
  [
    "a lost `not`",
    TASK,
    "not Cause-Effect(e2",
    "Cause-Effect(e2",
    '3 This line begins with no statement word; is "not" missing?',
  ],
  [
    "a space in a name",
    SCHEMA,
    "relation Cause-Effect(",
    "relation Cause Effect(",
    '10 A name has no spaces: write "Cause-Effect" instead of "Cause Effect".',
  ],
  [
    "a missing joining word",
    TASK,
    'airports." is Cause',
    'airports." Cause',
    '76 Expected "is", but here stands Cause-Effect',
  ],
  [
    "an equals sign for a joining word",
    TASK,
    'airports." is Cause',
    'airports." = Cause',
    '76 "=" means nothing here; did you mean "is"?',
  ],
  [
    "an equals sign for a colon",
    TASK,
    "answer label: relation",
    "answer label = relation",
    '14 "=" means nothing here; did you mean ":"?',
  ],
  [
    "a missing colon",
    TASK,
    "answer label: relation",
    "answer label relation",
    '14 Expected ":", but here stands relation',
  ],
  ["a missing comma", SCHEMA, '(cause, effect) "', '(cause effect) "', '29 Expected ",", but here stands effect'],
  [
    "a missing comma between names",
    TASK,
    "any-case, any-hyphen",
    "any-case any-hyphen",
    '8 Between the names "any-case any-hyphen" a comma is missing; or write "any-case-any-hyphen" if it is one name.',
  ],
  ["a stray bracket", SCHEMA, '(cause, effect) "', '(cause, effect)) "', "37 This cannot stand here: )"],
  ["a stray sign", TASK, "else -3", "else -3;", "29 This means nothing here: ;"],
  ["a tag that is not closed", TASK, "in last <answer>", "in last <answer", "50 This tag has no closing >."],
  [
    "a misspelt joining word",
    TASK,
    "for format else -3",
    "for format esle -3",
    '22 "esle" means nothing here; did you mean "else"?',
  ],
  ["a missing `else`", TASK, "for format else -3", "for format -3", '22 Expected "else", but here stands -3'],
  [
    "a missing amount",
    TASK,
    "for format else -3",
    "for format else",
    "26 Expected a number, but the statement ends here.",
  ],
  ["a word instead of a number", TASK, "reward +2", "reward two", "8 Expected a number, but here stands two"],
  ["a comma in a number", TASK, "else -1.5", "else -1,5", "38 -1,5 is not one number; did you mean -1.5?"],
  ["a misspelt term", TASK, "after format", "after fromat", '49 No reward is called "fromat"; did you mean "format"?'],
  [
    "a misspelt field",
    TASK,
    "for label equals",
    "for lable equals",
    '15 No part of the answer is called "lable"; did you mean "label"?',
  ],
  [
    "a misspelt role",
    SCHEMA,
    'cue "caused" for (cause',
    'cue "caused" for (cuase',
    '21 No role is called "cuase"; did you mean "cause"?',
  ],
  [
    "a misspelt label",
    TASK,
    'airports." is Cause-Effect',
    'airports." is Cause-Efect',
    '79 No label is called "Cause-Efect"; did you mean "Cause-Effect"?',
  ],
  [
    "a bar forgotten",
    TASK,
    "    | Think first.",
    "    Think first.",
    '5 This reads like the text of the "task" above, but stands neither in quotes nor behind "|".',
  ],
  [
    "a colon behind a statement's word",
    TASK,
    "not Cause-Effect(e2",
    "not: Cause-Effect(e2",
    '3 Behind "not" stands no ":"; write: not Cause-Effect …',
  ],
  [
    "bars that are not indented",
    TASK,
    "task\n    | Decide",
    "task\n| Decide",
    '1 This line goes on with "task" above, but is not indented.',
  ],
  [
    "a line broken before a statement word",
    TASK,
    "label equals gold",
    "label equals\n    gold",
    '5 "gold" begins a new statement here, but the line seems to go on with "reward" above.',
  ],
]

describe("one typo is one error, and everything else is understood", () => {
  it.each(TYPOS)("%s", (_, path, from, to, says) => {
    const before = original.get(path)!
    expect(before).toContain(from)
    const { diagnostics, statements } = changed(path, before.replace(from, to))
    expect(diagnostics.map(where)).toEqual([says])
    expect(lost(statementsOf(read(before).tree), statements)).toBeLessThanOrEqual(1)
  })

  it("three typos are three errors", () => {
    const text = original
      .get(TASK)!
      .replace("task\n", "taks\n")
      .replace("accept any", "acept any")
      .replace("+2 for", "+2 four")
    expect(changed(TASK, text).diagnostics.map(where)).toEqual([
      '1 No statement is called "taks"; did you mean "task"?',
      '1 No statement is called "acept"; did you mean "accept"?',
      '11 "four" means nothing here; did you mean "for"?',
    ])
  })

  it("a name written with a space everywhere is one error, and one fix mends all of it", () => {
    const text = original.get(SCHEMA)!.replaceAll("Cause-Effect", "Cause Effect")
    const { diagnostics } = parse(new Source(SCHEMA, text))
    expect(diagnostics.map(where)).toEqual(['10 A name has no spaces: write "Cause-Effect" instead of "Cause Effect".'])
    expect(diagnostics[0]!.notes.length).toBeGreaterThan(1)
    expect(mended(text, diagnostics[0]!)).toBe(original.get(SCHEMA))
  })
})

/** The text with the fix of a diagnostic. */
function mended(text: string, { fix }: Diagnostic): string {
  const edits = [...fix!.edits].sort((a, b) => b.span.start - a.span.start)
  return edits.reduce((out, { span, text: by }) => out.slice(0, span.start) + by + out.slice(span.end), text)
}

describe("a fix", () => {
  it("of a typo leaves nothing to say about it", () => {
    const fixed = TYPOS.filter(([, path, from, to]) => {
      const text = original.get(path)!.replace(from, to)
      const [said] = changed(path, text).diagnostics
      if (!said!.fix) return false
      expect(changed(path, mended(text, said!)).diagnostics.map(where), said!.fix.title).toEqual([])
      return true
    })
    expect(fixed.length).toBeGreaterThan(20)
  })
})

/** What a mutation of each shipped file does, without looking at what it means. */
interface Measured {
  runs: number
  silent: number
  oneError: number
  more: string[]
  /** Statements of which the mutated one is not, over all runs, and how many of them were no longer understood. */
  others: number
  lostOthers: number
}

function measure(mutants: (text: string) => Iterable<readonly [what: string, text: string]>): Measured {
  const out: Measured = { runs: 0, silent: 0, oneError: 0, more: [], others: 0, lostOthers: 0 }
  for (const { path, text } of guidelines) {
    const before = statementsOf(read(text).tree)
    for (const [what, mutant] of mutants(text)) {
      const { tree, diagnostics } = read(mutant)
      const errors = diagnostics.filter(({ severity }) => severity === "error")
      out.runs++
      if (errors.length === 0) out.silent++
      else if (errors.length === 1) out.oneError++
      else out.more.push(`${path}: ${what}: ${errors.map(where).join(" / ")}`)
      out.others += before.length - 1
      out.lostOthers += Math.max(0, lost(before, statementsOf(tree)) - 1)
    }
  }
  return out
}

const summary = ({ runs, silent, oneError, more, others, lostOthers }: Measured): string =>
  `${runs} runs: ${silent} without an error, ${oneError} with one, ${more.length} with more; ` +
  `${others - lostOthers} of ${others} other statements understood (${((100 * (others - lostOthers)) / others).toFixed(3)} %)`

function* tokensOf(text: string) {
  for (const { image, startOffset } of lex(text).tokens)
    yield { image, start: startOffset, end: startOffset + image.length, what: `${image} at ${startOffset}` }
}

describe("all shipped guidelines, mutated in every place", () => {
  it("each token deleted: at most one error, and at least 99 % of the other statements are understood", async ({
    annotate,
  }) => {
    const measured = measure(function* (text) {
      for (const { start, end, what } of tokensOf(text)) yield [what, text.slice(0, start) + text.slice(end)]
    })
    await annotate(summary(measured))
    expect(measured.more).toEqual([])
    expect(measured.lostOthers / measured.others).toBeLessThan(0.01)
  })

  it("each token written twice: at most one error", async ({ annotate }) => {
    const measured = measure(function* (text) {
      for (const { image, end, what } of tokensOf(text))
        yield [what, `${text.slice(0, end)} ${image}${text.slice(end)}`]
    })
    await annotate(summary(measured))
    expect(measured.more).toEqual([])
    expect(measured.lostOthers / measured.others).toBeLessThan(0.01)
  })

  it("two letters of each statement's word turned round: one error, and no other statement is lost", async ({
    annotate,
  }) => {
    const measured = measure(function* (text) {
      for (const { image, start, what } of tokensOf(text)) {
        if (!isKeyword(image) || columnOfLineStart(text, start) === undefined) continue
        const turned = image.slice(0, -2) + image.at(-1) + image.at(-2)
        if (!isKeyword(turned)) yield [what, text.slice(0, start) + turned + text.slice(start + image.length)]
      }
    })
    await annotate(summary(measured))
    expect(measured.more).toEqual([])
    expect(measured.silent).toBe(0)
    expect(measured.lostOthers).toBe(0)
  })

  it("half a file: at most one error, and nothing that is there is lost", () => {
    for (const { path, text } of guidelines) {
      const before = statementsOf(read(text).tree)
      const lines = text.split("\n")
      for (const [i, line] of lines.entries()) {
        const { tree, diagnostics } = read([...lines.slice(0, i), line.slice(0, line.length / 2)].join("\n"))
        const said = diagnostics.filter(({ severity }) => severity === "error").map(where)
        expect(said.length, `${path}:${i + 1}: ${said.join(" / ")}`).toBeLessThanOrEqual(1)
        const there = everyStatement(read(lines.slice(0, i).join("\n")).tree).length
        expect(lost(before.slice(0, Math.max(0, there - 1)), statementsOf(tree)), `${path}:${i + 1}`).toBe(0)
      }
    }
  })
})

/** A line changed in ways that could make it something else. */
const LINE_MUTATIONS: [string, (lines: readonly string[], at: number) => readonly string[]][] = [
  ["without its first word", (lines, at) => lines.with(at, lines[at]!.replace(/^(\s*)[^\s:(,]+ ?/, "$1"))],
  ["without its indentation", (lines, at) => lines.with(at, lines[at]!.trimStart())],
  ["two columns deeper", (lines, at) => lines.with(at, `  ${lines[at]}`)],
  ["two columns less deep", (lines, at) => lines.with(at, lines[at]!.replace(/^ {2}/, ""))],
  // what stands behind a bar or a "#" is text to the end of its line
  [
    "on the line above",
    (lines, at) =>
      /[|#]/.test(lines[at - 1]!) ? lines : lines.toSpliced(at - 1, 2, `${lines[at - 1]} ${lines[at]!.trimStart()}`),
  ],
]

describe("no line changes what it is in silence", () => {
  const said = (path: string, text: string) =>
    readGuideline(path, catalogue, (p) => (p === path ? text : readFileSync(p))).diagnostics.map(where)

  it.each(LINE_MUTATIONS)("%s", (what, mutate) => {
    for (const { path, text } of guidelines) {
      const lines = text.split("\n")
      const kinds = kindsOf(read(text).tree)
      const before = said(path, text)
      for (let at = 1; at < lines.length; at++) {
        const mutant = mutate(lines, at).join("\n")
        const { tree, diagnostics } = read(mutant)
        if (diagnostics.length > 0 || kindsOf(tree) === kinds) continue
        expect(said(path, mutant), `${path}:${at + 1} ${what}: ${lines[at]}`).not.toEqual(before)
      }
    }
  })

  const HEAD = 'guideline "A" version "1"\ntask\n    | T\n'
  it.each([
    ["the only alias", 'relation A(a, b)\n  alias "x"\n'],
    ["the only alias, behind tabs", 'relation A(a, b)\n\talias "x"\n\tcue "y" for (a, b)\n'],
    ["the alias of the last label", 'otherwise A\n  alias "x"\n'],
    ["the alias of an answer", 'answer a: text in <a>\n  alias "x"\n'],
    ["a cue of an entity", 'entity a\n  cue "x"\n'],
    ["an advice", 'relation A(a, b)\n  advice "x"\n'],
    ["an advice about an input", 'input a: text\n  advice "x"\n'],
    ["an advice in bars", "relation A(a, b)\n  advice | x\n"],
    ["an advice of bars below a text of bars", "relation A(a, b)\n    | y\n  advice\n      | x\n"],
    ["an advice of bars below another", "relation A(a, b)\n  advice\n      | y\n  advice\n      | x\n"],
  ])("the text of %s that lost its word is a warning at least", (_, lines) => {
    const text = HEAD + lines
    const at = Math.max(
      ...["alias", "cue", "advice"].map((word) => text.lastIndexOf(`${word} "x"`)),
      text.lastIndexOf("advice"),
    )
    const codes = (t: string) => read(t).diagnostics.map(({ code }) => code)
    expect(codes(text)).toEqual([])
    expect(codes(text.slice(0, at) + text.slice(at).replace(/^(alias|cue|advice) ?/, ""))).toEqual(["text-unclear"])
  })

  it("a rule that lost its word and reads like a declaration is a warning at least", () => {
    const text = `${HEAD}answer label: text in <a>\n  check label repeats-nothing\n`
    expect(read(text).diagnostics).toEqual([])
    expect(read(text.replace("check ", "")).diagnostics.map(({ code }) => code)).toEqual(["statement-indented"])
  })

  it("the text of a heading may stand on its line, or four deeper", () => {
    for (const lines of [
      'relation A(a, b) "x"\n',
      'relation A(a, b)\n    "x"\n  alias "y"\n',
      "otherwise A\n    | x\n    | y\n",
      'answer a: list of text in <a>\n    "x"\n  alias "y"\n',
    ])
      expect(read(HEAD + lines).diagnostics).toEqual([])
  })

  it("the value of a field called like a statement may begin a line behind a comma", () => {
    const { tree, diagnostics } = read('example question: "x",\n    answer: "y",\n  label: "z" is reply: "w"\n')
    expect(diagnostics).toEqual([])
    expect(tree.statements).toHaveLength(1)
    expect(hasErrors(read('example question: "x"\n    answer: "y" is reply: "w"\n').diagnostics)).toBe(true)
  })
})

describe("with what it means, too: a token deleted is at most one error", () => {
  it.each([
    [TASK, 1],
    [SCHEMA, 5],
  ])("%s, every token or one in %i", (path, every) => {
    const text = original.get(path)!
    for (const { start, end, what } of [...tokensOf(text)].filter((_, i) => i % every === 0)) {
      const { diagnostics } = changed(path, text.slice(0, start) + text.slice(end))
      const said = diagnostics.filter((d) => d.severity === "error").map(where)
      expect(said.length, `${what}: ${said.join(" ")}`).toBeLessThanOrEqual(1)
    }
  })
})
