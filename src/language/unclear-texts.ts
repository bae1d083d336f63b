/**
 * Texts that stand where a line of their own would: its word may have got lost, and the text melted into what is above.
 *
 * A text that goes on with a heading stands on the heading's line or four columns deeper, a detail two; the lines of one
 * text stand together, one below the other. Anything else is understood, and said.
 */
import { columnOfLineStart } from "../../grammar/lines.js"
import type { StatementSyntax } from "../../grammar/syntax.js"
import { Bar, endOf, type IToken, Quote } from "../../grammar/tokens.js"
import type { Diagnostic } from "../diagnostic.js"
import type { Source } from "../text.js"
import { report } from "./codes.js"

/** Headings that need no text of their own, so that the text of a detail could become theirs. */
const HEADINGS: readonly string[] = ["input", "answer", "entity", "label", "relation", "otherwise", "arm"]
const DETAILS: readonly string[] = ["alias", "cue", "check", "judge", "advice", "example", "reward", "standardize"]
/** They stand deeper, under an example. */
const BELOW_EXAMPLES: readonly string[] = ["not", "test"]
const GOES_ON = 4

export function unclearTexts(source: Source, statements: readonly StatementSyntax[]): Diagnostic[] {
  const unclear: Diagnostic[] = []
  let next = 0
  for (const statement of statements) {
    next++
    const { keyword, tokens, problem } = statement
    if (!keyword || problem || !mayBeUnclear(statement)) continue
    const last = tokens.findLastIndex(isText)
    // of a heading the text comes last: one in quotes, or all lines of bars
    const isBars = last >= 0 && isBar(tokens[last]!)
    const first = isBars ? tokens[tokens.findLastIndex((token) => !isBar(token)) + 1] : tokens[last]
    if (!first) continue
    const isTaken = HEADINGS.includes(keyword) && standsAsDetail(source, first, statement, statements, next)
    const text = isTaken ? first : tokens.find((token, at) => at > 0 && isApart(source, tokens[at - 1]!, token))
    if (!text) continue
    const span = { start: text.startOffset, end: endOf(text) }
    unclear.push(report("text-unclear", { statement: keyword }, { place: { source, span } }))
  }
  return unclear
}

/** Only what has a text of its own that a detail could have, or one on lines of bars; neither on the line of its word. */
const mayBeUnclear = ({ keyword, tokens, stretch }: StatementSyntax): boolean =>
  stretch?.lines.length !== 0 && (HEADINGS.includes(keyword!) || tokens.some(isBar))

const isBar = ({ tokenType }: IToken): boolean => tokenType === Bar
const isText = ({ tokenType }: IToken): boolean => tokenType === Quote || tokenType === Bar

/** Whether a text begins a line where a detail of the heading would begin one. */
function standsAsDetail(
  { text }: Source,
  first: IToken,
  heading: StatementSyntax,
  statements: readonly StatementSyntax[],
  next: number,
): boolean {
  const column = columnOfLineStart(text, first.startOffset)
  if (column === undefined) return false
  if (column < heading.indent + GOES_ON) return true
  for (let i = next; i < statements.length; i++) {
    const { keyword = "", indent } = statements[i]!
    if (BELOW_EXAMPLES.includes(keyword)) continue
    if (indent <= heading.indent || !DETAILS.includes(keyword)) return false
    if (indent === column) return true
  }
  return false
}

/** Whether two lines of a text differ in indentation, or have empty lines between. */
function isApart({ text }: Source, above: IToken, below: IToken): boolean {
  if (above.tokenType !== Bar || below.tokenType !== Bar) return false
  const [one, other] = [above, below].map(({ startOffset }) => columnOfLineStart(text, startOffset))
  // the first one may stand behind the statement's word
  if (one !== undefined && one !== other) return true
  const between = text.slice(endOf(above), below.startOffset)
  return between.trim() === "" && between.indexOf("\n") !== between.lastIndexOf("\n")
}
