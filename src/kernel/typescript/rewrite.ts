/** What cells and the modules beside a notebook have in common before they run: imports, awaits, `import()`, `import.meta`. */
import type { Edits } from "./edits.js"
import { type Ts, ts } from "./ts.js"

/** One import statement, as data. */
export interface ImportOf {
  readonly from: string
  /** Pairs of the exported name (`*`: all of them, `default`) and the name here. */
  readonly names: readonly (readonly [exported: string, local: string])[]
}

export function importOf(node: Ts.ImportDeclaration): ImportOf {
  const from = (node.moduleSpecifier as Ts.StringLiteral).text
  const { importClause } = node
  const names: [string, string][] = importClause?.name ? [["default", importClause.name.text]] : []
  const bindings = importClause?.namedBindings
  if (bindings && ts.isNamespaceImport(bindings)) names.push(["*", bindings.name.text])
  if (bindings && ts.isNamedImports(bindings))
    for (const { name, propertyName } of bindings.elements) names.push([(propertyName ?? name).text, name.text])
  return { from, names }
}

/**
 * Lets the kernel see what is awaited and what is loaded; `down` goes on to the children.
 */
export function guardAwaits(node: Ts.Node, edits: Edits, file: Ts.SourceFile, down: () => void): void {
  const guard = guardOf(node)
  if (guard) {
    const { helper, awaited } = guard
    edits.insert(awaited.getStart(file), `__glossatorKernel.${helper}(`)
    down()
    edits.insert(awaited.end, ")")
    return
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    edits.replace(node.expression.getStart(file), node.expression.end, "__glossatorKernel.import")
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
    edits.replace(node.getStart(file), node.end, "__glossatorKernel.meta")
  else down()
}

function guardOf(node: Ts.Node): { readonly helper: "wait" | "each"; readonly awaited: Ts.Expression } | undefined {
  if (ts.isAwaitExpression(node)) return { helper: "wait", awaited: node.expression }
  return ts.isForOfStatement(node) && node.awaitModifier ? { helper: "each", awaited: node.expression } : undefined
}
