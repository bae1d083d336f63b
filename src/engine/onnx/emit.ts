/**
 * A graph as the bytes of an ONNX model, opset 18 with ONNX Runtime's own operators beside it.
 *
 * Emits what the outputs need, in order of creation. Never emits ScatterND with a reduction: see graph/rows.ts.
 */
import type { Graph } from "../graph/graph.js"
import { type Attribute, type Attributes, type DType, type Node, sizeOf } from "../graph/node.js"
import { float, integer, message, text } from "./protobuf.js"

const OPSET = 18
const IR_VERSION = 8
const CONTRIB = "com.microsoft"
/** Operators that ONNX Runtime keeps in its own domain. */
const CONTRIB_OPS = new Set(["FusedMatMul", "QuickGelu", "RotaryEmbedding", "SkipSimplifiedLayerNormalization"])
const ONNX_TYPE: Readonly<Record<DType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 }
const LARGEST_WRITTEN_SPLAT = 64

export interface EmittedModel {
  readonly bytes: Uint8Array
  /** Names of the graph's inputs that the outputs really depend on. */
  readonly inputs: readonly string[]
  readonly nodeCount: number
}

export function emit(graph: Graph, outputs: Readonly<Record<string, Node>>): EmittedModel {
  const live = liveNodes(Object.values(outputs))
  const named = new Map<Node, string>()
  for (const [name, node] of Object.entries(outputs)) {
    if (isComputed(node) && !named.has(node)) named.set(node, name)
  }
  const emitter = new Emitter(named)
  for (const node of live) emitter.add(node)
  for (const [name, node] of Object.entries(outputs)) {
    if (named.get(node) !== name) emitter.operator("Identity", [emitter.nameOf(node)], [name])
  }
  const alive = new Set(live)
  const inputs = graph.inputs.filter((node) => alive.has(node))
  const inputInfos = inputs.map((node) => valueInfo(11, emitter.nameOf(node), node))
  const outputInfos = Object.entries(outputs).map(([name, node]) => valueInfo(12, name, node))
  const body = message(
    7,
    ...emitter.operators,
    text(2, "glossator"),
    ...emitter.constants,
    ...inputInfos,
    ...outputInfos,
  )
  const opsets = [message(8, text(1, ""), integer(2, OPSET)), message(8, text(1, CONTRIB), integer(2, 1))]
  return {
    bytes: Buffer.concat([integer(1, IR_VERSION), body, ...opsets]),
    inputs: inputs.map((node) => emitter.nameOf(node)),
    nodeCount: emitter.operators.length,
  }
}

/** An output is the operator's own value where that has a name to itself; otherwise a copy of it. */
const isComputed = (node: Node): boolean => node.op !== "Input" && node.op !== "Constant" && node.parts === undefined

function liveNodes(roots: readonly Node[]): Node[] {
  const live = new Set<Node>()
  const open = [...roots]
  for (let node = open.pop(); node; node = open.pop()) {
    if (live.has(node)) continue
    live.add(node)
    open.push(...node.inputs)
  }
  return [...live].sort((a, b) => a.id - b.id)
}

class Emitter {
  readonly operators: Uint8Array[] = []
  readonly constants: Uint8Array[] = []
  readonly #names = new Map<Node, string>()
  readonly #groups = new Map<string, readonly string[]>()
  readonly #lists = new Map<string, string>()
  readonly #outputs: ReadonlyMap<Node, string>

  /** @param outputs nodes whose value takes an output's name */
  constructor(outputs: ReadonlyMap<Node, string>) {
    this.#outputs = outputs
  }

  nameOf(node: Node): string {
    return this.#names.get(node)!
  }

  add(node: Node): void {
    if (node.op === "Input") {
      this.#names.set(node, node.attributes.name as string)
      return
    }
    const name = this.#outputs.get(node) ?? `t${node.id}`
    this.#names.set(node, name)
    const inputs = node.inputs.map((input) => this.nameOf(input))
    if (node.op === "Constant") this.#addConstant(node, name)
    else if (node.parts !== undefined) this.#addPart(node, inputs)
    else this.#addOperator(node, inputs, name)
  }

  operator(op: string, inputs: readonly string[], outputs: readonly string[], attributes: Attributes = {}): void {
    this.operators.push(
      message(
        1,
        ...inputs.map((name) => text(1, name)),
        ...outputs.map((name) => text(2, name)),
        text(4, op),
        ...Object.entries(attributes).map(([key, value]) => attribute(key, value)),
        ...(CONTRIB_OPS.has(op) ? [text(7, CONTRIB)] : []),
      ),
    )
  }

