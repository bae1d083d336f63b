/**
 * What a cell's JavaScript becomes before it runs: a function over the notebook's variables.
 *
 * A variable of a cell is a property of one object that all cells share, so a closure sees what a later cell assigns, and
 * nothing is lost when a cell throws. Loops that call nothing keep their variables in locals meanwhile (hot-loops.ts).
 * Awaits are guarded, so that an interrupt reaches them; imports are loaded first. Knows no types: they are gone already.
 */
import { type Edited, Edits } from "./edits.js"
import { type HotLoop, hotLoop } from "./hot-loops.js"
import { boundIn, functionAround, isAnonymous, isAssignment, isReference, ownerOf, some } from "./names.js"
import { guardAwaits, type ImportOf, importOf } from "./rewrite.js"
import { bound, type Ts, ts } from "./ts.js"

export interface RewrittenCell {
  /** An expression that gives the function `(__glossatorCells, __glossatorKernel, require)`. */
  readonly script: Edited
  readonly imports: readonly ImportOf[]
  /** Whether the function returns a promise. */
  readonly isAsync: boolean
  /** Names that functions of this cell refer to, and may at any time. */
  readonly captured: ReadonlySet<string>
}

export interface EarlierNames {
  has(name: string): boolean
  /** Whether a function of an earlier cell refers to it. */
  isCaptured(name: string): boolean
}

