/** A small front end over real sockets: it starts a kernel process, signs, sends, and keeps what comes. */
import { type ChildProcess, spawn } from "node:child_process"
import { createHmac, randomUUID } from "node:crypto"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import os from "node:os"
import path from "node:path"
import { Dealer, Request, Subscriber } from "zeromq"

export interface Message {
  readonly channel: string
  readonly topic: string
  readonly type: string
  readonly parent: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: what a kernel sends is what is tested
  readonly content: any
  readonly header: Record<string, string>
  readonly metadata: Record<string, unknown>
  readonly buffers: readonly Buffer[]
}

export interface Reply {
  readonly reply: Message
  /** What was broadcast for the request, in order, from busy to idle. */
  readonly output: readonly Message[]
}

const LONGEST_WAIT_MS = 30_000
const PORTS = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const

export interface Options {
  readonly transport?: "tcp" | "ipc"
  /** Words behind the command, in which {connection_file} stands for the file. */
  readonly argv?: readonly string[]
  /** Instead of `node`. */
  readonly command?: string
  readonly env?: Record<string, string>
}

export const JAVASCRIPT = [
  "--no-force-async-hooks-checks",
  "tests/kernel/support/javascript-kernel.mjs",
  "{connection_file}",
]

export class Client {
  readonly messages: Message[] = []
  readonly folder = mkdtempSync(path.join(os.tmpdir(), "glossator-kernel-"))
  readonly file = path.join(this.folder, "connection.json")
  readonly process: ChildProcess
  readonly errors: string[] = []
  readonly exited: Promise<number | NodeJS.Signals | null>
  readonly #key = randomUUID()
  readonly #identity = randomUUID()
  readonly #session = randomUUID()
  readonly #sockets: { shell: Dealer; control: Dealer; stdin: Dealer; iopub: Subscriber; heartbeat: Request }
  readonly #waiting = new Set<() => void>()

  private constructor(
    readonly connection: Record<string, unknown>,
    { argv = JAVASCRIPT, command = process.execPath, env = {} }: Options,
  ) {
    if (!existsSync("dist/src/kernel/serve.js")) throw new Error("the kernel is not built; run: npm run build")
    this.connection = { ...connection, key: this.#key, signature_scheme: "hmac-sha256" }
    writeFileSync(this.file, JSON.stringify(this.connection))
    this.process = spawn(
      command,
      argv.map((word) => word.replace("{connection_file}", this.file)),
      { stdio: ["pipe", "inherit", "pipe"], env: { ...process.env, JPY_PARENT_PID: String(process.pid), ...env } },
    )
    this.process.stderr!.setEncoding("utf8").on("data", (text: string) => this.errors.push(text))
    this.exited = new Promise((resolve) =>
      this.process.once("exit", (code, signal) => {
        resolve(signal ?? code)
        this.#wake()
      }),
    )
    const routingId = this.#identity
    this.#sockets = {
      shell: new Dealer({ routingId, linger: 0 }),
      control: new Dealer({ routingId, linger: 0 }),
      stdin: new Dealer({ routingId, linger: 0 }),
      iopub: new Subscriber({ linger: 0, receiveHighWaterMark: 0 }),
      heartbeat: new Request({ linger: 0 }),
    }
    this.#sockets.iopub.subscribe("")
    for (const [channel, socket] of Object.entries(this.#sockets)) {
      socket.connect(this.#address(channel === "heartbeat" ? "hb_port" : (`${channel}_port` as (typeof PORTS)[number])))
      if (channel !== "heartbeat") void this.#receive(channel, socket as Dealer)
    }
  }

  /** Starts a kernel and waits for nothing. */
  static async launch(options: Options = {}): Promise<Client> {
    return new Client(await freeAddresses(options.transport ?? "tcp"), options)
  }

  /** Starts a kernel and waits until it welcomes its subscriber. */
  static async start(options: Options = {}): Promise<Client> {
    const client = await Client.launch(options)
    await client.until(() => client.messages.some(({ type }) => type === "iopub_welcome"), "a welcome")
    return client
  }

  #address(name: (typeof PORTS)[number]): string {
    const { transport, ip, [name]: port } = this.connection
    return transport === "ipc" ? `ipc://${ip}-${port}` : `tcp://${ip}:${port}`
  }

  async #receive(channel: string, socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket as Dealer) {
      const at = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>")
      const [signature, ...parts] = frames.slice(at + 1, at + 6)
      if (signature!.toString() !== this.#sign(parts)) throw new Error("the kernel signs wrongly")
      const [header, parent, metadata, content] = parts.map((part) => JSON.parse(part.toString()))
      this.messages.push({
        channel,
        topic: frames.slice(0, at).join(),
        type: header.msg_type,
        parent: parent.msg_id,
        content,
        header,
        metadata,
        buffers: frames.slice(at + 6),
      })
      this.#wake()
    }
  }

  #wake(): void {
    for (const wake of this.#waiting) wake()
  }

