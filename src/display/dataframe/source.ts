/**
 * A table as the pages read it: rows by their place in it, columns by number. Knows arquero's tables and nothing of pages.
 *
 * Filters and orders of the table hold; groups are left out. Nothing of the data is copied.
 */
import type { ColumnTable } from "arquero"

export interface Source {
  readonly names: readonly string[]
  readonly size: number
  /** @param row 0 is the first row that the table shows */
  value(column: number, row: number): unknown
  /** All values of a column, where a loop reads them: the table's own list where it has one. */
  values(column: number): ArrayLike<unknown>
  /** The table with these rows only, in this order. */
  pick(rows: readonly number[]): ColumnTable
}

/** A table of any copy of arquero: a notebook may have installed its own. */
export function isTable(value: unknown): value is ColumnTable {
  const table = value as Partial<ColumnTable> | null
  return (
    table !== null &&
    typeof table === "object" &&
    ["numRows", "columnNames", "column", "indices", "reify"].every(
      (name) => typeof (table as unknown as Record<string, unknown>)[name] === "function",
    )
  )
}

export function sourceOf(table: ColumnTable): Source {
  const flat = table.isGrouped() ? table.ungroup() : table
  const names = flat.columnNames()
  const columns = names.map((name) => flat.column(name)!)
  const rows = flat.isFiltered() || flat.isOrdered() ? flat.indices(true) : undefined
  const value = rows
    ? (column: number, row: number) => columns[column]!.at(rows[row]!)
    : (column: number, row: number) => columns[column]!.at(row)
  return {
    names,
    size: flat.numRows(),
    value,
    values(column) {
      const own: unknown = columns[column]
      const isList = Array.isArray(own) || (ArrayBuffer.isView(own) && !(own instanceof DataView))
      if (isList && !rows) return own as ArrayLike<unknown>
      return Array.from({ length: flat.numRows() }, (_, row) => value(column, row))
    },
    pick: (chosen) => flat.reify(rows ? chosen.map((row) => rows[row]!) : [...chosen]),
  }
}

/** Values that say nothing: they sort behind all others and are counted as missing. */
export const isMissing = (value: unknown): value is null | undefined =>
  value === null || value === undefined || (typeof value === "number" && Number.isNaN(value))
