/** What the identifiers of a cell mean: which refer to something, where that was declared, and which are written to. */
import { localsOf, type Ts, ts } from "./ts.js"

/** Where a name was declared: inside something of this file, at the file's own level, or not in this file. */
export type Owner = "inner" | "file" | "outside"

export function ownerOf(id: Ts.Identifier): Owner {
  const name = id.escapedText
  for (let node: Ts.Node = id.parent; ; node = node.parent) {
    if (ts.isSourceFile(node)) return localsOf(node)?.has(name) ? "file" : "outside"
    if (localsOf(node)?.has(name)) return "inner"
    // a class, and a function that is an expression, knows itself by its name
    if ((ts.isFunctionExpression(node) || ts.isClassLike(node)) && node.name?.escapedText === name) return "inner"
  }
}

/** Whether an identifier stands for a variable: not a property, a label, the name of a declaration or of an export. */
export function isReference(id: Ts.Identifier): boolean {
  const { parent } = id
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name !== id
  if (ts.isBindingElement(parent)) return parent.initializer === id
  if (ts.isPropertyAssignment(parent) || ts.isParameter(parent) || ts.isVariableDeclaration(parent))
    return parent.initializer === id
  if (ts.isPropertyDeclaration(parent)) return parent.initializer === id
  if (ts.isShorthandPropertyAssignment(parent)) return true
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false
  if (ts.isImportOrExportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false
  if (ts.isNamespaceExport(parent)) return false
  if (ts.isFunctionLike(parent)) return ts.isArrowFunction(parent) && parent.body === id
  return !(ts.isClassLike(parent) && parent.name === id)
}

/** The names that a declaration declares: not the properties that a pattern takes them from. */
export const boundIn = (name: Ts.BindingName): Ts.Identifier[] =>
  ts.isIdentifier(name) ? [name] : name.elements.flatMap((one) => (ts.isBindingElement(one) ? boundIn(one.name) : []))

/** Whether a reference, or the name in a declaration, is given a value there. */
export function isWritten(id: Ts.Identifier): boolean {
  let node: Ts.Node = id
  for (;;) {
    const { parent } = node
    if (ts.isBinaryExpression(parent))
      // a default inside a pattern is a binary expression too: its target goes on upwards
      return parent.left === node && isAssignment(parent.operatorToken.kind)
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
      return [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(parent.operator)
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node
    if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)) return parent.name === node
    const isPattern =
      ts.isParenthesizedExpression(parent) ||
      ts.isArrayLiteralExpression(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isSpreadAssignment(parent) ||
      (ts.isPropertyAssignment(parent) && parent.initializer === node) ||
      (ts.isShorthandPropertyAssignment(parent) && parent.name === node)
    if (!isPattern) return false
    node = parent
  }
}

export const isAssignment = (kind: Ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment

/** The innermost function around a node, whose `await` and variables are not the file's; a class counts where its fields run. */
export function functionAround(node: Ts.Node): Ts.Node | undefined {
  for (let one = node.parent; one !== undefined; one = one.parent)
    if (ts.isFunctionLike(one) || ts.isPropertyDeclaration(one) || ts.isClassStaticBlockDeclaration(one)) return one
  return undefined
}

/** A function, arrow or class without a name, which takes that of the variable it is given to. */
export function isAnonymous(expression: Ts.Expression): boolean {
  const inner = ts.skipPartiallyEmittedExpressions(expression)
  if (ts.isParenthesizedExpression(inner)) return isAnonymous(inner.expression)
  return ts.isArrowFunction(inner) || ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && !inner.name)
}

/** Calls `visit` for every node of a tree, parents first, until it returns true. @returns whether one did */
export function some(node: Ts.Node, visit: (node: Ts.Node) => boolean): boolean {
  return visit(node) || (ts.forEachChild(node, (child) => some(child, visit) || undefined) ?? false)
}
