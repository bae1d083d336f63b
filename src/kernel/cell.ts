/** Which cell something belongs to: what is printed later, in a timer of a cell, still appears below that cell. */
import { AsyncLocalStorage } from "node:async_hooks"
import type { JsonObject, Parent, Request } from "./wire/message.js"

export interface Cell {
  /** The request that output refers to: the cell's. */
  readonly request: Request
  /** The message that made it run, where that is another one: a front end recognises what its own message changed. */
  readonly cause?: Parent
  /** Whether the front end can be asked something. */
  readonly allowsInput: boolean
  readonly signal: AbortSignal
  /** What the front end shall do beside showing output; sent with the answer. */
  readonly payload: JsonObject[]
}

export class Cells {
  readonly #storage = new AsyncLocalStorage<Cell>()
  #last: Cell | undefined

  run<T>(cell: Cell, work: () => T): T {
    this.#last = cell
    return this.#storage.run(cell, work)
  }

  /** Runs what a message of the front end calls: its output belongs to the cell that made what is called. */
  resume<T>(cell: Cell, cause: Parent, work: () => T): T {
    return this.#storage.run({ ...cell, cause }, work)
  }

  /** The cell that the running code belongs to; where that is lost (a native callback), the one that ran last. */
  get current(): Cell | undefined {
    return this.#storage.getStore() ?? this.#last
  }
}
