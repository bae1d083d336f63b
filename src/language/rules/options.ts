/** Words of the closed lists: what `accept` and `rescue` let pass, what a score is standardized over, what a `budget` drops. */

import { READINGS } from "../../folds.js"
import type { Word } from "../ast.js"
import { DROPPABLE } from "../meaning.js"
import type { Item, Scope } from "../scope.js"

export const STANDARDS = ["batch", "group"] as const

export function options(scope: Scope): void {
  const accepted = new Set<string>()
  const rescued = new Set<string>()
  for (const item of scope.of("accept")) check(scope, item, item.node.names, READINGS, accepted)
  for (const item of scope.of("rescue")) {
    const names = item.node.names.filter((word) => {
      if (accepted.has(word.text)) scope.report("reading-twice", { name: word.text }, item, word.span)
      return !accepted.has(word.text)
    })
    check(scope, item, names, READINGS, rescued)
  }
  for (const { standardize } of scope.rewards) {
    for (const item of standardize) check(scope, item, [item.node.over], STANDARDS, new Set())
  }
  for (const item of scope.of("budget")) {
    const { tokens, drop } = item.node
    if (!Number.isInteger(tokens.value) || tokens.value < 1) {
      scope.report("budget-number", { tokens: tokens.value }, item, tokens.span)
    }
    check(scope, item, drop, DROPPABLE, new Set())
  }
}

function check(scope: Scope, item: Item<unknown>, words: readonly Word[], known: readonly string[], seen: Set<string>) {
  for (const word of words) {
    if (!known.includes(word.text)) scope.notAnOption(word, known, item)
    else if (seen.has(word.text)) scope.report("listed-twice", { name: word.text }, item, word.span)
    seen.add(word.text)
  }
}
