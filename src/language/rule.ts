/**
 * What a semantic rule is: a look at the guideline as a whole, or at one statement after the other. Of the latter, what was
 * found out while somebody types can be kept; see `memory.ts`.
 */
import type { AnyStatement } from "./ast.js"
import type { Known, Memory } from "./memory.js"
import type { Item, Scope } from "./scope.js"

export type Rule = ((scope: Scope) => void) | StatementRule

/**
 * Looks at each statement by itself, with the details below it, and beside it at nothing but what the guideline declares
 * (`visible.ts`): not at where a statement stands, not at what it stands under, not at its neighbours.
 */
export interface StatementRule<S extends AnyStatement = AnyStatement, F = unknown> {
  readonly of: (scope: Scope) => Iterable<Item<S>>
  /** Made once for all statements of a guideline. @returns what is found out: never a part of the tree, whose places move */
  readonly look: (scope: Scope) => (item: Item<S>) => F
  /** Hands what was found out to the rules behind. */
  readonly keep?: (scope: Scope, item: Item<S>, found: F) => void
}

/** A rule of statements among all others. */
export const ofStatements = <S extends AnyStatement, F>(rule: StatementRule<S, F>): StatementRule =>
  rule as unknown as StatementRule

export function run(rules: readonly Rule[], scope: Scope, memory: Memory | undefined): void {
  const known = memory?.of(scope)
  for (const rule of rules) {
    if (typeof rule === "function") rule(scope)
    else each(rule, scope, known)
  }
}

function each(rule: StatementRule, scope: Scope, known: Known | undefined): void {
  let look: ReturnType<StatementRule["look"]> | undefined
  for (const item of rule.of(scope)) {
    const kept = known?.look(rule, item)
    if (kept) {
      rule.keep?.(scope, item, kept.found)
      continue
    }
    const before = scope.tried
    look ??= rule.look(scope)
    const found = look(item)
    rule.keep?.(scope, item, found)
    if (scope.tried === before) known?.keep(rule, item, found)
  }
}
