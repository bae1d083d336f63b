/** Written forms of two labels that an answer could not tell apart, after the differences that `accept` lets pass. */

import { foldedBy, TOLERANCES } from "../../folds.js"
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
  const named = new Set(scope.of("accept").flatMap(({ node }) => node.names.map((n) => n.text)))
  const accepted = new Set(TOLERANCES.filter((tolerance) => named.has(tolerance)))
  const key = (text: string): string => foldedBy(text, accepted)
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