  #addConstant(node: Node, name: string): void {
    if (node.splat === undefined) this.#tensor(name, node.dtype, node.shape, bytesOf(node.data!))
    else if (sizeOf(node.shape) <= LARGEST_WRITTEN_SPLAT) {
      this.#tensor(name, node.dtype, node.shape, splatBytes(node.dtype, node.splat, sizeOf(node.shape)))
    } else {
      this.#tensor(`${name}_value`, node.dtype, [], splatBytes(node.dtype, node.splat, 1))
      this.operator("Expand", [`${name}_value`, this.#list(node.shape)], [name])
    }
  }

  #addPart(node: Node, inputs: readonly string[]): void {
    const key = JSON.stringify([node.op, node.inputs.map((input) => input.id), node.attributes])
    let names = this.#groups.get(key)
    if (!names) {
      names = Array.from({ length: node.parts! }, (_, part) => `t${node.id}_${part}`)
      this.#groups.set(key, names)
      const { sizes, k, ...rest } = node.attributes
      const lists = [sizes, k].filter((list) => list !== undefined).map((list) => this.#list(list as readonly number[]))
      this.operator(node.op, [...inputs, ...lists], names, rest)
    }
    this.#names.set(node, names[node.part!]!)
  }

  #addOperator(node: Node, inputs: readonly string[], name: string): void {
    const a = node.attributes
    const list = (key: string): string => this.#list(a[key] as readonly number[])
    switch (node.op) {
      case "MatMul":
        if (node.shape.length === 2) this.operator("Gemm", inputs, [name], a)
        else if (a.transA || a.transB) this.operator("FusedMatMul", inputs, [name], a)
        else this.operator("MatMul", inputs, [name])
        break
      case "Reshape":
      case "Expand":
        this.operator(node.op, [...inputs, list("shape")], [name])
        break
      case "Cast":
        this.operator("Cast", inputs, [name], { to: ONNX_TYPE[a.to as DType] })
        break
      case "Slice": {
        const axes = this.#list(node.shape.map((_, axis) => axis))
        this.operator("Slice", [...inputs, list("starts"), list("ends"), axes, list("steps")], [name])
        break
      }
      case "Tile":
        this.operator("Tile", [...inputs, list("repeats")], [name])
        break
      case "Pad":
        this.operator("Pad", [inputs[0]!, list("pads"), inputs[1]!], [name], { mode: "constant" })
        break
      case "CumSum":
        this.operator("CumSum", [inputs[0]!, this.#scalar(a.axis as number)], [name], {
          exclusive: a.exclusive!,
          reverse: a.reverse!,
        })
        break
      case "SegmentSum":
        this.#addSegmentSum(node, inputs, name)
        break
      default:
        if (node.op.startsWith("Reduce")) {
          this.operator(node.op, [...inputs, list("axes")], [name], { keepdims: a.keepdims! })
        } else this.operator(node.op, inputs, [name], a)
    }
  }

  /** ScatterElements adds on one thread, in order; its indices have the shape of the updates. */
  #addSegmentSum(node: Node, [rows, indices]: readonly string[], name: string): void {
    const [x] = node.inputs
    const count = x!.shape[0]!
    const width = sizeOf(x!.shape.slice(1))
    const zero = `${name}_zero`
    this.#tensor(zero, "float32", [], splatBytes("float32", 0, 1))
    this.operator("Expand", [zero, this.#list([node.shape[0]!, width])], [`${name}_base`])
    this.operator("Reshape", [rows!, this.#list([count, width])], [`${name}_rows`])
    this.operator("Reshape", [indices!, this.#list([count, 1])], [`${name}_column`])
    this.operator("Expand", [`${name}_column`, this.#list([count, width])], [`${name}_indices`])
    const flat = [`${name}_base`, `${name}_indices`, `${name}_rows`]
    this.operator("ScatterElements", flat, [`${name}_flat`], { axis: 0, reduction: "add" })
    this.operator("Reshape", [`${name}_flat`, this.#list(node.shape)], [name])
  }

  #list(values: readonly number[]): string {
    return this.#integers(`l${values.join("_")}`, [values.length], values)
  }

  #scalar(value: number): string {
    return this.#integers(`s${value}`, [], [value])
  }

  #integers(key: string, shape: readonly number[], values: readonly number[]): string {
    let name = this.#lists.get(key)
    if (!name) {
      name = `i${this.#lists.size}`
      this.#lists.set(key, name)
      this.#tensor(name, "int64", shape, bytesOf(BigInt64Array.from(values, BigInt)))
    }
    return name
  }

  #tensor(name: string, dtype: DType, shape: readonly number[], bytes: Uint8Array): void {
    const dims = shape.map((n) => integer(1, n))
    this.constants.push(message(5, ...dims, integer(2, ONNX_TYPE[dtype]), text(8, name), message(9, bytes)))
  }
}

function attribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === "string") return message(5, text(1, name), text(4, value), integer(20, 3))
  if (typeof value === "object" && "float" in value) {
    return message(5, text(1, name), float(2, value.float), integer(20, 1))
  }
  if (typeof value === "object") return message(5, text(1, name), ...value.map((n) => integer(8, n)), integer(20, 7))
  return message(5, text(1, name), integer(3, Number(value)), integer(20, 2))
}

function valueInfo(field: number, name: string, node: Node): Uint8Array {
  const dims = node.shape.map((n) => message(1, integer(1, n)))
  return message(field, text(1, name), message(2, message(1, integer(1, ONNX_TYPE[node.dtype]), message(2, ...dims))))
}

const bytesOf = (data: ArrayBufferView): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

function splatBytes(dtype: DType, value: number, count: number): Uint8Array {
  if (dtype === "float32") return bytesOf(new Float32Array(count).fill(value))
  if (dtype === "int32") return bytesOf(new Int32Array(count).fill(value))
  if (dtype === "int64") return bytesOf(new BigInt64Array(count).fill(BigInt(value)))
  return new Uint8Array(count).fill(value)
}
