/** Two spellings side by side: by which tolerances they differ, and where. */
import { isHyphen, isSpacing, lookAlike, lower, type Tolerance } from "../../folds.js"
import type { Span } from "../../text.js"

export type Differences = ReadonlyMap<Tolerance, Span>

/**
 * What must be accepted for the written text to be the declared one. A hyphen that is left out, added or replaced by a
 * space needs any-hyphen and any-spacing together; a hyphen for an underscore needs any-hyphen alone.
 *
 * @returns by tolerance, where in `written`; undefined when no tolerance makes them the same
 */
export function differences(written: string, declared: string): Differences | undefined {
  const found = new Map<Tolerance, { start: number; end: number }>()
  const note = (tolerance: Tolerance, start: number, end: number) => {
    const known = found.get(tolerance)
    if (known) known.end = end
    else found.set(tolerance, { start, end })
  }
  let i = 0
  let j = 0
  while (i < written.length || j < declared.length) {
    const w = i < written.length ? written.codePointAt(i)! : -1
    const d = j < declared.length ? declared.codePointAt(j)! : -1
    const end = i + (w > 0xffff ? 2 : 1)
    const next = j + (d > 0xffff ? 2 : 1)
    if (w === d) {
      i = end
      j = next
    } else if (w >= 0 && isSpacing(w)) {
      // at once: a hostile text has a megabyte of them
      let last = end
      for (let next = written.charCodeAt(last); isSpacing(next) && next !== d; next = written.charCodeAt(last)) last++
      note("any-spacing", i, last)
      i = last
    } else if (d >= 0 && isSpacing(d)) {
      note("any-spacing", i, i)
      j = next
    } else if (w >= 0 && d >= 0 && isHyphen(w) && isHyphen(d)) {
      note("any-hyphen", i, end)
      i = end
      j = next
    } else if (w >= 0 && isHyphen(w)) {
      // what is declared is a letter here, so no hyphen and no space is passed by with it
      let hyphens = end
      let last = end
      for (;;) {
        const next = written.charCodeAt(last)
        if (isHyphen(next)) hyphens = last + 1
        else if (!isSpacing(next)) break
        last++
      }
      note("any-hyphen", i, hyphens)
      note("any-spacing", i, last)
      i = last
    } else if (d >= 0 && isHyphen(d)) {
      note("any-hyphen", i, i)
      note("any-spacing", i, i)
      j = next
    } else {
      if (w < 0 || d < 0) return undefined
      const [likeW, likeD] = [lookAlike(w), lookAlike(d)]
      if (lower(w) === lower(d)) note("any-case", i, end)
      else if (lower(likeW) === lower(likeD)) {
        note("look-alikes", i, end)
        if (likeW !== likeD) note("any-case", i, end)
      } else return undefined
      i = end
      j = next
    }
  }
  return found
}
