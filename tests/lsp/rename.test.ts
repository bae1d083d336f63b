import { readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import type { TextEdit } from "vscode-languageserver-protocol"
import { TextDocument } from "vscode-languageserver-textdocument"
import { loadGuideline } from "../../src/compile/load.js"
import { pathOf } from "../../src/lsp/places.js"
import { prepareRename, rename } from "../../src/lsp/rename.js"
import { openedBehind, TASK } from "./opened.js"

type Files = Readonly<Record<string, string>>

function renamed(files: Files, piece: string, name: string): Record<string, string> {
  const at = openedBehind(files, piece)
  const changes = rename(at, at.offset, name)?.changes ?? {}
  const edits = new Map(Object.entries(changes).map(([uri, all]): [string, TextEdit[]] => [pathOf(uri), all]))
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      TextDocument.applyEdits(TextDocument.create(file, "", 0, text), edits.get(file) ?? []),
    ]),
  )
}

/** Lines that differ, as they are afterwards. */
function changed(files: Files, piece: string, name: string): string[] {
  const after = renamed(files, piece, name)
  return Object.entries(files).flatMap(([file, text]) => {
    const lines = after[file]!.split("\n")
    return text.split("\n").flatMap((line, i) => (line === lines[i] ? [] : [lines[i]!.trim()]))
  })
}

const task: Files = { "/g/t.guideline": TASK }
const errorsIn = (files: Files) =>
  loadGuideline(Object.keys(files)[0]!, (file) => files[file] ?? readFileSync(file)).diagnostics.flatMap((d) =>
    d.severity === "error" ? [d.message] : [],
  )

describe("rename", () => {
  test("a label, in examples and in raw answers as they spell it", () => {
    expect(changed(task, "not Cause-Effect", "Leads-To")).toEqual([
      'relation Leads-To(cause, effect) "The cause brings the effect about."',
      'example "The <e1>frost</e1> led to <e2>damage</e2>." is Leads-To(e1, e2)',
      "not Leads-To(e2, e1) by active",
      "not Leads-To(e1, e2) by active",
      'example "The <e1>storm</e1> led to <e2>delays</e2>." is Leads-To(e1, e2)',
      'test "<think>No other way.</think> <answer> leads_to(e1,e2) </answer>" scores 3',
    ])
  })

  test("an ordinary word is not taken for the label that it is spelt like", () => {
    expect(changed(task, "otherwise Other", "Neither").filter((line) => line.startsWith("test"))).toEqual([
      'test "<answer>Neither</answer>" scores -0.5',
    ])
  })

  test("a mention, with its marks", () => {
    const lines = changed(task, "input e1", "first")
    expect(lines).toContain('example "The <first>frost</first> led to <e2>damage</e2>." is Cause-Effect(first, e2)')
    expect(lines).toContain('test "<think>No other way.</think> <answer> cause_effect(first,e2) </answer>" scores 3')
    expect(lines).toContain("answer label: relation between first and e2 in last <answer>")
  })

  test("a field, with the lines that are called after it", () => {
    const files = { "/g/t.guideline": `${TASK}reward +1 for reasoning after label-equals\n` }
    expect(changed(files, "for label", "verdict")).toEqual([
      "answer verdict: relation between e1 and e2 in last <answer>",
      "reward +2 for verdict equals gold else -1.5 after format",
      "reward +1 for reasoning after verdict-equals",
    ])
    expect(changed(files, "after label-eq", "right")).toEqual([
      "reward right: +2 for label equals gold else -1.5 after format",
      "reward +1 for reasoning after right",
    ])
  })

  test("a role, a rule", () => {
    expect(changed(task, "for (cause", "source")).toEqual([
      'relation Cause-Effect(source, effect) "The cause brings the effect about."',
      'cue "led to" for (source, effect)',
    ])
    expect(changed(task, "report short", "brief")).toEqual(["check brief: reasoning at-most 40 words", "report brief"])
  })

  test("of two rules of one name only the one that is meant", () => {
    const files = {
      "/g/t.guideline": TASK.replace(
        'otherwise Other "Neither causes the other."',
        '$&\n  advice active: "Who only stands by does not act."',
      ),
    }
    expect(changed(files, "not Cause-Effect(e1, e2) by act", "acting")).toEqual([
      'advice acting: "Who only stands by does not act."',
      "not Cause-Effect(e1, e2) by acting",
    ])
  })

  test("over all files, from any of them, and the guideline still holds", () => {
    const label = /^relation[\s\S]*?(?=\notherwise)/m.exec(TASK)![0]
    const files = {
      "/g/t.guideline": TASK.replace(label, 'use "s.guideline"'),
      "/g/u.guideline": TASK.replace(label, 'use "s.guideline"').replace("Causes in", "More causes in"),
      "/g/s.guideline": `guideline "S" version "1"\n${label}\n`,
    }
    expect(errorsIn(files)).toEqual([])
    for (const piece of ["relation Cause-Effect", "not Cause-Effect", "is Cause-Effect"]) {
      const after = renamed(files, piece, "Causation")
      expect(Object.values(after).join("\n")).not.toMatch(/cause.effect/i)
      expect(errorsIn(after)).toEqual([])
    }
  })

  test("keeps what a real guideline pays: SemEval with its schema", () => {
    const read = (file: string): [string, string] => [
      path.resolve("guidelines", file),
      readFileSync(`guidelines/${file}`, "utf8"),
    ]
    const files: Files = Object.fromEntries([read("semeval2010-task8.guideline"), read("schema/nominals.guideline")])
    const after = renamed(files, "is Cause-Effect", "Leads-To")
    expect(Object.values(after).join("\n")).not.toContain("Cause-Effect")
    expect(errorsIn(after)).toEqual([])
  })
})

