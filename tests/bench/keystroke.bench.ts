/**
 * How long an editor waits for the findings after a keystroke: `npm run bench -- keystroke`.
 *
 * The real `glossator lsp` in a process of its own, over stdio, on a guideline of a thousand rules: from the message that
 * says what was typed to the message that says what is wrong. What the examples add when they are run comes behind that, in
 * a message of its own: the second row. Then lines are broken with Enter; then the same guideline is edited in two files,
 * its relations in one that the task uses, both of them open.
 */
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import os from "node:os"
import { fileURLToPath } from "node:url"
import {
  createProtocolConnection,
  type Position,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node"
import { Random } from "../../src/random.js"
import { CONTENT_WORDS } from "../../src/recipes/worlds/words.js"
import { largeGuideline, largeSchema } from "./large-guideline.js"

const RULES = 1_000
const WARM_WORDS = 40
const WORDS = 60

// The bench is compiled to node_modules/.cache/glossator-bench/tests/bench.
const command = process.env.GLOSS_COMMAND ?? fileURLToPath(new URL("../../../../../bin/glossator.mjs", import.meta.url))
const server = spawn(process.execPath, [command, "lsp"], { stdio: ["pipe", "pipe", "inherit"] })
const connection = createProtocolConnection(
  new StreamMessageReader(server.stdout),
  new StreamMessageWriter(server.stdin),
)
let arrived: (uri: string, version: number) => void = () => {}
connection.onNotification("textDocument/publishDiagnostics", ({ uri, version }) => arrived(uri, version))
connection.listen()

/** Milliseconds on a processor that the server's main thread has had; where nobody tells, always 0. */
function processorMs(): number {
  try {
    return Number(readFileSync(`/proc/${server.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6
  } catch {
    return 0
  }
}

interface Waited {
  /** Milliseconds until the findings of the next version are there. */
  readonly first: number
  /** And until the examples have been run as well. */
  readonly all: number
  /** What both took of a processor: other programs do not count. */
  readonly processor: number
}

/** A text that is open in the editor; what is typed into it is taken away again. */
class Document {
  readonly lines: readonly string[]
  readonly #text: string
  readonly #uri: string
  #version = 0

  constructor(name: string, text: string) {
    this.#uri = `file:///bench/${name}.guideline`
    this.#text = text
    this.lines = text.split("\n")
  }

  open(): Promise<Waited> {
    return this.#findings((uri, version) => {
      const textDocument = { uri, languageId: "guideline", version, text: this.#text }
      void connection.sendNotification("textDocument/didOpen", { textDocument })
    })
  }

  close(): Promise<void> {
    return connection.sendNotification("textDocument/didClose", { textDocument: { uri: this.#uri } })
  }

  /** Words at drawn places of lines. */
  async typeWords(words: number, random: Random): Promise<Waited[]> {
    const times: Waited[] = []
    for (let word = 0; word < words; word++) {
      const line = random.below(this.lines.length)
      const start = random.below(this.lines[line]!.length + 1)
      const typed = ` ${CONTENT_WORDS[random.below(CONTENT_WORDS.length)]!}`
      for (const [i, sign] of [...typed].entries()) {
        const at = { line, character: start + i }
        times.push(await this.#type(at, at, sign))
      }
      times.push(await this.#type({ line, character: start }, { line, character: start + typed.length }, ""))
    }
    return times
  }

  /** Enter at the end of a line, with its indentation. */
  async breakLines(times: number, random: Random): Promise<Waited[]> {
    const waited: Waited[] = []
    for (let turn = 0; turn < times; turn++) {
      const line = random.below(this.lines.length)
      const at = { line, character: this.lines[line]!.length }
      const indent = /^ */.exec(this.lines[line]!)![0]
      waited.push(await this.#type(at, at, `\n${indent}`))
      waited.push(await this.#type(at, { line: line + 1, character: indent.length }, ""))
    }
    return waited
  }

  #type(start: Position, end: Position, text: string): Promise<Waited> {
    return this.#findings((uri, version) => {
      const contentChanges = [{ range: { start, end }, text }]
      void connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges })
    })
  }

  async #findings(send: (uri: string, version: number) => void): Promise<Waited> {
    const [own, wanted] = [this.#uri, ++this.#version]
    const before = processorMs()
    const start = performance.now()
    const first = await new Promise<number>((resolve) => {
      arrived = (uri, version) => {
        if (uri === own && version === wanted) resolve(performance.now() - start)
      }
      send(own, wanted)
    })
    await connection.sendRequest("textDocument/documentSymbol", { textDocument: { uri: "file:///nowhere" } })
    return { first, all: performance.now() - start, processor: processorMs() - before }
  }
}

const initialize = { processId: process.pid, rootUri: null, capabilities: {} }
await connection.sendRequest("initialize", initialize)
await connection.sendNotification("initialized", {})
const large = new Document("large", largeGuideline(RULES))
const opened = await large.open()
const random = Random.of(3, "keystrokes")
await large.typeWords(WARM_WORDS, random)
const words = await large.typeWords(WORDS, random)
const broken = await large.breakLines(2 * WORDS, random)
await large.close()
const both = largeSchema(RULES)
const [schema, task] = [new Document("schema", both.schema), new Document("task", both.task)]
await schema.open()
await task.open()
for (const document of [schema, task]) await document.typeWords(WARM_WORDS / 2, random)
const inTask = await task.typeWords(WORDS / 2, random)
const inSchema = await schema.typeWords(WORDS / 2, random)
await connection.sendRequest("shutdown")
await connection.sendNotification("exit")

function quantiles(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => +sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2)
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}
const rows = (what: string, times: readonly Waited[]) => ({
  [`${what}: findings are there`]: quantiles(times.map(({ first }) => first)),
  [`${what}: examples have run`]: quantiles(times.map(({ all }) => all)),
  [`${what}: both, processor`]: quantiles(times.map(({ processor }) => processor)),
})
console.log(
  `Node ${process.version}, ${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)}`,
)
console.log(
  `${RULES} rules, ${large.lines.length} lines; findings ${opened.first.toFixed(0)} ms after opening, then after a keystroke (ms):`,
)
console.table({
  ...rows("words", words),
  ...rows("Enter", broken),
  ...rows("in the task of two files", inTask),
  ...rows("in its relations", inSchema),
})
