import { describe, expect, it } from "vitest"
import { allCodes } from "../../src/language/codes.js"
import { readGuideline } from "../../src/language/read.js"
import { catalogue } from "./catalogue.js"

const TASK = `guideline "Task" version "1"
task "Decide."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
answer label: relation between e1 and e2 in <answer>
reward +1 for label equals gold
`
const LABELS = `guideline "Labels" version "1"
relation Part(part, whole) "It belongs to it."
  cue "belongs to" for (part, whole)
`

/** Reads from a few files in memory. */
function read(files: Record<string, string | Uint8Array>, path = "dir/task.guideline") {
  const asked: string[] = []
  const result = readGuideline(path, catalogue, (p) => {
    asked.push(p)
    if (!(p in files)) throw Object.assign(new Error(`ENOENT ${p}`), { code: "ENOENT" })
    return files[p]!
  })
  return {
    meaning: result.meaning,
    diagnostics: result.diagnostics,
    asked,
    codes: result.diagnostics.map((d) => d.code),
  }
}

describe("reading a guideline with its imports", () => {
  it("takes the path from the file that names it, and the files in the order of reading", () => {
    const { meaning, codes } = read({
      "dir/task.guideline": `${TASK}use "schema/labels.guideline"\n`,
      "dir/schema/labels.guideline": `${LABELS}use "../more.guideline"\n`,
      "dir/more.guideline": 'guideline "More" version "1"\notherwise Other "None."\n',
    })
    expect(codes).toEqual([])
    expect(meaning!.files.map((f) => f.path)).toEqual([
      "dir/task.guideline",
      "dir/schema/labels.guideline",
      "dir/more.guideline",
    ])
    expect(meaning!.name).toBe("Task")
    expect(meaning!.relations[0]!.place.source.path).toBe("dir/schema/labels.guideline")
    expect(meaning!.otherwise!.name).toBe("Other")
  })

  it("reads a file once that two files use", () => {
    const { meaning, codes, asked } = read({
      "dir/task.guideline": `${TASK}use "a.guideline"\nuse "b.guideline"\n`,
      "dir/a.guideline": 'guideline "A" version "1"\nuse "labels.guideline"\n',
      "dir/b.guideline": 'guideline "B" version "1"\nuse "labels.guideline"\n',
      "dir/labels.guideline": LABELS,
    })
    expect(codes).toEqual([])
    expect(meaning!.relations).toHaveLength(1)
    expect(asked.filter((p) => p.endsWith("labels.guideline"))).toHaveLength(1)
  })

  it("says a circle once, with the way around, and does not hang", () => {
    const { diagnostics, meaning } = read({
      "dir/task.guideline": `${TASK}use "a.guideline"\n`,
      "dir/a.guideline": `${LABELS}use "task.guideline"\n`,
    })
    expect(diagnostics.map((d) => d.message)).toEqual([
      "This file uses itself: task.guideline → a.guideline → task.guideline.",
    ])
    expect(diagnostics[0]!.place!.source.path).toBe("dir/a.guideline")
    expect(meaning).toBeUndefined()
  })

  it("says where a row of files that use each other is too long", () => {
    const asked: string[] = []
    const { diagnostics } = readGuideline("0.guideline", catalogue, (path) => {
      asked.push(path)
      return `guideline "${path}" version "1"\nuse "${Number.parseInt(path, 10) + 1}.guideline"\n`
    })
    expect(diagnostics.map((d) => d.code)).toEqual(["import-unreadable"])
    expect(diagnostics[0]!.message).toBe(
      'The file "100.guideline" cannot be read: 100 files use each other in a row already.',
    )
    expect(asked).toHaveLength(100)
  })

  it("says what is wrong in a used file at its place there", () => {
    const { diagnostics } = read({
      "dir/task.guideline": `${TASK}use "labels.guideline"\n`,
      "dir/labels.guideline": LABELS.replace("for (part", "for (prat"),
    })
    expect(diagnostics.map((d) => [d.code, d.place!.source.path])).toEqual([["name-unknown", "dir/labels.guideline"]])
  })

  it("reports a missing schema once, and none of the labels that it would have declared", () => {
    const example = 'example "<e1>a</e1> <e2>b</e2>" is Part(e1, e2)\n'
    expect(read({ "dir/task.guideline": `${TASK}use "labels.guideline"\n${example}` }).codes).toEqual([
      "import-unreadable",
    ])
  })

  it("says at the line of `use`, once, that labels of a file in use can be no answer", () => {
    const { diagnostics } = read({
      "dir/task.guideline": `${TASK}use "all.guideline"\n`,
      "dir/all.guideline": `guideline "All" version "1"\nuse "labels.guideline"\nuse "kinds.guideline"\n`,
      "dir/labels.guideline": LABELS,
      "dir/kinds.guideline": 'guideline "Kinds" version "1"\nlabel good\nlabel bad\n',
    })
    const [only, ...others] = diagnostics
    expect(others).toEqual([])
    expect(only!.message).toBe('No answer can be "good" or "bad": no field is one of labels.')
    expect(only!.place!.source.path).toBe("dir/task.guideline")
    expect(only!.place!.source.slice(only!.place!.span)).toBe('"all.guideline"')
    expect(only!.notes.map(({ place }) => place.source.path)).toEqual(["dir/kinds.guideline"])
  })

  it("opens nothing but guidelines at relative paths", () => {
    const endless = `${"../".repeat(300_000)}x.guideline`
    for (const path of [
      "/etc/passwd",
      "../secret.txt",
      "C:\\x.guideline",
      "file:///x.guideline",
      "/x.guideline",
      endless,
    ]) {
      const { codes, asked } = read({ "dir/task.guideline": `${TASK}use "${path}"\n` })
      expect(codes).toEqual(["import-path"])
      expect(asked).toEqual(["dir/task.guideline"])
    }
  })

  it("reads bytes as UTF-8, with or without a byte order mark, and says so where they are not", () => {
    const text = `${TASK}${LABELS.split("\n").slice(1).join("\n")}`.replace("Decide.", "Décide.")
    const bytes = new TextEncoder().encode(text)
    expect(read({ "dir/task.guideline": bytes }).meaning!.task).toBe("Décide.")
    expect(read({ "dir/task.guideline": new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]) }).meaning!.task).toBe("Décide.")
    // a replacement sign that stands in the text is no fault of the encoding
    expect(read({ "dir/task.guideline": new TextEncoder().encode(text.replace("é", "\ufffd")) }).codes).toEqual([])
    expect(read({ "dir/task.guideline": Buffer.from(text, "latin1") }).codes).toEqual(["file-not-utf8"])
    expect(read({ "dir/task.guideline": Buffer.from(`\ufeff${text}`, "utf16le") }).codes).toEqual(["file-not-utf8"])
  })

  it("gives no meaning to a file with an error, and none of its own to an empty one", () => {
    expect(read({ "dir/task.guideline": "" }).codes).toEqual(["file-empty"])
    expect(read({ "dir/task.guideline": "# nothing yet\n" }).codes).toEqual(["file-empty"])
    expect(read({ "dir/task.guideline": TASK }).codes).toEqual(["part-missing"])
  })
})

