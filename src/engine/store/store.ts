/**
 * Parameters in one flat WebAssembly memory: weights | first moments | second moments | gradients, and AdamW over it.
 *
 * The update runs outside the engine's graph, where it reads and writes each section once; nodes of a graph would stream
 * the weights through memory ten times. Knows nothing of what the parameters mean.
 */
import { UserError } from "../../diagnostic.js"
import { diagnose } from "../codes.js"
import type { AdamW, ParameterStore, Shapes } from "../engine.js"
import { sizeOf } from "../graph/node.js"
import { ADAMW_WASM } from "./adamw-wasm.js"

const PAGE = 65536
const LARGEST_PAGES = 65536
/** A cache line: each parameter and each section begins on one. */
const ALIGNMENT = 64

/** As much of the global as is used; its types come with lib.dom, which nothing else here needs. */
declare const WebAssembly: {
  readonly Memory: new (pages: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

interface Kernels {
  sumOfSquares(at: number, bytes: number): number
  adamw(at: number, bytes: number, ...settings: readonly number[]): void
}

/** @throws UserError engine-memory */
export function createStore(shapes: Shapes): ParameterStore {
  return new Store(shapes)
}

class Store implements ParameterStore {
  readonly shapes: Shapes
  readonly size: number
  readonly weights: Readonly<Record<string, Float32Array>>
  readonly gradients: Readonly<Record<string, Float32Array>>
  readonly moments: ParameterStore["moments"]
  stepCount = 0
  readonly #kernels: Kernels
  readonly #sectionBytes: number

  constructor(shapes: Shapes) {
    this.shapes = shapes
    this.size = Object.values(shapes).reduce((sum, shape) => sum + sizeOf(shape), 0)
    const offsets = new Map<string, number>()
    let bytes = 0
    for (const [name, shape] of Object.entries(shapes)) {
      offsets.set(name, bytes)
      bytes += aligned(4 * sizeOf(shape))
    }
    this.#sectionBytes = Math.max(bytes, ALIGNMENT)
    const memory = allocate(4 * this.#sectionBytes, this.size)
    const views = (section: number): Record<string, Float32Array> =>
      Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => {
          const at = section * this.#sectionBytes + offsets.get(name)!
          return [name, new Float32Array(memory.buffer, at, sizeOf(shape))]
        }),
      )
    this.weights = views(0)
    this.moments = { first: views(1), second: views(2) }
    this.gradients = views(3)
    const module = new WebAssembly.Module(Buffer.from(ADAMW_WASM, "base64"))
    this.#kernels = new WebAssembly.Instance(module, { store: { memory } }).exports as Kernels
  }

  /**
   * Decoupled weight decay, bias-corrected moments, ε beside the corrected root; decay applies to every parameter. A
   * gradient that is not finite changes nothing: neither weights nor moments nor the step count.
   *
   * @returns the gradient's norm before clipping; NaN or Infinity when nothing was done
   * @source Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2
   */
  adamw(settings: AdamW): number {
    const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0, maxNorm = 0 } = settings
    const bytes = this.#sectionBytes
    const norm = Math.sqrt(this.#kernels.sumOfSquares(3 * bytes, bytes))
    if (!Number.isFinite(norm)) return norm
    this.stepCount++
    const correction1 = 1 - beta1 ** this.stepCount
    const correction2 = Math.sqrt(1 - beta2 ** this.stepCount)
    const rate = (learningRate * correction2) / correction1
    const scale = maxNorm > 0 && norm > maxNorm ? maxNorm / norm : 1
    const decay = 1 - learningRate * weightDecay
    const betas = [beta1, beta2, 1 - beta1, 1 - beta2]
    this.#kernels.adamw(0, bytes, ...betas, rate, epsilon * correction2, decay, scale)
    return norm
  }
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT

function allocate(bytes: number, parameters: number): { readonly buffer: ArrayBuffer } {
  const pages = Math.ceil(bytes / PAGE)
  const largest = (LARGEST_PAGES * PAGE) / 16
  if (pages >= LARGEST_PAGES) throw new UserError(diagnose("engine-memory", { parameters, largest }))
  return new WebAssembly.Memory({ initial: pages, maximum: pages })
}
