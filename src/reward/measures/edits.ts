/** How many words must be put in, left out or replaced to make one text of another. */

/**
 * Looks no further than `atMost`, so the work is the length of the texts times that number.
 *
 * @returns the number of edits, or `atMost + 1` for any more
 */
export function editsBetween(a: readonly string[], b: readonly string[], atMost: number): number {
  const tooMany = atMost + 1
  if (Math.abs(a.length - b.length) > atMost) return tooMany
  let row = new Map<number, number>()
  for (let j = 0; j <= Math.min(b.length, atMost); j++) row.set(j, j)
  for (let i = 1; i <= a.length; i++) {
    const next = new Map<number, number>()
    for (let j = Math.max(0, i - atMost); j <= Math.min(b.length, i + atMost); j++) {
      const replaced = j > 0 ? (row.get(j - 1) ?? tooMany) + (a[i - 1] === b[j - 1] ? 0 : 1) : tooMany
      const leftOut = (row.get(j) ?? tooMany) + 1
      const putIn = j > 0 ? (next.get(j - 1) ?? tooMany) + 1 : tooMany
      next.set(j, Math.min(replaced, leftOut, putIn, tooMany))
    }
    row = next
  }
  return row.get(b.length) ?? tooMany
}
