import { describe, expect, test } from "vitest"
import type { Range } from "vscode-languageserver-protocol"
import { TextDocument } from "vscode-languageserver-textdocument"
import { JOINS, KEYWORDS, SOFT } from "../../grammar/tokens.js"
import { catalogue } from "../../src/compile/catalogue.js"
import { READINGS } from "../../src/folds.js"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { actions } from "../../src/lsp/actions.js"
import { diagnosticsOf } from "../../src/lsp/diagnostics.js"
import { folding } from "../../src/lsp/folding.js"
import { formatting } from "../../src/lsp/formatting.js"
import { hover } from "../../src/lsp/hover.js"
import { inlayHints } from "../../src/lsp/inlay-hints.js"
import { outline } from "../../src/lsp/outline.js"
import { legend, semanticTokens } from "../../src/lsp/semantic-tokens.js"
import { statementText, verbText, WORDS } from "../../src/lsp/words.js"
import { Source } from "../../src/text.js"
import { CURSOR, openedAt, openedBehind, TASK } from "./opened.js"

const ALL: Range = { start: { line: 0, character: 0 }, end: { line: 9_999, character: 0 } }
const task = (text = TASK) => ({ "/g/t.guideline": text })

const hoverAt = (files: Record<string, string>, piece: string): string => {
  const at = openedBehind(files, piece)
  const found = hover(at, at.offset)
  return (found?.contents as { value: string } | undefined)?.value ?? ""
}

describe("hover", () => {
  test("of a relation: what the model reads of it, and how it is scored", () => {
    const text = hoverAt(task(), "is Cause-Effect")
    expect(text).toContain("relation Cause-Effect(cause, effect)")
    expect(text).toContain("Cause-Effect(e1,e2): e1 is the cause and e2 is the effect.")
    expect(text).toContain('- "led to" between the two')
    expect(text).toContain("Scored by:\n\n```guideline\nreward +2 for label equals gold else -1.5 after format\n```")
  })

  test("of a rule: its sentence, its grade, and what measures it", () => {
    const advice = hoverAt(task(), "by active")
    expect(advice).toContain("The cause acts.")
    expect(advice).toContain("nothing measures it")
    const check = hoverAt(task(), "report short")
    expect(check).toContain("at most 40 words")
    expect(check).toContain("a program decides")
    expect(check).toContain("report short")
  })

  test("of a field: its place in the prompt, and the terms that look at it", () => {
    expect(hoverAt(task(), "for label")).toContain("Then write the label between <answer> and </answer>")
    expect(hoverAt(task(), "answer reasoning")).toContain("check short: reasoning at-most 40 words")
    expect(hoverAt(task(), "The <e1")).toContain("<e1>…</e1> marks e1")
    expect(hoverAt(task(), "for (cause")).toContain("role cause of Cause-Effect")
  })

  test("of what stands in another file says so", () => {
    const files = {
      "/g/t.guideline": TASK.replace(/^relation[\s\S]*?(?=\notherwise)/m, 'use "s.guideline"\n'),
      "/g/s.guideline": `guideline "S" version "1"\n${/^relation[\s\S]*?(?=\notherwise)/m.exec(TASK)![0]}`,
    }
    const text = hoverAt(files, 'led to <e2>delays</e2>." is Cause-Effect')
    expect(text).toContain("Declared in `s.guideline`.")
    expect(text).toContain("The cause brings the effect about.")
  })

  test("goes on telling what the model reads while a line is half written", () => {
    const at = openedBehind(task(), "is Cause-Effect")
    expect(at.guideline.loaded.task).toBeDefined()
    at.workspace.set("/g/t.guideline", TASK.replace("report short", "report shor"))
    const guideline = at.workspace.guideline("/g/t.guideline")
    const found = hover({ ...at, guideline, tree: guideline.trees[0]!, source: guideline.trees[0]!.source }, at.offset)
    expect(JSON.stringify(found)).toContain("The cause brings the effect about.")
  })

  test.each([
    ["  advi", "Such a rule|A rule that the model is told"],
    ["label equals", "label equals gold"],
    ["accept any-case", "Capitals and small letters"],
    ["equals gold", "The right answer for the same part"],
    ["for format", "Holds when every part of the answer"],
    ["reasoning: text in first", "The first one in the answer counts"],
    ["text in first <think", "between `<think>` and `</think>`"],
    ["drop examples", "Examples of right answers"],
  ])("%s", (piece, holds) => {
    expect(hoverAt(task(), piece)).toMatch(new RegExp(holds))
  })

  test.each(['task "Decide', "else -1.", 'version "1', "# re"])("of %s is nothing", (piece) => {
    const at = openedBehind(task(`${TASK}# reward\n`), piece)
    expect(hover(at, at.offset)).toBeNull()
  })
})

