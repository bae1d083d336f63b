/**
 * The thread of the sockets: it answers what needs no language, so a kernel is there while its language loads, and can be
 * interrupted and shut down while a cell computes.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads"
import type { Connection } from "./connection.js"
import { Framing, toJson } from "./framing.js"
import type { FromWire, JsonObject, Request, ToWire } from "./message.js"
import { Shared } from "./shared.js"
import { complain, Sockets } from "./sockets.js"
import { Streams } from "./streams.js"
import { Watch } from "./watch.js"

/** What the thread is started with. */
export interface ThreadData {
  readonly connection: Connection
  readonly session: string
  readonly memory: SharedArrayBuffer
  /** The content of `kernel_info_reply`. */
  readonly info: JsonObject
  /** Where answers to prompts go: the main thread reads them while it is blocked. */
  readonly inputs: MessagePort
  /** The process that started the kernel; the kernel ends with it. */
  readonly parentPid?: number
  /** Of the main thread. */
  readonly heapLimitBytes: number
}

const { connection, session, memory, info, inputs, parentPid, heapLimitBytes } = workerData as ThreadData
/** What a kernel that was told to end may still take to do so. */
const GRACE_MS = 1_500

const main = parentPort!
const shared = new Shared(memory)
const framing = new Framing(connection.key, connection.scheme, session)
const sockets = new Sockets()
const streams = new Streams((name, text, parent) => publish("stream", { name, text }, parent))
/** The cell that runs, as its parent header. */
let cell: string | undefined
const watch = new Watch({
  shared,
  heapLimitBytes,
  parentPid,
  interrupt,
  orphaned: () => end(),
})

const tell = (message: FromWire): void => main.postMessage(message)

function publish(type: string, content: JsonObject, parent: string): void {
  sockets.send("iopub", [`kernel.${session}.${type}`, ...framing.encode({ type, parent, content: toJson(content) })])
}

function status(busy: boolean, parent: string): void {
  streams.flush(parent)
  publish("status", { execution_state: busy ? "busy" : "idle" }, parent)
  // a front end shows the newest status, whatever it answers: while a cell runs, that is busy
  if (!busy && cell !== undefined && cell !== parent) status(true, cell)
}

function reply({ channel, header, headerText, identities }: Request, content: JsonObject): void {
  const type = header.msg_type.replace(/_request$/, "_reply")
  if (channel !== "stdin")
    sockets.send(channel, framing.encode({ type, parent: headerText, identities, content: toJson(content) }))
}

function interrupt(reason: "user" | "memory"): void {
  shared.askInterrupt(reason)
  watch.insist()
  shared.wakeInput()
  tell({ kind: "interrupt" })
}

/** Ends the process where the main thread does not do so itself. */
function end(): void {
  tell({ kind: "shutdown" })
  setTimeout(() => {
    streams.flushAll()
    sockets.close()
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 100)
  }, GRACE_MS)
}

/** Requests that are answered here, on every channel. */
const ANSWERS: Readonly<Record<string, (request: Request) => JsonObject>> = {
  kernel_info_request: () => ({ status: "ok", ...info }),
  interrupt_request: () => {
    interrupt("user")
    return { status: "ok" }
  },
  shutdown_request: ({ content, headerText }) => {
    const answer = { status: "ok", restart: content.restart === true }
    publish("shutdown_reply", answer, headerText)
    setImmediate(end)
    return answer
  },
  debug_request: ({ content }) => ({
    type: "response",
    request_seq: content.seq ?? 0,
    success: false,
    command: content.command ?? "",
    message: "This kernel has no debugger.",
  }),
}

function take(request: Request): void {
  const { msg_type: type } = request.header
  const answer = ANSWERS[type]
  if (!answer && request.channel === "shell") {
    tell({ kind: "request", request: { ...request, interruptsBefore: shared.asked } })
    return
  }
  status(true, request.headerText)
  reply(request, answer ? answer(request) : unknown(type))
  status(false, request.headerText)
}

const unknown = (type: string): JsonObject => ({
  status: "error",
  ename: "NotSupported",
  evalue: `This kernel does not know ${type}.`,
  traceback: [],
})

/** What a subscriber begins with, so that it knows from when on it misses nothing. */
function welcome([frame]: Buffer[]): void {
  if (frame?.[0] !== 1) return
  const topic = frame.subarray(1)
  const content = toJson({ subscription: topic.toString("utf8") })
  sockets.send("iopub", [topic, ...framing.encode({ type: "iopub_welcome", parent: "{}", content })])
}

function obey(message: ToWire): void {
  if (message.kind === "stream") {
    shared.release(message.text.length)
    streams.add(message.name, message.text, message.parent)
  } else if (message.kind === "status") {
    if (message.isCell) cell = message.busy ? message.parent : undefined
    status(message.busy, message.parent)
  } else if (message.kind === "send") {
    const { channel, message: outgoing } = message
    shared.release(outgoing.content.length)
    streams.flush(outgoing.parent)
    const frames = framing.encode(outgoing)
    if (channel === "iopub") sockets.send(channel, [`kernel.${session}.${outgoing.type}`, ...frames])
    else if (channel === "stdin") void sockets.sendQuestion(frames)
    else sockets.send(channel, frames)
  } else {
    streams.flushAll()
    watch.stop()
    sockets.close()
    // a process that ends while ZeroMQ still settles what waited for messages is aborted
    void receiving?.finally(() => setImmediate(() => tell({ kind: "ended" })))
  }
}

/** Settles when no socket waits for messages any more. */
let receiving: Promise<unknown> | undefined

function listen(): void {
  const receive = (name: "shell" | "control" | "stdin", use: (request: Request) => void) =>
    sockets.receive(name, (frames) => use(framing.decode(name, frames)))
  receiving = Promise.allSettled([
    receive("shell", take),
    receive("control", take),
    receive("stdin", (request) => {
      inputs.postMessage(request.content)
      shared.wakeInput()
    }),
    sockets.receive("iopub", welcome),
    sockets.beat(),
  ])
  main.on("message", obey)
}

try {
  await sockets.bind(connection)
  listen()
  publish("status", { execution_state: "starting" }, "{}")
  tell({ kind: "bound" })
} catch (error) {
  sockets.close()
  tell({ kind: "failed", reason: error instanceof Error ? error.message : String(error) })
}

process.on("uncaughtException", (error) => complain(error.message))
