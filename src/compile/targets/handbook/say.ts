/**
 * What authors wrote, as HTML: escaped, and kept apart from the direction of the text around it, so that a name in Arabic
 * does not turn a sentence in English around.
 */
import { type Content, escapeHtml, Html, html } from "../../../html.js"

/** Signs that show nothing but join or part letters; the writing of some languages needs them. */
const JOINERS = /([\u00ad\u200c-\u200f])/

/** A text as it stands, in a line of other text. */
export const say = (text: string): Html => html`<bdi>${plain(text)}</bdi>`

export const plain = (text: string): Html =>
  new Html(
    text
      .split(JOINERS)
      .map((part, i) => (i % 2 === 1 ? part : escapeHtml(part)))
      .join(""),
  )

/** A text of several lines: an empty line begins a new paragraph. */
export const paragraphs = (text: string): Content =>
  text
    .split(/\n[ \t]*\n/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => html`<p dir="auto">${lines(paragraph.trim())}</p>\n`)

/** Line ends are kept. */
export const lines = (text: string): Content =>
  text.split("\n").map((line, i) => (i === 0 ? plain(line) : html`<br>${plain(line)}`))

/** A text as it stands, signs and spaces and all. */
export const verbatim = (text: string): Html => html`<pre dir="auto">${plain(text)}</pre>`
