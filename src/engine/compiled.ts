/**
 * Compiled programs: a function traced into a graph, emitted as ONNX and run by a runtime over the store's memory.
 *
 * Weights are inputs bound once to the store; gradients are written into it. Sums of looked-up rows are added here, after
 * the run, in order, because the runtime's own scattered addition is wrong with several threads.
 */
import type { Arrays, Engine, EngineName, ParameterStore, Program, Specs, TypedArray } from "./engine.js"
import { type Node, sizeOf } from "./graph/node.js"
import { type RowAddition, splitRows } from "./graph/rows.js"
import { emit } from "./onnx/emit.js"
import type { Runtime, Session } from "./runtime/runtime.js"
import { createStore } from "./store/store.js"
import { dataInput, type Traced, type TracedFunction, trace, weightInput } from "./trace/trace.js"

export function compilingEngine(name: EngineName, runtime: Runtime): Engine {
  const programs = new Set<CompiledProgram>()
  const build = async (f: TracedFunction, store: ParameterStore, inputs: Specs, differentiate: boolean) => {
    const traced = trace(f, store.shapes, inputs, differentiate)
    const program = await CompiledProgram.create(runtime, traced, store, inputs, differentiate)
    programs.add(program)
    return {
      run: (arrays: Arrays) => program.run(arrays),
      // Forgotten at once: a session holds on to the arrays that it was fed.
      async dispose() {
        programs.delete(program)
        await program.dispose()
      },
    }
  }
  return {
    name,
    device: { kind: "cpu", description: runtime.description, threads: runtime.threads },
    store: createStore,
    compile: (f, store, inputs) => build(f, store, inputs, false),
    compileGradient: (f, store, inputs) => build(f as TracedFunction, store, inputs, true),
    async dispose() {
      for (const program of programs) await program.dispose()
      programs.clear()
    },
  }
}

interface DeferredRows {
  readonly into: Float32Array
  readonly width: number
  readonly sign: 1 | -1
  readonly rows: string
  readonly indices: string
}

const outputName = (name: string): string => `output:${name}`
const gradientName = (name: string): string => `gradient:${name}`

class CompiledProgram implements Program {
  readonly #session: Session
  readonly #specs: Specs
  readonly #used: ReadonlySet<string>
  readonly #outputs: readonly string[]
  readonly #deferred: readonly DeferredRows[]
  readonly #zeroed: readonly Float32Array[]
  #disposed = false

  private constructor(
    session: Session,
    specs: Specs,
    used: ReadonlySet<string>,
    outputs: readonly string[],
    gradients: GradientPlan,
  ) {
    this.#session = session
    this.#specs = specs
    this.#used = used
    this.#outputs = outputs
    this.#deferred = gradients.deferred
    this.#zeroed = gradients.zeroed
  }

  static async create(
    runtime: Runtime,
    traced: Traced,
    store: ParameterStore,
    specs: Specs,
    differentiate: boolean,
  ): Promise<CompiledProgram> {
    const outputs: Record<string, Node> = {}
    for (const [name, node] of Object.entries(traced.outputs)) {
      outputs[outputName(name)] = readable(traced, node)
    }
    const plan = differentiate ? planGradients(traced, store, outputs) : { deferred: [], zeroed: [], captured: [] }
    const model = emit(traced.graph, outputs)
    const session = await runtime.createSession(model.bytes)
    const used = new Set(model.inputs)
    for (const [name, array] of Object.entries(store.weights)) {
      if (used.has(weightInput(name))) session.bind(weightInput(name), array, store.shapes[name]!)
    }
    for (const name of plan.captured) {
      session.capture(gradientName(name), store.gradients[name]!, store.shapes[name]!)
    }
    return new CompiledProgram(session, specs, used, Object.keys(traced.outputs), plan)
  }

  async run(inputs: Arrays): Promise<Arrays> {
    if (this.#disposed) throw new Error("this program has been disposed")
    for (const [name, spec] of Object.entries(this.#specs)) {
      checkInput(name, inputs[name], spec)
      if (this.#used.has(dataInput(name))) this.#session.bind(dataInput(name), inputs[name]!, spec.shape)
    }
    const results = await this.#session.run()
    for (const gradient of this.#zeroed) gradient.fill(0)
    for (const deferred of this.#deferred) addRows(deferred, results)
    return Object.fromEntries(this.#outputs.map((name) => [name, results[outputName(name)]!]))
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    await this.#session.dispose()
  }
}

interface GradientPlan {
  readonly deferred: readonly DeferredRows[]
  /** Gradients that the graph does not write: they begin at zero. */
  readonly zeroed: readonly Float32Array[]
  /** Names of the parameters whose gradient the graph writes. */
  readonly captured: readonly string[]
}

function planGradients(traced: Traced, store: ParameterStore, outputs: Record<string, Node>): GradientPlan {
  const deferred: DeferredRows[] = []
  const zeroed: Float32Array[] = []
  const captured: string[] = []
  for (const [name, into] of Object.entries(store.gradients)) {
    const node = traced.gradients[name]
    const { base, additions } = node ? splitRows(traced.graph, node) : { additions: [] as RowAddition[] }
    if (base) {
      outputs[gradientName(name)] = base
      captured.push(name)
    } else zeroed.push(into)
    additions.forEach(({ rows, indices, sign }, i) => {
      const names = { rows: `rows:${name}:${i}`, indices: `indices:${name}:${i}` }
      outputs[names.rows] = rows
      outputs[names.indices] = indices
      deferred.push({ into, width: sizeOf(rows.shape.slice(1)), sign, ...names })
    })
  }
  return { deferred, zeroed, captured }
}

/** What JavaScript can hold as a number: booleans and 64-bit integers leave the graph as int32. */
const readable = ({ graph }: Traced, node: Node): Node =>
  node.dtype === "bool" || node.dtype === "int64" ? graph.cast(node, "int32") : node

function addRows({ into, width, sign, rows, indices }: DeferredRows, results: Arrays): void {
  const values = results[rows]!
  const at = results[indices]!
  for (let n = 0; n < at.length; n++) {
    const to = at[n]! * width
    const from = n * width
    for (let j = 0; j < width; j++) into[to + j]! += sign * values[from + j]!
  }
}

/** @throws RangeError, TypeError when an array does not fit its spec */
export function checkInput(name: string, array: TypedArray | undefined, spec: Specs[string]): void {
  const size = sizeOf(spec.shape)
  if (!array) throw new TypeError(`the input ${name} is missing`)
  if (array.length !== size) throw new RangeError(`the input ${name} has ${array.length} values, its spec ${size}`)
  if (array instanceof Float32Array !== (spec.dtype === "float32")) {
    throw new TypeError(`the input ${name} must be ${spec.dtype === "float32" ? "a Float32Array" : "an Int32Array"}`)
  }
}
