/**
 * A recorded session of the language server: what an editor asks and what the real `glossator lsp` answers, as a text that a
 * person can read. `UPDATE=1` writes it anew; the diff is the review.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { expect, test } from "vitest"
import type {
  CodeAction,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
  Position,
  Range,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver-protocol"
import { TextDocument } from "vscode-languageserver-textdocument"
import { Client, positionOf } from "./client.js"
import { TASK } from "./opened.js"

const GOLDEN = "tests/lsp/golden/session.txt"

class Session {
  readonly lines: string[] = []
  version = 1

  constructor(
    readonly client: Client,
    readonly uri: string,
    public text: string,
  ) {}

  say(line: string): void {
    this.lines.push("", `== ${line}`)
  }

  write(sent: string, ...answer: readonly string[]): void {
    this.lines.push(`>> ${sent}`, ...answer.flatMap((one) => one.split("\n")).map((line) => `<< ${line}`.trimEnd()))
  }

  async open(): Promise<void> {
    await this.client.open(this.uri, this.text)
    this.write("open t.guideline", ...(await this.findings()))
  }

  async findings(): Promise<string[]> {
    const found = await this.client.findingsOf(this.uri, this.version)
    return found.length === 0 ? ["nothing wrong"] : found.map(finding)
  }

  /** @param piece is replaced */
  async edit(piece: string, by: string): Promise<void> {
    const start = positionOf(this.text, piece)
    const range = { start, end: positionOf(this.text, piece, piece.length) }
    await this.apply([{ range, newText: by }], `replace ${JSON.stringify(piece)} by ${JSON.stringify(by)}`)
  }

  async apply(edits: readonly TextEdit[], said: string): Promise<void> {
    this.text = TextDocument.applyEdits(TextDocument.create(this.uri, "", 0, this.text), [...edits])
    await this.client.change(this.uri, ++this.version, { text: this.text })
    this.write(said, ...(await this.findings()))
  }

  /** @returns the answer, which the caller shows */
  ask<R>(method: string, position?: Position, more: object = {}): Promise<R> {
    const params = { textDocument: { uri: this.uri }, ...(position && { position }), ...more }
    return this.client.connection.sendRequest(`textDocument/${method}`, params) as Promise<R>
  }

  /** Behind a piece of the text. */
  at(piece: string): Position {
    return positionOf(this.text, piece, piece.length)
  }
}

const place = ({ line, character }: Position): string => `${line + 1}:${character + 1}`
const stretch = ({ start, end }: Range): string => `${place(start)}-${place(end)}`
const named = (uri: string): string => uri.split("/").at(-1)!
const KINDS = ["", "error", "warning", "info", "hint"]
const finding = ({ range, severity, code, message }: Diagnostic): string =>
  `${stretch(range)} ${KINDS[severity ?? 0]} ${code}: ${String(message).split("\n")[0]}`
const located = ({ uri, range }: Location): string => `${named(uri)} ${stretch(range)}`

function offers({ items }: CompletionList, most = 6): string[] {
  const sorted = items.toSorted((a, b) => (a.sortText! < b.sortText! ? -1 : 1))
  const shown = sorted.slice(0, most).map(({ label, detail, documentation }) => {
    const text = typeof documentation === "string" ? documentation : documentation?.value
    return `${label.padEnd(14)} ${detail ?? text?.split("\n")[0] ?? ""}`
  })
  return [...shown, ...(sorted.length > most ? [`and ${sorted.length - most} more`] : [])]
}

const outlined = (symbols: readonly DocumentSymbol[], indent = ""): string[] =>
  symbols.flatMap(({ name, detail, children }) => [
    `${indent}${name} (${detail})`,
    ...outlined(children ?? [], `${indent}  `),
  ])

