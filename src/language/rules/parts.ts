/** The parts without which nothing can be asked or paid. A file that only declares labels is a schema, and no task. */
import type { Scope } from "../scope.js"

const PARTS = ["guideline", "task", "input", "answer", "reward"] as const

/** Whether the file declares labels for other files and nothing of a task. */
export function isSchema(scope: Scope): boolean {
  const used = (["task", "input", "answer", "reward", "report", "accept", "budget"] as const).some(
    (kind) => scope.of(kind).length > 0 || scope.mayHave(kind),
  )
  return !used && scope.labels.size > 0
}

export function parts(scope: Scope): void {
  if (scope.tree.statements.length === 0) return
  const start = { start: 0, end: 0 }
  const item = { node: undefined, source: scope.tree.source }
  if (isSchema(scope)) {
    scope.report("schema-only", {}, item, start)
    return
  }
  for (const part of PARTS) {
    const here = scope.of(part).some(({ source }) => part !== "guideline" || source === scope.tree.source)
    if (!here && !scope.mayHave(part)) scope.report("part-missing", { part }, item, start)
  }
  const asks = scope.of("answer").find(({ node }) => node.type.kind === "relation")
  const relations = scope.of("relation").length > 0 || scope.mayHave("relation")
  if (asks && !relations) scope.report("part-missing", { part: "relation" }, asks, asks.node.span)
}
