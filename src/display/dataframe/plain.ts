/** A table as text for where nothing else can be shown: first rows, columns in line. */
import { codePointLength } from "../../text.js"
import { cellText } from "./cell.js"
import { count } from "./markup.js"
import type { Queried } from "./query.js"

const ROWS = 10
const WIDEST = 32
const WHOLE_LINE = 160

export function plainTable(queried: Queried): string {
  const { source } = queried
  const { names, size } = source
  const summaries = names.map((_, i) => queried.summary(i))
  const rows = Array.from({ length: Math.min(ROWS, size) }, (_, row) =>
    summaries.map((summary, i) => short(cellText(source.value(i, row), summary) ?? "missing")),
  )
  const heads = names.map(short)
  const widths = heads.map((head, i) => Math.max(...[head, ...rows.map((row) => row[i]!)].map(codePointLength)))
  const ends = widths.map((_, i) => widths.slice(0, i + 1).reduce((sum, width) => sum + width + 2, 0))
  const fits = Math.max(1, ends.filter((end) => end <= WHOLE_LINE).length)
  const line = (cells: readonly string[]) =>
    cells
      .slice(0, fits)
      .map((cell, i) => {
        const space = " ".repeat(widths[i]! - codePointLength(cell))
        return summaries[i]!.kind === "number" ? space + cell : cell + space
      })
      .join("  ")
      .trimEnd()
  const left = Math.max(0, names.length - fits)
  return [
    line(heads),
    ...rows.map(line),
    `${count(size)} rows, ${count(names.length)} columns${left > 0 ? ` (${left} not shown)` : ""}`,
  ].join("\n")
}

function short(text: string): string {
  const signs = [...text.slice(0, 4 * WIDEST).replace(/\s+/g, " ")]
  return signs.length > WIDEST ? `${signs.slice(0, WIDEST - 1).join("")}…` : signs.join("")
}
