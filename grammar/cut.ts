/**
 * A text lexed and cut into stretches: anew, or out of the last cut of nearly the same text, for the price of what changed.
 *
 * No token crosses the end of a line, and a line that begins with a keyword begins a stretch whatever stands above it: so
 * the lines before and behind the changed ones are cut as they were.
 */
import { type Change, changeBetween, type Span } from "../src/text.js"
import { type Stretch, spanOf, stretches } from "./lines.js"
import { type IToken, lex } from "./tokens.js"

/** What the lexer could not place in a statement. */
export interface Strange extends Span {
  /** A sign that may have been meant for another one. */
  readonly standIn?: IToken
}

/** All in the order of the text. */
export interface Cut {
  readonly text: string
  readonly stretches: readonly Stretch[]
  readonly comments: readonly Span[]
  /** Those that begin with another sign than `#`. */
  readonly otherComments: readonly Span[]
  readonly strange: readonly Strange[]
}

/** @param last is used up: its stretches, moved, become part of the new cut */
export function cut(text: string, last?: Cut): Cut {
  return last ? cutAnew(text, last, MOST_PLACES) : { text, ...piece(text, 0, text.length) }
}

/** Far apart, so many places of one change are cut one after the other; in more of them, all between them is cut anew. */
const MOST_PLACES = 8

function cutAnew(text: string, last: Cut, places: number): Cut {
  const change = changeBetween(last.text, text)
  const half = places > 1 ? withFirstPlace(text, last.text, change) : undefined
  if (half !== undefined) return cutAnew(text, cutAnew(half, last, 1), places - 1)
  const before = keptBefore(last, change.start)
  const behind = keptBehind(last, change.end)
  const from = before === 0 ? 0 : lineStartOf(text, last.stretches[before])
  const to = lineStartOf(last.text, last.stretches[behind])
  const fresh = piece(text, from, to + change.by)
  keepByText(last.text, last.stretches.slice(before, behind), text, fresh.stretches)
  const { by } = change
  for (let i = behind; i < last.stretches.length; i++) for (const token of last.stretches[i]!.tokens) move(token, by)
  return {
    text,
    stretches: [...last.stretches.slice(0, before), ...fresh.stretches, ...last.stretches.slice(behind)],
    comments: joined(last.comments, from, fresh.comments, to, (comment) => movedBy(comment, by)),
    otherComments: joined(last.otherComments, from, fresh.otherComments, to, (comment) => movedBy(comment, by)),
    strange: joined(last.strange, from, fresh.strange, to, (strange) => {
      if (strange.standIn) move(strange.standIn, by)
      return { ...strange, ...movedBy(strange, by) }
    }),
  }
}

/** UTF-16 units. A shorter change is cut in one. */
const FAR = 4096
/** Where so many units are the same behind the end of a line, another place of the change begins later. */
const SAME = 256

/** @returns the older text with nothing but the first changed line of a long change, if more is as it was behind that */
function withFirstPlace(text: string, older: string, { start, end, by }: Change): string | undefined {
  if (end - start < FAR) return undefined
  const [lineEnd, olderEnd] = [text.indexOf("\n", start), older.indexOf("\n", start)]
  if (lineEnd < 0 || olderEnd < 0 || olderEnd + SAME > end || lineEnd + SAME > end + by) return undefined
  if (text.slice(lineEnd, lineEnd + SAME) !== older.slice(olderEnd, olderEnd + SAME)) return undefined
  return text.slice(0, lineEnd) + older.slice(olderEnd)
}

/** @param from where a line begins that begins a stretch @param to where another one does, or the end of the text */
function piece(text: string, from: number, to: number): Omit<Cut, "text"> {
  // a copy: the signs of a token would keep the whole text in the memory, and the next cuts keep the token
  const { tokens, comments, otherComments, strange, standIns } = lex(
    from === 0 && to === text.length ? text : ` ${text.slice(from, to)}`.slice(1),
  )
  if (from > 0)
    for (const all of [tokens, comments, otherComments, standIns]) for (const token of all) move(token, from)
  const unplaced: Strange[] = [
    ...strange.map((span) => movedBy(span, from)),
    ...standIns.map((standIn) => ({ ...spanOf([standIn]), standIn })),
  ]
  return {
    stretches: stretches(text, tokens, from),
    comments: comments.map((comment) => spanOf([comment])),
    otherComments: otherComments.map((comment) => spanOf([comment])),
    strange: unplaced.sort((a, b) => a.start - b.start),
  }
}

/** Between two changes that lie far apart most lines are what they were. */
function keepByText(lastText: string, last: readonly Stretch[], text: string, fresh: readonly Stretch[]): void {
  const kept = new Map<string, object>()
  for (const stretch of last) {
    const { start, end } = spanOf(stretch.tokens)
    if (stretch.kept) kept.set(lastText.slice(start, end), stretch.kept)
  }
  for (const stretch of fresh) {
    const { start, end } = spanOf(stretch.tokens)
    const own = text.slice(start, end)
    const known = stretch.keyword && kept.get(own)
    if (!known) continue
    stretch.kept = known
    // what is pasted once more is another statement
    kept.delete(own)
  }
}

/** How many stretches stay: all but the last two that begin before a changed line, since a token below may be part of either. */
function keptBefore({ text, stretches }: Cut, start: number): number {
  return Math.max(0, firstFrom(stretches, lineStart(text, start)) - 2)
}

/** @returns the first stretch that stays behind the changed lines */
function keptBehind({ text, stretches }: Cut, end: number): number {
  const lineEnd = text.indexOf("\n", end)
  let at = lineEnd < 0 ? stretches.length : firstFrom(stretches, lineEnd)
  // without a keyword it may go on with what stands above it now
  while (at < stretches.length && !stretches[at]!.keyword) at++
  return at
}

/** @returns the first stretch that begins at the offset or behind it */
function firstFrom(stretches: readonly Stretch[], offset: number): number {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (stretches[middle]!.tokens[0]!.startOffset < offset) low = middle + 1
    else high = middle
  }
  return low
}

const lineStartOf = (text: string, stretch: Stretch | undefined): number =>
  stretch ? lineStart(text, stretch.tokens[0]!.startOffset) : text.length
const lineStart = (text: string, offset: number): number => (offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1)

/** What stood before `from` stays, what stood from `to` on is moved. */
function joined<S extends Span>(
  last: readonly S[],
  from: number,
  fresh: readonly S[],
  to: number,
  moved: (span: S) => S,
): readonly S[] {
  if (last.length === 0) return fresh
  const before = last.filter(({ start }) => start < from)
  return [...before, ...fresh, ...last.filter(({ start }) => start >= to).map(moved)]
}

const movedBy = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by })

function move(token: IToken, by: number): void {
  token.startOffset += by
  if (token.endOffset !== undefined) token.endOffset += by
}
