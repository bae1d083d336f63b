/**
 * What `engine install tensorflow` puts on the disk, pinned: versions, hashes, sizes and licences. Data only.
 *
 * tfjs-node's own install step would bring TensorFlow 2.9 (CUDA 11.2); its addon needs only TensorFlow's C symbols, which
 * the Python wheel of 2.18.1 exports. The npm packages are pinned by `assets/tensorflow/KIND-lock.json`.
 */
export type TensorflowKind = "cpu" | "gpu"

export const TFJS_NODE_VERSION = "4.22.0"
export const TENSORFLOW_VERSION = "2.18.1"
/** The npm package with the headers of Node's stable C interface. */
export const NODE_API_HEADERS = "1.9.0"

export interface Part {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly downloadBytes: number
}

export interface Wheel extends Part {
  readonly sha256: string
}

const MB = 1e6

export const npmPackage = (kind: TensorflowKind): string =>
  kind === "gpu" ? "@tensorflow/tfjs-node-gpu" : "@tensorflow/tfjs-node"

/** With everything that it depends on; licences of the 127 packages below it: MIT, ISC, BSD, Apache-2.0. */
export const npmPart = (kind: TensorflowKind): Part => ({
  name: `${npmPackage(kind)} and what it depends on`,
  version: TFJS_NODE_VERSION,
  licence: "Apache-2.0, MIT, ISC, BSD",
  downloadBytes: 60 * MB,
})

export const tensorflowWheel: Readonly<Record<TensorflowKind, Wheel>> = {
  cpu: {
    name: "tensorflow-cpu",
    version: TENSORFLOW_VERSION,
    licence: "Apache-2.0",
    downloadBytes: 230 * MB,
    sha256: "357506565b05154b4b1fa5f94cd2b34c74d8a6ed64091385a71c990626321164",
  },
  gpu: {
    name: "tensorflow",
    version: TENSORFLOW_VERSION,
    licence: "Apache-2.0",
    downloadBytes: 615 * MB,
    sha256: "1f929842999d60e7da67743ae5204b477259f3b771c02e5e437d232267e49f18",
  },
}

const nvidia = (name: string, version: string, megabytes: number, sha256: string): Wheel => ({
  name: `nvidia-${name}-cu12`,
  version,
  licence: "NVIDIA Proprietary Software",
  downloadBytes: megabytes * MB,
  sha256,
})

/** CUDA 12.5 and cuDNN 9.3, as TensorFlow 2.18 was built against them; its libraries find them beside themselves. */
export const cudaWheels: readonly Wheel[] = [
  nvidia("cublas", "12.5.3.2", 363.3, "ca070ad70e9fa6654084575d01bd001f30cc4665e33d4bb9fc8e0f321caa034b"),
  nvidia("cuda-cupti", "12.5.82", 13.8, "bde77a5feb66752ec61db2adfe47f56b941842825b4c7e2068aff27c9d107953"),
  nvidia("cuda-nvcc", "12.5.82", 22.5, "b03e545b8e8c3ce7ebcd7fc44063180ff52ff01d064ece2127ed90a04ef12cd0"),
  nvidia("cuda-nvrtc", "12.5.82", 24.9, "3dbd97b0104b4bfbc3c4f8c79cd2496307c89c43c29a9f83125f1d76296ff3fd"),
  nvidia("cuda-runtime", "12.5.82", 0.9, "3e79a060e126df40fd3a068f3f787eb000fa51b251ec6cd97d09579632687115"),
  nvidia("cudnn", "9.3.0.75", 577.2, "9ad9c6929ebb5295eb4a1728024666d1c88283373e265a0c5c883e6f9d5cd76d"),
  nvidia("cufft", "11.2.3.61", 192.5, "9a6e8df162585750f61983a638104a48c756aa13f9f48e19ab079b38e3c828b8"),
  nvidia("curand", "10.3.6.82", 56.3, "2823fb27de4e44dbb22394a6adf53aa6e1b013aca0f8c22867d1cfae58405536"),
  nvidia("cusolver", "11.6.3.83", 130.3, "93cfafacde4428b71778eeb092ec615a02a3d05404da1bcf91c53e3fa1bce42b"),
  nvidia("cusparse", "12.5.1.3", 217.6, "016df8e993c437e8301e62739f01775cba988fd5253cd4c64173f8e8d2f8e752"),
  nvidia("nccl", "2.21.5", 188.7, "8579076d30a8c24988834445f8d633c697d42397e92ffc3f63fa26766d25e0a0"),
  nvidia("nvjitlink", "12.5.82", 21.3, "f9b37bc5c8cf7509665cb6ada5aaa0ce65618f2332b7d3e78e9790511f111212"),
]

/** On the disk when all is done, and at the most while it is being installed. */
export function diskBytes(kind: TensorflowKind, cuda: boolean): { readonly kept: number; readonly most: number } {
  const wheel = tensorflowWheel[kind].downloadBytes
  const libraries = kind === "gpu" ? GPU_LIBRARIES : CPU_LIBRARIES
  const nvidiaBytes = cuda ? cudaWheels.reduce((sum, one) => sum + one.downloadBytes, 0) : 0
  const kept = NPM_UNPACKED + libraries + 2 * nvidiaBytes
  return { kept, most: kept + wheel + nvidiaBytes + 100 * MB }
}

const NPM_UNPACKED = 310 * MB
const CPU_LIBRARIES = 690 * MB
const GPU_LIBRARIES = 1260 * MB