describe("meaning", () => {
  it("has the mentions of a symmetric relation in the order of the answer, and tells a wrong answer from the right one", () => {
    const text = `${TASK}relation Sibling(one, other) symmetric "They have the same parents."
  cue "is the brother of" for (one, other)
  example "<e1>a</e1> <e2>b</e2>" is Sibling(e2, e1)
`
    const { meaning } = read({ "dir/task.guideline": text })
    expect(meaning!.relations[0]!.examples[0]!.gold).toEqual({ label: "Sibling(e1,e2)" })
    expect(read({ "dir/task.guideline": `${text}    not Sibling(e1, e2)\n` }).codes).toEqual(["not-is-gold"])
  })

  it("gives a name to what has none", () => {
    const text = `${TASK}advice "One."\nadvice two: "Two."\nadvice "Three."\nreward +1 for format\n${LABELS.slice(31)}`
    const { meaning, codes } = read({ "dir/task.guideline": text })
    expect(codes).toEqual([])
    expect(meaning!.rules.map((r) => r.name)).toEqual(["advice-1", "two", "advice-2"])
    expect(meaning!.rewards.map((t) => t.name)).toEqual(["label-equals", "format"])
  })

  it("has a cue forward where the text names the first role first", () => {
    const { meaning } = read({
      "dir/task.guideline": `${TASK}${LABELS.slice(31)}  cue "includes" for (whole, part)\n`,
    })
    expect(meaning!.relations[0]!.cues.map((c) => [c.text, c.forward])).toEqual([
      ["belongs to", true],
      ["includes", false],
    ])
  })
})

it("every code has a way out", () => {
  for (const [name, { help }] of Object.entries(allCodes)) expect(help, name).toMatch(/^[^\s].{10,}[.?]$/)
  expect(Object.keys(allCodes).length).toBeGreaterThan(50)
})
