/** Diagnostics in a notebook: each opens to its frame, its way out and the lines that it speaks of. */
import type { Diagnostic } from "../diagnostic.js"
import { frame } from "../diagnostic.js"
import { type Html, html } from "../html.js"
import type { LineLink } from "./answer.js"

/** More are no help to anybody. */
const MOST_SHOWN = 50

/** @param lineLink to a line of the text that the view shows */
export function diagnosticsHtml(diagnostics: readonly Diagnostic[], lineLink: LineLink): Html {
  const left = diagnostics.length - MOST_SHOWN
  return html`<ul class="finding-list">${diagnostics.slice(0, MOST_SHOWN).map((one) => itemHtml(one, lineLink))}</ul>
${left > 0 && html`<p class="quiet">… and ${left} more</p>`}`
}

function itemHtml({ code, severity, message, place, notes, help }: Diagnostic, lineLink: LineLink): Html {
  return html`<li class="${severity}"><details open><summary><span class="severity">${severity}</span> ${message}</summary>
${place && placeHtml(place, lineLink)}
${notes.map((note) => html`<p>${note.message}</p>${placeHtml(note.place, lineLink)}`)}
${help !== "" && html`<p>${help}</p>`}
<p class="quiet"><code>${code}</code></p></details></li>\n`
}

function placeHtml(place: NonNullable<Diagnostic["place"]>, lineLink: LineLink): Html {
  const { line } = place.source.position(place.span.start)
  const [, ...lines] = frame(place)
  return html`<p class="quiet">${lineLink({ path: place.source.path, line })}</p>${lines.length > 0 && html`<pre>${lines.join("\n")}</pre>`}`
}
