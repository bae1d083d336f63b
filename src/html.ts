/**
 * HTML by tagged template: every value is escaped unless it is HTML itself. Models and authors write into these pages, so
 * nothing is ever put together from strings. On the floor, because two layers make pages: handbooks and reports.
 */
import { createHash } from "node:crypto"
import { printable } from "./diagnostic.js"

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

/** Content as HTML text. */
export function rendered(value: Content): string {
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

/** A whole document that needs nothing but itself: its policy lets no other script run and loads nothing. */
export interface Page {
  readonly title: string
  readonly style: string
  readonly body: Html
  /** In their order, at the end of the body. */
  readonly scripts: readonly string[]
  /** Data of the scripts, as made by `jsonBlock`. */
  readonly data?: Html
  /** Allows `style` attributes and images of the page's own; a page without drawings needs neither. */
  readonly draws?: boolean
}

export function pageText({ title, style, body, scripts, data, draws }: Page): string {
  const policy = [
    "default-src 'none'",
    `style-src ${draws ? "'unsafe-inline'" : hashOf(style)}`,
    ...(draws ? ["img-src data: blob:"] : []),
    `script-src ${scripts.length > 0 ? scripts.map(hashOf).join(" ") : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ")
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
${data ?? ""}
${scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`
