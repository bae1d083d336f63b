/**
 * The language server: an editor's requests to features, and the compiler's findings to the editor while one types.
 *
 * A feature that fails answers nothing and is said in the editor's log; nothing that a document holds ends the server.
 */
import type { Readable, Writable } from "node:stream"
import {
  type ClientCapabilities,
  CodeActionKind,
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  type Position,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver"
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node"
import { TextDocument } from "vscode-languageserver-textdocument"
import { actions } from "./actions.js"
import { completion } from "./completion.js"
import { definition } from "./definition.js"
import { diagnosticsOf } from "./diagnostics.js"
import type { Opened } from "./feature.js"
import { folding } from "./folding.js"
import { formatting } from "./formatting.js"
import { hover } from "./hover.js"
import { inlayHints, type TokenCount } from "./inlay-hints.js"
import { outline } from "./outline.js"
import { offsetOf, pathOf, uriOf } from "./places.js"
import { references } from "./references.js"
import { prepareRename, rename } from "./rename.js"
import { legend, semanticTokens } from "./semantic-tokens.js"
import { type Guideline, Workspace } from "./workspace.js"

export interface Served {
  readonly input: Readable
  readonly output: Writable
  readonly version: string
  /** @param tokenizer as the editor's settings name it; without it an estimate. @throws with a message for the user */
  readonly tokenCount: (tokenizer: string | undefined) => Promise<Pick<TokenCount, "count" | "by">>
}

/** Findings that took longer than this to make wait until nothing has been typed for as long, at most half a second. */
const SLOW_MS = 40
const LONGEST_WAIT_MS = 500
const PARENT_CHECK_MS = 3_000

/** @returns the exit code, when the editor says so or is gone */
export function serve(served: Served): Promise<number> {
  return new Promise((resolve) => new Server(served, resolve))
}

class Server {
  readonly #connection
  readonly #documents = new TextDocuments(TextDocument)
  readonly #workspace = new Workspace()
  /** How the editor calls the open files. */
  readonly #uris = new Map<string, string>()
  /** What was sent last, by path: an editor need not be told twice. */
  readonly #sent = new Map<string, string>()
  readonly #changed = new Set<string>()
  readonly #served: Served
  #client: ClientCapabilities = {}
  #tokens: TokenCount | undefined
  #soon: NodeJS.Immediate | undefined
  #later: NodeJS.Timeout | undefined
  #lastMs = 0

  constructor(served: Served, done: (code: number) => void) {
    this.#served = served
    const { input, output } = served
    let parent: NodeJS.Timeout | undefined
    let shutdown = false
    const exit = (code: number) => {
      clearInterval(parent)
      this.#unschedule()
      this.#connection.dispose()
      // an open pipe would keep the process
      input.destroy()
      done(code)
    }
    this.#connection = createConnection(
      (logger) => createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output), logger),
      {
        get shutdownReceived() {
          return shutdown
        },
        set shutdownReceived(value) {
          shutdown = value
        },
        initialize: ({ processId }) => {
          // an editor that was killed leaves no message
          if (typeof processId === "number")
            parent = setInterval(() => isRunning(processId) || exit(1), PARENT_CHECK_MS)
        },
        exit,
      },
    )
    input.once("end", () => exit(shutdown ? 0 : 1))
    this.#listen()
    this.#connection.listen()
  }

  readonly #uriFor = (path: string): string => this.#uris.get(path) ?? uriOf(path)

  #listen(): void {
    const connection = this.#connection
    connection.onInitialize((params) => this.#initialize(params))
    connection.onInitialized(() => this.#initialized())
    connection.onDidChangeConfiguration(({ settings }) => this.#configure(settings?.glossator))
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) this.#workspace.touch(pathOf(uri))
      this.#schedule()
    })
    this.#listenToDocuments()

    connection.onCompletion(({ textDocument, position }) =>
      this.#at("completion", textDocument.uri, position, { items: [], isIncomplete: false }, (opened, offset) =>
        completion(opened, offset, this.#client.textDocument?.completion?.completionItem?.snippetSupport === true),
      ),
    )
    connection.onHover(({ textDocument, position }) => this.#at("hover", textDocument.uri, position, null, hover))
    connection.onDefinition(({ textDocument, position }) =>
      this.#at("definition", textDocument.uri, position, null, definition),
    )
    connection.onReferences(({ textDocument, position, context }) =>
      this.#at("references", textDocument.uri, position, null, (opened, offset) =>
        references(opened, offset, context.includeDeclaration),
      ),
    )
    connection.onPrepareRename(({ textDocument, position }) =>
      this.#at("rename", textDocument.uri, position, null, prepareRename),
    )
    connection.onRenameRequest(({ textDocument, position, newName }) =>
      this.#at("rename", textDocument.uri, position, null, (opened, offset) => rename(opened, offset, newName)),
    )
    connection.onDocumentFormatting(({ textDocument }) => this.#of("formatting", textDocument.uri, [], formatting))
    connection.onFoldingRanges(({ textDocument }) => this.#of("folding", textDocument.uri, [], folding))
    connection.onDocumentSymbol(({ textDocument }) => this.#of("outline", textDocument.uri, [], outline))
    connection.onCodeAction(({ textDocument, range, context }) =>
      this.#of("actions", textDocument.uri, [], (opened) => actions(opened, range, context.diagnostics)),
    )
    connection.languages.semanticTokens.on(({ textDocument }) =>
      this.#of("semantic tokens", textDocument.uri, { data: [] }, semanticTokens),
    )
    connection.languages.inlayHint.on(async ({ textDocument, range }) => {
      const tokens = await this.#tokenCount()
      return this.#of("hints", textDocument.uri, [], (opened) => inlayHints(opened, range, tokens))
    })
  }

  #initialize({ capabilities, workspaceFolders, rootUri, initializationOptions }: InitializeParams): InitializeResult {
    this.#client = capabilities
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])
    for (const uri of folders) this.#workspace.folders.add(pathOf(uri))
    this.#setTokenizer(tokenizerIn(initializationOptions))
    return {
      serverInfo: { name: "glossator", version: this.#served.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: ['"', "<", ":", ",", "("] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        documentFormattingProvider: true,
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        semanticTokensProvider: { legend, full: true },
        inlayHintProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    }
  }

  async #initialized(): Promise<void> {
    const { workspace } = this.#client
    const connection = this.#connection
    if (workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.#workspace.folders.delete(pathOf(uri))
        for (const { uri } of added) this.#workspace.folders.add(pathOf(uri))
      })
    }
    await this.#tell("setting up", async () => {
      if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
        const watchers = [{ globPattern: "**/*.guideline" }]
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers })
      }
      if (workspace?.didChangeConfiguration?.dynamicRegistration) {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: "glossator" })
      }
      if (workspace?.configuration) await this.#configure(undefined)
    })
  }

  /** @param pushed the settings, from an editor that sends them; others are asked */
  async #configure(pushed: unknown): Promise<void> {
    await this.#tell("settings", async () => {
      const asks = this.#client.workspace?.configuration === true
      const settings = asks ? await this.#connection.workspace.getConfiguration("glossator") : pushed
      this.#setTokenizer(tokenizerIn(settings))
      if (this.#client.workspace?.inlayHint?.refreshSupport) this.#connection.languages.inlayHint.refresh()
    })
  }

  #tokenizer: string | undefined

  #setTokenizer(name: string | undefined): void {
    if (name === this.#tokenizer) return
    this.#tokenizer = name
    this.#tokens = undefined
  }

  /** A tokenizer is loaded when its first token is counted; one that cannot be loaded is said once. */
  async #tokenCount(): Promise<TokenCount> {
    const name = this.#tokenizer
    if (this.#tokens) return this.#tokens
    let isEstimate = name === undefined
    const counted = await this.#served.tokenCount(name).catch((error: Error) => {
      isEstimate = true
      const message = `${error.message} Tokens are estimated.`
      void this.#connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
      return this.#served.tokenCount(undefined)
    })
    const known = new Map<string, number>()
    const tokens: TokenCount = {
      isEstimate,
      by: isEstimate
        ? "estimated; the setting glossator.tokenizer names a tokenizer that counts"
        : `counted by ${name}`,
      count: (text) => {
        const count = known.get(text) ?? counted.count(text)
        if (known.size > MOST_COUNTED) known.clear()
        known.set(text, count)
        return count
      },
    }
    if (name === this.#tokenizer) this.#tokens = tokens
    return tokens
  }

  #listenToDocuments(): void {
    const documents = this.#documents
    documents.onDidOpen(({ document: { uri } }) => {
      this.#uris.set(pathOf(uri), uri)
      this.#workspace.refresh()
    })
    documents.onDidChangeContent(({ document }) => {
      const path = pathOf(document.uri)
      this.#uris.set(path, document.uri)
      this.#workspace.set(path, document.getText())
      this.#changed.add(path)
      this.#schedule()
    })
    documents.onDidSave(() => {
      this.#workspace.refresh()
      this.#schedule()
    })
    documents.onDidClose(({ document: { uri } }) => {
      const path = pathOf(uri)
      this.#workspace.set(path, undefined)
      this.#publish()
      this.#uris.delete(path)
    })
    documents.listen(this.#connection)
  }

  /** At once where that is quick, behind what has already been typed; else when the typing stops. */
  #schedule(): void {
    this.#unschedule()
    const publish = () => this.#publish()
    if (this.#lastMs > SLOW_MS) this.#later = setTimeout(publish, Math.min(this.#lastMs, LONGEST_WAIT_MS))
    else this.#soon = setImmediate(publish)
  }

  #unschedule(): void {
    // never the other way round: clearing a timeout as an immediate breaks the queue that all messages wait in
    clearImmediate(this.#soon)
    clearTimeout(this.#later)
    this.#soon = undefined
    this.#later = undefined
  }

  /** First what the language finds, which is quick; then what the guidelines find when they are run on their examples. */
  #publish(): void {
    this.#unschedule()
    const start = performance.now()
    const changed = new Set(this.#changed)
    this.#changed.clear()
    const guidelines = [...this.#workspace.open].flatMap((path) => {
      const guideline = this.#try("diagnostics", undefined, () => this.#workspace.guideline(path))
      return guideline ? [guideline] : []
    })
    this.#send(guidelines, changed)
    this.#lastMs = performance.now() - start
    if (guidelines.every(({ isChecked }) => isChecked)) return
    this.#soon = setImmediate(() => {
      const again = performance.now()
      for (const guideline of guidelines) this.#try("self check", undefined, () => guideline.loaded)
      this.#send(guidelines, new Set())
      this.#lastMs += performance.now() - again
    })
  }

  /** @param changed files whose findings are sent again even if they are the same: the editor learns that they are new */
  #send(guidelines: readonly Guideline[], changed: ReadonlySet<string>): void {
    const found = this.#try("diagnostics", undefined, () => diagnosticsOf(guidelines, this.#uriFor))
    if (!found) return
    // what belongs to no open guideline any more is taken back
    for (const path of this.#sent.keys()) if (!found.has(path)) found.set(path, [])
    for (const [path, diagnostics] of found) {
      const written = JSON.stringify(diagnostics)
      if (written === (this.#sent.get(path) ?? "[]") && !changed.has(path)) continue
      if (diagnostics.length > 0) this.#sent.set(path, written)
      else this.#sent.delete(path)
      const uri = this.#uriFor(path)
      const version = this.#documents.get(uri)?.version
      const params = { uri, diagnostics, ...(version !== undefined && { version }) }
      void this.#connection.sendDiagnostics(params).catch(() => {})
    }
  }

  /** @returns the fallback for a document that is not open, or when the feature fails */
  #of<R>(name: string, uri: string, fallback: R, feature: (opened: Opened) => R): R {
    return this.#try(name, fallback, () => {
      const path = pathOf(uri)
      if (!this.#workspace.isOpen(path)) return fallback
      const guideline = this.#workspace.guideline(path)
      const [tree] = guideline.trees
      if (!tree) return fallback
      return feature({ workspace: this.#workspace, guideline, tree, source: tree.source, uriFor: this.#uriFor })
    })
  }

  #at<R>(
    name: string,
    uri: string,
    position: Position,
    fallback: R,
    feature: (opened: Opened, offset: number) => R,
  ): R {
    return this.#of(name, uri, fallback, (opened) => feature(opened, offsetOf(opened.source, position)))
  }

  #try<R>(name: string, fallback: R, run: () => R): R {
    try {
      return run()
    } catch (error) {
      // a refusal is an answer
      if (error instanceof ResponseError) throw error
      this.#log(name, error)
      return fallback
    }
  }

  async #tell(name: string, run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.#log(name, error)
    }
  }

  #log(name: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#connection.console.error(`${name} failed: ${text}`)
  }
}

/** Texts whose tokens are remembered: sections of a prompt hardly change while one types. */
const MOST_COUNTED = 5_000

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

function tokenizerIn(settings: unknown): string | undefined {
  const name =
    typeof settings === "object" && settings !== null && "tokenizer" in settings ? settings.tokenizer : undefined
  return typeof name === "string" && name.trim() !== "" ? name : undefined
}
