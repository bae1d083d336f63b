/** What can be folded: a heading with its details, a text of several lines, comments that follow each other. */
import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver"
import type { AnyStatement } from "../language/ast.js"
import type { Opened } from "./feature.js"
import { positionOf } from "./places.js"

export function folding({ tree, source }: Opened): FoldingRange[] {
  const out: FoldingRange[] = []
  const line = (offset: number) => positionOf(source, offset).line
  const add = (startLine: number, endLine: number, kind?: FoldingRangeKind) => {
    if (endLine > startLine) out.push({ startLine, endLine, ...(kind && { kind }) })
  }
  const visit = (statement: AnyStatement) => {
    add(line(statement.span.start), line(endOf(statement)))
    if ("details" in statement) for (const detail of statement.details) visit(detail)
  }
  for (const statement of tree.statements) visit(statement)
  for (const [start, end] of commentBlocks(source.text)) add(start, end, FoldingRangeKind.Comment)
  return out
}

/** The end of the last line below it. */
export function endOf(statement: AnyStatement): number {
  const last = "details" in statement ? statement.details.at(-1) : undefined
  return last ? Math.max(statement.span.end, endOf(last)) : statement.span.end
}

/** First and last line of each row of lines that hold nothing but a comment. */
function* commentBlocks(text: string): Generator<[number, number]> {
  let start = -1
  const lines = text.split(/\r\n|\n|\r/)
  for (const [i, line] of [...lines, ""].entries()) {
    const isComment = line.trimStart().startsWith("#")
    if (isComment && start < 0) start = i
    if (!isComment && start >= 0) {
      yield [start, i - 1]
      start = -1
    }
  }
}
