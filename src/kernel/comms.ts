/** Comms: channels between a cell's objects and the front end, each with an id. Widgets are built on them. */
import { randomUUID } from "node:crypto"
import type { Comm, CommOptions, Comms, JsonObject } from "../display/bundle.js"
import type { Cell, Cells } from "./cell.js"
import { failureOf } from "./failure.js"
import type { Request } from "./wire/message.js"
import type { Wire } from "./wire/wire.js"

/** What the kernel does when the front end opens a comm. */
export type Opened = (comm: Comm, data: JsonObject, buffers: readonly Uint8Array[]) => void | Promise<void>

export class CommManager implements Comms {
  readonly #wire: Wire
  readonly #cells: Cells
  readonly #open = new Map<string, Channel>()
  readonly #targets = new Map<string, Opened>()

  constructor(wire: Wire, cells: Cells) {
    this.#wire = wire
    this.#cells = cells
  }

  open(target: string, data: JsonObject, options: CommOptions = {}): Comm {
    const comm = this.#channel(randomUUID(), target, this.#cells.current)
    this.#publish("comm_open", { comm_id: comm.id, target_name: target, data }, options)
    return comm
  }

  /** Lets the front end open comms of a name. */
  onOpen(target: string, opened: Opened): void {
    this.#targets.set(target, opened)
  }

  /** The open comms by id, as `comm_info_reply` has them. */
  info(target: unknown): Record<string, { target_name: string }> {
    const all = [...this.#open.values()].filter((comm) => typeof target !== "string" || comm.target === target)
    return Object.fromEntries(all.map((comm) => [comm.id, { target_name: comm.target }]))
  }

  /** Takes comm_open, comm_msg and comm_close. What a handler throws is shown below the cell that made the comm. */
  async take(request: Request, signal: AbortSignal): Promise<void> {
    const origin = this.#open.get(String(request.content.comm_id))?.origin ?? {
      request,
      allowsInput: false,
      signal,
      payload: [],
    }
    await this.#cells.resume({ ...origin, signal }, request, async () => {
      try {
        await this.#handle(request)
      } catch (error) {
        const { traceback } = failureOf(error)
        this.#wire.stream("stderr", `${traceback.join("\n")}\n`, origin.request)
      }
    })
  }

  async #handle({ header, content, buffers, ...parent }: Request): Promise<void> {
    const id = String(content.comm_id)
    const data = Object(content.data) as JsonObject
    const open = this.#open.get(id)
    if (header.msg_type === "comm_msg") await open?.onMessage?.(data, buffers)
    else if (header.msg_type === "comm_close") {
      this.#open.delete(id)
      open?.onClose?.()
    } else {
      const target = String(content.target_name)
      const opened = this.#targets.get(target)
      // who opens a comm that nobody here knows would wait for it
      if (!opened) this.#wire.publish("comm_close", { comm_id: id, data: {} }, parent)
      else await opened(this.#channel(id, target, this.#cells.current), data, buffers)
    }
  }

  #channel(id: string, target: string, origin: Cell | undefined): Channel {
    const comm: Channel = {
      id,
      target,
      origin,
      onMessage: undefined,
      onClose: undefined,
      send: (data, options = {}) => this.#publish("comm_msg", { comm_id: id, data }, options),
      close: (data = {}) => {
        if (this.#open.delete(id)) this.#publish("comm_close", { comm_id: id, data }, {})
      },
    }
    this.#open.set(id, comm)
    return comm
  }

  #publish(type: string, content: JsonObject, { metadata, buffers }: CommOptions): void {
    const { current } = this.#cells
    this.#wire.publish(type, content, current?.cause ?? current?.request, {
      ...(metadata && { metadata }),
      ...(buffers && { buffers }),
    })
  }
}

interface Channel extends Comm {
  readonly target: string
  /** The cell that made it. */
  readonly origin: Cell | undefined
}
