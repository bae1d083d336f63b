/**
 * A front end without a window: starts a kernel process, runs cells in it, and keeps what each shows, as a notebook's file does.
 *
 * Knows the protocol's client side as far as a notebook that is run from top to bottom needs it: no input, no comms.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import os from "node:os"
import path from "node:path"
import { Dealer, Subscriber } from "zeromq"
import { kernelArguments } from "../kernelspec.js"
import { readConnection } from "../wire/connection.js"
import { Framing } from "../wire/framing.js"
import type { JsonObject } from "../wire/message.js"
import { Outputs } from "./outputs.js"

export interface Executed {
  readonly count: number | null
  readonly outputs: readonly object[]
  /** What ended the cell; absent for one that went through. */
  readonly error?: { readonly ename: string; readonly evalue: string; readonly traceback: readonly string[] }
}

interface Waiting {
  readonly outputs: Outputs
  reply: JsonObject | undefined
  isIdle: boolean
  wake: () => void
}

export class FrontEnd {
  readonly #process: ChildProcess
  readonly #folder: string
  readonly #framing: Framing
  readonly #shell: Dealer
  readonly #control: Dealer
  readonly #iopub: Subscriber
  /** By the id of the request. */
  readonly #waiting = new Map<string, Waiting>()
  /** What is shown under an id may be replaced from any later cell. */
  readonly #shown = new Map<string, Outputs>()
  #isWelcome = false
  #ended: string | undefined

  private constructor(process: ChildProcess, folder: string, file: string) {
    const { key, scheme, shell, control, iopub } = readConnection(file)
    this.#process = process
    this.#folder = folder
    this.#framing = new Framing(key, scheme, randomUUID())
    const routingId = randomUUID()
    this.#shell = new Dealer({ routingId, linger: 0 })
    this.#control = new Dealer({ routingId, linger: 0 })
    this.#iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 })
    this.#shell.connect(shell)
    this.#control.connect(control)
    this.#iopub.subscribe("")
    this.#iopub.connect(iopub)
    void this.#receive(this.#shell, (id, type, content) => this.#replied(id, type, content))
    void this.#receive(this.#iopub, (id, type, content) => this.#published(id, type, content))
    process.once("exit", (code, signal) => {
      this.#ended = `the kernel ended ${signal ? `by ${signal}` : `with code ${code}`}`
      for (const one of this.#waiting.values()) one.wake()
    })
  }

  /** @param folder the notebook's: cells find files and packages from there */
  static async start(folder: string): Promise<FrontEnd> {
    const own = mkdtempSync(path.join(os.tmpdir(), "glossator-notebook-"))
    const file = path.join(own, "connection.json")
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(5)
    const ports = { shell_port, iopub_port, stdin_port, control_port, hb_port }
    const connection = {
      transport: "tcp",
      ip: "127.0.0.1",
      key: randomUUID(),
      signature_scheme: "hmac-sha256",
      ...ports,
    }
    writeFileSync(file, JSON.stringify(connection), { mode: 0o600 })
    const [node, ...words] = kernelArguments(file)
    const child = spawn(node!, words, {
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, JPY_PARENT_PID: String(process.pid) },
    })
    const frontEnd = new FrontEnd(child, own, file)
    while (!frontEnd.#isWelcome && frontEnd.#ended === undefined)
      await new Promise((resolve) => setTimeout(resolve, 20))
    return frontEnd
  }

  /** A kernel that ends is the error of the cell that ran, and of those after it. */
  async execute(code: string): Promise<Executed> {
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false }
    const frames = this.#framing.encode({ type: "execute_request", parent: "{}", content: JSON.stringify(content) })
    const { msg_id: id } = JSON.parse(String(frames[2])) as { msg_id: string }
    const waiting: Waiting = { outputs: new Outputs(this.#shown), reply: undefined, isIdle: false, wake: () => {} }
    this.#waiting.set(id, waiting)
    const done = new Promise<void>((resolve) => {
      waiting.wake = resolve
    })
    if (this.#ended === undefined) {
      await this.#shell.send(frames as Buffer[])
      await done
    }
    if (!waiting.reply) {
      const evalue = `${this.#ended ?? "the kernel gave no answer"} while the cell ran`
      const error = { ename: "KernelEnded", evalue, traceback: [`KernelEnded: ${evalue}`] }
      return { count: null, outputs: [...waiting.outputs.all, { output_type: "error", ...error }], error }
    }
    const { status, execution_count: count, ename, evalue, traceback } = waiting.reply
    return {
      count: typeof count === "number" ? count : null,
      outputs: waiting.outputs.all,
      ...(status === "error" && { error: { ename, evalue, traceback } as NonNullable<Executed["error"]> }),
    }
  }

  /** Ends the cell that runs, as the button of a notebook does. */
  async interrupt(): Promise<void> {
    await this.#control.send(
      this.#framing.encode({ type: "interrupt_request", parent: "{}", content: "{}" }) as Buffer[],
    )
  }

  async close(): Promise<void> {
    if (this.#ended === undefined) {
      const exited = new Promise((resolve) => this.#process.once("exit", resolve))
      const content = JSON.stringify({ restart: false })
      await this.#control.send(this.#framing.encode({ type: "shutdown_request", parent: "{}", content }) as Buffer[])
      const late = setTimeout(() => this.#process.kill("SIGKILL"), LONGEST_END_MS)
      await exited
      clearTimeout(late)
    }
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #receive(
    socket: Dealer | Subscriber,
    take: (parent: string | undefined, type: string, content: JsonObject) => void,
  ): Promise<void> {
    for await (const frames of socket as Dealer) {
      const { header, content } = this.#framing.decode("shell", frames)
      const at = frames.length - 3
      const parent = JSON.parse(String(frames[at])) as { msg_id?: string }
      take(parent.msg_id, header.msg_type, content)
    }
  }

  #replied(id: string | undefined, type: string, content: JsonObject): void {
    const waiting = this.#waiting.get(id ?? "")
    if (!waiting || type !== "execute_reply") return
    waiting.reply = content
    if (waiting.isIdle) waiting.wake()
  }

  #published(id: string | undefined, type: string, content: JsonObject): void {
    if (type === "iopub_welcome") this.#isWelcome = true
    const waiting = this.#waiting.get(id ?? "")
    if (!waiting) return
    waiting.outputs.take(type, content)
    if (type !== "status" || content.execution_state !== "idle") return
    waiting.isIdle = true
    if (waiting.reply) waiting.wake()
  }
}

const LONGEST_END_MS = 10_000

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