  #sign(parts: readonly (Buffer | string)[]): string {
    const hmac = createHmac("sha256", this.#key)
    for (const part of parts) hmac.update(part)
    return hmac.digest("hex")
  }

  /** @returns the id of the message */
  async send(
    channel: "shell" | "control" | "stdin",
    type: string,
    content: object,
    {
      buffers = [],
      signature,
      parent = {},
    }: { buffers?: readonly Uint8Array[]; signature?: string; parent?: object } = {},
  ): Promise<string> {
    const id = randomUUID()
    const header = {
      msg_id: id,
      msg_type: type,
      session: this.#session,
      username: "test",
      date: new Date().toISOString(),
      version: "5.3",
    }
    const parts = [header, parent, {}, content].map((part) => JSON.stringify(part))
    await this.#sockets[channel].send(["<IDS|MSG>", signature ?? this.#sign(parts), ...parts, ...buffers] as Buffer[])
    return id
  }

  /** Frames as they are, for what no front end sends. */
  sendFrames(channel: "shell" | "control" | "stdin", frames: readonly string[]): Promise<void> {
    return this.#sockets[channel].send(frames as string[])
  }

  /** Sends a request and waits for its reply and for its idle. */
  async ask(
    type: string,
    content: object = {},
    channel: "shell" | "control" = "shell",
    buffers: readonly Uint8Array[] = [],
  ): Promise<Reply> {
    return this.answered(await this.send(channel, type, content, { buffers }))
  }

  async answered(id: string): Promise<Reply> {
    const isReply = (one: Message): boolean => one.parent === id && one.channel !== "iopub" && one.channel !== "stdin"
    await this.until(() => this.messages.some(isReply), `an answer to ${id}`)
    await this.idle(id)
    return { reply: this.messages.find(isReply)!, output: this.outputOf(id) }
  }

  idle(id: string): Promise<void> {
    return this.until(
      () => this.outputOf(id).some(({ type, content }) => type === "status" && content.execution_state === "idle"),
      `idle of ${id}`,
    )
  }

  outputOf(id: string): Message[] {
    return this.messages.filter(({ channel, parent }) => channel === "iopub" && parent === id)
  }

  async execute(code: string, more: object = {}): Promise<Reply> {
    return this.answered(await this.start(code, more))
  }

  /** Sends a cell and does not wait for it. @returns the id of the message */
  start(code: string, more: object = {}): Promise<string> {
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false }
    return this.send("shell", "execute_request", { ...content, stop_on_error: true, ...more })
  }

  async beat(text: string): Promise<string> {
    await this.#sockets.heartbeat.send(text)
    const [answer] = await this.#sockets.heartbeat.receive()
    return answer!.toString()
  }

  async until(holds: () => boolean, what: string, waitMs = LONGEST_WAIT_MS): Promise<void> {
    const end = Date.now() + waitMs
    while (!holds()) {
      if (this.process.exitCode !== null || this.process.signalCode !== null)
        throw new Error(
          `the kernel ended (${this.process.exitCode ?? this.process.signalCode}) while waiting for ${what}: ${this.errors.join("")}`,
        )
      if (Date.now() > end) {
        const last = this.messages
          .slice(-5)
          .map(({ type, content }) => `${type} ${JSON.stringify(content).slice(0, 200)}`)
        throw new Error(`waited in vain for ${what}\n${last.join("\n")}\n${this.errors.join("")}`)
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer)
          this.#waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, 200)
        this.#waiting.add(wake)
      })
    }
  }

  /** Shuts the kernel down where it still runs. @returns its exit code or signal */
  async stop(): Promise<number | NodeJS.Signals | null> {
    if (this.process.exitCode === null && this.process.signalCode === null)
      await this.send("control", "shutdown_request", { restart: false })
    const code = await this.exited
    for (const socket of Object.values(this.#sockets)) socket.close()
    rmSync(this.folder, { recursive: true, force: true })
    return code
  }
}

export const textOf = (output: readonly Message[], name = "stdout"): string =>
  output
    .filter(({ type, content }) => type === "stream" && content.name === name)
    .map(({ content }) => content.text)
    .join("")

async function freeAddresses(transport: "tcp" | "ipc"): Promise<Record<string, unknown>> {
  if (transport === "ipc") {
    const ip = path.join(mkdtempSync(path.join(os.tmpdir(), "glk-")), "k")
    return { transport, ip, ...Object.fromEntries(PORTS.map((name, i) => [name, i + 1])) }
  }
  const ports: number[] = []
  while (ports.length < PORTS.length) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS_TRIED)
    if (!ports.includes(port) && (await isFree(port))) ports.push(port)
  }
  return { transport, ip: "127.0.0.1", ...Object.fromEntries(PORTS.map((name, i) => [name, ports[i]])) }
}

/** Below the ports that systems give to connections, which would take one between here and the kernel's own start. */
const FIRST_PORT = 12_000
const PORTS_TRIED = 20_000

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once("error", () => resolve(false))
      .listen(port, "127.0.0.1", () => server.close(() => resolve(true)))
  })
}
