/**
 * What a page needs once, such as a library that charts are drawn with: which cell's output carries it.
 *
 * A cell that runs again, or is deleted, loses its output and with it what that carried; the next output that needs it carries it
 * then. Front ends name the cells in their requests; where one does not, its cells carry things for good.
 */
import type { Cells } from "./cell.js"
import type { Request } from "./wire/message.js"

export class Carried {
  readonly #cells: Cells
  /** Key to the cell, by the front end's name of it. */
  readonly #carriers = new Map<string, unknown>()

  constructor(cells: Cells) {
    this.#cells = cells
  }

  /** @returns whether the running cell's output has to carry it */
  once(key: string): boolean {
    if (this.#carriers.has(key)) return false
    this.#carriers.set(key, this.#cells.current?.request.metadata.cellId)
    return true
  }

  /** A cell is about to run: its former output, and those of deleted cells, are gone. */
  begin({ metadata: { cellId, deletedCells } }: Request): void {
    const gone = new Set(
      [cellId, ...(Array.isArray(deletedCells) ? deletedCells : [])].filter((id) => typeof id === "string"),
    )
    for (const [key, cell] of this.#carriers) if (gone.has(cell as string)) this.#carriers.delete(key)
  }
}
