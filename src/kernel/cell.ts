/** Which cell something belongs to: what is printed later, in a timer of a cell, still appears below that cell. */
import { AsyncLocalStorage } from "node:async_hooks"
import type { Request } from "./wire/message.js"

export interface Cell {
  /** The request that output refers to. */
  readonly request: Request
  /** Whether the front end can be asked something. */
  readonly allowsInput: boolean
  readonly signal: AbortSignal
}

export class Cells {
  readonly #storage = new AsyncLocalStorage<Cell>()
  #last: Cell | undefined

  run<T>(cell: Cell, work: () => T): T {
    this.#last = cell
    return this.#storage.run(cell, work)
  }

  /** The cell that the running code belongs to; where that is lost (a native callback), the one that ran last. */
  get current(): Cell | undefined {
    return this.#storage.getStore() ?? this.#last
  }
}
