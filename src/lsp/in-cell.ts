/**
 * Guidelines that are cells of a notebook: compiled, completed and explained as in an editor, without an editor's protocol.
 * Offsets are UTF-16 units in the cell's guideline.
 */
import type { Loaded } from "../compile/load.js"
import { completion } from "./completion.js"
import type { Opened } from "./feature.js"
import { hover } from "./hover.js"
import { offsetOf } from "./places.js"
import { Workspace } from "./workspace.js"

export interface CellCompletions {
  readonly matches: readonly { readonly text: string; readonly detail?: string }[]
  readonly start: number
  readonly end: number
}

export class CellGuidelines {
  readonly #workspace = new Workspace(() => true)

  /** @param path of a file that need not be there: what the cell uses is looked for beside it */
  load(path: string, text: string): Loaded {
    this.#workspace.set(path, text)
    this.#workspace.refresh()
    return this.#workspace.guideline(path).loaded
  }

  complete(path: string, text: string, offset: number): CellCompletions {
    const opened = this.#open(path, text)
    if (!opened) return { matches: [], start: offset, end: offset }
    const typed = (start: number): string => text.slice(start, offset).toLowerCase()
    const { items } = completion(opened, offset, false)
    const edits = items.flatMap(({ textEdit, detail }) => {
      if (!textEdit || !("range" in textEdit)) return []
      const { start, end } = textEdit.range
      return [
        { text: textEdit.newText, detail, start: offsetOf(opened.source, start), end: offsetOf(opened.source, end) },
      ]
    })
    const [first] = edits
    if (!first) return { matches: [], start: offset, end: offset }
    // an editor filters what it is given; a notebook shows it all
    const fitting = edits.filter((one) => one.text.toLowerCase().startsWith(typed(one.start)))
    return {
      matches: fitting.map((one) => ({ text: one.text, ...(one.detail !== undefined && { detail: one.detail }) })),
      start: first.start,
      end: first.end,
    }
  }

  /** @returns Markdown about what stands there */
  inspect(path: string, text: string, offset: number): string | undefined {
    const opened = this.#open(path, text)
    const contents = opened && hover(opened, offset)?.contents
    return contents && typeof contents === "object" && "value" in contents ? contents.value : undefined
  }

  #open(path: string, text: string): Opened | undefined {
    if (this.#workspace.text(path) !== text) this.#workspace.set(path, text)
    const guideline = this.#workspace.guideline(path)
    const tree = guideline.trees.find(({ source }) => source.path === path)
    // compiled once, so that a hover tells what the model reads
    if (guideline.read.meaning) void guideline.loaded
    return tree && { workspace: this.#workspace, guideline, tree, source: tree.source, uriFor: (name) => name }
  }
}
