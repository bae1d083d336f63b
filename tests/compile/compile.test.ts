import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { jsonSchema } from "../../src/compile/json-schema.js"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import { validateGold } from "../../src/compile/selfcheck/gold.js"
import { scorer } from "../../src/reward/score.js"
import { ROW, SMALL, taskOf } from "./guideline.js"

const folder = mkdtempSync(join(tmpdir(), "compile-"))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
  return join(folder, path)
}

describe("a task", () => {
  const task = taskOf(SMALL)

  it("lists its labels in canonical form, the one without arguments last", () => {
    expect(task.labels).toEqual([
      "Cause-Effect(e1,e2)",
      "Cause-Effect(e2,e1)",
      "Product-Producer(e1,e2)",
      "Product-Producer(e2,e1)",
      "Sibling(e1,e2)",
      "Other",
    ])
  })

  it("has a plan that is plain data: written as JSON and read back, it scores the same", () => {
    const again = scorer(JSON.parse(JSON.stringify(task.plan)))
    for (const completion of ["<answer>other</answer>", "<answer>causation(e1,e2)</answer>", "<answer>", ""]) {
      const row = { input: ROW, gold: { label: "Cause-Effect(e1,e2)" } }
      expect(again(completion, row)).toEqual(task.score(completion, row))
    }
    expect(task.plan.range).toEqual({ lowest: -3, highest: 3 })
  })

  it("names the line that pays each term", () => {
    expect(task.plan.terms.map(({ name, origin }) => ({ name, ...origin }))).toEqual([
      { name: "format", path: "test.guideline", line: 34 },
      { name: "label-equals", path: "test.guideline", line: 35 },
    ])
    expect(SMALL.split("\n")[33]).toContain("reward +1 for format")
  })
})

describe("the answer that a guideline asks for", () => {
  const task = taskOf(SMALL)

  it("has single spaces around every content and between the parts", () => {
    expect(task.write({ label: "Cause-Effect(e1,e2)" }, "caused means Cause-Effect")).toBe(
      "<think> caused means Cause-Effect </think> <answer> Cause-Effect(e1,e2) </answer>",
    )
    expect(task.write({ label: "Other" })).toBe("<answer> Other </answer>")
    expect(task.write({ label: "Other" }, " \n")).toBe("<answer> Other </answer>")
  })

  it("holds an ellipsis where reasoning must be and there is none", () => {
    const strict = taskOf(SMALL.replace(" optional", ""))
    const written = strict.write({ label: "Other" })
    expect(written).toBe("<think> … </think> <answer> Other </answer>")
    expect(strict.score(written, { input: ROW, gold: { label: "Other" } }).score).toBe(3)
    expect(strict.score("<answer> Other </answer>", { input: ROW, gold: { label: "Other" } }).score).toBe(-3)
  })

  it("earns the highest score for every label, also when a small tokenizer spaces it", () => {
    for (const label of task.labels) {
      const row = { input: ROW, gold: { label } }
      expect(task.score(task.write(row.gold, "so </answer> <answer> it"), row).score).toBe(3)
      expect(task.score(task.write({ label: label.replace("(", " (") }), row).score).toBe(3)
    }
  })

  it("can not be written without the gold of a relation", () => {
    expect(() => task.write({})).toThrow(new RangeError('the gold has no "label"'))
  })
})

