/**
 * The graph under construction: nodes are hash-consed, so that what is computed twice is computed once.
 *
 * Simplifies only what measurably pays: constants that are one number everywhere, broadcasts that an elementwise
 * operator does by itself, chains of reshapes and transposes, transposes in front of a product.
 */
import { type Attributes, broadcastShape, type ConstantData, type DType, type Node, sameShape, sizeOf } from "./node.js"

const FOLD_BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
}
/** The number on the right that leaves the left side as it is. */
const NEUTRAL: Readonly<Record<string, number>> = { Add: 0, Sub: 0, Mul: 1, Div: 1 }
const COMMUTES = new Set(["Add", "Mul"])
const LONGEST_SHARED_CONSTANT = 64

export interface Output {
  readonly shape: readonly number[]
  readonly dtype: DType
}

export class Graph {
  readonly inputs: Node[] = []
  readonly #known = new Map<string, Node>()
  #next = 0

  input(name: string, shape: readonly number[], dtype: DType): Node {
    const node = this.#fresh("Input", [], { name }, { shape, dtype })
    this.inputs.push(node)
    return node
  }

  /** One operator with one output. */
  node(op: string, inputs: readonly Node[], attributes: Attributes, output: Output): Node {
    return this.#shared(op, inputs, attributes, output, {})
  }

  /** One operator with several outputs. */
  nodes(op: string, inputs: readonly Node[], attributes: Attributes, outputs: readonly Output[]): Node[] {
    return outputs.map((output, part) => this.#shared(op, inputs, attributes, output, { part, parts: outputs.length }))
  }

  splat(value: number, shape: readonly number[], dtype: DType): Node {
    const rounded =
      dtype === "float32" ? Math.fround(value) : dtype === "bool" ? Number(value !== 0) : Math.trunc(value)
    const text = Object.is(rounded, -0) ? "-0" : String(rounded)
    return this.#shared("Constant", [], { splat: text }, { shape, dtype }, { splat: rounded })
  }

  constant(data: ConstantData, shape: readonly number[], dtype: DType): Node {
    const first = Number(data[0])
    if (data.length > 0 && data.every((x) => Object.is(Number(x), first))) return this.splat(first, shape, dtype)
    const copy = data.slice()
    if (data.length > LONGEST_SHARED_CONSTANT) return this.#fresh("Constant", [], {}, { shape, dtype }, { data: copy })
    return this.#shared("Constant", [], { values: copy.join() }, { shape, dtype }, { data: copy })
  }

  broadcast(x: Node, shape: readonly number[]): Node {
    if (sameShape(x.shape, shape)) return x
    if (x.splat !== undefined) return this.splat(x.splat, shape, x.dtype)
    return this.node("Expand", [withoutExpand(x)], { shape }, { shape, dtype: x.dtype })
  }

  binary(op: string, left: Node, right: Node, dtype: DType = left.dtype): Node {
    const shape = broadcastShape(left.shape, right.shape)
    const fold = FOLD_BINARY[op]
    if (fold && left.splat !== undefined && right.splat !== undefined) {
      return this.splat(fold(left.splat, right.splat), shape, dtype)
    }
    let [a, b] = [this.#small(left), this.#small(right)]
    if (COMMUTES.has(op) && a.splat !== undefined) [a, b] = [b, a]
    if (b.splat !== undefined && b.splat === NEUTRAL[op] && a.dtype === dtype) return this.broadcast(a, shape)
    const inner = broadcastShape(a.shape, b.shape)
    return this.broadcast(this.node(op, [a, b], {}, { shape: inner, dtype }), shape)
  }

  unary(op: string, x: Node, dtype: DType = x.dtype): Node {
    if (op === "Neg" && x.splat !== undefined) return this.splat(-x.splat, x.shape, dtype)
    if (op === "Neg" && x.op === "Neg") return x.inputs[0]!
    const inner = withoutExpand(x)
    return this.broadcast(this.node(op, [inner], {}, { shape: inner.shape, dtype }), x.shape)
  }

  cast(x: Node, dtype: DType): Node {
    if (x.dtype === dtype) return x
    if (x.splat !== undefined) return this.splat(x.splat, x.shape, dtype)
    const inner = withoutExpand(x)
    return this.broadcast(this.node("Cast", [inner], { to: dtype }, { shape: inner.shape, dtype }), x.shape)
  }

  reshape(x: Node, shape: readonly number[]): Node {
    if (sameShape(x.shape, shape)) return x
    if (x.splat !== undefined) return this.splat(x.splat, shape, x.dtype)
    const inner = x.op === "Reshape" ? x.inputs[0]! : x
    if (sameShape(inner.shape, shape)) return inner
    return this.node("Reshape", [inner], { shape }, { shape, dtype: x.dtype })
  }

  transpose(x: Node, order: readonly number[]): Node {
    const shape = order.map((axis) => x.shape[axis]!)
    if (order.every((axis, i) => axis === i)) return x
    if (x.splat !== undefined) return this.splat(x.splat, shape, x.dtype)
    if (x.op === "Transpose") {
      const inner = x.attributes.perm as readonly number[]
      return this.transpose(
        x.inputs[0]!,
        order.map((axis) => inner[axis]!),
      )
    }
    const moved = order.filter((axis) => x.shape[axis]! > 1)
    if (moved.every((axis, i) => i === 0 || axis > moved[i - 1]!)) return this.reshape(x, shape)
    return this.node("Transpose", [x], { perm: order }, { shape, dtype: x.dtype })
  }

  /** Batched product; the batch axes broadcast. */
  matMul(left: Node, right: Node, transposeLeft: boolean, transposeRight: boolean): Node {
    let [a, b, ta, tb] = [left, right, transposeLeft, transposeRight]
    if (swapsLastTwo(a)) [a, ta] = [a.inputs[0]!, !ta]
    if (swapsLastTwo(b)) [b, tb] = [b.inputs[0]!, !tb]
    const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
    const rows = a.shape.at(ta ? -1 : -2)!
    const columns = b.shape.at(tb ? -2 : -1)!
    if (batch.length > 0 && sizeOf(batch) === 1) {
      const flat = this.matMul(this.reshape(a, a.shape.slice(-2)), this.reshape(b, b.shape.slice(-2)), ta, tb)
      return this.reshape(flat, [...batch, rows, columns])
    }
    const output: Output = { shape: [...batch, rows, columns], dtype: "float32" }
    return this.node("MatMul", [a, b], { transA: ta, transB: tb }, output)
  }

  /** @param axes from 0 */
  reduce(op: string, x: Node, axes: readonly number[], keepDims: boolean): Node {
    const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n))
    const shape = keepDims ? kept : x.shape.filter((_, i) => !axes.includes(i))
    if (axes.every((axis) => x.shape[axis] === 1)) return this.reshape(x, shape)
    const sorted = [...axes].sort((p, q) => p - q)
    const reduced = this.node(op, [x], { axes: sorted, keepdims: true }, { shape: kept, dtype: x.dtype })
    return this.reshape(reduced, shape)
  }

