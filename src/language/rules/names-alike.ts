/** Names of one kind that a reader would take for the same. Of labels only those that answers still tell apart. */
import { keyOf } from "../../folds.js"
import { armNames, type DeclaredName, fieldNames, labelNames, measuredNames, termNames } from "../declared-names.js"
import { placeAt } from "../place.js"
import type { Scope } from "../scope.js"
import { foldOf } from "./labels-alike.js"

export function namesAlike(scope: Scope): void {
  check(scope, [...fieldNames(scope), ...measuredNames(scope)])
  check(scope, labelNames(scope), foldOf(scope))
  check(scope, armNames(scope))
  for (const { terms } of scope.rewards) check(scope, termNames(terms))
}

/** @param same what is called ambiguous already */
function check(scope: Scope, names: readonly DeclaredName[], same: (text: string) => string = (text) => text): void {
  const seen = new Map<string, DeclaredName>()
  for (const name of names) {
    const { word, item } = name
    const key = keyOf(word.text)!
    const first = seen.get(key)
    if (!first) seen.set(key, name)
    else if (same(first.word.text) !== same(word.text)) {
      const facts = { what: first.what, one: word.text, other: first.word.text }
      scope.report("names-alike", facts, item, word.span, {
        notes: [{ message: "the other one", place: placeAt(first.item, first.word.span) }],
      })
    }
  }
}
