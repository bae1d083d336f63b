/** Tables of numbers as HTML. */
import type { ColumnTable } from "arquero"
import { type Content, Html, html, rendered } from "../html.js"

export interface Column {
  readonly name: string
  readonly heading: Content
  /** Numbers stand at the right. */
  readonly number?: boolean
  readonly cell?: (value: unknown, row: Readonly<Record<string, unknown>>) => Content
}

/** A table that scrolls by itself when the page is narrow; the first column is the heading of its row. */
export function tableOf(table: ColumnTable, columns: readonly Column[], caption: Content): Html {
  const rows = table.objects() as Record<string, unknown>[]
  const align = ({ number }: Column): Content => (number ? html` class="number"` : "")
  const label = rendered(caption).replace(/<[^>]*>/g, "")
  return html`<div class="table" role="region" aria-label="${new Html(label)}" tabindex="0"><table>
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${align(column)}>${column.heading}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${columns.map((column, i) => {
        const value = column.cell ? column.cell(row[column.name], row) : (row[column.name] as Content)
        return i === 0 ? html`<th scope="row"${align(column)}>${value}</th>` : html`<td${align(column)}>${value}</td>`
      })}</tr>\n`,
  )}</tbody>
</table></div>`
}
