/** Interrupts on the main thread: what is waited for ends, whether or not it notices. */
import vm from "node:vm"
import type { CellError } from "./engine.js"
import { failureOf } from "./failure.js"
import { Termination } from "./termination.js"
import type { Request } from "./wire/message.js"
import type { InterruptReason, Shared } from "./wire/shared.js"

/** What runs may say its own last word after its signal was aborted; then it is left alone. */
const GRACE_MS = 50

/** Calls what stands under a name of the kernel's own: vm runs scripts, not functions. */
const WORK = Symbol.for("glossator.kernel.work")
const CALL = new vm.Script('globalThis[Symbol.for("glossator.kernel.work")]()', { filename: "kernel" })

export class Interrupted extends Error {
  override readonly name = "Interrupted"
}

export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory"
}

type Failure = CellError & { readonly status: "error" }

export class Interrupts {
  readonly #shared: Shared
  readonly #termination: Termination
  readonly #running = new Set<AbortController>()
  /** How many had been asked for when the newest one came that found nothing running. */
  #idle = 0

  constructor(shared: Shared) {
    this.#shared = shared
    this.#termination = new Termination(shared, () => this.take())
  }

  /** Takes an interrupt that the other thread asked for, as a message or found between two of them. */
  take(): void {
    const reason = this.#shared.pending
    if (reason === undefined) return
    const wasTerminated = this.#shared.wasTerminated
    if (this.#running.size === 0) this.#idle = this.#shared.asked
    this.#shared.seen()
    this.#termination.over()
    for (const controller of this.#running) controller.abort(errorOf(reason, wasTerminated))
  }

  /**
   * Runs synchronous work that an interrupt ends at once.
   *
   * @throws what the work throws; ERR_SCRIPT_EXECUTION_INTERRUPTED
   */
  stoppable<T>(work: () => T): T {
    const shared = this.#shared
    if (shared.isInScript) return work()
    let result: { value: T } | undefined
    Object.defineProperty(globalThis, WORK, {
      configurable: true,
      value: () => {
        shared.enterScript()
        try {
          result = { value: work() }
        } finally {
          shared.leaveScript()
        }
      },
    })
    try {
      CALL.runInThisContext({ breakOnSigint: true })
    } finally {
      shared.leftScript()
    }
    return result!.value
  }

  /** Ends all that runs, when the kernel ends. */
  abandon(): void {
    for (const controller of this.#running) controller.abort(new Interrupted("The kernel was shut down."))
  }

  /**
   * Runs what an interrupt may end.
   *
   * @param request whatever was asked before it came is not for it
   * @returns its result, or the interrupt as an error; a rejection becomes an error, too
   */
  async run<T extends { readonly status: string }>(
    { interruptsBefore = Number.POSITIVE_INFINITY }: Pick<Request, "interruptsBefore">,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | Failure> {
    const controller = new AbortController()
    const { signal } = controller
    const isPending = this.#shared.pending !== undefined
    if (!(isPending && this.#shared.asked > interruptsBefore)) this.take()
    this.#running.add(controller)
    this.take()
    // the user did not wait for the language: what came behind the request is for it, though it had not begun
    if (this.#idle > interruptsBefore && !signal.aborted) controller.abort(errorOf("user", false))
    if (signal.aborted) {
      this.#running.delete(controller)
      return failed(signal)
    }
    const ended = new Promise<Failure>((resolve) =>
      signal.addEventListener("abort", () => setTimeout(() => resolve(failed(signal)), GRACE_MS), { once: true }),
    )
    const result = await Promise.race([work(signal).catch(failureOf), ended])
    // synchronous code ends by SIGINT before the interrupt's message has arrived
    this.take()
    this.#running.delete(controller)
    return signal.aborted && result.status === "error" ? failed(signal) : result
  }
}

/** An interrupt has no position: it is where the user happened to press. */
function failed({ reason }: AbortSignal): Failure {
  const { name: ename, message: evalue } = reason as Error
  return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] }
}

function errorOf(reason: InterruptReason, wasTerminated: boolean): Error {
  const after = wasTerminated ? " It was ended where it stood: its finally blocks did not run." : ""
  if (reason === "user") return new Interrupted(`The cell was interrupted.${after}`)
  return new OutOfMemory(
    `The cell was ended before the kernel's memory ran out.${after} What it stored in variables is still there: declare them anew (let rows = undefined), or restart the kernel.`,
  )
}
