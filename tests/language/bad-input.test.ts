/** Files as they come from elsewhere: each is told clearly, and what could be understood of it is there. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { main } from "../../src/cli.js"
import { printable } from "../../src/diagnostic.js"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { readGuideline } from "../../src/language/read.js"
import { Source } from "../../src/text.js"
import { captured } from "../cli/support/io.js"
import { catalogue } from "./catalogue.js"

const FOLDER = "tests/language/bad-input"
const home = mkdtempSync(path.join(os.tmpdir(), "glossator-bad-input-"))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".guideline") && file !== "folder.guideline")
  .map((file) => file.slice(0, -".guideline".length))
  .sort()

/** What is said of each file, at the place that it is said of; `UPDATE=1` writes it anew. */
const GOLDEN = `${FOLDER}/said.txt`

const pathOf = (name: string): string => `${FOLDER}/${name}.guideline`
const read = (file: string) => readGuideline(file, catalogue)

const said = (file: string): string[] =>
  read(file).diagnostics.map(({ severity, code, place, message }) => {
    const { source, span } = place!
    const { line, column } = source.position(span.start)
    return printable(`${severity} ${code} ${path.basename(source.path)}:${line}:${column} ${message}`)
  })

describe("a file from elsewhere", () => {
  it("is told clearly", () => {
    const found = names.map((name) => [name, ...said(pathOf(name))].join("\n  ")).join("\n")
    if (process.env.UPDATE === "1") writeFileSync(GOLDEN, `${found}\n`)
    else expect(`${found}\n`).toBe(readFileSync(GOLDEN, "utf8"))
  })

  it.each(names)("%s is shown with its line by the command, and without a stack trace", async (name) => {
    const io = captured()
    const all = said(pathOf(name))
    const isWrong = all.some((one) => one.startsWith("error"))
    expect(await main(["check", pathOf(name)], io)).toBe(isWrong ? 1 : 0)
    expect(io.written.err).toBe("")
    for (const one of all) expect(io.written.out).toContain(one.split(" ")[1])
    expect(io.written.out).not.toMatch(/\n\s+at |Error:/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they would act on the terminal
    expect(io.written.out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u200e\u200f\u202a-\u202e\ufeff]/)
  })
})

describe("nothing is lost", () => {
  const meant = print(
    parse(new Source("plain", readFileSync(pathOf("windows-line-ends"), "utf8").replaceAll("\r", ""))).tree,
  )

  it.each(["byte-order-mark", "windows-line-ends", "byte-order-mark-and-windows-line-ends", "mixed-line-ends"])(
    "in %s, which reads as the same file without it",
    (name) => {
      const { tree, meaning } = read(pathOf(name))
      expect(print(tree!)).toBe(meant)
      expect(meaning!.task).toBe("Say what the comment does.\nOne word is enough.")
      expect(meaning!.labels.map((label) => [label.name, label.says])).toEqual([
        ["blame", "It says who is at fault."],
        ["praise", "It says who did well."],
      ])
    },
  )

  it.each([
    ["half-a-file", 6, 0],
    ["half-a-line", 4, 1],
    ["deep-nesting", 8, 0],
    ["nul-sign", 8, 0],
    ["look-alike-use", 8, 0],
    ["missing-import", 9, 0],
    ["right-to-left-mark-in-name", 8, 0],
  ])("of the other statements in %s", (name, count, broken) => {
    const { statements } = read(pathOf(name)).tree!
    expect(statements.length).toBe(count)
    expect(statements.filter(({ kind }) => kind === "broken")).toHaveLength(broken)
  })

  it("where names are written from right to left: they are answers like any other", () => {
    const { meaning } = read(pathOf("right-to-left-names"))
    expect(meaning!.labels.map(({ name }) => name)).toEqual(["لوم", "מדח"])
    expect(meaning!.labels[0]!.examples[0]!.gold).toEqual({ kind: "لوم" })
  })
})

describe("what is too large for a file of this folder", () => {
  it("ten megabytes are told by their size, at once", () => {
    const file = path.join(home, "ten-megabytes.guideline")
    const text = readFileSync(pathOf("windows-line-ends"), "utf8")
    writeFileSync(file, text.repeat(Math.ceil(10_000_000 / text.length)))
    expect(said(file)).toEqual([
      expect.stringMatching(
        /^error file-too-large ten-megabytes\.guideline:1:1 The file has 100\d{5} characters; a guideline has at most 1000000\.$/,
      ),
    ])
  })

  it("ten megabytes of one line, too", () => {
    const file = path.join(home, "one-line.guideline")
    writeFileSync(file, `task "${"x".repeat(10_000_000)}"`)
    expect(said(file).map((one) => one.split(" ")[1])).toEqual(["file-too-large"])
  })
})

it("two guidelines of one name are told where both are checked", async () => {
  const io = captured()
  await main(["check", pathOf("windows-line-ends"), pathOf("mixed-line-ends")], io)
  expect(io.written.out).toContain("warning guidelines-of-one-name")
})
