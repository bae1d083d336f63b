/** Words of the closed lists: what `accept` lets pass, what a `budget` may drop. */

import { TOLERANCES } from "../../folds.js"
import type { Word } from "../ast.js"
import { DROPPABLE } from "../meaning.js"
import { type Item, type Scope, writing } from "../scope.js"

export function options(scope: Scope): void {
  const accepted = new Set<string>()
  for (const item of scope.of("accept")) check(scope, item, item.node.names, TOLERANCES, accepted)
  for (const item of scope.of("budget")) {
    const { tokens, drop } = item.node
    if (!Number.isInteger(tokens.value) || tokens.value < 1) {
      scope.report("budget-number", { tokens: tokens.value }, item, tokens.span)
    }
    check(scope, item, drop, DROPPABLE, new Set())
  }
}

function check(scope: Scope, item: Item<unknown>, words: readonly Word[], known: readonly string[], seen: Set<string>) {
  for (const { text, span } of words) {
    if (!known.includes(text)) {
      const near = scope.near(text, known)
      const facts = { name: text, known, ...(near !== undefined && { near }) }
      scope.report("option-unknown", facts, item, span, near === undefined ? {} : { fix: writing(near, span) })
    } else if (seen.has(text)) scope.report("listed-twice", { name: text }, item, span)
    seen.add(text)
  }
}
