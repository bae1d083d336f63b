/**
 * Which comment and which empty line belongs to which statement, so that `print` keeps them.
 *
 * A comment beside a statement's tokens stays beside it (one; further ones go above it), a comment on a line of its own
 * goes above the next statement, and one in the middle of a statement above that statement.
 */
import type { Source, Span } from "../text.js"

export interface Trivia {
  readonly above: readonly string[]
  readonly beside?: string
}

export interface Placed {
  /** One for each statement. */
  readonly each: readonly Trivia[]
  readonly below: readonly string[]
}

interface Lines {
  readonly above: string[]
  beside?: string
}

const NONE: Lines = { above: [] }

export function placeComments(source: Source, spans: readonly Span[], comments: readonly Span[]): Placed {
  const { text } = source
  // most statements have nothing: they share it
  const each: Lines[] = new Array(spans.length).fill(NONE)
  const below: Lines = { above: [] }
  const at = (i: number): Lines => {
    if (i >= each.length) return below
    if (each[i] === NONE) each[i] = { above: [] }
    return each[i]!
  }
  let next = 0
  let from = 0
  for (let i = 0; i <= spans.length; i++) {
    const span = spans[i]
    const gapEnd = span?.start ?? text.length
    for (; next < comments.length && comments[next]!.start < gapEnd; next++) {
      const comment = comments[next]!
      const written = source.slice(comment).trimEnd()
      const breaks = lineEnds(text, from, comment.start)
      if (i > 0 && breaks === 0 && at(i).above.length === 0) {
        const last = at(i - 1)
        if (last.beside !== undefined) last.above.push(last.beside)
        last.beside = written
      } else {
        if (breaks > 1) at(i).above.push("")
        at(i).above.push(written)
      }
      from = comment.end
    }
    if (!span) break
    if (lineEnds(text, from, span.start) > 1) at(i).above.push("")
    for (; next < comments.length && comments[next]!.start < span.end; next++) {
      const comment = comments[next]!
      const written = source.slice(comment).trimEnd()
      const own = at(i)
      if (!beginsLine(text, comment.start) && own.beside === undefined) own.beside = written
      else own.above.push(written)
    }
    from = span.end
  }
  trimStart(at(0).above)
  return { each, below: below.above }
}

/** Between two offsets that enclose nothing but space; never looks beyond them, so that no text makes it slow. */
function lineEnds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (text[at] === "\n") count++
  return count
}

function beginsLine(text: string, at: number): boolean {
  let before = at - 1
  while (text[before] === " " || text[before] === "\t") before--
  return before < 0 || text[before] === "\n"
}

function trimStart(lines: string[]): void {
  while (lines[0] === "") lines.shift()
}
