/** Examples of a file in use that have another form than the task: told once, where the file is used. */
import { groupBy, type Scope } from "../scope.js"

export function examplesLeftOut(scope: Scope): void {
  if (scope.isSchema) return
  const left = scope.examples.filter(({ node }) => !scope.values.has(node))
  for (const [source, { length: count }] of groupBy(left, ({ source }) => source)) {
    const use = scope.of("use").find(({ node }) => scope.imports?.get(node)?.source === source)
    if (use) scope.report("examples-left-out", { count }, use, use.node.path.span)
  }
}
