/**
 * Parsing while somebody types: the same result as parsing the whole text, for the price of what changed.
 *
 * Only the lines that changed are cut into statements anew. A statement that parsed without a problem is a matter of its
 * own text alone, so it is kept with its lines; those with a problem may depend on their neighbours, and are parsed again.
 */
import { type Cut, cut } from "../../grammar/cut.js"
import type { Source } from "../text.js"
import { LARGEST_FILE, type Parsed, parse } from "./parse.js"

/** The trees that it gives are never changed, but for those that were released. */
export class ParseCache {
  readonly #files = new Map<string, { readonly parsed: Parsed; readonly lines: Cut }>()
  readonly #released = new Set<string>()

  /** Identical to `parse`; quick where the text is nearly that of the last call for the same path. */
  parse(source: Source): Parsed {
    if (source.text.length > LARGEST_FILE) return parse(source)
    const isLast = this.#released.delete(source.path)
    const last = this.#files.get(source.path)
    if (last?.parsed.tree.source.text === source.text) return last.parsed
    const lines = cut(source.text, last?.lines)
    const parsed = parse(source, lines, isLast)
    this.#files.set(source.path, { parsed, lines })
    return parsed
  }

  /** Nobody looks any more at a tree that was given for the path: the next one is made out of it, which is quicker. */
  release(path: string): void {
    this.#released.add(path)
  }

  forget(path: string): void {
    this.#files.delete(path)
    this.#released.delete(path)
  }
}
