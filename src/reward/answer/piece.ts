/** Stretches of a completion with their texts; the text of a JSON string may differ from what stands there by escapes. */
import type { Span } from "../../text.js"
import type { Json } from "./json.js"

export interface Piece {
  readonly text: string
  readonly span: Span
}

/** Without the white space around it, as `trimmed`, but sliced only once. */
export function trimmedIn(completion: string, { start, end }: Span): Piece {
  const span = within(completion, start, end)
  return { text: completion.slice(span.start, span.end), span }
}

/** The same stretch without the white space around it. */
function within(text: string, from: number, to: number): Span {
  let start = from
  let end = to
  while (start < end && isFree(text.charCodeAt(start))) start++
  while (end > start && isFree(text.charCodeAt(end - 1))) end--
  return { start, end }
}

/** A JSON text without its quotes. */
export function pieceOfJson({ text, span: { start, end } }: Extract<Json, { kind: "text" }>): Piece {
  const inside = { start: start + 1, end: end - 1 }
  return { text, span: text.length === inside.end - inside.start ? inside : { start, end } }
}

/** Where a part of the piece stands; the whole piece where escapes hide it. */
export function spanIn({ text, span }: Piece, start: number, end: number): Span {
  return text.length === span.end - span.start ? { start: span.start + start, end: span.start + end } : span
}

export const partOf = (piece: Piece, start: number, end: number): Piece => ({
  text: piece.text.slice(start, end),
  span: spanIn(piece, start, end),
})

/** Spaces, tabs and line ends around an answer belong to no form: they are free. */
export function trimmed(piece: Piece): Piece {
  const { start, end } = within(piece.text, 0, piece.text.length)
  return end - start === piece.text.length ? piece : partOf(piece, start, end)
}

/** The same for a text that stands nowhere; other languages take other spaces for white space. */
export const trim = (text: string): string => trimmed({ text, span: { start: 0, end: 0 } }).text

const isFree = (unit: number): boolean => unit === 32 || unit === 9 || unit === 10 || unit === 13

/** @returns the lines that are not empty, without the white space around them; no more than one beyond the most that count */
export function linesOf(piece: Piece, most: number): Piece[] {
  const lines: Piece[] = []
  separated(piece, isLineEnd, (start, end) => {
    const line = within(piece.text, start, end)
    if (line.start < line.end) lines.push(partOf(piece, line.start, line.end))
    return lines.length <= most
  })
  return lines
}

const isLineEnd = (unit: number): boolean => unit === 10 || unit === 13

/** @returns what stands between the separators, without the white space around it; no more than one beyond the most that count */
export function split(piece: Piece, separates: (unit: number) => boolean, most: number): Piece[] {
  const parts: Piece[] = []
  separated(piece, separates, (start, end) => {
    const part = within(piece.text, start, end)
    parts.push(partOf(piece, part.start, part.end))
    return parts.length <= most
  })
  return parts
}

/** @param take returns false to end */
function separated(
  { text }: Piece,
  separates: (unit: number) => boolean,
  take: (start: number, end: number) => boolean,
): void {
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !separates(text.charCodeAt(at))) continue
    if (!take(start, at)) return
    start = at + 1
  }
}
