/**
 * Printed text on its way out: what is printed within 30 ms becomes one message, and nothing is lost or reordered.
 *
 * Servers drop the output of a kernel that sends more than a thousand messages a second.
 */
import type { StreamName } from "./message.js"

const WAIT_MS = 30
/** One message holds at most so many UTF-16 units and one printed piece more. */
const FULL = 1 << 18

export type SendStream = (name: StreamName, text: string, parent: string) => void

export class Streams {
  /** What waits, by parent: only what one cell prints has an order. */
  readonly #waiting = new Map<string, { name: StreamName; pieces: string[]; length: number }>()
  readonly #send: SendStream
  #timer: NodeJS.Timeout | undefined

  constructor(send: SendStream) {
    this.#send = send
  }

  add(name: StreamName, text: string, parent: string): void {
    if (this.#waiting.get(parent)?.name !== name) this.flush(parent)
    const waiting = this.#waiting.get(parent) ?? { name, pieces: [], length: 0 }
    this.#waiting.set(parent, waiting)
    waiting.pieces.push(text)
    waiting.length += text.length
    if (waiting.length >= FULL) this.flush(parent)
    else this.#timer ??= setTimeout(() => this.flushAll(), WAIT_MS)
  }

  /** Sends what a cell printed, before anything else of it goes out. */
  flush(parent: string): void {
    const waiting = this.#waiting.get(parent)
    if (!waiting) return
    this.#waiting.delete(parent)
    this.#send(waiting.name, waiting.pieces.join(""), parent)
  }

  flushAll(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const parent of [...this.#waiting.keys()]) this.flush(parent)
  }
}
