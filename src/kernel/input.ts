/** Asking the user from within a cell: the code waits where it asks. */
import type { Cells } from "./cell.js"
import { Interrupted } from "./interrupts.js"
import type { Wire } from "./wire/wire.js"

export class Input {
  readonly #wire: Wire
  readonly #cells: Cells

  constructor(wire: Wire, cells: Cells) {
    this.#wire = wire
    this.#cells = cells
  }

  /** @throws Interrupted; Error where the front end can not be asked, as when a notebook is run by a program */
  ask(prompt: string, password = false): string {
    const cell = this.#cells.current
    if (!cell?.allowsInput)
      throw new Error("Nobody can answer here: this notebook is run by a program, or the cell has ended.")
    const answer = this.#wire.ask(cell.request, prompt, password)
    if (answer === undefined) throw new Interrupted("The cell was interrupted.")
    return answer
  }
}
