/** What stands in a guideline, said in a line or a few: for completion, hover and the outline. */
import type { AnyStatement, Prose } from "../language/ast.js"
import type { Source } from "../text.js"
import type { Declaration } from "./symbols.js"

const LONGEST = 120

/** A statement as written, up to the author's own words: `answer label: relation between e1 and e2 in last <answer>`. */
export function headText(node: AnyStatement, source: Source): string {
  const prose = "prose" in node ? (node.prose as Prose | undefined) : undefined
  const isLast = prose !== undefined && prose.span.end >= node.span.end
  const end = isLast && prose.span.start > node.span.start ? prose.span.start : node.span.end
  return shortened(source.text.slice(node.span.start, end))
}

/** On one line, and not too long for one. */
export function shortened(text: string, longest = LONGEST): string {
  const line = text
    .slice(0, 4 * longest)
    .replace(/\s+/g, " ")
    .trim()
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}

export function signatureText({ what, name, home, node, source }: Declaration): string {
  if (what === "role") return `role ${name} of ${home}`
  return headText(node, source)
}