test("every word of the language is explained", () => {
  for (const word of KEYWORDS) expect(statementText(word)).toMatch(new RegExp(`guideline\n${word}\\b`))
  for (const word of [...JOINS, ...SOFT]) expect(WORDS[word]).toMatch(/\.$|`$/)
  for (const signature of catalogue.values()) expect(verbText(signature)).toContain(signature.summary)
  expect(READINGS.length).toBeGreaterThan(0)
})

test("the lines that show a statement are understood", () => {
  for (const word of KEYWORDS) {
    const [, example] = /```guideline\n([\s\S]*?)\n```/.exec(statementText(word))!
    const { diagnostics } = parse(new Source("t", `${example}\n`))
    expect([word, diagnostics.filter(({ code }) => !code.startsWith("detail-")).map(({ message }) => message)]).toEqual(
      [word, []],
    )
  }
})

describe("formatting", () => {
  const formatted = (text: string) => {
    const edits = formatting(openedAt(task(text)))
    return { edits, text: TextDocument.applyEdits(TextDocument.create("x", "", 0, text), edits) }
  }

  test.each([
    ["spaces", TASK.replace("accept any-case, any-hyphen", "accept   any-case ,any-hyphen")],
    ["a margin", TASK.replace("  advice active", "       advice active")],
    ["the first line", `\n\n${TASK}`],
    ["the end", `${TASK}\n\n\n`],
    ["line ends", TASK.replaceAll("\n", "\r\n")],
    ["everything", TASK.replaceAll(" ", "  ")],
  ])("of %s gives what fmt prints", (_, text) => {
    const { tree } = parse(new Source("t", text))
    expect(formatted(text).text).toBe(print(tree))
  })

  test("touches no more lines than differ", () => {
    const { edits } = formatted(TASK.replace("accept any-case, any-hyphen", "accept   any-case ,any-hyphen"))
    expect(edits).toEqual([
      {
        range: { start: { line: 11, character: 0 }, end: { line: 11, character: 29 } },
        newText: "accept any-case, any-hyphen",
      },
    ])
  })

  test("does nothing where nothing is wrong, and where something is not understood", () => {
    expect(formatted(TASK).edits).toEqual([])
    expect(formatted(`${TASK}  reward   +1 fro format\n`).edits).toEqual([])
  })
})

describe("colours", () => {
  /** Each word with its type. */
  const coloured = (text: string): string[] => {
    const at = openedAt(task(text))
    const lines = text.split("\n")
    const { data } = semanticTokens(at)
    const out: string[] = []
    let line = 0
    let character = 0
    for (let i = 0; i < data.length; i += 5) {
      const [down, right, length, type] = data.slice(i, i + 4) as [number, number, number, number]
      line += down
      character = down > 0 ? right : character + right
      out.push(`${lines[line]!.slice(character, character + length)}:${legend.tokenTypes[type]}`)
    }
    return out
  }

  test("a word is a keyword only at its place, and a name has the colour of what it names", () => {
    const text = `${TASK}relation test(use, not) "T" # done\nreward +1 for label equals gold after format`
    const line = coloured(text).slice(-14)
    expect(line).toEqual([
      ...["relation:keyword", "test:class", "use:parameter", "not:parameter", '"T":string', "# done:comment"],
      ...["reward:keyword", "+1:number", "for:keyword", "label:property", "equals:function", "gold:macro"],
      ...["after:keyword", "format:event"],
    ])
  })

  test("marks in a text stand out, in every text in which they do", () => {
    expect(coloured(TASK).filter((word) => word.startsWith("e1:"))).toHaveLength(12)
    const frost = coloured(TASK).findIndex((word) => word.includes("frost"))
    expect(coloured(TASK).slice(frost - 2, frost + 2)).toEqual([
      ...['"The <:string', "e1:variable", ">frost</:string", "e1:variable"],
    ])
  })

  test("tokens never overlap, whatever the text is", () => {
    for (const text of [
      TASK,
      TASK.slice(0, 900),
      'example "<e1<e1>',
      "𝒷 relation 𝒷(a, b)",
      "use use use",
      '| <e1>\n  "open',
    ]) {
      const { data } = semanticTokens(openedAt(task(text)))
      for (let i = 5; i < data.length; i += 5) {
        if (data[i] === 0) expect(data[i + 1]).toBeGreaterThanOrEqual(data[i - 3]!)
      }
    }
  })
})

