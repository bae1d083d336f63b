/** A table as Markdown, its first row as the header. */
import type { Value } from "../../value.js"

/** A bar or a line end inside a cell would be taken for the table's own. */
const cell = (value: Value): string =>
  (typeof value === "string" ? value : JSON.stringify(value)).replaceAll("|", "\\|").replace(/\s+/g, " ").trim()

export function markdownTable(rows: readonly (readonly Value[])[]): string {
  const [header = [], ...body] = rows
  const line = (cells: readonly Value[]) => `| ${cells.map(cell).join(" | ")} |`
  const columns = Math.max(0, ...rows.map((row) => row.length))
  return [line(header), `| ${Array.from({ length: columns }, () => "---").join(" | ")} |`, ...body.map(line)].join("\n")
}
