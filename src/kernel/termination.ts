/**
 * Ending code in the middle of whatever it does: called on the main thread, by the other one, through V8's inspector.
 *
 * Frames that are unwound so leave what they pushed on Node's stack of async contexts. Node takes a stack that is not empty
 * for a mistake of its own and ends the process, in versions where AsyncLocalStorage is built on hooks (before 24). So
 * the stack is emptied, and not looked at until the interrupt has been taken.
 */
import { Session } from "node:inspector"
import type { Shared } from "./wire/shared.js"

/** As `process.binding("async_wrap")` has it, where Node still has it. */
interface AsyncWrap {
  clearAsyncIdStack(): void
  readonly async_hook_fields: Uint32Array
  readonly constants: Readonly<Record<string, number>>
}

const NAME = "glossator.kernel.terminate"
/** What the other thread evaluates on the main thread. */
export const TERMINATE = `globalThis[Symbol.for("${NAME}")]()`

export class Termination {
  readonly #shared: Shared
  readonly #asyncWrap = asyncWrap()
  readonly #idle: () => void
  #session: Session | undefined
  #turn: NodeJS.Immediate | undefined

  /** @param idle called instead, in the event loop's next turn, where nothing runs */
  constructor(shared: Shared, idle: () => void) {
    this.#shared = shared
    this.#idle = idle
    Object.defineProperty(globalThis, Symbol.for(NAME), { value: () => this.#terminate() })
  }

  /**
   * Only here is it certain that the interrupt has not been taken yet, and that something runs: what comes next must not be
   * ended, nor the message that says so.
   */
  #terminate(): void {
    const { pending, isShielded, isSignalled } = this.#shared
    if (pending === undefined || isShielded || isSignalled) return
    // between two functions of a chain of awaits nothing stands on the stack either, but the next turn never comes
    if (!(isInside() || this.#turn)) {
      this.#turn = setImmediate(() => {
        this.#turn = undefined
        this.#idle()
      })
      return
    }
    this.#shared.terminated()
    // an earlier one was lost, or this would not run
    this.#session?.disconnect()
    this.#session = new Session()
    this.#session.connect()
    if (this.#asyncWrap) {
      const { async_hook_fields: fields, constants } = this.#asyncWrap
      this.#asyncWrap.clearAsyncIdStack()
      fields[constants.kTotals!] = 0
    }
    this.#session.post("Runtime.terminateExecution")
  }

  /** Called when the interrupt has been taken. */
  over(): void {
    clearImmediate(this.#turn)
    this.#turn = undefined
    if (!this.#session) return
    this.#session.disconnect()
    this.#session = undefined
    if (!this.#asyncWrap) return
    const { async_hook_fields: fields, constants } = this.#asyncWrap
    this.#asyncWrap.clearAsyncIdStack()
    fields[constants.kTotals!] = HOOKS.reduce((sum, hook) => sum + fields[constants[hook]!]!, 0)
  }
}

/** Whether this was called in the middle of something: below the frames of the call itself there are others. */
function isInside(): boolean {
  const { stackTraceLimit, prepareStackTrace } = Error
  Error.stackTraceLimit = OWN_FRAMES + 1
  Error.prepareStackTrace = (_, frames) => frames.length > OWN_FRAMES
  const { stack } = new Error() as { stack?: unknown }
  Object.assign(Error, { stackTraceLimit, prepareStackTrace })
  return stack === true
}

/** This function's, its caller's, that of the global function, and that of what the other thread evaluates. */
const OWN_FRAMES = 4

const HOOKS = ["kInit", "kBefore", "kAfter", "kDestroy", "kPromiseResolve"] as const

function asyncWrap(): AsyncWrap | undefined {
  // the warning is for code that could do without
  const { noDeprecation } = process
  process.noDeprecation = true
  try {
    const { binding } = process as unknown as { binding?: (name: string) => Partial<AsyncWrap> }
    const found = binding?.("async_wrap")
    return found?.clearAsyncIdStack && found.async_hook_fields && found.constants ? (found as AsyncWrap) : undefined
  } catch {
    return undefined
  } finally {
    process.noDeprecation = noDeprecation ?? false
  }
}
