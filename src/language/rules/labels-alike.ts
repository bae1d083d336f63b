/** Written forms of two labels that an answer could not tell apart, after the differences that `accept` lets pass. */

import type { Span } from "../../text.js"
import type { LabelStatement } from "../scope.js"
import { type Item, placeAt, type Scope } from "../scope.js"

interface Form {
  readonly label: LabelStatement
  readonly written: string
  readonly item: Item<unknown>
  readonly span: Span
}

export function labelsAlike(scope: Scope): void {
  const accepted = new Set(scope.of("accept").flatMap(({ node }) => node.names.map((n) => n.text)))
  const key = (text: string): string => {
    let folded = text
    if (accepted.has("any-case")) folded = folded.toLowerCase()
    if (accepted.has("any-hyphen")) folded = folded.replace(/[-_‐‑‒–—]/g, "-")
    if (accepted.has("any-spacing")) folded = folded.replace(/\s/g, "")
    return accepted.has("any-hyphen") && accepted.has("any-spacing") ? folded.replace(/-/g, "") : folded
  }
  const forms: Form[] = [...scope.labels.values()].map((item) => ({
    label: item.node,
    written: item.node.name.text,
    item,
    span: item.node.name.span,
  }))
  for (const item of scope.aliases) {
    for (const name of item.node.names) forms.push({ label: item.home, written: name.text, item, span: name.span })
  }
  const seen = new Map<string, Form>()
  for (const form of forms) {
    const first = seen.get(key(form.written))
    if (!first) seen.set(key(form.written), form)
    else if (first.label !== form.label && first.label.name.text !== form.label.name.text) {
      const facts = { one: form.written, other: first.written, name: first.label.name.text }
      scope.report("label-ambiguous", facts, form.item, form.span, {
        notes: [{ message: "the other one", place: placeAt(first.item, first.span) }],
      })
    }
  }
}
