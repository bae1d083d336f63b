/** Where things stand, as diagnostics and fixes tell it. */
import type { Fix, Place } from "../diagnostic.js"
import type { Span } from "../text.js"
import type { AnyStatement } from "./ast.js"
import type { Item } from "./scope.js"

export const placeOf = ({ source, node }: Item<{ readonly span: Span }>): Place => placeAt({ source }, node.span)
/** With a span of its own: those of a tree may be used up with it, and a place outlives the tree. */
export const placeAt = ({ source }: Pick<Item<unknown>, "source">, { start, end }: Span): Place => ({
  source,
  span: { start, end },
})
export const writing = (text: string, { start, end }: Span): Fix => ({
  title: text.includes('"') ? `Write ${text}` : `Write "${text}"`,
  edits: [{ span: { start, end }, text }],
})
/** Where a statement begins: its keyword. */
export const keywordSpan = ({ span, kind }: AnyStatement): Span => ({
  start: span.start,
  end: span.start + kind.length,
})
