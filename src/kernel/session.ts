/**
 * A notebook's session: requests from the wire to what answers them, on the main thread.
 *
 * Knows no language: cells are the engine's. Cells run one after another; everything else is answered as soon as the main
 * thread is free, also while a cell awaits something.
 */
import type { DisplayContext } from "../display/bundle.js"
import { capture, keepStandardStreams } from "./capture.js"
import { Carried } from "./carried.js"
import { Cells } from "./cell.js"
import { CommManager } from "./comms.js"
import type { CellEngine, EngineFactory } from "./engine.js"
import { Execution } from "./execution.js"
import { failureOf } from "./failure.js"
import { DECLARATIONS, installGlobals } from "./globals.js"
import { History } from "./history.js"
import { Input } from "./input.js"
import { Interrupts } from "./interrupts.js"
import type { Magics } from "./magics/magic.js"
import { Output } from "./output.js"
import { answers } from "./requests/index.js"
import type { RequestParts } from "./requests/kind.js"
import type { Request } from "./wire/message.js"
import type { Wire } from "./wire/wire.js"

export interface SessionOptions {
  readonly createEngine: EngineFactory
  readonly magics: Magics
}

/** @returns when the kernel was shut down */
export async function runSession(wire: Wire, options: SessionOptions): Promise<void> {
  const session = new Session(wire, options)
  await new Promise<void>((shutdown) => {
    const interrupt = (): void => session.interrupts.take()
    process.on("SIGINT", interrupt)
    wire.listen({ request: (request) => session.take(request), interrupt, shutdown })
  })
  await session.close()
}

class Session {
  readonly interrupts: Interrupts
  readonly #wire: Wire
  readonly #cells = new Cells()
  readonly #output: Output
  readonly #execution: Execution
  readonly #parts: RequestParts
  readonly #engine: Promise<CellEngine>
  #release = (): void => {}

  constructor(wire: Wire, { createEngine, magics }: SessionOptions) {
    const cells = this.#cells
    const history = new History()
    const comms = new CommManager(wire, cells)
    const carried = new Carried(cells)
    const context: DisplayContext = {
      comms,
      get isAttended() {
        return cells.current?.allowsInput ?? false
      },
      once: (key) => carried.once(key),
    }
    const output = new Output(wire, cells)
    this.#wire = wire
    this.#output = output
    this.interrupts = new Interrupts(wire.shared)
    this.#engine = this.#load(createEngine)
    const engine = (): Promise<CellEngine> => this.#engine
    const { interrupts } = this
    this.#execution = new Execution({ wire, cells, output, history, interrupts, magics, carried, context, engine })
    this.#parts = { comms, history, magics, engine }
    installGlobals({ output, cells, comms, context, input: new Input(wire, cells) })
    this.#guard()
  }

  take(request: Request): void {
    if (request.header.msg_type === "execute_request") this.#execution.add(request)
    else void this.#answer(request)
  }

  async close(): Promise<void> {
    this.interrupts.abandon()
    // what ran says its last word, a training its checkpoint
    await new Promise((resolve) => setTimeout(resolve, 100))
    await this.#engine.then((engine) => engine.close()).catch(() => {})
    await this.#wire.close()
    this.#release()
  }

  async #answer(request: Request): Promise<void> {
    const answer = answers[request.header.msg_type]
    this.#wire.status(true, request, false)
    const result = await this.interrupts.run(request, async (signal) => {
      if (!answer) throw new NotSupported(`This kernel does not know ${request.header.msg_type}.`)
      return { status: "ok", ...(await answer(request, this.#parts, signal)) }
    })
    const hasReply = request.header.msg_type.endsWith("_request")
    if (hasReply) this.#wire.reply(request, { ...result })
    this.#wire.status(false, request, false)
  }

  /** Loads the language behind the sockets. An interrupt must not break it. */
  async #load(create: EngineFactory): Promise<CellEngine> {
    const release = this.#wire.shared.hold()
    // sockets first: whoever waits for the kernel has an answer before the language is there
    await new Promise(setImmediate)
    try {
      return await create({
        declarations: DECLARATIONS,
        shield: (work) => this.#wire.shared.shield(work),
        stoppable: (work) => this.interrupts.stoppable(work),
        show: (bundle, options) => this.#output.show(bundle, options),
      })
    } finally {
      release()
    }
  }

  /** What happens behind a cell's back is shown and ends nothing. */
  #guard(): void {
    capture((name, text) => this.#output.print(name, text))
    keepStandardStreams()
    const tell = (about: string) => (thrown: unknown) =>
      this.#output.print("stderr", `${about}\n${failureOf(thrown).traceback.join("\n")}\n`)
    process.on("unhandledRejection", tell("A promise was rejected, and nobody took the error:"))
    process.on("uncaughtException", tell("An error was thrown outside of any cell:"))
    this.#engine.catch(() => {})
    const exit = process.exit
    this.#release = () => {
      process.exit = exit
    }
    process.exit = ((code?: number) => {
      throw new NotSupported(
        `process.exit(${code ?? ""}) would end the notebook's kernel. Shut it down from the notebook's menu instead.`,
      )
    }) as typeof process.exit
  }
}

class NotSupported extends Error {
  override readonly name = "NotSupported"
}
