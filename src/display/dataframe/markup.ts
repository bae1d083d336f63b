/**
 * A table as HTML that says what it can without any script: its head with the summary of every column, and first rows.
 *
 * A notebook that is not trusted strips scripts and styles and keeps `style` attributes; so what has to be seen there is
 * written into those. The same elements are what the script turns into the interactive table.
 */
import { type Html, html } from "../../html.js"
import { cellText, numberText, visible, wholeText } from "./cell.js"
import type { Queried } from "./query.js"
import { type Bar, MOST_DISTINCT, type Summary } from "./summary.js"

/** Of these and more characters a cell shows the beginning, and the rest when it is opened. */
export const LONG_CELL = 120

export interface Markup {
  readonly id: string
  readonly title: string
  readonly queried: Queried
  /** First rows that are shown. */
  readonly rows: number
}

const LINE = "1px solid rgba(128,128,128,.35)"
const CELL = "padding:4px 10px;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere"

export function tableMarkup({ id, title, queried, rows }: Markup): Html {
  const { names, size } = queried.source
  const shown = Math.min(rows, size)
  const columns = names.map((_, i) => queried.summary(i))
  const align = (summary: Summary) => `text-align:${summary.kind === "number" ? "right" : "left"}`
  const body = Array.from({ length: shown }, (_, row) => [
    html`<tr>${columns.map(
      (summary, i) =>
        html`<td style="${CELL};border-top:${LINE};${align(summary)}">${cellMarkup(cellText(queried.source.value(i, row), summary))}</td>`,
    )}</tr>\n`,
  ])
  return html`<div class="glossator-table" id="${id}" data-lm-suppress-shortcuts="true">
<div class="gl-scroll" style="overflow-x:auto" role="group" aria-label="${visible(title)}" tabindex="0">
<table style="border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;margin:0">
<caption style="text-align:left;caption-side:top;padding:4px 0">${visible(title)}</caption>
<thead>
<tr class="gl-names">${names.map((name, i) => html`<th scope="col" style="padding:6px 10px;vertical-align:bottom;${align(columns[i]!)}"><span class="gl-name">${visible(name)}</span></th>`)}</tr>
<tr class="gl-summaries">${columns.map((summary) => html`<td style="padding:2px 10px 6px;vertical-align:bottom;font-weight:400;${align(summary)}">${summaryMarkup(summary, size)}</td>`)}</tr>
</thead>
<tbody>
${body}</tbody>
</table>
</div>
<p class="gl-rest" style="margin:4px 0;font-size:12px;opacity:.8">${restOf(shown, size, names.length)}</p>
</div>`
}

const restOf = (shown: number, size: number, columns: number): string =>
  `${shown < size ? `First ${count(shown)} of ${count(size)} rows` : plural(size, "row")}, ${plural(columns, "column")}`

export const count = (number: number): string => number.toLocaleString("en-US")
const plural = (number: number, noun: string): string => `${count(number)} ${noun}${number === 1 ? "" : "s"}`

export function cellMarkup(text: string | null): Html {
  if (text === null) return html`<i style="opacity:.75">missing</i>`
  if (text.length < LONG_CELL && !text.includes("\n")) return html`${text}`
  const start = text.slice(0, 80).split("\n", 1)[0]!
  return html`<details><summary>${start.replace(/[\ud800-\udbff]$/, "")}…</summary>${text}</details>`
}

function summaryMarkup(summary: Summary, size: number): Html {
  const { kind, missing, distinct, range } = summary
  const of = distinct === undefined ? `over ${count(MOST_DISTINCT)} distinct` : `${count(distinct)} distinct`
  return html`${barsMarkup(summary)}<span style="display:block;font-size:11px;opacity:.85;white-space:nowrap">${kind === "other" ? "mixed" : kind}, ${of}</span><span style="display:block;font-size:11px;opacity:.85;white-space:nowrap">${range && html`${shownBound(range[0], summary)} – ${shownBound(range[1], summary)}`}${range && missing > 0 && ", "}${missing > 0 && `${share(missing, size)} missing`}${!range && missing === 0 && "none missing"}</span>`
}

const shownBound = (value: number, summary: Summary): string =>
  summary.kind === "date" ? wholeText(new Date(value), summary) : numberText(value, summary)

const share = (part: number, whole: number): string => {
  const percent = (100 * part) / whole
  return percent < 0.1 ? "< 0.1 %" : `${percent.toFixed(percent < 10 ? 1 : 0)} %`
}

/** Bars as boxes, because an untrusted notebook shows no SVG; to a screen reader they are one picture with its numbers. */
function barsMarkup({ bars, ...summary }: Summary): Html {
  if (bars.length === 0) return html`<span style="display:block;height:28px"></span>`
  const highest = Math.max(...bars.map((bar) => bar.count))
  const named = bars.map((bar) => `${barName(bar, summary)}: ${count(bar.count)}`)
  const one = (bar: Bar, i: number) =>
    html`<span title="${named[i]}" style="display:inline-block;width:6px;margin-right:1px;vertical-align:bottom;background:#4c86b8;height:${bar.count === 0 ? 0 : Math.max(1, Math.round((28 * bar.count) / highest))}px"></span>`
  return html`<span class="gl-bars" role="img" aria-label="Distribution: ${named.join("; ")}" style="display:block;height:28px;line-height:28px;white-space:nowrap;font-size:0">${bars.map(one)}</span>`
}

function barName({ from, to }: Bar, summary: Omit<Summary, "bars">): string {
  if (to === undefined) return visible(wholeText(from, summary)).slice(0, 60)
  return `${shownBound(from as number, { ...summary, bars: [] })} to ${shownBound(to, { ...summary, bars: [] })}`
}
