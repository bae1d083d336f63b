/**
 * What a TypeScript file beside the notebook becomes before it runs: an async function that fills its exports.
 *
 * Exports are live: getters over the file's own variables. Imports are looked up where they are used, as in Node.
 */
import { type Edited, Edits } from "./edits.js"
import { boundIn, isReference, ownerOf } from "./names.js"
import { guardAwaits, type ImportOf, importOf } from "./rewrite.js"
import { bound, type Ts, ts } from "./ts.js"

/** @param js an ES module @returns an expression that gives the function `(__glossatorKernel, require)` */
export function rewriteModule(js: string): Edited {
  const file = bound("module.ts", js)
  const edits = new Edits(js)
  const imports: ImportOf[] = []
  /** What an imported name is looked up as. */
  const imported = new Map<string, string>()
  const getters: string[] = []
  const stars: string[] = []
  const exported = (name: string, value: string) => getters.push(`get [${JSON.stringify(name)}]() { return ${value} }`)
  const load = (one: ImportOf): string => `__import${imports.push(one) - 1}`
  const text = (name: string): string => imported.get(name) ?? name

  for (const node of file.statements)
    if (ts.isImportDeclaration(node)) {
      const one = importOf(node)
      const at = load(one)
      for (const [name, local] of one.names) imported.set(local, name === "*" ? at : `${at}[${JSON.stringify(name)}]`)
      edits.replace(node.getStart(file), node.end, ";")
    }

  for (const node of file.statements) {
    const start = node.getStart(file)
    if (ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier && load({ from: (node.moduleSpecifier as Ts.StringLiteral).text, names: [] })
      const clause = node.exportClause
      if (!clause) stars.push(from!)
      else if (ts.isNamespaceExport(clause)) exported(clause.name.text, from!)
      else
        for (const { name, propertyName } of clause.elements) {
          const local = (propertyName ?? name).text
          exported(name.text, from ? `${from}[${JSON.stringify(local)}]` : text(local))
        }
      edits.replace(start, node.end, ";")
    } else if (ts.isExportAssignment(node)) {
      exported("default", "__default")
      edits.replace(start, node.expression.getStart(file), "__default = ")
    } else if (ts.canHaveModifiers(node)) {
      const modifiers = ts.getModifiers(node)?.filter((one) => EXPORTS.includes(one.kind)) ?? []
      if (modifiers.length === 0) continue
      const isDefault = modifiers.length > 1
      const name = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) ? node.name?.text : undefined
      if (ts.isVariableStatement(node))
        for (const id of node.declarationList.declarations.flatMap(({ name }) => boundIn(name)))
          exported(id.text, id.text)
      else exported(isDefault ? "default" : name!, name ?? "__default")
      edits.replace(start, modifiers.at(-1)!.end, name || !isDefault ? "" : "__default = ")
    }
  }

  const visit = (node: Ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(node)) {
      const value = imported.get(node.text)
      if (value === undefined || ownerOf(node) !== "file") return
      const { parent } = node
      const isCalled =
        (ts.isCallExpression(parent) && parent.expression === node) || ts.isTaggedTemplateExpression(parent)
      const isShorthand = ts.isShorthandPropertyAssignment(parent)
      const looked = isCalled ? `(0, ${value})` : value
      edits.replace(node.getStart(file), node.end, isShorthand ? `${node.text}: ${looked}` : looked)
      return
    }
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    guardAwaits(node, edits, file, () => void ts.forEachChild(node, visit))
  }
  visit(file)

  const names = imports.map((_, i) => `__import${i}`)
  const loads = imports.map(({ from }, i) => `${names[i]} = await __glossatorKernel.import(${JSON.stringify(from)});`)
  const head = [
    `(async function (__glossatorKernel, require) { "use strict"; let ${["__default", ...names].join(", ")};`,
    `__glossatorKernel.export({ ${getters.join(", ")} });`,
    ...loads,
    ...stars.map((star) => `__glossatorKernel.star(${star});`),
  ]
  edits.wrap(head.join(" "), "\n})")
  return edits.apply()
}

const EXPORTS: readonly Ts.SyntaxKind[] = [ts.SyntaxKind.ExportKeyword, ts.SyntaxKind.DefaultKeyword]
