/** Token lists of different length as one rectangle. */

export interface Padded {
  /** int32 [rows, length], the lists at the right. */
  readonly tokens: Int32Array
  /** 1 for a token, 0 for padding. */
  readonly mask: Float32Array
}

/**
 * @param rows how many rows the rectangle has; those without a list are all padding
 * @throws RangeError for a list that is empty or longer than `length`, or more lists than rows
 */
export function leftPadded(lists: readonly (readonly number[])[], rows: number, length: number, pad: number): Padded {
  if (lists.length > rows) throw new RangeError(`${lists.length} prompts in ${rows} rows`)
  const tokens = new Int32Array(rows * length).fill(pad)
  const mask = new Float32Array(rows * length)
  lists.forEach((list, row) => {
    if (list.length < 1 || list.length > length)
      throw new RangeError(`a prompt of ${list.length} tokens, expected 1 to ${length}`)
    const start = (row + 1) * length - list.length
    tokens.set(list, start)
    mask.fill(1, start, (row + 1) * length)
  })
  return { tokens, mask }
}

/** Lengths that programs are compiled for: a few, so that most batches meet one that is there. */
export const LENGTH_BUCKETS = [
  16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 256, 320, 384, 512, 768, 1024, 1536, 2048,
] as const

/** @returns the smallest bucket that holds `length`; undefined when none does */
export const bucketOf = (length: number, buckets: readonly number[] = LENGTH_BUCKETS): number | undefined =>
  [...buckets].sort((a, b) => a - b).find((bucket) => bucket >= length)
