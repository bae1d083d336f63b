/** Tables in Markdown: rows of cells between bars, the header first. */
import { trim } from "./piece.js"

/** @returns rows of cells without the white space around them; undefined for a text that is no table */
export function tableIn(markdown: string): string[][] | undefined {
  const rows: string[][] = []
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    const text = trim(line)
    if (text === "") continue
    const cells = cellsOf(text)
    if (cells.length < 2 && !text.startsWith("|")) return undefined
    rows.push(cells)
  }
  const rule = rows[1]
  if (rule?.every((cell) => /^:?-+:?$/.test(cell))) rows.splice(1, 1)
  return rows.length > 0 ? rows : undefined
}

/** A bar at the begin or end of a line belongs to no cell; `\|` is a bar inside a cell. */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  let cell = ""
  for (let i = line.startsWith("|") ? 1 : 0; i < line.length; i++) {
    const sign = line[i]!
    if (sign === "\\" && line[i + 1] === "|") {
      cell += "|"
      i++
    } else if (sign === "|") {
      cells.push(trim(cell))
      cell = ""
      if (i === line.length - 1) return cells
    } else cell += sign
  }
  cells.push(trim(cell))
  return cells
}
