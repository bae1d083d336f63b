/** Every name that a guideline declares, and what it names: for the rules that look at names as such. */
import type { Word } from "./ast.js"
import type { Item, Scope } from "./scope.js"
import { ruleName, termName } from "./term-name.js"

export interface DeclaredName {
  /** As diagnostics call it: "answer", "check", "role". */
  readonly what: string
  readonly word: Word
  readonly item: Item<unknown>
}

/** Several rules ask for the same names of a guideline. */
const once =
  (make: (scope: Scope) => readonly DeclaredName[]): typeof make =>
  (scope) =>
    scope.once(make)

export const fieldNames = once((scope) =>
  (["input", "gold", "answer"] as const).flatMap((what) =>
    scope.of(what).map((item) => ({ what, word: item.node.name, item })),
  ),
)

/** Labels, entities, relations; of `otherwise` the first, since a second one is one too many whatever it is called. */
export const labelNames = once((scope) => [
  ...(["label", "entity", "relation"] as const).flatMap((what) =>
    scope.of(what).map((item) => ({ what, word: item.node.name, item })),
  ),
  ...scope
    .of("otherwise")
    .slice(0, 1)
    .map((item) => ({ what: "label", word: item.node.name, item })),
])

/** Checks and judges; without a name of its own a check is called after its phrase. */
export const measuredNames = once((scope) => {
  const names: DeclaredName[] = []
  for (const item of scope.rules) {
    const { node } = item
    if (node.kind === "advice" || ruleName(node) === "") continue
    const span = (node.name ?? (node.kind === "check" ? node.phrase.subject : node.prose)).span
    names.push({ what: node.kind, word: { text: ruleName(node), span }, item })
  }
  return names
})

export function termNames(items: Scope["rewards"][number]["terms"] | Scope["reports"]): DeclaredName[] {
  return items.map((item) => ({
    what: item.node.kind,
    word: { text: termName(item.node), span: (item.node.name ?? item.node.phrase.subject).span },
    item,
  }))
}

export const armNames = (scope: Scope): DeclaredName[] =>
  scope.of("arm").map((item) => ({ what: "arm", word: item.node.name, item }))

/** All names as they were typed, roles and names of advice included. */
export function* writtenNames(scope: Scope): Generator<DeclaredName> {
  yield* fieldNames(scope)
  yield* labelNames(scope)
  yield* armNames(scope)
  for (const item of scope.of("relation")) {
    for (const { name } of item.node.roles) yield { what: "role", word: name, item }
  }
  for (const item of scope.rules) if (item.node.name) yield { what: item.node.kind, word: item.node.name, item }
  for (const item of [...scope.rewards.flatMap(({ terms }) => terms), ...scope.reports]) {
    if (item.node.name) yield { what: item.node.kind, word: item.node.name, item }
  }
}
