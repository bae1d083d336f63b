/** Where a part of a CST stands in the text. Knows no statement. */
import { type CstElement, type CstNode, endOf, type IToken } from "../../grammar/tokens.js"
import type { Span } from "../text.js"

/** Whether recovery put the token there: it is not in the text. */
export const isMadeUp = ({ isInsertedInRecovery }: IToken): boolean => isInsertedInRecovery === true

/** What a node covers; what recovery made up has no place. The elements of a name stand in the order of the text. */
export function spanOf(node: CstNode): Span {
  const end = endIn(node)
  return { start: Math.min(startIn(node), end), end }
}

/** @returns infinity where nothing of it is in the text */
function startIn(element: CstElement): number {
  if (!("children" in element)) return isMadeUp(element) ? Number.POSITIVE_INFINITY : element.startOffset
  let start = Number.POSITIVE_INFINITY
  for (const name in element.children) {
    for (const part of element.children[name]!) {
      const at = startIn(part)
      start = Math.min(start, at)
      if (at < Number.POSITIVE_INFINITY) break
    }
  }
  return start
}

/** @returns 0 where nothing of it is in the text */
function endIn(element: CstElement): number {
  if (!("children" in element)) return isMadeUp(element) ? 0 : endOf(element)
  let end = 0
  for (const name in element.children) {
    const parts = element.children[name]!
    let last = 0
    for (let i = parts.length - 1; i >= 0 && last === 0; i--) last = endIn(parts[i]!)
    end = Math.max(end, last)
  }
  return end
}
