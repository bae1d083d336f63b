/** As much of the Protocol Buffers wire format as an ONNX model needs. Knows no message by name. */

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

const tag = (field: number, wireType: number): Uint8Array => varint(field * 8 + wireType)

/** A length-delimited field: a message of these parts, or raw bytes. */
export function message(field: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([tag(field, 2), varint(length), ...parts])
}

export const text = (field: number, value: string): Uint8Array => message(field, Buffer.from(value))

export const integer = (field: number, value: number | bigint): Uint8Array =>
  Buffer.concat([tag(field, 0), varint(value)])

export function float(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return Buffer.concat([tag(field, 5), bytes])
}
