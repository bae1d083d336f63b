/** The parts without which nothing can be asked or paid. A file that only declares labels is a schema, and no task. */

import { FORMS } from "../../../grammar/forms.js"
import type { Source, Span } from "../../text.js"
import { DECLARED_LISTS, type FieldType } from "../../value.js"
import type { Tree, UseStatement } from "../ast.js"
import { keywordSpan, placeAt } from "../place.js"
import { type FieldStatement, groupBy, type Item, type Scope } from "../scope.js"
import { layersOf } from "../types.js"
import { kindsAbove } from "./labels.js"

const PARTS = ["guideline", "task", "input", "answer", "reward"] as const

export function parts(scope: Scope): void {
  if (scope.tree.statements.length === 0) return
  const item = { node: undefined, source: scope.tree.source }
  if (scope.isSchema) {
    scope.report("schema-only", {}, item, { start: 0, end: 0 })
    return
  }
  const missing = PARTS.filter(
    (part) =>
      !scope.mayHave(part) &&
      !scope.of(part).some(({ source }) => part !== "guideline" || source === scope.tree.source),
  )
  if (missing.length > 0) {
    const lines = missing.map((part) => exampleOf(part, scope))
    scope.report("part-missing", { parts: missing }, item, headOf(scope), { help: adding(lines) })
  }
  declared(scope)
}

/** What is missing belongs nowhere yet: it is told at the name of the guideline, else at its first statement. */
function headOf(scope: Scope): Span {
  const own = scope.of("guideline").find(({ source }) => source === scope.tree.source)?.node
  if (own) return { start: own.span.start, end: own.title.span.end }
  const { start, end } = keywordSpan(scope.tree.statements[0]!)
  return { start, end: Math.min(end, scope.tree.statements[0]!.span.end) }
}

/** A line that could stand there; a reward with the names that are there. */
function exampleOf(part: keyof typeof FORMS, scope: Scope): string {
  const answers = scope.of("answer").filter(({ node }) => !node.parent && !node.optional)
  const compared = answers.find(({ node }) => node.type.kind !== "text" && node.type.kind !== "group") ?? answers[0]
  if (part === "reward" && compared) return `reward +1 for ${compared.node.name.text} equals gold`
  if (part === "answer" && scope.of("label").length > 0) return "answer label: one of labels in last <answer>"
  return FORMS[part].example
}

const adding = (lines: readonly string[]): string =>
  lines.length === 1 ? `Add a line like this one: ${lines[0]}` : ["Add lines like these:", ...lines].join("\n      ")

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
    const facts = { parts: [kind], why: `but "${name.text}" asks for one` }
    scope.report("part-missing", facts, item, name.span, { help: adding([LABEL_LINES[kind]]) })
  }
}

const LABEL_LINES = {
  label: 'label refuted "The table shows that it is false."',
  entity: 'entity person "A human being with a name."',
  relation: FORMS.relation.example,
} as const

/** Labels of a kind that no field can hold; those of a file in use where it is used. */
function unreachable(scope: Scope, asked: ReadonlySet<string>): void {
  if (scope.mayHave("answer") || scope.mayHave("gold") || scope.mayHave("input") || scope.of("answer").length === 0)
    return
  if (asksForUnknown(scope)) return
  const types = typesInUse(scope, asked)
  const uses = usesBySource(scope)
  for (const kind of ["label", "entity", "relation"] as const) {
    if (asked.has(kind)) continue
    const lost = scope.of(kind).filter(({ node }) => kind !== "entity" || !types.has(node.name.text))
    for (const { node } of lost) scope.unreachable.add(node.name.text)
    for (const [source, items] of groupBy(lost, ({ source }) => source)) {
      const facts = { kind, names: items.map(({ node }) => node.name.text) }
      const [first] = items as [(typeof items)[number]]
      const use = uses.get(source)
      if (source === scope.tree.source) scope.report("labels-unreachable", facts, first, first.node.name.span)
      else if (use) {
        const notes = [{ message: "declared here", place: placeAt(first, first.node.name.span) }]
        scope.report("labels-unreachable", facts, use, use.node.path.span, { notes })
      }
    }
  }
}

/** `one of label`: what is to be chosen from is an error of its own. */
function asksForUnknown(scope: Scope): boolean {
  const isKnown = (list: string) =>
    scope.fields.get(list)?.node.kind === "input" || (DECLARED_LISTS as readonly string[]).includes(list)
  return [...scope.fields.values()].some((item) =>
    [...layersOf(scope.typeOf(item))].some((type) => type.kind === "choice" && !type.lists.every(isKnown)),
  )
}

/** Entities that an answer can hold, or that say what can stand in a role of a relation that is asked for. */
function typesInUse(scope: Scope, asked: ReadonlySet<string>): ReadonlySet<string> {
  const entities = scope.of("entity").map(({ node }) => node.name.text)
  const holdsTriplets = (item: Item<FieldStatement>) =>
    [...layersOf(scope.typeOf(item))].some(({ kind }) => kind === "triplet")
  if ([...scope.fields.values()].some(holdsTriplets)) return new Set(entities)
  if (!asked.has("relation")) return new Set()
  const roles = new Set(
    scope.of("relation").flatMap(({ node }) => node.roles.flatMap(({ types }) => types.map(({ text }) => text))),
  )
  return new Set(entities.filter((name) => kindsAbove(scope, name).some((one) => roles.has(one))))
}

/** For each file in use, the line of the guideline's own file that takes it in, also by way of others. */
function usesBySource(scope: Scope): ReadonlyMap<Source, Item<UseStatement>> {
  const uses = new Map<Source, Item<UseStatement>>()
  const visit = (tree: Tree, from: Item<UseStatement>): void => {
    if (uses.has(tree.source)) return
    uses.set(tree.source, from)
    for (const node of tree.statements) if (node.kind === "use") follow(node, from)
  }
  const follow = (node: UseStatement, from: Item<UseStatement>): void => {
    const used = scope.imports?.get(node)
    if (used) visit(used, from)
  }
  for (const item of scope.of("use")) if (item.source === scope.tree.source) follow(item.node, item)
  return uses
}

function kindsOf(type: FieldType): ("label" | "entity" | "relation")[] {
  if (type.kind === "relation" || type.kind === "triplet") return ["relation"]
  if (type.kind !== "choice") return []
  const lists = { labels: "label", entities: "entity", relations: "relation" } as const
  return type.lists.flatMap((list) => (list in lists ? [lists[list as keyof typeof lists]] : []))
}