test("folding: headings with their details, texts over several lines, comments", () => {
  const text =
    '# one\n# two\n\nrelation A(b, c)\n    | x\n    | y\n  advice z:\n      "w"\n  example "v" is A(b, c)\n    not A(c, b)\nuse "x"\n'
  expect(folding(openedAt(task(text))).map(({ startLine, endLine, kind }) => [startLine, endLine, kind ?? ""])).toEqual(
    [
      [3, 9, ""],
      [6, 7, ""],
      [8, 9, ""],
      [0, 1, "comment"],
    ],
  )
})

test("outline: what a guideline consists of, one under the other", () => {
  const symbols = outline(openedAt(task()))
  expect(symbols.map(({ name }) => name)).toEqual([
    ...["Causes in weather reports", "task", "sentence", "e1", "e2", "reasoning", "label", "short"],
    ...[
      "Cause-Effect",
      "Other",
      "format",
      "label-equals",
      "short",
      'example "The <e1>storm</e1> led to <e2>delays</e2>." is Cau…',
    ],
  ])
  expect(symbols[8]!.children!.map(({ name }) => name)).toEqual(["active", expect.stringContaining("frost")])
  for (const { range, selectionRange } of symbols) {
    expect(range.start.line).toBe(selectionRange.start.line)
    expect(range.end.line).toBeGreaterThanOrEqual(selectionRange.end.line)
  }
})

describe("fixes", () => {
  test("a misspelt word is put right", () => {
    const text = TASK.replace("relation between", "relatoin between")
    const at = openedAt(task(text))
    const [shown] = diagnosticsOf([at.guideline], at.uriFor).get("/g/t.guideline")!
    const [action, more] = actions(at, shown!.range, [shown!])
    expect(more).toBeUndefined()
    expect(action!.diagnostics).toEqual([shown])
    const edits = action!.edit!.changes![at.uriFor("/g/t.guideline")]!
    expect(TextDocument.applyEdits(TextDocument.create("x", "", 0, text), edits)).toBe(TASK)
  })

  test("of other lines are not offered", () => {
    const at = openedAt(task(TASK.replace("relation between", "relatoin between")))
    expect(actions(at, { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } }, [])).toEqual([])
  })
})

describe("what a section costs", () => {
  const words = { count: (text: string) => text.split(/\s+/).filter((w) => w !== "").length, by: "counted as words" }

  test("stands at the end of its line, and the sum is that of the prompt", () => {
    const at = openedAt(task())
    const hints = inlayHints(at, ALL, { ...words, isEstimate: false })
    const lines = hints.map(({ position, label }) => `${position.line + 1}: ${label}`)
    expect(lines.map((line) => line.replace(/\d+ tokens|\d+ of/, "N"))).toEqual([
      ...["3: N", "6: N", "10: N", "15: N", "21: N"],
      "33: N 2048 tokens before anything is dropped",
    ])
    const counts = hints.map(({ label }) => Number.parseInt(label as string, 10))
    const prompt = at.guideline.loaded.task!.prompt({ sentence: "<e1>a</e1> <e2>b</e2>" }).messages[0]!.content
    expect(counts.at(-1)).toBe(words.count(prompt))
    // titles that stand above all relations belong to none of them
    expect(counts.slice(0, -1).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(counts.at(-1)!)
    expect(hints[3]!.tooltip).toContain("cues of Cause-Effect: ")
    expect(hints[3]!.tooltip).toContain("counted as words")
  })

  test("an estimate says that it is one", () => {
    for (const { label } of inlayHints(openedAt(task()), ALL, { ...words, isEstimate: true }))
      expect(label).toMatch(/^about \d+/)
  })

  test("lines that are not shown get none", () => {
    const range = { start: { line: 8, character: 0 }, end: { line: 14, character: 0 } }
    expect(
      inlayHints(openedAt(task()), range, { ...words, isEstimate: false }).map(({ position }) => position.line),
    ).toEqual([9, 14])
  })
})

test("the cursor's sign stands in no guideline", () => {
  expect(TASK).not.toContain(CURSOR)
})
