import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest"
import type { CompletionList, InlayHint, TextEdit } from "vscode-languageserver-protocol"
import { Client, positionOf } from "./client.js"
import { TASK } from "./opened.js"

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-lsp-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SCHEMA = `guideline "S" version "1"\n${/^relation[\s\S]*?(?=\notherwise)/m.exec(TASK)![0]}\n`
const USING = TASK.replace(/^relation[\s\S]*?(?=\notherwise)/m, 'use "schema/s.guideline"')
let client: Client
let uri: string
let schema: string

beforeEach(async () => {
  mkdirSync(path.join(folder, "schema"), { recursive: true })
  writeFileSync(path.join(folder, "t.guideline"), USING)
  writeFileSync(path.join(folder, "schema/s.guideline"), SCHEMA)
  client = await Client.start(folder)
  uri = client.uris.of("t.guideline")
  schema = client.uris.of("schema/s.guideline")
})
afterEach(async () => {
  expect(client.log.filter((line) => line.includes("failed"))).toEqual([])
  await client.stop()
})

const codes = (diagnostics: readonly { code?: unknown }[]) => diagnostics.map(({ code }) => code)
const whole = { start: { line: 0, character: 0 }, end: { line: 9_999, character: 0 } }

describe("findings", () => {
  test("come when a document is opened, with their help and what they refer to", async () => {
    await client.open(uri, USING.replace("budget 2048", "prefer Other over Other\nbudget 2048"))
    const found = await client.findingsOf(uri)
    const twice = found.find(({ code }) => code === "prefer-twice")!
    expect(twice).toMatchObject({ severity: 1, source: "glossator" })
    expect(twice.message).toContain("\n")
    expect(twice.relatedInformation).toMatchObject([{ location: { uri }, message: "the first time" }])
  })

  test("follow what is typed, and go when it is right again", async () => {
    await client.open(uri, USING)
    const calm = codes(await client.findingsOf(uri))
    const start = positionOf(USING, "label equals")
    const range = { start, end: { line: start.line, character: start.character + 5 } }
    await client.change(uri, 2, { range, text: "lable" })
    expect(codes(await client.findingsOf(uri, 2))).toContain("name-unknown")
    await client.change(uri, 3, { range, text: "label" })
    expect(codes(await client.findingsOf(uri, 3))).toEqual(calm)
  })

  test("of a file in use are shown there, though it is not open, and taken back", async () => {
    writeFileSync(
      path.join(folder, "schema/s.guideline"),
      SCHEMA.replace("is Cause-Effect(e1, e2)", "is Cause-Efect(e1, e2)"),
    )
    await client.open(uri, USING)
    await client.findingsOf(uri)
    await client.until(() => client.findings.has(schema), "findings of the schema")
    expect(codes(client.findings.get(schema)!.diagnostics)).toContain("name-unknown")
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } })
    await client.until(() => client.findings.get(schema)!.diagnostics.length === 0, "no findings of the schema")
  })

  test("of what is open follow a file that they use, before it is saved", async () => {
    await client.open(uri, USING)
    const calm = codes(await client.findingsOf(uri))
    await client.open(schema, SCHEMA)
    await client.findingsOf(schema)
    await client.change(schema, 2, { text: SCHEMA.replaceAll("Cause-Effect", "Causation") })
    await client.until(() => codes(client.findings.get(uri)!.diagnostics).includes("name-unknown"), "an unknown name")
    await client.change(schema, 3, { text: SCHEMA })
    await client.until(() => `${codes(client.findings.get(uri)!.diagnostics)}` === `${calm}`, "peace")
  })

  test("follow the disk where the editor tells of it", async () => {
    await client.open(uri, USING)
    const calm = codes(await client.findingsOf(uri))
    writeFileSync(path.join(folder, "schema/s.guideline"), `${SCHEMA}relation relation\n`)
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: schema, type: 2 }] })
    await client.until(() => (client.findings.get(schema)?.diagnostics.length ?? 0) > 0, "findings of the schema")
    rmSync(path.join(folder, "schema/s.guideline"))
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: schema, type: 3 }] })
    await client.until(() => codes(client.findings.get(uri)!.diagnostics).includes("import-unreadable"), "a lost file")
    writeFileSync(path.join(folder, "schema/s.guideline"), SCHEMA)
    await client.connection.sendNotification("textDocument/didSave", { textDocument: { uri } })
    await client.until(() => `${codes(client.findings.get(uri)!.diagnostics)}` === `${calm}`, "peace")
  })

  test("of a document that was never saved: it can use no files, and says so", async () => {
    await client.open("untitled:Untitled-1", USING)
    const found = await client.findingsOf("untitled:Untitled-1")
    expect(codes(found)).toContain("import-unreadable")
    expect(found.find(({ code }) => code === "import-unreadable")!.message).toContain("not been saved")
  })
})

test("what the server can do is what it says", () => {
  expect(Object.keys(client.server!.capabilities).sort()).toEqual([
    ...["codeActionProvider", "completionProvider", "definitionProvider", "documentFormattingProvider"],
    ...["documentSymbolProvider", "foldingRangeProvider", "hoverProvider", "inlayHintProvider", "referencesProvider"],
    ...["renameProvider", "semanticTokensProvider", "textDocumentSync", "workspace"],
  ])
})

