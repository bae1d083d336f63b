/** Statements that were pasted a second time: said once, and not looked at by any other rule. */

import { placeAt } from "../place.js"
import type { Scope } from "../scope.js"

export function pastedTwice(scope: Scope): void {
  for (const { source, span, above, first, statements, another } of scope.repeats) {
    const item = { node: first, source }
    const fix = { title: "Delete what stands twice", edits: [{ span, text: "" }] }
    scope.report(
      "pasted-twice",
      { count: statements.length, another },
      item,
      { start: first.span.start, end: first.span.start + first.kind.length },
      {
        notes: [{ message: another ? "the first one" : "here it stands first", place: placeAt(item, above) }],
        ...(!another && { fix }),
      },
    )
  }
}
