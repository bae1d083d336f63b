/** What a guideline has once, counted with the files that it uses; the heads of used files are their own. */

import type { AnyStatement } from "../ast.js"
import { keywordSpan, placeAt } from "../place.js"
import type { Item, Scope } from "../scope.js"
import { groupBy } from "../scope.js"

export function once(scope: Scope): void {
  for (const kind of ["task", "otherwise", "budget"] as const) check(scope, kind, scope.of(kind))
  for (const { standardize } of scope.rewards) check(scope, "standardize", standardize)
  const heads = groupBy(scope.of("guideline"), ({ source }) => source)
  for (const items of heads.values()) check(scope, "guideline", items)
}

function check(scope: Scope, statement: string, [first, ...rest]: readonly Item<AnyStatement>[]): void {
  for (const item of rest) {
    scope.report("statement-twice", { statement }, item, keywordSpan(item.node), {
      notes: [{ message: "the first one", place: placeAt(first!, keywordSpan(first!.node)) }],
    })
  }
}
