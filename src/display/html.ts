/**
 * HTML by tagged template: every value is escaped unless it is HTML itself. Models write into these pages, so nothing is
 * ever put together from strings.
 */
import type { ColumnTable } from "arquero"
import { printable } from "../diagnostic.js"

export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text
  }
}

export type Content = Html | string | number | null | undefined | false | readonly Content[]

/** @example html`<p title="${title}">${text}</p>` */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.map((piece, i) => piece + (i < values.length ? rendered(values[i]) : "")).join(""))
}

function rendered(value: Content): string {
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map((one: Content) => rendered(one)).join("")
  if (value === null || value === undefined || value === false) return ""
  return escapeHtml(String(value))
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** Safe in text and in quoted attributes; control and bidi characters and lone surrogates are shown as their code. */
export function escapeHtml(text: string): string {
  return printable(text)
    .replace(/\p{Surrogate}|\u061c/gu, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`)
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)
}

/** JSON inside a `<script type="application/json">`: nothing in it can end the element. */
export const jsonBlock = (id: string, value: unknown): Html =>
  new Html(
    `<script type="application/json" id="${escapeHtml(id)}">${JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}</script>`,
  )

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