describe("names that objects have already", () => {
  const rename = (from: string, to: string) => SMALL.replaceAll(new RegExp(`\\b${from}\\b`, "g"), to)

  it.each(["constructor", "__proto__", "toString"])("%s may be any name of a guideline", (name) => {
    for (const from of ["Sibling", "e1", "label", "sentence"]) {
      const task = taskOf(rename(from, name))
      const mention = from === "e1" ? name : "e1"
      const value = `${from === "Sibling" ? name : "Sibling"}(${mention},e2)`
      const row = JSON.parse(`{"id": "1",
        "input": {"${from === "sentence" ? name : "sentence"}": "<${mention}>Ann</${mention}> and <e2>Bob</e2>"},
        "gold": {"${from === "label" ? name : "label"}": "${value}"}}`)
      expect(task.score(task.write(row.gold), row).score).toBe(3)
      expect(validateGold(task, [row])).toEqual([])
      const bare = { id: "2", input: {}, gold: {} }
      expect(
        validateGold(task, [
          { ...bare, input: row.input },
          { ...bare, gold: row.gold },
        ]),
      ).toHaveLength(2)
    }
  })

  it.each(["constructor", "__proto__", "toString"])(
    "%s may be a part of a group, its key or a part with a condition",
    (name) => {
      const { task, diagnostics } = loadGuidelineText(
        "a.guideline",
        `guideline "A" version "1"
task "T"
input question: text
answer reply: group in json
answer ${name} of reply: text
answer sure of reply: yes-no
answer why of reply: text in key "${name}2" when sure is yes
reward +1 for format
report ${name} at-most 3 words
example "q" is reply: [${name}: "a", sure: no]
  test
      | {"${name}": "a", "sure": false}
      scores 1
`,
      )
      expect(diagnostics.map(({ code }) => code)).toEqual(["reward-blind"])
      const schema = jsonSchema(task!.plan) as unknown as { properties: object; required: string[] }
      expect(Object.keys(schema.properties)).toEqual([name, "sure", `${name}2`])
      expect(schema.required).toContain(name)
      expect(JSON.stringify(schema)).toContain(`"${name}":{"type":"string"`)
      expect(({} as { a?: unknown }).a).toBeUndefined()
    },
  )

  it("or letters beyond ASCII, of a mention as well", () => {
    const task = taskOf(rename("e1", "entité"))
    expect(task.labels).toContain("Cause-Effect(entité,e2)")
  })
})

describe("the hash", () => {
  const schema =
    'guideline "Schema" version "1"\nrelation Sibling(one, other) symmetric "Same parents."\n  cue "is a twin of" for (one, other)\n'
  const main = SMALL.replace(/relation Sibling[\s\S]*?\n\n/, 'use "parts/schema.guideline"\n\n')
  const at = (place: string, text = main, part = schema) => {
    write(`${place}/parts/schema.guideline`, part)
    const { task, diagnostics } = loadGuideline(write(`${place}/main.guideline`, text))
    expect(diagnostics).toEqual([])
    return task!
  }

  it("is of the texts, not of where they lie or how the file is called", () => {
    const task = at("a")
    expect(task.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(at("deeper/down/b").hash).toBe(task.hash)
    expect(loadGuideline(write("a/other-name.guideline", main)).task!.hash).toBe(task.hash)
    expect(task.plan.terms[0]!.origin.path).toBe("main.guideline")
  })

  it("changes with every file, also with a comment in an import", () => {
    const hashes = [at("c"), at("d", `${main}# more\n`), at("e", main, `${schema}# more\n`)].map(({ hash }) => hash)
    expect(new Set(hashes).size).toBe(3)
  })
})

describe("loading", () => {
  it("gives no task when there is an error, and all diagnostics in the order of the text", () => {
    const wrong = SMALL.replace("is Other\n", "is Othr\n")
    const { task, diagnostics } = loadGuidelineText("x", wrong)
    expect(task).toBeUndefined()
    expect(diagnostics.map(({ code }) => code)).toContain("name-unknown")
    expect(loadGuidelineText("x", "").task).toBeUndefined()
    expect(loadGuidelineText("x", "\u0000\ud800").diagnostics.length).toBeGreaterThan(0)
  })

  it("says why a file can not be read", () => {
    const { task, diagnostics } = loadGuideline(join(folder, "nowhere.guideline"))
    expect(task).toBeUndefined()
    expect(diagnostics.map(({ code }) => code)).toEqual(["file-unreadable"])
  })

  it("reads through the reader that it is given", () => {
    const { task } = loadGuideline("memory.guideline", () => SMALL)
    expect(task!.hash).toBe(taskOf(SMALL).hash)
  })

  it("does not read files for a text", () => {
    const { diagnostics } = loadGuidelineText("x", `${SMALL}use "schema.guideline"\n`)
    expect(diagnostics.map(({ code }) => code)).toContain("import-not-read")
  })
})

describe("the guideline of SemEval-2010 Task 8", () => {
  const { task, diagnostics } = loadGuideline("guidelines/semeval2010-task8.guideline")

  it("compiles without a finding", () => expect(diagnostics).toEqual([]))

  it.each([
    ["full.txt", () => task!.prompt(ROW).messages[0]!.content],
    ["terse.txt", () => task!.prompt(ROW, { style: "terse" }).messages[0]!.content],
    ["plan.json", () => JSON.stringify(task!.plan, undefined, 2)],
  ])("gives the %s that was looked at", (name, make) => {
    const path = new URL(`./golden/semeval2010-task8.${name}`, import.meta.url)
    const found = `${make()}\n`
    if (process.env.UPDATE) writeFileSync(path, found)
    expect(found).toBe(readFileSync(path, "utf8"))
  })
})
