/**
 * Tracing: a function over tfjs tensors is run once with tensors that hold no values; what it would compute becomes a graph.
 *
 * Gradients are tfjs' own: its tape never looks at values, so differentiation just works on the tracing backend.
 */
import "@tensorflow/tfjs-backend-cpu"
import { engine, getBackend, setBackend, type Tensor, tidy } from "@tensorflow/tfjs-core"
import type { Shapes, Specs, Tensors } from "../engine.js"
import { Graph } from "../graph/graph.js"
import type { Node } from "../graph/node.js"
import { TRACE_BACKEND } from "../ops/tracing.js"
import "../gradients/index.js"
import { TraceError, traceBackend } from "./backend.js"
import "./elementwise.js"
import "./fused.js"
import "./indexing.js"
import "./reductions.js"
import "./shapes.js"

export type TracedFunction = (weights: Tensors, inputs: Tensors) => Tensors

export interface Traced {
  readonly graph: Graph
  readonly outputs: Readonly<Record<string, Node>>
  /** The gradient of `loss` by each weight; a weight that the loss does not depend on is missing. */
  readonly gradients: Readonly<Record<string, Node>>
}

export const weightInput = (name: string): string => `weight:${name}`
export const dataInput = (name: string): string => `input:${name}`

/**
 * @param differentiate also trace the gradients of the output `loss`
 * @throws TraceError when the function can not be compiled; it says which operator and what to do
 */
export function trace(f: TracedFunction, weights: Shapes, inputs: Specs, differentiate: boolean): Traced {
  const graph = new Graph()
  const before = activeBackend()
  traceBackend.begin(graph)
  activate(TRACE_BACKEND)
  let traced: Traced | undefined
  try {
    tidy(() => {
      const symbol = (node: Node): Tensor => engine().makeTensorFromTensorInfo(traceBackend.put(node))
      const weightTensors = mapValues(weights, (shape, name) =>
        symbol(graph.input(weightInput(name), shape, "float32")),
      )
      const inputTensors = mapValues(inputs, ({ shape, dtype }, name) =>
        symbol(graph.input(dataInput(name), shape, dtype)),
      )
      traced = differentiate
        ? { graph, ...traceGradients(f, weightTensors, inputTensors) }
        : { graph, outputs: nodesOf(call(f, weightTensors, inputTensors)), gradients: {} }
    })
    return traced!
  } catch (error) {
    throw explained(error)
  } finally {
    traceBackend.end()
    activate(before)
  }
}

function traceGradients(f: TracedFunction, weights: Tensors, inputs: Tensors): Omit<Traced, "graph"> {
  let outputs: Record<string, Node> = {}
  const names = Object.keys(weights)
  const loss = (): Tensor => {
    const out = call(f, weights, inputs)
    outputs = nodesOf(out)
    return lossOf(out)
  }
  const { grads } = engine().gradients(loss, Object.values(weights), undefined as never, true)
  const gradients: Record<string, Node> = {}
  names.forEach((name, i) => {
    if (grads[i]) gradients[name] = traceBackend.node(grads[i])
  })
  return { outputs, gradients }
}

function call(f: TracedFunction, weights: Tensors, inputs: Tensors): Tensors {
  const out: unknown = f(weights, inputs)
  if (out instanceof Promise) throw new TraceError("an async function can not be compiled; make it a plain function")
  return out as Tensors
}

/** @throws TypeError when the output has no scalar called loss */
export function lossOf(out: Tensors): Tensor {
  const { loss } = out
  if (loss?.size !== 1 || loss.dtype !== "float32") {
    throw new TypeError(`a gradient program needs a float32 scalar "loss"; it returned ${Object.keys(out).join(", ")}`)
  }
  return loss
}

const nodesOf = (out: Tensors): Record<string, Node> => mapValues(out, (tensor) => traceBackend.node(tensor))

function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const kernel = /kernel '(\w+)'(?: not registered)? for backend '(\w+)'/i.exec(error.message)
  if (kernel) {
    return new TraceError(
      `the operator ${kernel[1]} can not be compiled; write it with other operators, or use a tfjs engine`,
      { cause: error },
    )
  }
  const gradient = /gradient function not found for (\w+)/.exec(error.message)
  if (gradient) {
    return new TraceError(
      `the operator ${gradient[1]} has no gradient here; keep it off the way from weights to loss`,
      {
        cause: error,
      },
    )
  }
  return error
}

/** The backend in use; the CPU's when tfjs has not chosen one yet. */
export const activeBackend = (): string => (getBackend() as string | undefined) || "cpu"

/** tfjs' switch is declared async but happens at once for backends whose factory is synchronous or already ran. */
export function activate(backend: string): void {
  void setBackend(backend)
  if (getBackend() !== backend) throw new Error(`tfjs did not switch to the backend ${backend}`)
}

export function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A, key: string) => B) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value, key)])) as Record<string, B>
}
