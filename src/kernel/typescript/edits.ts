/** Edits of a text that are collected first and made at once, and the way back from the new text to the old one. */

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export class Edits {
  readonly text: string
  readonly #edits: Edit[] = []
  #around = { before: "", after: "" }

  constructor(text: string) {
    this.text = text
  }

  /** Around the whole text, outside of all that is inserted. */
  wrap(before: string, after: string): void {
    this.#around = { before, after }
  }

  /** Two insertions at one place appear in the order of the calls, before what replaces the text that begins there. */
  insert(at: number, text: string): void {
    this.#edits.push({ start: at, end: at, text })
  }

  /** What is replaced twice, the outer replacement takes. */
  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text })
  }

  apply(): Edited {
    const sorted = this.#edits
      .map((edit, order) => ({ edit, order }))
      .sort((a, b) => a.edit.start - b.edit.start || isReplacement(a.edit) - isReplacement(b.edit) || a.order - b.order)
    const pieces: string[] = []
    /** Where pieces of the old text begin, in the new text and in the old one. */
    const kept: { at: number; from: number }[] = []
    let length = 0
    let done = 0
    const push = (piece: string) => {
      pieces.push(piece)
      length += piece.length
    }
    push(this.#around.before)
    for (const { edit } of sorted) {
      if (edit.start < done) continue
      kept.push({ at: length, from: done })
      push(this.text.slice(done, edit.start))
      kept.push({ at: length, from: edit.start })
      push(edit.text)
      done = edit.end
    }
    kept.push({ at: length, from: done })
    push(this.text.slice(done))
    push(this.#around.after)
    return new Edited(pieces.join(""), this.text, kept)
  }
}

const isReplacement = (edit: Edit): number => (edit.end > edit.start ? 1 : 0)

export class Edited {
  readonly text: string
  readonly #old: string
  readonly #kept: readonly { at: number; from: number }[]

  constructor(text: string, old: string, kept: readonly { at: number; from: number }[]) {
    this.text = text
    this.#old = old
    this.#kept = kept
  }

  /** Where a place of the new text was in the old one, lines and columns from 0; in what was put in: where that was put. */
  before(line: number, column: number): { line: number; column: number } {
    const at = offsetOf(this.text, line) + column
    let low = 0
    let high = this.#kept.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#kept[middle]!.at <= at) low = middle
      else high = middle - 1
    }
    const next = this.#kept[low + 1]?.from ?? this.#old.length
    const offset = Math.min(this.#kept[low]!.from + at - this.#kept[low]!.at, next)
    const above = this.#old.slice(0, offset)
    return { line: above.split("\n").length - 1, column: offset - (above.lastIndexOf("\n") + 1) }
  }
}

function offsetOf(text: string, line: number): number {
  let at = 0
  for (let i = 0; i < line; i++) at = text.indexOf("\n", at) + 1
  return at
}
