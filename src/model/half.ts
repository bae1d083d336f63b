/** Half precision (IEEE 754 binary16): conversion both ways, rounding to nearest, ties to even. */

const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/** @returns the 16 bits of the nearest half; what is above 65,504 becomes infinity, NaN stays NaN */
export function toHalf(value: number): number {
  float[0] = value
  const word = bits[0]!
  const sign = (word >>> 16) & 0x8000
  const magnitude = word & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00
  // 65,520 is half way between the largest half and the next power: from there on it rounds to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00
  if (magnitude >= 0x38800000) return sign | roundedShift(magnitude - 0x38000000, 13)
  if (magnitude < 0x33000000) return sign
  const exponent = magnitude >>> 23
  return sign | roundedShift((magnitude & 0x7fffff) | 0x800000, 126 - exponent)
}

/** @param half 16 bits */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 31
  const fraction = half & 1023
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

function roundedShift(value: number, by: number): number {
  const down = value >>> by
  const rest = value & ((1 << by) - 1)
  const half = 1 << (by - 1)
  return rest > half || (rest === half && down & 1) ? down + 1 : down
}
