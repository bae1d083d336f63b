/**
 * The safetensors format: eight bytes of header length, a JSON header, the raw numbers. Reads F16, BF16 and F32, writes
 * F16 and F32. Knows bytes and names only.
 *
 * @source https://github.com/huggingface/safetensors, "Format"
 */
import { fromHalf, toHalf } from "./half.js"

export interface NamedTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}
export type NamedTensors = Readonly<Record<string, NamedTensor>>

interface Entry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

const BYTES: Readonly<Record<string, number>> = { F16: 2, BF16: 2, F32: 4 }
/** Then a list of floats lies in memory as it does in the file. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
const LONGEST_HEADER = 100_000_000

/** @param metadata strings kept in the header under `__metadata__` */
export function writeSafetensors(
  tensors: NamedTensors,
  dtype: "F16" | "F32",
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {}
  let length = 0
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const end = length + values.length * BYTES[dtype]!
    header[name] = { dtype, shape, data_offsets: [length, end] }
    length = end
  }
  const json = Buffer.from(JSON.stringify(header))
  // The data begins at a multiple of eight: the header is filled up with spaces.
  const padded = Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(8 + padded + length)
  bytes.fill(0x20, 8, 8 + padded)
  bytes.set(json, 8)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(padded), true)
  let at = 8 + padded
  for (const { values } of Object.values(tensors)) {
    if (dtype === "F32" && LITTLE_ENDIAN) {
      bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
      at += values.byteLength
      continue
    }
    for (const value of values) {
      if (dtype === "F16") view.setUint16(at, toHalf(value), true)
      else view.setFloat32(at, value, true)
      at += BYTES[dtype]!
    }
  }
  return bytes
}

/**
 * @throws RangeError for bytes that are not such a file: a header that does not fit, an offset outside the data, a size that
 *         does not belong to the shape, a type that is not read
 */
export function readSafetensors(bytes: Uint8Array): {
  tensors: NamedTensors
  metadata: Readonly<Record<string, string>>
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8) throw new RangeError("it is shorter than a header")
  const headerLength = Number(view.getBigUint64(0, true))
  if (headerLength > LONGEST_HEADER || 8 + headerLength > bytes.length)
    throw new RangeError("it is cut off in the header")
  const header = parseHeader(bytes.subarray(8, 8 + headerLength))
  const { __metadata__: metadata = {}, ...entries } = header as Record<string, Entry> & {
    __metadata__?: Record<string, string>
  }
  const start = 8 + headerLength
  const tensors: Record<string, NamedTensor> = {}
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(entries)) {
    const size = BYTES[dtype]
    if (!size) throw new RangeError(`${name} is of type ${dtype}`)
    const count = shape.reduce((a, b) => a * b, 1)
    const [from, to] = offsets
    if (!(from >= 0 && to - from === count * size)) throw new RangeError(`the size of ${name} is not that of its shape`)
    if (start + to > bytes.length) throw new RangeError(`it is cut off in ${name}`)
    tensors[name] = { shape, values: readValues(view, start + from, count, dtype) }
  }
  return { tensors, metadata }
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8")) as Record<string, unknown>
  } catch {
    throw new RangeError("its header is not JSON")
  }
}

function readValues(view: DataView, at: number, count: number, dtype: string): Float32Array {
  const values = new Float32Array(count)
  if (dtype === "F32" && LITTLE_ENDIAN) {
    new Uint8Array(values.buffer).set(new Uint8Array(view.buffer, view.byteOffset + at, 4 * count))
  } else if (dtype === "F32") for (let i = 0; i < count; i++) values[i] = view.getFloat32(at + 4 * i, true)
  else if (dtype === "F16") for (let i = 0; i < count; i++) values[i] = fromHalf(view.getUint16(at + 2 * i, true))
  else {
    const words = new Uint32Array(values.buffer)
    for (let i = 0; i < count; i++) words[i] = view.getUint16(at + 2 * i, true) << 16
  }
  return values
}
