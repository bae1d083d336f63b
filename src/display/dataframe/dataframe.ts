/**
 * Tables as interactive dataframes: sorted, filtered, searched and paged; what a reader chooses comes back to the notebook.
 *
 * A table of any size is shown by its pages, computed here and asked for by the browser. Its HTML works without a kernel, on
 * the first rows; a front end without anywidget, a notebook without its kernel, an exported and an untrusted one show that.
 * The widget is an output of its own behind it, and in the browser takes its place while there is a kernel that answers.
 */
import { randomUUID } from "node:crypto"
import { type ColumnTable, table as columnTable } from "arquero"
import { type Html, html } from "../../html.js"
import { BESIDE, DISPLAY, type Displayable, type DisplayContext, type MimeBundle } from "../bundle.js"
import { callScript, libraryScript } from "../library.js"
import { type Traits, Widget } from "../widget.js"
import { cellText, visible } from "./cell.js"
import { count, tableMarkup } from "./markup.js"
import { plainTable } from "./plain.js"
import { EVERYTHING, Queried, readQuery } from "./query.js"
import { inSlices, type Work } from "./slices.js"
import { isTable, sourceOf } from "./source.js"
import type { ColumnKind } from "./summary.js"

export interface TableOptions {
  /** Above the table. __Default:__ its size. */
  readonly title?: string
  /** Rows of a page: 10, 25, 50 or 100. __Default:__ 10 */
  readonly pageSize?: 10 | 25 | 50 | 100
  /**
   * Does the table talk with the kernel: pages of all its rows, and a selection that comes back? Without it, it is as in an
   * exported notebook: its first rows, sorted and filtered in the browser. `when-large`: where its HTML can not hold all
   * rows; a table that is shown and not kept has no use for a selection. __Default:__ true
   */
  readonly live?: boolean | "when-large"
}

type SelectionListener = (selection: ColumnTable) => void

interface Column {
  readonly name: string
  readonly kind: ColumnKind
}

/** A cell without a kernel: its text, and for numbers and dates what it is sorted by. */
type SavedCell = string | null | readonly [text: string, value: number]

type TableState = Traits & {
  /** Which HTML it stands for. */
  readonly twin: string
  readonly markup: string
  readonly columns: readonly Column[]
  readonly pageSize: number
  readonly size: number
  readonly selected: readonly [count: number, choices: number]
}

interface Page {
  readonly matching: number
  readonly rows: readonly {
    readonly row: number
    readonly chosen: boolean
    readonly cells: readonly (string | null)[]
  }[]
}

/** Rows, and characters of their cells, that an output's HTML carries: notebooks are saved and sent with them. */
const SAVED_ROWS = 1_000
const SAVED_CHARACTERS = 150_000
const LONGEST_PAGE = 1_000

export class Dataframe implements Displayable {
  private readonly queried: Queried
  private readonly chosen_N: Uint8Array
  private chosenCount = 0
  /** How often rows were chosen: the same number of rows may be others. */
  private choices = 0
  private readonly listeners = new Set<SelectionListener>()
  private widget: Widget<TableState> | undefined
  /** What the browser asked last: one is answered after the other, and the notebook's other requests meanwhile. */
  private turn: Promise<void> = Promise.resolve()
  /** What its HTML and its widget know each other by. */
  private readonly twin = randomUUID()

  constructor(
    readonly table: ColumnTable,
    private readonly options: TableOptions = {},
  ) {
    this.queried = new Queried(sourceOf(table))
    this.chosen_N = new Uint8Array(this.queried.source.size)
  }

  /** The rows that are chosen at this moment, in the table's order. */
  get selection(): ColumnTable {
    const rows: number[] = []
    for (let row = 0; row < this.chosen_N.length; row++) if (this.chosen_N[row]) rows.push(row)
    return this.queried.source.pick(rows)
  }

