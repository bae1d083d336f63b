/** Lines whose conditions can never hold together: with those of what they are about, or of what they wait for. */
import type { Phrase } from "../../catalogue.js"
import type { Span } from "../../text.js"
import type { Condition } from "../../value.js"
import type { When } from "../ast.js"
import { conditionsBehind, conditionsOf, conflictIn } from "../conditions.js"
import { keywordSpan } from "../place.js"
import type { Item, Scope } from "../scope.js"
import { termName } from "../term-name.js"

export function neverApplies(scope: Scope): void {
  if (scope.conditions.size === 0) return
  const dead = new Set<string>()
  for (const kind of ["input", "answer"] as const) {
    for (const item of scope.of(kind)) {
      const { name, when } = item.node
      if (report(scope, kind, item, when?.span ?? name.span, conditionsOf(scope, name.text))) dead.add(name.text)
    }
  }
  // what is about a part that never applies needs no error of its own
  const about = (phrase: Phrase | undefined): Condition[] => {
    const fields = fieldsOf(phrase)
    return fields.some((field) => dead.has(field)) ? [] : fields.flatMap((field) => conditionsOf(scope, field))
  }
  for (const item of scope.rules) {
    const { node, home } = item
    const own = home && "type" in home && !dead.has(home.name.text) ? conditionsOf(scope, home.name.text) : []
    const phrase = node.kind === "check" ? about(scope.phrases.get(node.phrase)) : []
    const span = node.when?.span ?? keywordSpan(node)
    report(scope, node.kind, item, span, [...conditionsBehind(scope, node.when), ...own, ...phrase])
  }
  for (const { terms } of scope.rewards) {
    const above = new Map<string, readonly Condition[]>()
    for (const item of terms) {
      const { when, phrase, after } = item.node
      const waited = after.flatMap(({ text }) => above.get(text) ?? [])
      const conditions = [...conditionsBehind(scope, when), ...about(scope.phrases.get(phrase)), ...waited]
      const isDead = report(scope, "reward", item, when?.span ?? keywordSpan(item.node), conditions)
      // one that waits for a term that never applies needs no error of its own; more conditions than these nobody writes
      above.set(termName(item.node), isDead ? [] : distinct(conditions))
    }
  }
}

const MOST_KEPT = 16

function distinct(conditions: readonly Condition[]): Condition[] {
  const kept = new Map(conditions.map((condition) => [JSON.stringify(condition), condition]))
  return [...kept.values()].slice(0, MOST_KEPT)
}

function report(
  scope: Scope,
  what: string,
  item: Item<{ readonly when?: When }>,
  span: Span,
  conditions: readonly Condition[],
): boolean {
  const conflict = conflictIn(conditions)
  if (conflict) scope.report("never-applies", { what, ...conflict }, item, span)
  return conflict !== undefined
}

/** The parts of the answer that a phrase looks at. */
function fieldsOf(phrase: Phrase | undefined): string[] {
  if (phrase?.kind === "present") return [phrase.subject]
  if (phrase?.kind !== "verb") return []
  const objects = phrase.objects.flatMap((object) => (object.kind === "field" ? [object.field] : []))
  return [...(phrase.subject.kind === "field" ? [phrase.subject.name] : []), ...objects]
}
