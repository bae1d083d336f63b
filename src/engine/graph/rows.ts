/**
 * Deferred row additions: a gradient whose sum contains segment sums (the gradient of an embedding lookup) is split into
 * a base, which the graph computes, and rows that the caller adds afterwards, in order.
 *
 * The reason is ONNX Runtime's ScatterND with reduction "add": with two threads and repeated indices it loses updates.
 */
import type { Graph } from "./graph.js"
import type { Node } from "./node.js"

export interface RowAddition {
  /** [N, …]: what is added, each row of the length of one row of the target. */
  readonly rows: Node
  /** [N] int32: the target's row for each of them; rows may repeat. */
  readonly indices: Node
  readonly sign: 1 | -1
}

export interface SplitSum {
  /** Absent: zero. */
  readonly base?: Node
  readonly additions: readonly RowAddition[]
}

export function splitRows(graph: Graph, node: Node): SplitSum {
  const plain: { node: Node; sign: 1 | -1 }[] = []
  const additions: RowAddition[] = []
  const walk = (at: Node, sign: 1 | -1): void => {
    if (at.op === "SegmentSum") additions.push({ rows: at.inputs[0]!, indices: at.inputs[1]!, sign })
    else if (at.op === "Neg" && containsSegmentSum(at)) walk(at.inputs[0]!, sign === 1 ? -1 : 1)
    else if ((at.op === "Add" || at.op === "Sub") && containsSegmentSum(at)) {
      walk(at.inputs[0]!, sign)
      walk(at.inputs[1]!, at.op === "Add" ? sign : sign === 1 ? -1 : 1)
    } else plain.push({ node: at, sign })
  }
  walk(node, 1)
  if (additions.length === 0) return { base: node, additions }
  let base: Node | undefined
  for (const { node: term, sign } of plain) {
    if (base) base = graph.binary(sign === 1 ? "Add" : "Sub", base, term)
    else base = sign === 1 ? term : graph.unary("Neg", term)
  }
  return base ? { base: graph.broadcast(base, node.shape), additions } : { additions }
}

/** Through sums of the same shape only: below anything else the segment sum is computed in the graph. */
function containsSegmentSum(node: Node): boolean {
  if (node.op === "SegmentSum") return true
  if (node.op !== "Add" && node.op !== "Sub" && node.op !== "Neg") return false
  return node.inputs.some((input) => String(input.shape) === String(node.shape) && containsSegmentSum(input))
}
