/** What cells show: bundles, updates, printed text, errors. Everything knows the cell that it belongs to. */
import { randomUUID } from "node:crypto"
import { inspect } from "node:util"
import { BESIDE, type DisplayContext, type MimeBundle } from "../display/bundle.js"
import { displayOf } from "../display/display-of.js"
import type { Cells } from "./cell.js"
import type { CellError } from "./engine.js"
import type { Parent, StreamName } from "./wire/message.js"
import type { Wire } from "./wire/wire.js"

export interface ShowOptions {
  /** What is shown under an id can be replaced. */
  readonly id?: string
  /** Replace what is shown under the id, wherever that is. */
  readonly update?: boolean
}

export class Output {
  readonly #wire: Wire
  readonly #cells: Cells
  /** What was shown under these ids has an output beside it. */
  readonly #doubled = new Set<string>()

  constructor(wire: Wire, cells: Cells) {
    this.#wire = wire
    this.#cells = cells
  }

  show(bundle: MimeBundle, { id, update = false }: ShowOptions = {}): void {
    const transient = id === undefined ? {} : { display_id: id }
    const content = { data: textual(bundle), metadata: {}, transient }
    this.#wire.publish(update ? "update_display_data" : "display_data", content, this.#parent)
    // a value that replaces one with an output beside it replaces that, too
    const beside = bundle[BESIDE] ?? (update && this.#doubled.has(id ?? "") ? NOTHING : undefined)
    if (!beside) return
    this.show(beside, id === undefined ? {} : { id: `${id}-beside`, update })
    if (id !== undefined) this.#doubled.add(id)
  }

  result(bundle: MimeBundle, count: number): void {
    const content = { data: textual(bundle), metadata: {}, execution_count: count }
    this.#wire.publish("execute_result", content, this.#parent)
    if (bundle[BESIDE]) this.show(bundle[BESIDE])
  }

  /** @param wait clears only once something else is shown, so that nothing flickers */
  clear(wait: boolean): void {
    this.#wire.publish("clear_output", { wait }, this.#parent)
  }

  /** Shows something aside: in a pager, where the front end has one. */
  page(bundle: MimeBundle): void {
    this.#cells.current?.payload.push({ source: "page", data: textual(bundle), start: 0 })
  }

  print(name: StreamName, text: string): void {
    if (text !== "") this.#wire.stream(name, text, this.#parent)
  }

  error({ ename, evalue, traceback }: CellError): void {
    this.#wire.publish("error", { ename, evalue, traceback }, this.#parent)
  }

  get #parent(): Parent | undefined {
    return this.#cells.current?.request
  }
}

/** An output that takes no room. */
const NOTHING: MimeBundle = { "text/html": "", "text/plain": "" }

/** Images may be given as bytes; in a message they are base64. */
const textual = (bundle: MimeBundle): MimeBundle =>
  Object.fromEntries(
    Object.entries(bundle).map(([type, content]) => [type, content instanceof Uint8Array ? base64(content) : content]),
  )

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64")

/** @returns what a value shows of itself, at once where it can; else how Node prints it */
export function bundleOf(value: unknown, context: DisplayContext): MimeBundle | Promise<MimeBundle> {
  return (
    displayOf(value, context) ?? {
      "text/plain": typeof value === "string" ? inspect(value) : inspect(value, { maxArrayLength: 100 }),
    }
  )
}

export const newId = (): string => randomUUID()
