/** The one kernel of a transformer's gradient that tfjs' WebAssembly backend lacks: the sum of looked-up rows. */

import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm"
import { type KernelFunc, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core"

interface Arguments {
  readonly inputs: { readonly x: TensorInfo; readonly segmentIds: TensorInfo }
  readonly attrs: { readonly numSegments: number }
  readonly backend: BackendWasm
}

function unsortedSegmentSum({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }: Arguments): TensorInfo {
  const tail = x.shape.slice(segmentIds.shape.length)
  const width = tail.reduce((product, n) => product * n, 1)
  const out = backend.makeOutput([numSegments, ...tail], x.dtype)
  // Making the output may grow the heap, which detaches every view made before it.
  const sums = backend.typedArrayFromHeap(out)
  const rows = backend.typedArrayFromHeap(x)
  const ids = backend.typedArrayFromHeap(segmentIds)
  sums.fill(0)
  ids.forEach((id, n) => {
    if (id < 0 || id >= numSegments) return
    for (let j = 0; j < width; j++) sums[id * width + j]! += rows[n * width + j]!
  })
  return out
}

export const registerWasmKernels = (): void =>
  registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: "wasm",
    kernelFunc: unsortedSegmentSum as unknown as KernelFunc,
  })
