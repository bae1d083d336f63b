/** What fields hold: mentions lie in a text, relations hold between two mentions; each part of the answer has its tag. */
import type { AnswerStatement, InputStatement, Word } from "../ast.js"
import { type Item, placeAt, type Scope } from "../scope.js"

export function fieldTypes(scope: Scope): void {
  const needs = (word: Word, kind: "text" | "mention", item: Item<unknown>): void => {
    const field = scope.fields.get(word.text)
    if (!field || field.node.kind === "answer") {
      if (!field && scope.mayHave("input")) return
      scope.unknown("input", word, inputsOf(scope, kind), item)
    } else if (field.node.type.kind !== kind) {
      const facts = { name: word.text, is: field.node.type.kind, needs: kind }
      scope.report("field-type", facts, item, word.span, {
        notes: [{ message: "declared here", place: placeAt(field, field.node.name.span) }],
      })
    }
  }
  for (const item of [...scope.of("input"), ...scope.of("answer")] as Item<InputStatement | AnswerStatement>[]) {
    const { type, name, kind } = item.node
    const wrong = kind === "input" ? "relation" : "mention"
    if (type.kind === wrong) {
      const facts = { name: name.text, is: type.kind, needs: kind === "input" ? "text or mention" : "text or relation" }
      scope.report("field-type", facts, item, name.span)
    } else if (type.kind === "mention") needs(type.within, "text", item)
    else if (type.kind === "relation") {
      const [a, b] = type.between
      needs(a, "mention", item)
      if (a.text === b.text) scope.report("mentions-same", { name: a.text }, item, b.span)
      else needs(b, "mention", item)
    }
  }
  const tags = new Map<string, Item<AnswerStatement>>()
  for (const item of scope.of("answer")) {
    const { tag } = item.node
    const first = tags.get(tag.text)
    if (!first) tags.set(tag.text, item)
    else {
      scope.report("answer-tag-shared", { tag: tag.text, other: first.node.name.text }, item, tag.span, {
        notes: [{ message: "the other part", place: placeAt(first, first.node.tag.span) }],
      })
    }
  }
}

/** Made only when a near name is looked for. */
function* inputsOf(scope: Scope, kind: "text" | "mention"): Generator<string> {
  for (const { node } of scope.of("input")) if (node.type.kind === kind) yield node.name.text
}
