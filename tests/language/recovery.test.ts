import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { columnOfLineStart } from "../../grammar/lines.js"
import { isKeyword, lex } from "../../grammar/tokens.js"
import type { Diagnostic } from "../../src/diagnostic.js"
import type { AnyStatement, Tree } from "../../src/language/ast.js"
import { parse } from "../../src/language/parse.js"
import { readGuideline } from "../../src/language/read.js"
import { Source } from "../../src/text.js"
import { catalogue } from "./catalogue.js"

const TASK = "guidelines/semeval2010-task8.guideline"
const SCHEMA = "guidelines/schema/nominals.guideline"
const original = new Map([TASK, SCHEMA].map((path) => [path, readFileSync(path, "utf8")]))

/** The task with one of its two files changed, and everything that is then said. */
function changed(path: string, text: string) {
  const { diagnostics } = readGuideline(TASK, catalogue, (p) => (p === path ? text : original.get(p)!))
  return { diagnostics, statements: statementsOf(parse(new Source(path, text)).tree) }
}

/** Every statement and detail as a string without places, understood ones only. */
function statementsOf(tree: Tree): string[] {
  const out: string[] = []
  const visit = (node: AnyStatement): void => {
    if (node.kind !== "broken") {
      const hidden = ["span", "details", "above", "beside", "damaged"]
      out.push(JSON.stringify(node, (key, value) => (hidden.includes(key) ? undefined : value)))
    }
    if ("details" in node) node.details.forEach(visit)
  }
  tree.statements.forEach(visit)
  return out
}

/** How many statements of the whole file are no longer there. */
function lost(before: readonly string[], after: readonly string[]): number {
  const left = [...after]
  return before.filter((s) => {
    const at = left.indexOf(s)
    if (at >= 0) left.splice(at, 1)
    return at < 0
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
  [
    "a missing opening quote",
    TASK,
    'advice real: "What',
    "advice real: What",
    '16 Expected text in "quotes" or a line of text after |, but here stands What',
  ],
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
    '1 No statement is called "tolerate"; did you mean "accept"?',
  ],
  [
    "a lost statement word",
    TASK,
    "accept any-case",
    "any-case",
    '1 This line begins with no statement word; is "accept" missing?',
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
    "a missing joining word",
    TASK,
    'airports." is Cause',
    'airports." Cause',
    '76 Expected "is", but here stands Cause-Effect',
  ],
  [
    "a missing colon",
    TASK,
    "answer label: relation",
    "answer label relation",
    '14 Expected ":", but here stands relation',
  ],
  ["a missing comma", SCHEMA, '(cause, effect) "', '(cause effect) "', '29 Expected ",", but here stands effect'],
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
  ["a word instead of a number", TASK, "reward +2", "reward two", "8 Expected a number, but here stands two"],
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
  ["a bar forgotten", TASK, "    | Think first.", "    Think first.", '5 No statement is called "Think".'],
  [
    "bars that are not indented",
    TASK,
    "task\n    | Decide",
    "task\n| Decide",
    '1 This line goes on with "task" above, but is not indented.',
  ],
]

describe("one typo is one error, and everything else is understood", () => {
  it.each(TYPOS)("%s", (_, path, from, to, says) => {
    const before = original.get(path)!
    expect(before).toContain(from)
    const { diagnostics, statements } = changed(path, before.replace(from, to))
    expect(diagnostics.map(where)).toEqual([says])
    expect(lost(statementsOf(parse(new Source(path, before)).tree), statements)).toBeLessThanOrEqual(1)
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
})

describe("a fix", () => {
  it("of a typo leaves nothing to say about it", () => {
    const fixed = TYPOS.filter(([, path, from, to]) => {
      const text = original.get(path)!.replace(from, to)
      const { fix } = changed(path, text).diagnostics[0]!
      if (!fix) return false
      let mended = text
      for (const { span, text: by } of fix.edits) mended = mended.slice(0, span.start) + by + mended.slice(span.end)
      expect(changed(path, mended).diagnostics.map(where), fix.title).toEqual([])
      return true
    })
    expect(fixed.length).toBeGreaterThan(10)
  })
})

describe("every token deleted, one at a time, is at most one error and one lost statement", () => {
  it.each([TASK, SCHEMA])("%s", (path) => {
    const text = original.get(path)!
    const before = statementsOf(parse(new Source(path, text)).tree)
    // of the long file every third token: all of them were tried when this was written
    const tokens = lex(text).tokens.filter((_, i) => path === TASK || i % 3 === 0)
    for (const token of tokens) {
      const without = text.slice(0, token.startOffset) + text.slice(token.startOffset + token.image.length)
      const { diagnostics, statements } = changed(path, without)
      const said = diagnostics.filter((d) => d.severity === "error").map(where)
      expect(said.length, `${token.image} at ${token.startOffset}: ${said.join(" ")}`).toBeLessThanOrEqual(1)
      expect(lost(before, statements), `${token.image} at ${token.startOffset}`).toBeLessThanOrEqual(1)
      // a line that lost its first word is never something else in silence
      if (isKeyword(token.image) && columnOfLineStart(text, token.startOffset) !== undefined)
        expect(diagnostics.length, `${token.image} at ${token.startOffset}`).toBeGreaterThan(0)
    }
  })
})

describe("no line changes what it is in silence", () => {
  const HEAD = 'guideline "A" version "1"\ntask\n    | T\n'
  it.each([
    ["the only alias", 'relation A(a, b)\n  alias "x"\n'],
    ["the only alias, behind tabs", 'relation A(a, b)\n\talias "x"\n\tcue "y" for (a, b)\n'],
    ["the alias of the last label", 'otherwise A\n  alias "x"\n'],
    ["an advice", 'relation A(a, b)\n  advice "x"\n'],
    ["an advice in bars", "relation A(a, b)\n  advice | x\n"],
    ["an advice of bars below a text of bars", "relation A(a, b)\n    | y\n  advice\n      | x\n"],
    ["an advice of bars below another", "relation A(a, b)\n  advice\n      | y\n  advice\n      | x\n"],
  ])("the text of %s that lost its word is a warning at least", (_, lines) => {
    const text = HEAD + lines
    const where = Math.max(text.lastIndexOf("alias"), text.lastIndexOf("advice"))
    const codes = (t: string) => parse(new Source("x", t)).diagnostics.map(({ code }) => code)
    expect(codes(text)).toEqual([])
    expect(codes(text.slice(0, where) + text.slice(where).replace(/^(alias|advice) ?/, ""))).toEqual(["text-unclear"])
  })

  it("the text of a heading may stand on its line, or four deeper", () => {
    for (const lines of [
      'relation A(a, b) "x"\n',
      'relation A(a, b)\n    "x"\n  alias "y"\n',
      "otherwise A\n    | x\n    | y\n",
    ])
      expect(parse(new Source("x", HEAD + lines)).diagnostics).toEqual([])
  })

  it("a line that lost its indentation is an error or a warning", () => {
    for (const path of [TASK, SCHEMA]) {
      const lines = original.get(path)!.split("\n")
      lines.forEach((line, i) => {
        if (!/^\s/.test(line)) return
        const { diagnostics } = changed(path, lines.with(i, line.trimStart()).join("\n"))
        expect(diagnostics.length, line).toBeGreaterThan(0)
      })
    }
  })
})
