/** The parts without which nothing can be asked or paid. A file that only declares labels is a schema, and no task. */
import type { Span } from "../../text.js"
import type { FieldType } from "../../value.js"
import type { FieldStatement, Item, Scope } from "../scope.js"
import { layersOf } from "../types.js"

const PARTS = ["guideline", "task", "input", "answer", "reward"] as const

export function parts(scope: Scope): void {
  if (scope.tree.statements.length === 0) return
  const start: Span = { start: 0, end: 0 }
  const item = { node: undefined, source: scope.tree.source }
  if (scope.isSchema) {
    scope.report("schema-only", {}, item, start)
    return
  }
  const missing = PARTS.filter(
    (part) =>
      !scope.mayHave(part) &&
      !scope.of(part).some(({ source }) => part !== "guideline" || source === scope.tree.source),
  )
  if (missing.length > 0) scope.report("part-missing", { parts: missing }, item, start)
  declared(scope)
}

/** Labels of each kind that a field is chosen from. */
function declared(scope: Scope): void {
  const asked = new Map<"label" | "entity" | "relation", Item<FieldStatement>>()
  const ask = (kind: "label" | "entity" | "relation", item: Item<FieldStatement>) => {
    if (!asked.has(kind)) asked.set(kind, item)
  }
  for (const item of scope.fields.values()) {
    for (const type of layersOf(scope.typeOf(item))) for (const kind of kindsOf(type)) ask(kind, item)
  }
  for (const [kind, item] of asked) {
    if (scope.of(kind).length > 0 || scope.mayHave(kind)) continue
    const { name } = item.node
    scope.report("part-missing", { parts: [kind], why: `but "${name.text}" asks for one` }, item, name.span)
  }
}

function kindsOf(type: FieldType): ("label" | "entity" | "relation")[] {
  if (type.kind === "relation" || type.kind === "triplet") return ["relation"]
  if (type.kind !== "choice") return []
  const lists = { labels: "label", entities: "entity", relations: "relation" } as const
  return type.lists.flatMap((list) => (list in lists ? [lists[list as keyof typeof lists]] : []))
}
