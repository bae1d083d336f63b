import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { describeDataSets } from "../../src/data/describe.js"
import { dataFolder } from "../../src/data/folder.js"
import { readData } from "../../src/data/read.js"
import { formatDiagnostic } from "../../src/diagnostic.js"

const temporary = (): string => mkdtempSync(join(tmpdir(), "glossator-read-"))
const NAME = "semeval2010-task8"
const record = (id: number): string =>
  `${id}\t"The <e1>fire</e1> caused <e2>smoke</e2>."\r\nCause-Effect(e1,e2)\r\nComment: so\r\n\r\n`

function semeval(train: string, test: string | Buffer): string {
  const folder = temporary()
  const home = join(folder, NAME)
  mkdirSync(join(home, "SemEval2010_task8_training"), { recursive: true })
  mkdirSync(join(home, "SemEval2010_task8_testing_keys"))
  writeFileSync(join(home, "SemEval2010_task8_training", "TRAIN_FILE.TXT"), train)
  writeFileSync(join(home, "SemEval2010_task8_testing_keys", "TEST_FILE_FULL.TXT"), test)
  return folder
}

test("a data set is read from its folder, comments with the training part alone", () => {
  const data = readData(NAME, { folder: semeval(record(1) + record(2), record(8001)) })
  expect(data.diagnostics).toEqual([])
  expect(data.train.map(({ id, comment }) => [id, comment])).toEqual([
    ["1", "so"],
    ["2", "so"],
  ])
  expect(data.test.map(({ id, comment }) => [id, comment])).toEqual([["8001", undefined]])
  expect(data.files).toHaveLength(2)
})

test("the folder is the one given, else GLOSS_DATA, else where data pull puts things", () => {
  expect(dataFolder("here", { GLOSS_DATA: "there" })).toBe("here")
  expect(dataFolder(undefined, { GLOSS_DATA: "there" })).toBe("there")
  expect(dataFolder(undefined, {})).toBe(join(".glossator", "data"))
})

test("a missing folder says where it was looked for and how to get the data", () => {
  const folder = temporary()
  const { diagnostics, train } = readData(NAME, { env: { GLOSS_DATA: folder } })
  expect(train).toEqual([])
  const [text] = diagnostics.map((d) => formatDiagnostic(d))
  expect(text).toContain(`"semeval2010-task8" is not in ${folder}`)
  expect(text).toContain("glossator data pull semeval2010-task8")
  expect(text).toContain("GLOSS_DATA")
})

test("a missing file is named, and the other file is read", () => {
  const folder = temporary()
  mkdirSync(join(folder, NAME, "SemEval2010_task8_training"), { recursive: true })
  writeFileSync(join(folder, NAME, "SemEval2010_task8_training", "TRAIN_FILE.TXT"), record(1))
  const { diagnostics, train } = readData(NAME, { folder })
  expect(train).toHaveLength(1)
  expect(diagnostics.map(({ code }) => code)).toEqual(["data-file-missing"])
  expect(diagnostics[0]!.message).toContain("TEST_FILE_FULL.TXT")
  expect(diagnostics[0]!.help).toContain("glossator data pull semeval2010-task8")
})

test("an id that stands there twice is reported with both places, across train and test", () => {
  const { diagnostics, test: held } = readData(NAME, { folder: semeval(record(1), record(1) + record(2)) })
  expect(held.map(({ id }) => id)).toEqual(["2"])
  expect(diagnostics.map(({ code }) => code)).toEqual(["data-id-twice"])
  expect(diagnostics[0]!.place!.source.path).toContain("TEST_FILE_FULL.TXT")
  expect(diagnostics[0]!.notes[0]!.place.source.path).toContain("TRAIN_FILE.TXT")
})

test("bytes that are no UTF-8, an empty file and a folder in place of a file are said, not thrown", () => {
  const broken = readData(NAME, { folder: semeval(record(1), Buffer.from([0x38, 0xff, 0xfe])) })
  expect(broken.diagnostics[0]!.message).toContain("it is not UTF-8 text")
  expect(readData(NAME, { folder: semeval(record(1), "") }).diagnostics[0]!.code).toBe("data-file-empty")
  const folder = temporary()
  mkdirSync(join(folder, "mine", "train.jsonl"), { recursive: true })
  expect(readData("mine", { folder }).diagnostics[0]!.message).toContain("it is a folder")
})

test("own rows in a folder of their own are a data set, with or without a test part", () => {
  const folder = temporary()
  mkdirSync(join(folder, "mine"))
  const row = (id: string): string => `{"id":"${id}","input":{"sentence":"a"},"gold":{"label":"Other"}}\n`
  writeFileSync(join(folder, "mine", "train.jsonl"), row("1") + row("2"))
  const data = readData("mine", { folder })
  expect([data.train.length, data.test.length, data.diagnostics]).toEqual([2, 0, []])
  const byPath = readData(join(folder, "mine"), { folder: temporary() })
  expect([byPath.train.length, byPath.diagnostics]).toEqual([2, []])
})

test("an unknown name gets the nearest one, a set without reader says so, and a path without rows is none", () => {
  const folder = temporary()
  const message = (name: string): string => readData(name, { folder }).diagnostics[0]!.message
  expect(message("semeval2010-task")).toContain('did you mean "semeval2010-task8"?')
  expect(message("gsm8k")).toContain("no reader turns its files into examples")
  expect(message("../mine")).toContain("No data set is called")
  expect(message("")).toContain("No data set is called")
})

test("the list shows licence, size and what lies on the disk", () => {
  const rows = describeDataSets({ folder: semeval(record(1), record(2)) })
  const row = rows.find(({ name }) => name === NAME)!
  expect(row).toMatchObject({ licence: "CC BY 3.0", readable: true, present: "partly" })
  expect(row.bytes).toBeGreaterThan(1_397_759 + 473_888)
  expect(rows).toHaveLength(16)
  expect(rows.filter(({ present }) => present !== "no").map(({ name }) => name)).toEqual([NAME])
})
