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
  unreachable(scope, new Set(asked.keys()))
  for (const [kind, item] of asked) {
    if (scope.of(kind).length > 0 || scope.mayHave(kind)) continue
    const { name } = item.node
    scope.report("part-missing", { parts: [kind], why: `but "${name.text}" asks for one` }, item, name.span)
  }
}

/** Labels of a kind that no field can hold. A file in use may serve other tasks, which can. */
function unreachable(scope: Scope, asked: ReadonlySet<string>): void {
  if (scope.mayHave("answer") || scope.mayHave("gold") || scope.mayHave("input") || scope.of("answer").length === 0)
    return
  const triplets = [...scope.fields.values()].some((item) =>
    [...layersOf(scope.typeOf(item))].some(({ kind }) => kind === "triplet"),
  )
  for (const kind of ["label", "entity", "relation"] as const) {
    const own = scope.of(kind).filter(({ source }) => source === scope.tree.source)
    const [first] = own
    if (!first || asked.has(kind) || (kind === "entity" && triplets)) continue
    const names = own.map(({ node }) => node.name.text)
    scope.report("labels-unreachable", { kind, names }, first, first.node.name.span)
  }
}

function kindsOf(type: FieldType): ("label" | "entity" | "relation")[] {
  if (type.kind === "relation" || type.kind === "triplet") return ["relation"]
  if (type.kind !== "choice") return []
  const lists = { labels: "label", entities: "entity", relations: "relation" } as const
  return type.lists.flatMap((list) => (list in lists ? [lists[list as keyof typeof lists]] : []))
}