describe("a rename is refused", () => {
  test.each([
    ["no word", "label", "two words", "cannot be a name"],
    ["a sign", "label", "a:b", "cannot be a name"],
    ["nothing", "label", "", "cannot be a name"],
    ["a joining word", "label", "after", "joins the parts of a line"],
    ["a word that means something else", "label", "gold", "gold"],
    ["another field", "label", "reasoning", "reasoning"],
    ["another label", "Cause-Effect", "Other", "Other"],
    ["another label in another spelling", "Cause-Effect", "other", "Other"],
  ])("to %s", (_, from, to, reason) => {
    const at = openedBehind(task, from === "label" ? "for label" : "is Cause-Effect")
    expect(() => rename(at, at.offset, to)).toThrow(reason)
  })

  test("that another guideline of the folder could not follow", () => {
    const label = /^relation[\s\S]*?(?=\notherwise)/m.exec(TASK)![0]
    const files = {
      "/g/t.guideline": TASK.replace(label, 'use "s.guideline"'),
      "/g/u.guideline": TASK.replace(label, 'use "s.guideline"'),
      "/g/s.guideline": `guideline "S" version "1"\n${label}\n`,
    }
    const at = openedBehind(files, "input e1")
    expect(() => rename(at, at.offset, "first")).toThrow("left out")
  })

  test("where no name of the guideline stands", () => {
    for (const piece of ["label equals", "accept any-case", "rewar", 'task "Decide', "in first <thi"]) {
      const at = openedBehind(task, piece)
      expect(() => prepareRename(at, at.offset)).toThrow("Only names that the guideline declares")
    }
  })

  test("and one that changes nothing changes nothing", () => {
    const at = openedBehind(task, "for label")
    expect(rename(at, at.offset, "label")).toBeNull()
    expect(prepareRename(at, at.offset)).toMatchObject({ placeholder: "label" })
  })

  test("though what was wrong before may stay wrong", () => {
    const files = { "/g/t.guideline": `${TASK}prefer Cause-Effect over Nothing\n` }
    expect(changed(files, "is Cause-Effect", "Causation")).toContain("prefer Causation over Nothing")
  })
})
