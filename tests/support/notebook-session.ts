/**
 * A notebook's session without a notebook: channels that keep what was sent, and let a browser listen.
 */
import type { Comm, CommOptions, DisplayContext, JsonObject } from "../../src/display/bundle.js"

/** One notebook's session: what was opened, and what a browser may be connected to. */
export class Session implements DisplayContext {
  readonly opened: SessionComm[] = []
  isAttended = true
  private readonly keys = new Set<string>()

  readonly comms = {
    open: (target: string, data: JsonObject, options: CommOptions = {}): Comm => {
      const comm = new SessionComm(`comm-${this.opened.length}`, target, data, options)
      this.opened.push(comm)
      return comm
    },
  }

  once(key: string): boolean {
    return !this.keys.has(key) && this.keys.add(key) !== undefined
  }
}

export interface Sent {
  readonly data: JsonObject
  readonly buffers: readonly Uint8Array[]
}

export class SessionComm implements Comm {
  readonly sent: Sent[] = []
  onMessage: Comm["onMessage"]
  onClose: Comm["onClose"]
  /** A browser that listens. */
  listener: ((sent: Sent) => void) | undefined
  closed = false

  constructor(
    readonly id: string,
    readonly target: string,
    readonly data: JsonObject,
    readonly options: CommOptions,
  ) {}

  send(data: JsonObject, { buffers = [] }: CommOptions = {}): void {
    // what can not be sent as JSON is an error here as it is on the wire
    const sent = { data: JSON.parse(JSON.stringify(data)) as JsonObject, buffers }
    this.sent.push(sent)
    this.listener?.(sent)
  }

  close(): void {
    this.closed = true
  }
}