  /** A splat as a scalar and an expanded value as what it was: elementwise operators broadcast by themselves. */
  #small(x: Node): Node {
    return x.splat !== undefined ? this.splat(x.splat, [], x.dtype) : withoutExpand(x)
  }

  #shared(op: string, inputs: readonly Node[], attributes: Attributes, output: Output, extra: Partial<Node>): Node {
    const ids = inputs.map((node) => node.id)
    const key = JSON.stringify([op, ids, attributes, output.shape, output.dtype, extra.part ?? 0])
    const known = this.#known.get(key)
    if (known) return known
    const node = this.#fresh(op, inputs, attributes, output, extra)
    this.#known.set(key, node)
    return node
  }

  #fresh(op: string, inputs: readonly Node[], attributes: Attributes, output: Output, extra: Partial<Node> = {}): Node {
    return { id: this.#next++, op, inputs, attributes, shape: [...output.shape], dtype: output.dtype, ...extra }
  }
}

const withoutExpand = (x: Node): Node => (x.op === "Expand" ? x.inputs[0]! : x)

function swapsLastTwo(x: Node): boolean {
  if (x.op !== "Transpose") return false
  const order = x.attributes.perm as readonly number[]
  const last = order.length - 1
  return order.every((axis, i) => axis === (i === last ? last - 1 : i === last - 1 ? last : i))
}
