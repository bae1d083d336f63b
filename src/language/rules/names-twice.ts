/** Names that are declared twice where one must mean one thing: fields, labels, rules under one heading, terms. */
import type { Word } from "../ast.js"
import type { Item, Scope } from "../scope.js"
import { groupBy, placeAt } from "../scope.js"
import { termName } from "../term-name.js"

export function namesTwice(scope: Scope): void {
  const fields = [...scope.of("input"), ...scope.of("answer")]
  for (const field of fields) {
    const { text, span } = field.node.name
    if (text === "format" || text === "gold") scope.report("name-reserved", { name: text }, field, span)
  }
  check(
    scope,
    "field",
    fields.map((item) => [item, item.node.name]),
  )
  // a second `otherwise` is one too many whatever it is called
  const labels = [...scope.of("relation"), ...scope.of("otherwise").slice(0, 1)]
  check(
    scope,
    "label",
    labels.map((item) => [item, item.node.name]),
  )
  for (const rules of groupBy(scope.advice, ({ home }) => home).values()) {
    check(
      scope,
      "rule",
      rules.flatMap((item) => (item.node.name ? [[item, item.node.name]] : [])),
    )
  }
  for (const [what, terms] of [
    ["reward", scope.terms],
    ["report", scope.reports],
  ] as const) {
    check(
      scope,
      what,
      terms.map((item) => [
        item,
        { text: termName(item.node), span: (item.node.name ?? item.node.phrase.subject).span },
      ]),
    )
  }
}

function check(scope: Scope, what: string, named: readonly [Item<unknown>, Word][]): void {
  const seen = new Map<string, [Item<unknown>, Word]>()
  for (const [item, word] of named) {
    const first = seen.get(word.text)
    if (!first) seen.set(word.text, [item, word])
    else {
      scope.report("name-twice", { what, name: word.text }, item, word.span, {
        notes: [{ message: "the first one", place: placeAt(first[0], first[1].span) }],
      })
    }
  }
}
