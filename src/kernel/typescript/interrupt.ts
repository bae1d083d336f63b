/**
 * How an interrupt reaches what a cell awaits: every await of a cell is also one for the interrupt.
 *
 * It strikes once. What is awaited at that moment is rejected, so that loops end and `finally` blocks run; these may
 * await again, to leave a checkpoint. Which cell an await belongs to is known by the chain of calls that led to it.
 */
import { AsyncLocalStorage } from "node:async_hooks"

export class Interrupted extends Error {
  override readonly name = "Interrupted"
  constructor() {
    super("The cell was interrupted.")
    this.stack = `${this.name}: ${this.message}` // where it struck says nothing
  }
}

class Run {
  readonly #waiting = new Set<(reason: Interrupted) => void>()
  /** An interrupt came while nothing was awaited: the next await is for it. */
  #isOwed = false

  constructor(signal: AbortSignal) {
    if (signal.aborted) this.#isOwed = true
    else signal.addEventListener("abort", () => this.#strike(), { once: true })
  }

  #strike(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    this.#isOwed = waiting.length === 0
    for (const reject of waiting) reject(new Interrupted())
  }

  wait<T>(value: T | PromiseLike<T>, onInterrupt?: () => void): Promise<T> | T {
    if (this.#isOwed) {
      this.#isOwed = false
      onInterrupt?.()
      throw new Interrupted()
    }
    if (!isThenable(value)) return value
    return new Promise<T>((resolve, reject) => {
      const strike = (reason: Interrupted) => {
        onInterrupt?.()
        reject(reason)
      }
      this.#waiting.add(strike)
      const settle =
        <V>(next: (value: V) => void) =>
        (value: V) => {
          this.#waiting.delete(strike)
          next(value)
        }
      Promise.resolve(value).then(settle(resolve), settle(reject))
    })
  }
}

const runs = new AsyncLocalStorage<Run>()

/** Runs a cell: whatever it awaits, and whatever it starts awaits, ends with the signal. */
export const interruptible = <T>(signal: AbortSignal, work: () => T): T => runs.run(new Run(signal), work)

/** Stands in `await guardedWait(x)` for `await x`. */
export function guardedWait<T>(value: T | PromiseLike<T>): Promise<T> | PromiseLike<T> | T {
  return runs.getStore()?.wait(value) ?? value
}

/** Stands in `for await (… of guardedEach(x))` for `for await (… of x)`; an interrupt lets the source clean up. */
export function guardedEach<T>(source: AsyncIterable<T> | Iterable<T>): AsyncIterable<T> | Iterable<T> {
  const run = runs.getStore()
  const open = (source as Partial<AsyncIterable<T>> | undefined)?.[Symbol.asyncIterator]
  if (!run || !open) return source
  return {
    [Symbol.asyncIterator](): AsyncIterator<T> {
      const inner = open.call(source)
      // not awaited: a generator that is busy ends when it comes to its next yield
      const leave = () => void Promise.resolve(inner.return?.()).catch(() => undefined)
      return {
        next: async () => run.wait(inner.next(), leave),
        return: async (value) => (inner.return ? inner.return(value) : { done: true, value }),
      }
    },
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  (typeof value === "object" || typeof value === "function") &&
  value !== null &&
  typeof (value as { then?: unknown }).then === "function"
