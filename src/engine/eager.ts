/**
 * Eager programs: the same functions run as they are on a tfjs backend. Slow on a CPU, and the oracle of what is compiled.
 *
 * A run is synchronous from switching the backend to switching it back, so that engines may take turns in one process.
 */
import { type Tensor, tensor, engine as tensorEngine, tidy } from "@tensorflow/tfjs-core"
import { checkInput } from "./compiled.js"
import type {
  Arrays,
  Device,
  Engine,
  EngineName,
  ParameterStore,
  Program,
  Specs,
  Tensors,
  TypedArray,
} from "./engine.js"
import "./gradients/index.js"
import { createStore } from "./store/store.js"
import { activate, activeBackend, lossOf, mapValues, type TracedFunction } from "./trace/trace.js"

/** @param backend the tfjs backend's name, already initialised */
export function eagerEngine(name: EngineName, device: Device, backend: string): Engine {
  const program = (f: TracedFunction, store: ParameterStore, inputs: Specs, differentiate: boolean): Program => {
    let disposed = false
    return {
      async run(arrays) {
        if (disposed) throw new Error("this program has been disposed")
        for (const [key, spec] of Object.entries(inputs)) checkInput(key, arrays[key], spec)
        return onBackend(backend, () => runOnce(f, store, inputs, arrays, differentiate))
      },
      async dispose() {
        disposed = true
      },
    }
  }
  return {
    name,
    device,
    store: createStore,
    compile: async (f, store, inputs) => program(f, store, inputs, false),
    compileGradient: async (f, store, inputs) => program(f as TracedFunction, store, inputs, true),
    async dispose() {},
  }
}

function onBackend<T>(backend: string, work: () => T): T {
  const before = activeBackend()
  activate(backend)
  try {
    return work()
  } finally {
    activate(before)
  }
}

function runOnce(f: TracedFunction, store: ParameterStore, specs: Specs, arrays: Arrays, differentiate: boolean) {
  const results: Record<string, TypedArray> = {}
  tidy(() => {
    const weights = mapValues(store.weights, (array, key) => tensor(array, [...store.shapes[key]!], "float32"))
    const inputs = mapValues(specs, ({ shape, dtype }, key) => tensor(arrays[key]!, [...shape], dtype))
    if (differentiate) runGradients(f, store, weights, inputs, results)
    else read(f(weights, inputs), results)
  })
  return results
}

function runGradients(
  f: TracedFunction,
  store: ParameterStore,
  weights: Tensors,
  inputs: Tensors,
  results: Record<string, TypedArray>,
): void {
  const names = Object.keys(weights)
  const loss = (): Tensor => {
    const out = f(weights, inputs)
    // Read at once: outputs beside the loss do not outlive the scope that tfjs differentiates in.
    read(out, results)
    return lossOf(out)
  }
  const { grads } = tensorEngine().gradients(loss, Object.values(weights), undefined as never, true)
  names.forEach((name, i) => {
    if (grads[i]) store.gradients[name]!.set(grads[i].dataSync())
    else store.gradients[name]!.fill(0)
  })
}

/** Copies, because the CPU backend hands out the arrays that it was given. */
function read(out: Tensors, results: Record<string, TypedArray>): void {
  for (const [name, t] of Object.entries(out)) {
    const values = t.dataSync()
    results[name] = t.dtype === "float32" ? Float32Array.from(values) : Int32Array.from(values)
  }
}