test("a session with the language server goes as recorded", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-session-"))
  const label = /^relation[\s\S]*?(?=\notherwise)/m.exec(TASK)![0]
  writeFileSync(path.join(folder, "s.guideline"), `guideline "Schema" version "1.0"\n\n${label}`)
  const client = await Client.start(folder)
  const session = new Session(client, client.uris.of("t.guideline"), TASK.replace(label, 'use "s.guideline"\n'))
  const { serverInfo, capabilities } = client.server!
  session.lines.push(`>> initialize`, `<< ${serverInfo!.name}: ${Object.keys(capabilities).sort().join(", ")}`)

  session.say("A guideline is opened; the text is the editor's, the schema lies on the disk.")
  session.lines.push(
    ...session.text
      .trimEnd()
      .split("\n")
      .map((line, i) => `   ${String(i + 1).padStart(2)} ${line}`),
  )
  await session.open()

  session.say("A new line is typed, with a mistake.")
  await session.edit("report short", "report short\nreport brief: ")
  session.write("complete behind `brief: `", ...offers(await session.ask("completion", session.at("brief: "))))
  await session.edit("brief: ", "brief: reasoning ")
  session.write(
    "complete behind `reasoning `",
    ...offers(await session.ask("completion", session.at("brief: reasoning "))),
  )
  await session.edit("brief: reasoning ", "brief: reasoning at-most 20 ")
  session.write("complete behind `20 `", ...offers(await session.ask("completion", session.at("at-most 20 "))))
  await session.edit("at-most 20 ", "at-most 20 wrods")
  const [{ range }] = (await client.findingsOf(session.uri, session.version)) as [Diagnostic]
  const fixes = await session.ask<CodeAction[]>("codeAction", undefined, { range, context: { diagnostics: [] } })
  session.write("fixes", ...fixes.map(({ title }) => title))
  await session.apply(fixes[0]!.edit!.changes![session.uri]!, `apply: ${fixes[0]!.title}`)

  session.say("What does the model read of it, and how is it scored?")
  for (const piece of ["is Cause-Effect", "by active", "at-most", "accept any-case"]) {
    const found = await session.ask<Hover>("hover", session.at(piece))
    session.write(`hover at \`${piece}\``, (found.contents as { value: string }).value)
  }

  session.say("Names lead to where they are declared, and back.")
  session.write(
    "definition of `Cause-Effect`",
    located(await session.ask<Location>("definition", session.at("is Cause-Effect"))),
  )
  const found = await session.ask<Location[]>("references", session.at("is Cause-Effect"), {
    context: { includeDeclaration: true },
  })
  session.write("references of `Cause-Effect`", ...found.map(located))

  session.say("A rename goes over all files, or not at all.")
  const position = session.at("is Cause-Effect")
  const refused = await session.ask("rename", position, { newName: "Other" }).catch((error: Error) => error.message)
  session.write("rename `Cause-Effect` to `Other`", refused as string)
  const { changes } = await session.ask<WorkspaceEdit>("rename", position, { newName: "Leads-To" })
  session.write(
    "rename `Cause-Effect` to `Leads-To`",
    ...Object.entries(changes!).flatMap(([uri, edits]) =>
      edits.map((edit) => `${named(uri)} ${stretch(edit.range)} ${JSON.stringify(edit.newText)}`),
    ),
  )

  session.say("The outline, folds, and what each section costs.")
  session.write("outline", ...outlined(await session.ask<DocumentSymbol[]>("documentSymbol")))
  const folds = await session.ask<{ startLine: number; endLine: number }[]>("foldingRange")
  session.write("folds", folds.map(({ startLine, endLine }) => `${startLine + 1}-${endLine + 1}`).join(", "))
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }
  const hints = await session.ask<InlayHint[]>("inlayHint", undefined, { range: whole })
  session.write("hints", ...hints.map((hint) => `line ${hint.position.line + 1}: ${hint.label}`))

  session.say("Formatting: nothing while a line is wrong, then the lines that differ.")
  await session.edit("accept any-case, any-hyphen", "accept any-case ,any-hyphen,")
  const options = { options: { tabSize: 2, insertSpaces: true } }
  session.write("format", `${(await session.ask<TextEdit[]>("formatting", undefined, options)).length} edits`)
  await session.edit("any-hyphen,", "any-hyphen")
  const edits = await session.ask<TextEdit[]>("formatting", undefined, options)
  session.write("format", ...edits.map((edit) => `${stretch(edit.range)} ${JSON.stringify(edit.newText)}`))

  session.say("The end.")
  session.write("shutdown, exit", `exit code ${await client.stop()}`)
  rmSync(folder, { recursive: true, force: true })

  const recorded = `${session.lines.join("\n")}\n`
  if (process.env.UPDATE === "1") {
    mkdirSync(path.dirname(GOLDEN), { recursive: true })
    writeFileSync(GOLDEN, recorded)
  }
  expect(recorded).toBe(readFileSync(GOLDEN, "utf8"))
  expect(client.log.filter((line) => line.includes("failed"))).toEqual([])
})