/** @param js a module whose `export { … }` names the cell's own variables */
export function rewriteCell(js: string, earlier: EarlierNames): RewrittenCell {
  const file = bound("cell.ts", js)
  const edits = new Edits(js)
  const own = ownNames(file)
  const isSlot = (id: Ts.Identifier): boolean => {
    const owner = ownerOf(id)
    return owner === "file" ? own.has(id.text) : owner === "outside" && earlier.has(id.text)
  }
  const captured = capturedNames(file, isSlot)
  const isShared = (id: Ts.Identifier) => captured.has(id.text) || earlier.isCaptured(id.text)
  const imports: ImportOf[] = []
  const first: string[] = []
  let isAsync = false

  const visit = (node: Ts.Node, loop?: HotLoop): void => {
    const slot = (id: Ts.Identifier) => (loop?.locals.has(id.text) ? id.text : `__glossatorCells.${id.text}`)
    const inside = (child: Ts.Node) => visit(child, loop)
    const down = () => void ts.forEachChild(node, inside)

    if (ts.isIdentifier(node)) {
      if (!isReference(node) || !isSlot(node)) return
      const { parent } = node
      const isCalled =
        (ts.isCallExpression(parent) && parent.expression === node) ||
        (ts.isTaggedTemplateExpression(parent) && parent.tag === node)
      // a function of a cell is called without a receiver
      const text = isCalled ? `(0, ${slot(node)})` : slot(node)
      const isShorthand = ts.isShorthandPropertyAssignment(parent) && parent.name === node
      edits.replace(node.getStart(file), node.end, isShorthand ? `${node.text}: ${text}` : text)
      return
    }
    if (ts.isImportDeclaration(node)) {
      imports.push(importOf(node))
      edits.replace(node.getStart(file), node.end, ";")
      return
    }
    if (ts.isExportDeclaration(node)) {
      edits.replace(node.getStart(file), node.end, "")
      return
    }
    if (ts.isFunctionDeclaration(node) && node.name && node.parent === file && own.has(node.name.text))
      first.push(`__glossatorCells.${node.name.text} = ${node.name.text};`)
    if (ts.isClassDeclaration(node) && node.name && node.parent === file && own.has(node.name.text)) {
      edits.insert(node.getStart(file), `__glossatorCells.${node.name.text} = `)
      down()
      edits.insert(node.end, ";")
      return
    }
    if (ts.isVariableDeclarationList(node) && node.declarations.some(isOwn)) {
      variables(node, slot, inside)
      return
    }
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) && ts.isIdentifier(node.left))
      if (isAnonymous(node.right) && isSlot(node.left)) named(node.left, node.right)
    if (!loop && !functionAround(node)) {
      const found = hotLoop(node, (id) => isSlot(id) && !isShared(id))
      if (found) {
        edits.insert(node.getStart(file), found.before)
        visit(node, found)
        edits.insert(node.end, found.after)
        return
      }
    }
    guardAwaits(node, edits, file, down)
    isAsync ||= isAwait(node) && !functionAround(node)
  }

  const isOwn = (declaration: Ts.VariableDeclaration): boolean =>
    boundIn(declaration.name).some((one) => own.has(one.text) && ownerOf(one) === "file")

  /** A function without a name takes the variable's, which it would not take as a property. */
  const named = (name: Ts.Identifier, value: Ts.Expression): void => {
    edits.insert(value.getStart(file), `({ [${JSON.stringify(name.text)}]: `)
    edits.insert(value.end, ` })[${JSON.stringify(name.text)}]`)
  }

  /** A declaration becomes assignments, one expression. */
  const variables = (
    list: Ts.VariableDeclarationList,
    slot: (id: Ts.Identifier) => string,
    inside: (node: Ts.Node) => void,
  ): void => {
    const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0
    edits.replace(list.getStart(file), list.declarations[0]!.getStart(file), "")
    const isHead = ts.isForInStatement(list.parent) || ts.isForOfStatement(list.parent)
    for (const { name, initializer } of list.declarations) {
      const start = name.getStart(file)
      if (ts.isIdentifier(name)) {
        if (!own.has(name.text)) first.push(`var ${name.text};`)
        const target = own.has(name.text) ? slot(name) : name.text
        edits.replace(start, name.end, target)
        // `var` without a value keeps what a variable of this name had
        if (!initializer && !isHead) edits.insert(name.end, isVar ? "" : " = void 0")
        if (initializer && isAnonymous(initializer)) named(name, initializer)
        if (initializer) inside(initializer)
        continue
      }
      if (!isHead) edits.insert(start, "(")
      pattern(name, slot, inside)
      if (initializer) inside(initializer)
      if (!isHead) edits.insert(initializer?.end ?? name.end, ")")
    }
  }

  /** A pattern of a declaration becomes one of an assignment. */
  const pattern = (
    node: Ts.BindingPattern,
    slot: (id: Ts.Identifier) => string,
    inside: (node: Ts.Node) => void,
  ): void => {
    for (const element of node.elements) {
      if (!ts.isBindingElement(element)) continue
      const { name, propertyName, initializer, dotDotDotToken } = element
      if (propertyName && ts.isComputedPropertyName(propertyName)) inside(propertyName)
      if (!ts.isIdentifier(name)) pattern(name, slot, inside)
      else {
        const isShort = ts.isObjectBindingPattern(node) && !propertyName && !dotDotDotToken
        edits.replace(name.getStart(file), name.end, isShort ? `${name.text}: ${slot(name)}` : slot(name))
      }
      if (initializer) inside(initializer)
    }
  }

  ts.forEachChild(file, (node) => visit(node))
  isAsync ||= imports.length > 0
  const load = imports.length > 0 ? `await __glossatorKernel.imports(${JSON.stringify(imports)}); ` : ""
  const head = `(${isAsync ? "async " : ""}function (__glossatorCells, __glossatorKernel, require) { "use strict"; ${first.join(" ")} ${load}`
  edits.wrap(head, "\n})")
  return { script: edits.apply(), imports, isAsync, captured }
}

/** The names of `export { a, b }`: those that the user declared, without what the compiler added. */
function ownNames(file: Ts.SourceFile): ReadonlySet<string> {
  const names = file.statements.flatMap((one) =>
    ts.isExportDeclaration(one) && !one.moduleSpecifier && one.exportClause && ts.isNamedExports(one.exportClause)
      ? one.exportClause.elements.map((element) => element.name.text)
      : [],
  )
  return new Set(names)
}

function capturedNames(file: Ts.SourceFile, isSlot: (id: Ts.Identifier) => boolean): ReadonlySet<string> {
  const names = new Set<string>()
  some(file, (node) => {
    if (ts.isIdentifier(node) && isReference(node) && functionAround(node) && isSlot(node)) names.add(node.text)
    return false
  })
  return names
}

const isAwait = (node: Ts.Node): boolean =>
  ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)
