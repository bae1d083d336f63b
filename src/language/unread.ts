/** What could not be read of a guideline: lines with an error, and what they may have declared. */
import type { Source, Span } from "../text.js"
import type { AnyStatement } from "./ast.js"

export class Unread {
  /** Keywords of the lines that could not be read; undefined for one that had none. */
  readonly #lost = new Set<string | undefined>()
  /** Keywords of all lines with an error, understood or not: a name that they declare may be lost. */
  readonly #shaky = new Set<string>()
  readonly #words = new Set<string>()
  readonly #damaged = new Map<Source, Span[]>()
  /** A line that may have used a file was not understood. */
  mayUse = false

  note(node: AnyStatement, source: Source): void {
    if (node.damaged) {
      const spans = this.#damaged.get(source)
      if (spans) spans.push(node.span)
      else this.#damaged.set(source, [node.span])
      this.#shaky.add(node.kind)
    }
    if (node.kind === "broken") {
      this.#lost.add(node.keyword)
      if (node.keyword) this.#shaky.add(node.keyword)
      this.mayUse ||= node.mayUse
      for (const word of node.words) this.#words.add(word)
    }
  }

  /** To be called when all lines of a file have been noted. */
  noted(source: Source): void {
    this.#damaged.get(source)?.sort((a, b) => a.start - b.start)
  }

  /** Whether a line that could not be read may have been one of these. */
  mayBe(keyword: string): boolean {
    return this.#lost.has(undefined) || this.#lost.has(keyword)
  }

  /** Whether a name that such lines declare may be lost. */
  isShaky(keyword: string): boolean {
    return this.#shaky.has(keyword)
  }

  /** Whether the word stands in a line that could not be read. */
  has(word: string): boolean {
    return this.#words.has(word)
  }

  /** Whether the place lies in a line with an error. */
  covers(source: Source, { start }: Span): boolean {
    const spans = this.#damaged.get(source) ?? []
    let low = 0
    let high = spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (spans[middle]!.start <= start) low = middle + 1
      else high = middle
    }
    const before = spans[low - 1]
    return before !== undefined && start <= before.end
  }
}
