/** Rows to annotators and back, through the command line. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { beforeEach, expect, test } from "vitest"
import { main } from "../../src/cli.js"
import { captured } from "./support/io.js"

const GUIDELINE = "guidelines/semeval2010-task8.guideline"
const row = (id: string, label?: string) => ({
  id,
  input: { sentence: `The <e1>storm</e1> of ${id} caused <e2>delays</e2>.` },
  ...(label !== undefined && { gold: { label } }),
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "glossator-annotations-"))
})

async function glossator(...args: string[]) {
  const io = captured()
  const code = await main(args, io)
  return { code, ...io.written }
}

const at = (name: string): string => join(folder, name)
const rowsFile = (...rows: unknown[]): string => {
  writeFileSync(at("rows.jsonl"), rows.map((one) => `${JSON.stringify(one)}\n`).join(""))
  return at("rows.jsonl")
}
const parsed = (text: string): unknown[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))

test("rows go to Label Studio without their gold, and with it when asked", async () => {
  const rows = rowsFile(row("1", "Cause-Effect(e1,e2)"), row("2"))
  const blank = await glossator("data", "export", GUIDELINE, rows, "--to", "label-studio", "--out", at("tasks.json"))
  expect([blank.code, blank.out]).toEqual([0, `2 items for label-studio: ${at("tasks.json")}\n`])
  const tasks = JSON.parse(readFileSync(at("tasks.json"), "utf8"))
  expect(tasks.map(({ predictions }: { predictions: unknown[] }) => predictions)).toEqual([[], []])
  await glossator("data", "export", GUIDELINE, rows, "--to", "label-studio", "--out", at("with.json"), "--with-gold")
  const [first] = JSON.parse(readFileSync(at("with.json"), "utf8"))
  expect(first.predictions[0].result[0].value).toEqual({ choices: ["Cause-Effect(e1,e2)"] })
})

test("what was annotated in Label Studio comes back as rows", async () => {
  const rows = rowsFile(row("1", "Cause-Effect(e1,e2)"), row("2", "Other"))
  await glossator("data", "export", GUIDELINE, rows, "--to", "label-studio", "--out", at("tasks.json"), "--with-gold")
  const tasks = JSON.parse(readFileSync(at("tasks.json"), "utf8"))
  const annotated = tasks.map(
    ({ data, predictions }: { data: unknown; predictions: { result: unknown }[] }, i: number) => ({
      id: i,
      data,
      annotations: [{ id: i, completed_by: 5, was_cancelled: false, result: predictions[0]!.result }],
    }),
  )
  writeFileSync(at("export.json"), JSON.stringify(annotated))
  const read = await glossator("data", "import", GUIDELINE, at("export.json"), "--from", "label-studio")
  expect(read.code).toBe(0)
  expect(parsed(read.out)).toEqual([
    { ...row("1", "Cause-Effect(e1,e2)"), comment: "annotated by 5" },
    { ...row("2", "Other"), comment: "annotated by 5" },
  ])
  expect(read.err).toContain("2 rows")
})

test("a folder for brat has its configuration, and comes back as rows", async () => {
  const rows = rowsFile(row("a/b", "Cause-Effect(e2,e1)"), row("a_b", "Other"), row("empty"))
  const written = await glossator("data", "export", GUIDELINE, rows, "--to", "brat", "--out", at("docs"), "--with-gold")
  expect(written.code).toBe(0)
  expect(readdirSync(at("docs")).sort()).toEqual([
    ...["a_b-2.ann", "a_b-2.txt", "a_b.ann", "a_b.txt"],
    ...["annotation.conf", "empty.ann", "empty.txt", "tools.conf", "visual.conf"],
  ])
  const read = await glossator(
    "data",
    "import",
    GUIDELINE,
    at("docs"),
    "--from",
    "brat",
    "--json",
    "--out",
    at("read.jsonl"),
  )
  expect(read.code).toBe(1)
  expect(JSON.parse(read.out)).toMatchObject({
    rows: 2,
    diagnostics: [{ code: "data-gold-missing", severity: "error" }],
  })
  expect(parsed(readFileSync(at("read.jsonl"), "utf8"))).toEqual([
    { id: "a_b-2", input: row("a_b").input, gold: { label: "Other" } },
    { id: "a_b", input: row("a/b").input, gold: { label: "Cause-Effect(e2,e1)" } },
  ])
})

test("nothing is written over", async () => {
  const rows = rowsFile(row("1"))
  writeFileSync(at("tasks.json"), "annotated for weeks")
  const again = await glossator("data", "export", GUIDELINE, rows, "--to", "label-studio", "--out", at("tasks.json"))
  expect(again.code).not.toBe(0)
  expect(again.err).toContain("it is there already")
  expect(readFileSync(at("tasks.json"), "utf8")).toBe("annotated for weeks")
})

test("a task that a tool can not hold, and files that can not be read, are said", async () => {
  const rows = rowsFile({ id: "1", input: { problem: "1 + 1" } })
  const refused = await glossator(
    "data",
    "export",
    "guidelines/one-shot.guideline",
    rows,
    "--to",
    "brat",
    "--out",
    at("docs"),
  )
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining("error export-no-fit: brat can not hold this task"),
  ])
  expect(existsSync(at("docs"))).toBe(false)
  const missing = await glossator("data", "import", GUIDELINE, at("nothing.json"), "--from", "label-studio")
  expect([missing.code, missing.out]).toEqual([1, ""])
  expect(missing.err).toContain("data-file-unreadable")
  mkdtempSync(at("empty-"))
  const none = await glossator("data", "import", GUIDELINE, folder, "--from", "brat")
  expect(none.err).toContain("holds no example")
  const wrong = await glossator("data", "import", GUIDELINE, folder, "--from", "paper")
  expect(wrong.code).toBe(2)
})

test("compile writes the handbook, the XML and brat's files", async () => {
  const page = await glossator("compile", GUIDELINE, "--to", "handbook", "--out", at("handbook.html"))
  expect(page.code).toBe(0)
  expect(readFileSync(at("handbook.html"), "utf8")).toMatch(/^<!doctype html>/)
  expect((await glossator("compile", GUIDELINE, "--to", "label-studio")).out).toMatch(/^<View>\n/)
  const brat = await glossator("compile", GUIDELINE, "--to", "brat", "--out", at("conf"))
  expect(readdirSync(at("conf")).sort()).toEqual(["annotation.conf", "tools.conf", "visual.conf"])
  expect(brat.err).toContain('info export-left-out: brat has no place for "reasoning"')
  const refused = await glossator("compile", "guidelines/one-shot.guideline", "--to", "brat")
  expect([refused.code, refused.out]).toEqual([1, ""])
})
