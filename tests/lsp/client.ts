/** A language client as editors have one: the real `glossator lsp` in a child process, spoken to over stdio. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import path from "node:path"
import { pathToFileURL } from "node:url"
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type Position,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver-protocol/node"

/** The command as it is installed; `npm test` builds it first. */
const COMMAND = process.env.GLOSS_COMMAND ?? "bin/glossator.mjs"
const LONGEST_WAIT_MS = 20_000

export interface Findings {
  readonly version?: number
  readonly diagnostics: readonly Diagnostic[]
}

export class Client {
  readonly connection
  /** The newest findings of each file, by URI. */
  readonly findings = new Map<string, Findings>()
  /** What the server said to the log: a feature that failed says so there. */
  readonly log: string[] = []
  readonly uris = { of: (file: string) => pathToFileURL(path.join(this.folder, file)).href }
  server: InitializeResult | undefined
  readonly #process: ChildProcess
  readonly #waiting = new Set<() => void>()

  constructor(readonly folder: string) {
    if (!existsSync(COMMAND)) throw new Error("the command is not built; run: npm run build")
    this.#process = spawn(process.execPath, [COMMAND, "lsp"], { stdio: ["pipe", "pipe", "pipe"] })
    this.#process.stderr!.setEncoding("utf8").on("data", (text: string) => this.log.push(text))
    // whoever waits for an answer of a server that died is told
    this.#process.once("exit", (code, signal) => {
      this.log.push(`the server ended: ${signal ?? code}`)
      setImmediate(() => this.connection.dispose())
    })
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout!),
      new StreamMessageWriter(this.#process.stdin!),
    )
    this.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
      this.findings.set(uri, { diagnostics, ...(version !== undefined && { version }) })
      for (const wake of this.#waiting) wake()
    })
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => void this.log.push(message))
    this.connection.onRequest(RegistrationRequest.type, () => {})
    this.connection.listen()
  }

  /** @param options as an editor's settings are sent along */
  static async start(folder: string, options: object = {}): Promise<Client> {
    const client = new Client(folder)
    client.server = await client.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "guidelines" }],
      initializationOptions: options,
      capabilities: {
        textDocument: { completion: { completionItem: { snippetSupport: true } } },
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
      },
    })
    await client.connection.sendNotification(InitializedNotification.type, {})
    return client
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    const textDocument = { uri, languageId: "guideline", version, text }
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument })
  }

  change(uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const textDocument = { uri, version }
    return this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges })
  }

  /** Findings of a version of a document, or a newer one: the first ones, and what the examples add when they have run. */
  async findingsOf(uri: string, version = 1): Promise<readonly Diagnostic[]> {
    await this.until(() => (this.findings.get(uri)?.version ?? 0) >= version, `findings of version ${version}`)
    // the server answers in the order in which it was asked, and had this to do before
    await this.connection.sendRequest("textDocument/documentSymbol", { textDocument: { uri: "file:///nowhere" } })
    return this.findings.get(uri)!.diagnostics
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    const end = Date.now() + LONGEST_WAIT_MS
    while (!holds()) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}\n${this.log.join("\n")}`)
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          this.#waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, 1_000)
        this.#waiting.add(wake)
      })
    }
  }

  /** @returns the exit code of the server */
  async stop(): Promise<number | null> {
    const exited = once(this.#process, "exit")
    await this.connection.sendRequest(ShutdownRequest.type)
    await this.connection.sendNotification(ExitNotification.type)
    const [code] = await exited
    return code as number | null
  }

  /** Ends the server as an editor does that is gone: without a word. */
  async leave(): Promise<number | null> {
    const exited = once(this.#process, "exit")
    this.#process.stdin!.end()
    const [code] = await exited
    return code as number | null
  }
}

/** Where a text stands in another one. @param into so many signs behind its beginning */
export function positionOf(text: string, piece: string, into = 0): Position {
  const at = text.indexOf(piece)
  if (at < 0) throw new Error(`the text does not hold "${piece}"`)
  const before = text.slice(0, at + into)
  return { line: before.split("\n").length - 1, character: before.length - (before.lastIndexOf("\n") + 1) }
}
