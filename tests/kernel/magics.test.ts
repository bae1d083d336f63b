/** Magics: which lines are theirs, and what each does. */
import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { split } from "../../src/kernel/magics/split.js"
import { Client, type Message, textOf } from "./support/client.js"

describe("a cell is split", () => {
  test.each([
    ["1 + 1", { kind: "code", lines: [], code: "1 + 1" }],
    ["%%html a b\n<b>\n", { kind: "cell", name: "html", args: "a b", body: "<b>\n", bodyAt: 11 }],
    ["%%html", { kind: "cell", name: "html", args: "", body: "", bodyAt: 6 }],
    ["\n %%html\r\nx", { kind: "cell", name: "html", args: "", body: "x", bodyAt: 10 }],
    [
      "// first\n%who a\nlet b = 1",
      { kind: "code", lines: [{ name: "who", args: "a", at: 9, argsAt: 14 }], code: "// first\n      \nlet b = 1" },
    ],
    ["let a = 7\n%b", { kind: "code", lines: [], code: "let a = 7\n%b" }],
    ["", { kind: "code", lines: [], code: "" }],
  ])("%j", (cell, expected) => {
    expect(split(cell)).toEqual(expected)
  })
})

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client?.stop())

const shown = (output: readonly Message[]): Record<string, string> =>
  output.find(({ type }) => type === "display_data")!.content.data

test("%help lists all magics and globals", async () => {
  const text = shown((await client.execute("%help")).output)["text/plain"]!
  for (const word of ["%%html", "%%markdown", "%%writefile", "%time", "%%time", "%who", "%typecheck", "display("])
    expect(text).toContain(word)
})

test("%%html and %%markdown show the cell as it is", async () => {
  const { output } = await client.execute("%%html\n<b>bold</b>")
  expect(shown(output)).toEqual({ "text/html": "<b>bold</b>", "text/plain": "<b>bold</b>" })
  expect(shown((await client.execute("%%markdown\n# Title")).output)["text/markdown"]).toBe("# Title")
})

test("%%time runs the cell, shows its result and tells the time", async () => {
  const { output } = await client.execute("%%time\n6 * 7")
  expect(output.find(({ type }) => type === "execute_result")!.content.data["text/plain"]).toBe("42")
  expect(textOf(output)).toMatch(/^[\d.]+ ms \(processor: [\d.]+ ms\)\n$/)
  expect((await client.execute("%time throw new Error('timed')")).reply.content.evalue).toBe("timed")
})

test("magic lines stand above code, which keeps its lines", async () => {
  const { reply } = await client.execute("%typecheck off\n%typecheck\nthrow new Error('line 3')")
  expect(reply.content.traceback.join("\n")).toContain("cell.js:3")
  expect(textOf((await client.execute("%typecheck")).output)).toBe("off\n")
  expect((await client.execute("%typecheck never")).reply.content).toMatchObject({ ename: "UsageError" })
})

test("%doc shows aside what something is", async () => {
  const { reply } = await client.execute("%doc alpha")
  expect(reply.content.payload).toEqual([{ source: "page", data: { "text/plain": "alpha (1)" }, start: 0 }])
  expect((await client.execute("%doc")).reply.content).toMatchObject({ ename: "UsageError" })
})

test("%who says when there is nothing", async () => {
  expect(textOf((await client.execute("%who")).output)).toBe("No variables.\n")
  expect(textOf((await client.execute("%who nosuch")).output)).toBe("No variable is called nosuch.\n")
})

test("%%writefile writes, overwrites, appends and makes no folder in vain", async () => {
  const file = path.join(client.folder, "new", "module.ts")
  const write = async (args: string, body: string): Promise<string> => {
    const { output } = await client.execute(`%%writefile ${args}\n${body}`)
    return textOf(output)
  }
  expect(await write(file, "export const a = 1")).toBe(`Wrote ${file}\n`)
  expect(await write(file, "export const a = 2\n")).toBe(`Overwrote ${file}\n`)
  expect(await write(`--append ${file}`, "export const b = 3")).toBe(`Appended to ${file}\n`)
  expect(readFileSync(file, "utf8")).toBe("export const a = 2\nexport const b = 3\n")
  const { reply } = await client.execute("%%writefile /proc/none/x\nx")
  expect(reply.content).toMatchObject({ status: "error", ename: "UsageError" })
  expect((await client.execute("%%writefile\nx")).reply.content.traceback.join("\n")).toContain("Usage: %%writefile")
  expect(existsSync("/proc/none")).toBe(false)
})

test("a magic that is not known is told with what it may have been", async () => {
  const { reply } = await client.execute("%%htlm\nx")
  expect(reply.content).toMatchObject({ status: "error", evalue: "There is no magic %%htlm; did you mean %%html?" })
  expect((await client.execute("%whom")).reply.content.evalue).toContain("%who")
})

describe("completion", () => {
  const complete = async (code: string, cursor = code.length): Promise<unknown> => {
    const { matches, cursor_start, cursor_end } = (await client.ask("complete_request", { code, cursor_pos: cursor }))
      .reply.content
    return { matches, cursor_start, cursor_end }
  }

  test("gives the magics' names", async () => {
    expect(await complete("%%ht")).toEqual({ matches: ["%%html"], cursor_start: 0, cursor_end: 4 })
    expect(await complete("%typ")).toEqual({ matches: ["%typecheck"], cursor_start: 0, cursor_end: 4 })
    expect(await complete("%typecheck off\n%wh")).toEqual({ matches: ["%who"], cursor_start: 15, cursor_end: 18 })
  })

  test("goes on in a magic's arguments and body, with offsets of the cell", async () => {
    expect(await complete("%typecheck w")).toEqual({ matches: ["warn"], cursor_start: 11, cursor_end: 12 })
    expect(await complete("%time al")).toEqual({ matches: ["alpha"], cursor_start: 6, cursor_end: 8 })
    expect(await complete("%%time\n1 + ga")).toEqual({ matches: ["gamma"], cursor_start: 11, cursor_end: 13 })
    expect(await complete("%%html\nal")).toMatchObject({ matches: [] })
    expect(await complete("%who\nal")).toEqual({ matches: ["alpha"], cursor_start: 5, cursor_end: 7 })
  })

  test("hovers in a body", async () => {
    const { reply } = await client.ask("inspect_request", { code: "%%time\nalpha", cursor_pos: 9, detail_level: 0 })
    expect(reply.content.data).toEqual({ "text/plain": "alpha (0)" })
  })
})

test.each([
  ["%who", "complete"],
  ["%%time\nfunction f() {", "incomplete"],
  ["%%html\n<b>", "incomplete"],
  ["%%html\n<b>\n", "complete"],
  ["%%html", "incomplete"],
])("whether %j is complete: %s", async (code, status) => {
  expect((await client.ask("is_complete_request", { code })).reply.content.status).toBe(status)
})
