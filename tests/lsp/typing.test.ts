/**
 * A guideline typed sign by sign into the real server. After every sign a feature is asked at the cursor; nothing may
 * fail, and at the end the editor shows what `check` finds.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import type { Diagnostic } from "vscode-languageserver-protocol"
import { loadGuideline } from "../../src/compile/load.js"
import { Client } from "./client.js"
import { TASK } from "./opened.js"

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-typing-"))
mkdirSync(path.join(folder, "schema"))
writeFileSync(path.join(folder, "schema/nominals.guideline"), readFileSync("guidelines/schema/nominals.guideline"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LONGEST_WAIT_MS = 10_000
const options = { tabSize: 2, insertSpaces: true }
const shown = ({ code, range, message }: Pick<Diagnostic, "code" | "range" | "message">) =>
  `${range.start.line}:${range.start.character} ${code} ${String(message).split("\n")[0]}`

/** What `check` says of the file itself, with places as editors count them. */
function checked(file: string): string[] {
  const { diagnostics } = loadGuideline(file)
  return diagnostics.flatMap(({ code, message, place }) => {
    if (place?.source.path !== file) return []
    const { line } = place.source.position(place.span.start)
    const character = place.span.start - place.source.lineSpan(line).start
    return [`${line - 1}:${character} ${code} ${message}`]
  })
}

class Typist {
  readonly uri: string
  text = ""
  version = 1
  answers = 0

  constructor(
    readonly client: Client,
    file: string,
  ) {
    this.uri = client.uris.of(file)
  }

  async type(text: string): Promise<void> {
    let line = 0
    let character = 0
    for (const sign of text) {
      const position = { line, character }
      void this.client.change(this.uri, ++this.version, { range: { start: position, end: position }, text: sign })
      this.text += sign
      if (sign === "\n") line++
      character = sign === "\n" ? 0 : character + sign.length
      await this.ask({ line, character })
    }
  }

  /** One feature after the other. */
  async ask(position: { line: number; character: number }): Promise<void> {
    const textDocument = { uri: this.uri }
    const at = { textDocument, position }
    const range = { start: { line: 0, character: 0 }, end: position }
    const requests: [string, object][] = [
      ["completion", at],
      ["hover", at],
      ["completion", at],
      ["semanticTokens/full", { textDocument }],
      ["definition", at],
      ["references", { ...at, context: { includeDeclaration: true } }],
      ["documentSymbol", { textDocument }],
      ["foldingRange", { textDocument }],
      ["codeAction", { textDocument, range, context: { diagnostics: [] } }],
      ["inlayHint", { textDocument, range }],
      ["formatting", { textDocument, options }],
    ]
    const [method, params] = requests[this.answers % requests.length]!
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const { line, character } = position
        reject(new Error(`no answer to ${method} at ${line}:${character}\n${this.client.log.join("\n")}`))
      }, LONGEST_WAIT_MS)
    })
    const answer = await Promise.race([this.client.connection.sendRequest(`textDocument/${method}`, params), late])
    clearTimeout(timer)
    expect(answer).not.toBeUndefined()
    this.answers++
  }
}

describe("a guideline is typed sign by sign", () => {
  const real = readFileSync("guidelines/semeval2010-task8.guideline", "utf8")

  test.each([
    ["SemEval with its schema", "semeval.guideline", real],
    [
      "a small one with mistakes",
      "wrong.guideline",
      TASK.replace("label equals", "lable equals").replace("after format", "aftr format"),
    ],
  ])("%s: every prefix is answered, and the end is what check says", async (_, file, text) => {
    const client = await Client.start(folder)
    const typist = new Typist(client, file)
    await client.open(typist.uri, "")
    await typist.type(text)
    expect(typist.answers).toBe([...text].length)
    const found = await client.findingsOf(typist.uri, typist.version)
    writeFileSync(path.join(folder, file), text)
    expect(found.map(shown).sort()).toEqual(checked(path.join(folder, file)).sort())
    expect(client.log.filter((line) => line.includes("failed"))).toEqual([])
    expect(await client.stop()).toBe(0)
  })

  test("and deleted again from its end", async () => {
    const client = await Client.start(folder)
    const typist = new Typist(client, "t.guideline")
    await client.open(typist.uri, TASK)
    const lines = TASK.split("\n")
    for (let line = lines.length - 1; line >= 0; line--) {
      for (let end = lines[line]!.length; end > 0; end--) {
        const range = { start: { line, character: end - 1 }, end: { line, character: end } }
        void client.change(typist.uri, ++typist.version, { range, text: "" })
        await typist.ask({ line, character: end - 1 })
      }
      if (line === 0) break
      const range = { start: { line: line - 1, character: lines[line - 1]!.length }, end: { line, character: 0 } }
      void client.change(typist.uri, ++typist.version, { range, text: "" })
    }
    const found = await client.findingsOf(typist.uri, typist.version)
    expect(found.map(({ code }) => code)).toEqual(["file-empty"])
    expect(client.log.filter((line) => line.includes("failed"))).toEqual([])
    expect(await client.stop()).toBe(0)
  })
})
