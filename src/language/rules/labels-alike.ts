/**
 * Written forms of two labels that an answer could not tell apart, after the differences that `accept` and `rescue` let
 * pass; and aliases that are no other spelling of a name.
 */

import { foldedBy, TOLERANCES } from "../../folds.js"
import type { Span } from "../../text.js"
import { placeAt } from "../place.js"
import type { Item, NameStatement, Scope } from "../scope.js"

interface Form {
  readonly label: NameStatement
  readonly written: string
  readonly item: Item<unknown>
  readonly span: Span
}

/** @returns what texts have in common that an answer may write for each other */
export function foldOf(scope: Scope): (text: string) => string {
  const named = new Set(
    [...scope.of("accept"), ...scope.of("rescue")].flatMap(({ node }) => node.names.map((n) => n.text)),
  )
  const allowed = new Set(TOLERANCES.filter((tolerance) => named.has(tolerance)))
  return (text) => foldedBy(text, allowed)
}

export function labelsAlike(scope: Scope): void {
  const fold = foldOf(scope)
  const forms: Form[] = [...scope.names.values()].map((item) => ({
    label: item.node,
    written: item.node.name.text,
    item,
    span: item.node.name.span,
  }))
  const relations = new Set(scope.of("relation").map(({ node }) => fold(node.name.text)))
  for (const item of scope.aliases) {
    const { home } = item
    if (home.kind === "answer") continue
    for (const { text, span } of item.node.names) {
      const bracket = text.indexOf("(")
      const whole = bracket >= 0 && (home.kind === "relation" || relations.has(fold(text.slice(0, bracket).trimEnd())))
      if (whole) scope.report("alias-whole", { alias: text, name: home.name.text }, item, span)
      else forms.push({ label: home, written: text, item, span })
    }
  }
  choices(scope, fold)
  // what stands for none of these is chosen from every kind of label
  for (const kind of ["label", "entity", "relation"] as const) {
    check(
      scope,
      forms.filter(({ label }) => label.kind === kind || label.kind === "otherwise"),
      fold,
    )
  }
}

/** Literal texts of a choice, among each other and against the declared names that can be chosen beside them. */
function choices(scope: Scope, fold: (text: string) => string): void {
  const declared = new Map<string, ReadonlyMap<string, string>>()
  const foldedOf = (list: string): ReadonlyMap<string, string> => {
    const known = declared.get(list) ?? new Map([...(scope.declared(list) ?? [])].map((name) => [fold(name), name]))
    declared.set(list, known)
    return known
  }
  for (const item of scope.fields.values()) {
    const type = item.node.type
    const inner = type.kind === "list" || type.kind === "each" ? type.item : type
    if (inner.kind !== "choice") continue
    const seen = new Map<string, string>()
    const lists = inner.choices.flatMap((choice) => (choice.kind === "list" ? [foldedOf(choice.name.text)] : []))
    for (const choice of inner.choices) {
      if (choice.kind !== "text") continue
      const { text, span } = choice.text
      const key = fold(text)
      const other = seen.get(key) ?? lists.map((list) => list.get(key)).find((name) => name !== undefined)
      if (other === undefined) seen.set(key, text)
      // the same text twice is said as such
      else if (!seen.has(key) || other !== text) {
        scope.report("label-ambiguous", { one: text, other, name: other }, item, span)
      }
    }
  }
}

function check(scope: Scope, forms: readonly Form[], fold: (text: string) => string): void {
  const seen = new Map<string, Form>()
  for (const form of forms) {
    const key = fold(form.written)
    const first = seen.get(key)
    if (!first) seen.set(key, form)
    else if (first.label.name.text !== form.label.name.text) {
      const facts = { one: form.written, other: first.written, name: first.label.name.text }
      scope.report("label-ambiguous", facts, form.item, form.span, {
        notes: [{ message: "the other one", place: placeAt(first.item, first.span) }],
      })
    }
  }
}
