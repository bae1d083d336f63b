/**
 * The tracing backend: a tfjs backend whose tensors are nodes of a graph and hold no values.
 *
 * Its kernels are registered by the files beside this one; what has no kernel here can not be compiled, and says so.
 */
import {
  type backend_util,
  type DataType,
  engine,
  KernelBackend,
  type KernelFunc,
  type NamedAttrMap,
  registerBackend,
  registerKernel,
  type TensorInfo,
} from "@tensorflow/tfjs-core"
import type { Graph } from "../graph/graph.js"
import { type ConstantData, type DType, type Node, sameShape } from "../graph/node.js"
import { TRACE_BACKEND } from "../ops/tracing.js"

/** A function that can not be compiled, or was traced in the wrong place: a mistake of the program's, not of the user's. */
export class TraceError extends Error {
  override name = "TraceError"
}

const NO_VALUE =
  "a traced tensor has no value: data(), dataSync(), array() and arraySync() do not work in a compiled function; " +
  "return the tensor from the function instead"

class TraceBackend extends KernelBackend {
  graph: Graph | undefined
  readonly #entries = new WeakMap<object, { node: Node; references: number }>()
  readonly #captured = new Map<object, Node>()
  #count = 0

  begin(graph: Graph): void {
    if (this.graph) throw new TraceError("compile() was called inside a function that is being compiled")
    this.graph = graph
  }

  end(): void {
    this.graph = undefined
    this.#captured.clear()
  }

  current(): Graph {
    if (!this.graph) throw new TraceError("a tensor of a compiled function was used after its tracing had ended")
    return this.graph
  }

  put(node: Node): TensorInfo {
    const dataId = {}
    this.#entries.set(dataId, { node, references: 1 })
    this.#count++
    return { dataId, shape: [...node.shape], dtype: node.dtype as DataType }
  }

  /** The node of a tensor. One that lives on another backend is taken over by value, as a constant. */
  node(tensor: TensorInfo): Node {
    const graph = this.current()
    let node = this.#entries.get(tensor.dataId)?.node ?? this.#captured.get(tensor.dataId)
    if (!node) {
      const values = engine().readSync(tensor.dataId) as ConstantData
      node = graph.constant(values, tensor.shape, dtypeOf(tensor.dtype))
      this.#captured.set(tensor.dataId, node)
    }
    return sameShape(node.shape, tensor.shape) ? node : graph.reshape(node, tensor.shape)
  }

  override write(values: backend_util.BackendValues, shape: number[], dtype: DataType): object {
    const data = typedArray(values, dtypeOf(dtype))
    return this.put(this.current().constant(data, shape, dtypeOf(dtype))).dataId
  }

  override move(): void {
    throw new TraceError("a tensor was moved into the tracing backend")
  }

  override readSync(): never {
    throw new TraceError(NO_VALUE)
  }

  override async read(): Promise<never> {
    throw new TraceError(NO_VALUE)
  }

  override numDataIds(): number {
    return this.#count
  }

  override refCount(dataId: object): number {
    return this.#entries.get(dataId)?.references ?? 0
  }

  override incRef(dataId: object): void {
    const entry = this.#entries.get(dataId)
    if (entry) entry.references++
  }

  override disposeData(dataId: object, force = false): boolean {
    const entry = this.#entries.get(dataId)
    if (!entry) return true
    if (!force && --entry.references > 0) return false
    this.#entries.delete(dataId)
    this.#count--
    return true
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true }
  }

  override floatPrecision(): 32 {
    return 32
  }

  override timerAvailable(): boolean {
    return false
  }

  override dispose(): void {}
}

function dtypeOf(dtype: DataType): DType {
  if (dtype === "float32" || dtype === "int32" || dtype === "bool") return dtype
  throw new TraceError(`a tensor of ${dtype} can not be compiled; only float32, int32 and bool can`)
}

function typedArray(values: backend_util.BackendValues, dtype: DType): ConstantData {
  const numbers = values as ArrayLike<number>
  if (dtype === "float32") return values instanceof Float32Array ? values : Float32Array.from(numbers)
  if (dtype === "int32") return values instanceof Int32Array ? values : Int32Array.from(numbers)
  return values instanceof Uint8Array ? values : Uint8Array.from(numbers)
}

export const traceBackend = new TraceBackend()
registerBackend(TRACE_BACKEND, () => traceBackend, -100)

const known = new Set<string>()
/** Names of the kernels that can be compiled. */
export const tracedKernels: ReadonlySet<string> = known

export type Inputs = Readonly<Record<string, TensorInfo>>

/** What a kernel adds to the graph. `node` turns one of its inputs into a node. */
export interface Step {
  readonly graph: Graph
  readonly inputs: Inputs
  // biome-ignore lint/suspicious/noExplicitAny: each kernel has its own attributes, typed where they are read
  readonly attributes: Readonly<Record<string, any>>
  node(name: string): Node
}

/** Registers a kernel of the tracing backend under tfjs' name for it. */
export function traced(kernelName: string, build: (step: Step) => Node | readonly Node[]): void {
  known.add(kernelName)
  const kernelFunc = ({ inputs, attrs }: { inputs: Inputs; attrs?: NamedAttrMap }) => {
    const out = build({
      graph: traceBackend.current(),
      inputs,
      attributes: attrs ?? {},
      node: (name) => traceBackend.node(inputs[name]!),
    })
    return Array.isArray(out) ? out.map((node: Node) => traceBackend.put(node)) : traceBackend.put(out as Node)
  }
  registerKernel({ kernelName, backendName: TRACE_BACKEND, kernelFunc: kernelFunc as unknown as KernelFunc })
}

/** The inputs of a kernel that takes a list. */
export const listed = (step: Step): Node[] =>
  (Array.isArray(step.inputs) ? step.inputs : Object.values(step.inputs)).map((tensor: TensorInfo) =>
    traceBackend.node(tensor),
  )
