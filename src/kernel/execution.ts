/**
 * Cells, one after another: each with its messages in the protocol's order, and what an error does to those that wait.
 */
import type { DisplayContext } from "../display/bundle.js"
import type { Carried } from "./carried.js"
import type { Cells } from "./cell.js"
import type { CellEngine, CellError } from "./engine.js"
import { failureOf } from "./failure.js"
import type { History } from "./history.js"
import type { Interrupts } from "./interrupts.js"
import { execute } from "./magics/language.js"
import type { Magics } from "./magics/magic.js"
import { bundleOf, type Output } from "./output.js"
import type { JsonObject, Request } from "./wire/message.js"
import type { Wire } from "./wire/wire.js"

export interface ExecutionParts {
  readonly wire: Wire
  readonly cells: Cells
  readonly output: Output
  readonly history: History
  readonly interrupts: Interrupts
  readonly magics: Magics
  readonly carried: Carried
  readonly context: DisplayContext
  /** The engine, once it is loaded. @throws where it can not be */
  engine(): Promise<CellEngine>
}

export class Execution {
  readonly #parts: ExecutionParts
  readonly #waiting: Request[] = []
  #isRunning = false
  #count = 0

  constructor(parts: ExecutionParts) {
    this.#parts = parts
  }

  add(request: Request): void {
    this.#waiting.push(request)
    if (!this.#isRunning) void this.#runAll()
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const failed = await this.#run(next)
      if (failed && next.content.stop_on_error !== false) this.#abort()
    }
    this.#isRunning = false
  }

  /** @returns whether the cell failed */
  async #run(request: Request): Promise<boolean> {
    const { wire, cells, output, history, interrupts } = this.#parts
    const { code: given, silent, store_history: stores = true, user_expressions: expressions } = request.content
    const code = typeof given === "string" ? given : ""
    const isQuiet = silent === true
    const isStored = stores !== false && !isQuiet
    if (isStored) this.#count++
    const count = this.#count
    wire.status(true, request, true)
    if (!isQuiet) this.#parts.carried.begin(request)
    if (!isQuiet) wire.publish("execute_input", { code, execution_count: count }, request)
    const entry = isStored ? history.add(count, code) : undefined
    const payload: JsonObject[] = []
    const allowsInput = request.content.allow_stdin === true

    const result = await interrupts.run(request, (signal) =>
      cells.run({ request, allowsInput, signal, payload }, async () => {
        const { magics, context } = this.#parts
        const engine = await this.#parts.engine()
        // interrupted while the language was loaded: the cell is over
        signal.throwIfAborted()
        const given = await execute(code, { magics, engine, output, run: { count, signal } })
        if (given.status === "error") return given
        if (given.value !== undefined && !isQuiet) {
          const bundle = await bundleOf(given.value, context)
          if (entry && typeof bundle["text/plain"] === "string") entry.output = bundle["text/plain"]
          if (Object.keys(bundle).length > 0) output.result(bundle, count)
        }
        return { status: "ok" as const, user: await evaluated(engine, expressions, context) }
      }),
    )
    // what the cell's last callbacks print still belongs before its end
    await new Promise(setImmediate)
    const base = { execution_count: count, payload }
    if (result.status === "error") {
      const { ename, evalue, traceback } = result
      if (!isQuiet) wire.publish("error", { ename, evalue, traceback }, request)
      wire.reply(request, { status: "error", ename, evalue, traceback, user_expressions: {}, ...base })
    } else wire.reply(request, { status: "ok", user_expressions: result.user, ...base })
    wire.status(false, request, true)
    return result.status === "error"
  }

  /** What was asked for before the front end knew of an error is not run. */
  #abort(): void {
    const { wire } = this.#parts
    for (const request of this.#waiting.splice(0)) {
      wire.status(true, request, false)
      wire.reply(request, { status: "aborted", execution_count: this.#count, user_expressions: {}, payload: [] })
      wire.status(false, request, false)
    }
  }
}

/** Short expressions that a front end wants with the result. A failure of one is its answer. */
async function evaluated(engine: CellEngine, expressions: unknown, context: DisplayContext): Promise<JsonObject> {
  const out: Record<string, JsonObject> = {}
  for (const [name, expression] of Object.entries(Object(expressions) as JsonObject)) {
    try {
      const data = await bundleOf(await engine.evaluate(String(expression)), context)
      out[name] = { status: "ok", data, metadata: {} }
    } catch (error) {
      out[name] = { ...(failureOf(error) satisfies CellError) }
    }
  }
  return out
}
