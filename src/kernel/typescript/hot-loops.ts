/**
 * Loops at native speed: a loop that calls nothing keeps its variables in locals, and gives them back when it ends.
 *
 * Only variables that no function of the notebook refers to, so nothing can see that they are elsewhere for a while; an
 * engine keeps a local in a register, where a property costs three times as much. A loop that is killed by an interrupt
 * leaves them as they were before it.
 */
import { isReference, isWritten, some } from "./names.js"
import { type Ts, ts } from "./ts.js"

export interface HotLoop {
  readonly locals: ReadonlySet<string>
  /** What is put before and after the loop. */
  readonly before: string
  readonly after: string
}

/** @param isPrivate whether an identifier is a variable of the notebook that no function refers to */
export function hotLoop(node: Ts.Node, isPrivate: (id: Ts.Identifier) => boolean): HotLoop | undefined {
  if (!isLoop(node) || some(node, runsOther)) return undefined
  const locals = new Set<string>()
  const written = new Set<string>()
  some(node, (one) => {
    if (!ts.isIdentifier(one) || !isVariable(one) || !isPrivate(one)) return false
    locals.add(one.text)
    if (isWritten(one)) written.add(one.text)
    return false
  })
  if (locals.size === 0) return undefined
  const list = [...locals].map((name) => `${name} = __glossatorCells.${name}`).join(", ")
  const back = [...written].map((name) => `__glossatorCells.${name} = ${name};`).join(" ")
  return { locals, before: `{ let ${list}; try { `, after: ` } finally { ${back} } }` }
}

function isLoop(node: Ts.Node): boolean {
  return ts.isLabeledStatement(node) ? isLoop(node.statement) : ts.isIterationStatement(node, false)
}

const isVariable = (id: Ts.Identifier): boolean =>
  isReference(id) || ((ts.isVariableDeclaration(id.parent) || ts.isBindingElement(id.parent)) && id.parent.name === id)

/** Whether a node may run code that is not its own, or lets others run meanwhile. */
function runsOther(node: Ts.Node): boolean {
  if (ts.isCallExpression(node)) return !isMath(node.expression)
  return (
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isYieldExpression(node) ||
    ts.isClassLike(node) ||
    (ts.isForOfStatement(node) && node.awaitModifier !== undefined) ||
    ts.isFunctionLike(node)
  )
}

const isMath = (callee: Ts.Expression): boolean =>
  ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === "Math"
