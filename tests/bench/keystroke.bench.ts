/**
 * How long an editor waits for the findings after a keystroke: `npm run bench -- keystroke`.
 *
 * The real `glossator lsp` in a process of its own, over stdio, on a guideline of a thousand rules: from the message that
 * says what was typed to the message that says what is wrong. What the examples add when they are run comes behind that, in
 * a message of its own: the second row.
 */
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import os from "node:os"
import { fileURLToPath } from "node:url"
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node"
import { Random } from "../../src/random.js"
import { CONTENT_WORDS } from "../../src/recipes/worlds/words.js"
import { largeGuideline } from "./large-guideline.js"

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
let arrived: (version: number) => void = () => {}
connection.onNotification("textDocument/publishDiagnostics", ({ version }) => arrived(version))
connection.listen()

const uri = "file:///bench/large.guideline"
const text = largeGuideline(RULES)
const lines = text.split("\n")
let version = 0

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

async function findings(send: () => void): Promise<Waited> {
  const wanted = ++version
  const before = processorMs()
  const start = performance.now()
  const first = await new Promise<number>((resolve) => {
    arrived = (of) => {
      if (of === wanted) resolve(performance.now() - start)
    }
    send()
  })
  await connection.sendRequest("textDocument/documentSymbol", { textDocument: { uri: "file:///nowhere" } })
  return { first, all: performance.now() - start, processor: processorMs() - before }
}

function type(line: number, from: number, to: number, sign: string): Promise<Waited> {
  const range = { start: { line, character: from }, end: { line, character: to } }
  return findings(() => {
    const contentChanges = [{ range, text: sign }]
    void connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges })
  })
}

/** Words are typed at drawn places of lines that hold a text, and taken away again. */
async function typeWords(words: number, random: Random): Promise<Waited[]> {
  const times: Waited[] = []
  for (let word = 0; word < words; word++) {
    const line = random.below(lines.length)
    const start = random.below(lines[line]!.length + 1)
    const typed = ` ${CONTENT_WORDS[random.below(CONTENT_WORDS.length)]!}`
    for (const [i, sign] of [...typed].entries()) times.push(await type(line, start + i, start + i, sign))
    times.push(await type(line, start, start + typed.length, ""))
  }
  return times
}

const initialize = { processId: process.pid, rootUri: null, capabilities: {} }
await connection.sendRequest("initialize", initialize)
await connection.sendNotification("initialized", {})
const opened = await findings(() => {
  const textDocument = { uri, languageId: "guideline", version, text }
  void connection.sendNotification("textDocument/didOpen", { textDocument })
})
const random = Random.of(3, "keystrokes")
await typeWords(WARM_WORDS, random)
const times = await typeWords(WORDS, random)
await connection.sendRequest("shutdown")
await connection.sendNotification("exit")

function quantiles(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => +sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2)
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}
console.log(
  `Node ${process.version}, ${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)}`,
)
console.log(
  `${RULES} rules, ${lines.length} lines; findings ${opened.first.toFixed(0)} ms after opening, then after a keystroke (ms):`,
)
console.table({
  "findings are there": quantiles(times.map(({ first }) => first)),
  "examples have run": quantiles(times.map(({ all }) => all)),
  "both, processor": quantiles(times.map(({ processor }) => processor)),
})