  /**
   * Calls back when the reader has chosen other rows.
   *
   * @returns what ends it
   * @example const end = view.onSelection((rows) => console.log(rows.numRows()))
   */
  onSelection(listener: SelectionListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Chooses rows by their place in the table, instead of those chosen before. @throws RangeError for a row that is not there */
  select(rows: Iterable<number>): void {
    const all = [...rows]
    const wrong = all.find((row) => !Number.isInteger(row) || row < 0 || row >= this.chosen_N.length)
    if (wrong !== undefined) throw new RangeError(`there is no row ${wrong}: the table has ${this.chosen_N.length}`)
    this.chosen_N.fill(0)
    for (const row of all) this.chosen_N[row] = 1
    this.selected()
  }

  [DISPLAY](context?: DisplayContext): MimeBundle {
    const rows = this.savedRows()
    const { live = true } = this.options
    const isLive = live === "when-large" ? rows.length < this.queried.source.size : live
    return {
      "text/html": this.html(rows, context),
      "text/plain": plainTable(this.queried),
      // VS Code says of a widget whose kernel is gone that it can not be shown, unless there is something else to show
      ...(context?.isAttended && isLive && { [BESIDE]: { ...this.opened(context).view, "text/html": "" } }),
    }
  }

  private get title(): string {
    const { size, names } = this.queried.source
    return this.options.title ?? `Table of ${count(size)} rows and ${count(names.length)} columns`
  }

  private get pageSize(): number {
    return this.options.pageSize ?? 10
  }

  private markup(id: string): Html {
    return tableMarkup({ id, title: this.title, queried: this.queried, rows: this.pageSize })
  }

  private get columns(): Column[] {
    return this.queried.source.names.map((name, i) => ({ name: visible(name), kind: this.queried.summary(i).kind }))
  }

  /** Stands alone: the first rows, and the script where no other output of the notebook carries it. */
  private html(rows: readonly SavedCell[][], context: DisplayContext | undefined): string {
    const id = `glossator-${randomUUID()}`
    const { columns, pageSize, twin } = this
    const state = { columns, pageSize, size: this.queried.source.size, rows, twin }
    return html`${libraryScript("table", context)}${this.markup(id)}${callScript("table", "show", id, [state])}`.text
  }

  private savedRows(): SavedCell[][] {
    const { source } = this.queried
    const rows: SavedCell[][] = []
    for (let row = 0, used = 0; row < Math.min(source.size, SAVED_ROWS); row++) {
      const cells = source.names.map((_, i) => this.savedCell(i, row))
      used += cells.reduce((sum, cell) => sum + JSON.stringify(cell).length, 0)
      if (used > SAVED_CHARACTERS && row >= this.pageSize) break
      rows.push(cells)
    }
    return rows
  }

  private savedCell(column: number, row: number): SavedCell {
    const value = this.queried.source.value(column, row)
    const text = cellText(value, this.queried.summary(column))
    const { kind } = this.queried.summary(column)
    return text !== null && (kind === "number" || kind === "date") ? [text, Number(value)] : text
  }

  private opened({ comms }: DisplayContext): Widget<TableState> {
    if (this.widget?.isOpen) return this.widget
    const { size } = this.queried.source
    this.widget = new Widget<TableState>(comms, {
      id: "glossator.Table",
      draws: "table",
      state: {
        twin: this.twin,
        markup: this.markup(`glossator-${randomUUID()}`).text,
        columns: this.columns,
        pageSize: this.pageSize,
        size,
        selected: [this.chosenCount, this.choices],
      },
      onMessage: (content) => {
        this.turn = this.turn.then(() => this.answer(content))
        return this.turn
      },
    })
    return this.widget
  }

  private async answer(content: unknown): Promise<void> {
    const { ask, id, ...asked } = (content ?? {}) as Record<string, unknown>
    try {
      if (ask === "page") this.widget!.send({ answer: id, page: await this.page(asked) })
      else if (ask === "select" || ask === "select-matching") {
        this.choose(ask === "select" ? asked.rows : await inSlices(this.matching(asked.query)), asked.chosen === true)
        this.widget!.send({ answer: id })
      } else throw new RangeError(`the table knows no message "${String(ask)}"`)
    } catch (error) {
      this.widget!.send({ answer: id, error: error instanceof Error ? error.message : String(error) })
    }
  }

  private matching(query: unknown): Work<Uint32Array> {
    return this.queried.rows(query === undefined ? EVERYTHING : readQuery(query, this.queried.source.names.length))
  }

  private async page({ start, length, query }: Readonly<Record<string, unknown>>): Promise<Page> {
    const { source } = this.queried
    const { names } = source
    const rows = await inSlices(this.matching(query))
    if (!Number.isInteger(start) || !Number.isInteger(length) || (length as number) > LONGEST_PAGE)
      throw new RangeError(`a page has a start and at most ${LONGEST_PAGE} rows`)
    const shown = rows.subarray(Math.max(0, start as number), Math.max(0, start as number) + (length as number))
    return {
      matching: rows.length,
      rows: Array.from(shown, (row) => ({
        row,
        chosen: this.chosen_N[row] === 1,
        cells: names.map((_, i) => cellText(source.value(i, row), this.queried.summary(i))),
      })),
    }
  }

  private choose(rows: unknown, chosen: boolean): void {
    if (!(Array.isArray(rows) || rows instanceof Uint32Array)) throw new RangeError("rows to choose are a list")
    const { length } = this.chosen_N
    for (const row of rows as Iterable<unknown>)
      if (typeof row === "number" && Number.isInteger(row) && row >= 0 && row < length)
        this.chosen_N[row] = chosen ? 1 : 0
    this.selected()
  }

  private selected(): void {
    this.chosenCount = this.chosen_N.reduce((sum, one) => sum + one, 0)
    this.widget?.set({ selected: [this.chosenCount, ++this.choices] })
    for (const listener of this.listeners) listener(this.selection)
  }
}

/**
 * A table that can be sorted, filtered, searched and paged in a notebook.
 *
 * @param rows an arquero table, or rows as objects
 * @returns a value that shows itself as a cell's result; keep it in a variable for its `selection`
 * @throws TypeError for what is neither
 * @example table([{ n: 1 }, { n: 2 }]).selection.numRows() // 0
 */
export function table(rows: ColumnTable | Iterable<object>, options: TableOptions = {}): Dataframe {
  if (isTable(rows)) return new Dataframe(rows, options)
  if (typeof rows === "object" && rows !== null && Symbol.iterator in rows)
    return new Dataframe(joined([...rows]), options)
  throw new TypeError(TAKES)
}

const TAKES = "table(rows) takes an arquero table or a list of objects"

/** Rows as columns: those of any row, in the order in which they first occur; null where a row lacks one. */
function joined(rows: readonly object[]): ColumnTable {
  const names = new Set<string>()
  for (const [at, row] of rows.entries()) {
    if (typeof row !== "object" || row === null)
      throw new TypeError(`${TAKES}; row ${at + 1} is ${row === null ? "null" : `a ${typeof row}`}`)
    for (const name of Object.keys(row)) names.add(name)
  }
  const heldBy = (row: object, name: string): unknown =>
    Object.hasOwn(row, name) ? (row as Readonly<Record<string, unknown>>)[name] : null
  return columnTable([...names].map((name) => [name, rows.map((row) => heldBy(row, name))]))
}
