/**
 * The main thread's end of the wire: requests in, answers and output out. Sockets and signatures are the other thread's.
 */
import { randomUUID } from "node:crypto"
import { getHeapStatistics } from "node:v8"
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads"
import { UserError } from "../../diagnostic.js"
import { report } from "../codes.js"
import type { Connection } from "./connection.js"
import { toJson } from "./framing.js"
import type { FromWire, JsonObject, Parent, Request, StreamName, ToWire } from "./message.js"
import { Shared } from "./shared.js"
import type { ThreadData } from "./thread.js"

/** What the other thread tells, apart from answers. */
export interface WireEvents {
  request(request: Request): void
  interrupt(): void
  shutdown(): void
}

/** Beside the content of a message. */
export interface Extras {
  readonly metadata?: JsonObject
  readonly buffers?: readonly Uint8Array[]
}

export class Wire {
  readonly shared = new Shared()
  readonly #inputs = new MessageChannel()
  readonly #thread: Worker
  readonly #ended: Promise<void>
  /** What came before anybody listened. */
  #early: FromWire[] | undefined = []

  private constructor(
    thread: (data: ThreadData) => Worker,
    data: Pick<ThreadData, "connection" | "info" | "parentPid">,
  ) {
    const { port2: inputs } = this.#inputs
    this.#thread = thread({
      ...data,
      inputs,
      session: randomUUID(),
      memory: this.shared.memory,
      heapLimitBytes: getHeapStatistics().heap_size_limit,
    })
    this.#ended = new Promise((resolve) => this.#thread.once("exit", () => resolve()))
  }

  /** @throws UserError where the sockets can not be bound */
  static async open(connection: Connection, info: JsonObject, parentPid?: number): Promise<Wire> {
    const start = (workerData: ThreadData): Worker =>
      new Worker(new URL("./thread.js", import.meta.url), {
        workerData,
        transferList: [workerData.inputs],
        // it sends what others made; its own memory stays small
        execArgv: [],
      })
    const wire = new Wire(start, { connection, info, ...(parentPid !== undefined && { parentPid }) })
    await new Promise<void>((resolve, reject) => {
      wire.#thread.once("error", reject)
      wire.#thread.on("message", (message: FromWire) => {
        if (message.kind === "bound") resolve()
        else if (message.kind === "failed") {
          const { reason } = message
          // a thread that is left behind would keep the process
          void wire.#thread.terminate().then(() => reject(new UserError(report("kernel-address-taken", { reason }))))
        } else if (message.kind === "ended") void wire.#thread.terminate()
        else wire.#early?.push(message)
      })
    })
    return wire
  }

  /** From now on, and for what came before, in order. */
  listen(events: WireEvents): void {
    const take = (message: FromWire): void => {
      if (message.kind === "request") events.request(message.request)
      else if (message.kind === "interrupt") events.interrupt()
      else if (message.kind === "shutdown") events.shutdown()
    }
    for (const message of this.#early ?? []) take(message)
    this.#early = undefined
    this.#thread.on("message", take)
  }

  /** @throws TypeError for content that has no JSON */
  reply(request: Request, content: JsonObject, type = request.header.msg_type.replace(/_request$/, "_reply")): void {
    this.#send(request.channel, type, request, content, { identities: request.identities })
  }

  /** Sends to all front ends. @throws TypeError for content that has no JSON */
  publish(type: string, content: JsonObject, parent: Parent | undefined, extras: Extras = {}): void {
    this.#send("iopub", type, parent, content, extras)
  }

  stream(name: StreamName, text: string, parent: Parent | undefined): void {
    this.shared.reserve(text.length)
    this.#post({ kind: "stream", name, text, parent: parent?.headerText ?? "{}" })
  }

  status(busy: boolean, parent: Parent, isCell: boolean): void {
    this.#post({ kind: "status", busy, isCell, parent: parent.headerText })
  }

  /**
   * Asks the user, and blocks until there is an answer.
   *
   * @returns undefined when an interrupt came instead
   */
  ask(request: Request, prompt: string, password: boolean): string | undefined {
    const { port1: answers } = this.#inputs
    // an answer to nobody, of a prompt that was interrupted
    while (receiveMessageOnPort(answers));
    let before = this.shared.inputs
    const { identities } = request
    this.#send("stdin", "input_request", request, { prompt, password }, { identities })
    while (this.shared.pending === undefined) {
      const answer = receiveMessageOnPort(answers)?.message as JsonObject | undefined
      if (answer) return String(answer.value ?? "")
      this.shared.waitForInput(before)
      before = this.shared.inputs
    }
    return undefined
  }

  /** Sends what is on its way, then closes the sockets. */
  async close(): Promise<void> {
    this.#post({ kind: "end" })
    await this.#ended
  }

  #send(
    channel: "shell" | "control" | "stdin" | "iopub",
    type: string,
    parent: Parent | undefined,
    content: JsonObject,
    { identities, metadata, buffers }: Extras & Pick<Partial<Parent>, "identities">,
  ): void {
    const text = toJson(content)
    this.shared.reserve(text.length)
    this.#post({
      kind: "send",
      channel,
      message: {
        type,
        parent: parent?.headerText ?? "{}",
        content: text,
        ...(identities && { identities }),
        ...(metadata && { metadata: toJson(metadata) }),
        ...(buffers && { buffers }),
      },
    })
  }

  #post(message: ToWire): void {
    this.#thread.postMessage(message)
  }
}
