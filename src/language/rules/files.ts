/** Files that were to be used and were not read, and two files of one name. */

import { placeAt } from "../place.js"
import type { Scope } from "../scope.js"

export function files(scope: Scope): void {
  if (scope.missingImports) {
    for (const use of scope.of("use")) {
      scope.report("import-not-read", { path: use.node.path.text }, use, use.node.path.span)
    }
  }
  const seen = new Map<string, ReturnType<typeof scope.of<"guideline">>[number]>()
  for (const item of scope.of("guideline")) {
    const name = item.node.title.text
    const first = seen.get(name)
    if (!first) seen.set(name, item)
    else if (first.source !== item.source) {
      scope.report("guideline-name-taken", { name }, item, item.node.title.span, {
        notes: [{ message: "the other one", place: placeAt(first, first.node.title.span) }],
      })
    }
  }
}
