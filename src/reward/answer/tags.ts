/**
 * Where a part of the answer stands: the first or last complete pair of its tags. A pair is an opening tag and the next
 * closing one with no opening tag between, so nested and cut off tags never swallow each other. Tags are literal text.
 */
import type { Span } from "../../text.js"
import { finding } from "../codes.js"
import type { AnswerPart, Finding } from "../plan.js"

export interface Tags {
  readonly open: string
  readonly close: string
}

export const tagsOf = ({ tag }: Pick<AnswerPart, "tag">): Tags => ({ open: `<${tag}>`, close: `</${tag}>` })

/** @returns the span between the tags, tags left out; a fixed number of searches, each linear */
export function findPair(text: string, { open, close }: Tags, which: "first" | "last"): Span | undefined {
  if (which === "last") {
    const lastClose = text.lastIndexOf(close)
    if (lastClose < 0) return undefined
    const opened = text.lastIndexOf(open, lastClose)
    if (opened < 0) return undefined
    const start = opened + open.length
    return { start, end: text.indexOf(close, start) }
  }
  const opened = text.indexOf(open)
  if (opened < 0) return undefined
  const end = text.indexOf(close, opened)
  return end < 0 ? undefined : { start: text.lastIndexOf(open, end) + open.length, end }
}

/** Why there is no pair. */
export function explainMissing(text: string, { tag }: AnswerPart, { open, close }: Tags): Finding {
  const opened = text.lastIndexOf(open)
  if (opened >= 0) return finding("answer-unclosed", { tag }, { start: opened, end: opened + open.length })
  const closed = text.lastIndexOf(close)
  if (closed >= 0) return finding("answer-unopened", { tag }, { start: closed, end: closed + close.length })
  return finding("answer-missing", { tag })
}

/** @returns a finding at another opening tag of the same part, complete or not */
export function findRepetition(text: string, { tag, which }: AnswerPart, { open }: Tags, pair: Span) {
  const own = pair.start - open.length
  const first = text.indexOf(open)
  const other = first === own ? text.indexOf(open, pair.end) : first
  return other < 0 ? undefined : finding("answer-repeated", { tag, which }, { start: other, end: other + open.length })
}