test("paths behind use are those of the folder", async () => {
  await client.open(uri, USING)
  const position = positionOf(USING, 'use "', 5)
  const found = (await client.connection.sendRequest("textDocument/completion", {
    textDocument: { uri },
    position,
  })) as CompletionList
  expect(found.items.map(({ label }) => label)).toEqual(["schema/s.guideline"])
})

test("a rename changes every file; one that clashes is refused with the reason", async () => {
  await client.open(uri, USING)
  const edit = (await client.connection.sendRequest("textDocument/rename", {
    textDocument: { uri },
    position: positionOf(USING, "is Cause-Effect", 5),
    newName: "Leads-To",
  })) as { changes: Record<string, TextEdit[]> }
  expect(Object.keys(edit.changes).sort()).toEqual([schema, uri].sort())
  await expect(
    client.connection.sendRequest("textDocument/rename", {
      textDocument: { uri },
      position: positionOf(USING, "is Cause-Effect", 5),
      newName: "Other",
    }),
  ).rejects.toThrow("cannot be called")
})

describe("tokens", () => {
  const hints = async (at: Client) => {
    await at.open(uri, USING)
    const found = await at.connection.sendRequest("textDocument/inlayHint", { textDocument: { uri }, range: whole })
    return (found as InlayHint[]).map(({ label }) => label as string)
  }

  test("are estimated, and say so", async () => {
    for (const label of await hints(client)) expect(label).toMatch(/^about \d+ /)
  })

  test("are counted by the tokenizer of the settings", async () => {
    const other = await Client.start(folder, { tokenizer: path.resolve("assets/tiny/tokenizer.json") })
    const counted = await hints(other)
    expect(counted.length).toBeGreaterThan(3)
    for (const label of counted) expect(label).toMatch(/^\d+ /)
    await other.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { glossator: { tokenizer: "/nowhere.json" } },
    })
    const warned = new Promise<string>((resolve) =>
      other.connection.onNotification("window/showMessage", ({ message }) => resolve(message)),
    )
    for (const label of await hints(other)) expect(label).toMatch(/^about \d+ /)
    expect(await warned).toContain("/nowhere.json")
    expect(await other.stop()).toBe(0)
  })
})

describe("the server lives", () => {
  const hostile: Record<string, string> = {
    nothing: "",
    "a mark of the byte order": "\ufeff",
    "lone surrogates": 'task "\ud800"\nrelation \udc00(a, b)\n\ud835',
    "control characters": "\u0000\u0001\u202e relation \u0085\u2028(a, b)",
    "carriage returns alone": TASK.replaceAll("\n", "\r"),
    "one long line": `prefer ${"A, ".repeat(20_000)}`,
    brackets: `example ${"[".repeat(5_000)}`,
    "open quotes": '"'.repeat(5_000),
    "a file that uses itself": 'guideline "T" version "1"\nuse "t.guideline"\n',
    "half a guideline": TASK.slice(0, 700),
    "no guideline": readFileSync("package.json", "utf8"),
  }

  test.each(Object.entries(hostile))("on %s: every feature answers", async (_, text) => {
    await client.open(uri, text)
    const lines = text.split(/\r\n|\n|\r/)
    const positions = [
      { line: 0, character: 0 },
      { line: lines.length - 1, character: lines.at(-1)!.length },
      { line: lines.length + 5, character: 5 },
      { line: 0, character: 1_000_000 },
    ]
    for (const position of positions) {
      const at = { textDocument: { uri }, position }
      for (const method of ["completion", "hover", "definition"])
        await client.connection.sendRequest(`textDocument/${method}`, at)
      await client.connection.sendRequest("textDocument/references", { ...at, context: { includeDeclaration: true } })
      await client.connection.sendRequest("textDocument/prepareRename", at).catch((error: Error) => {
        expect(error.message).toContain("Only names that the guideline declares")
      })
    }
    const textDocument = { uri }
    for (const method of ["formatting", "foldingRange", "documentSymbol", "semanticTokens/full"])
      await client.connection.sendRequest(`textDocument/${method}`, { textDocument })
    await client.connection.sendRequest("textDocument/inlayHint", { textDocument, range: whole })
    await client.connection.sendRequest("textDocument/codeAction", {
      textDocument,
      range: whole,
      context: { diagnostics: [] },
    })
    await client.findingsOf(uri)
  })

  test("when it is asked about documents that it does not know", async () => {
    const textDocument = { uri: "file:///nowhere/x.guideline" }
    expect(
      await client.connection.sendRequest("textDocument/hover", { textDocument, position: whole.start }),
    ).toBeNull()
    expect(await client.connection.sendRequest("textDocument/documentSymbol", { textDocument })).toEqual([])
    await expect(client.connection.sendRequest("textDocument/nonsense", {})).rejects.toThrow()
  })

  test("and ends when the editor says so, or is gone", async () => {
    const other = await Client.start(folder)
    expect(await other.stop()).toBe(0)
    const abandoned = await Client.start(folder)
    expect(await abandoned.leave()).toBe(1)
  })
})
