/** What each part of the guideline costs in the prompt, at the end of its line. */
import type { InlayHint, Range } from "vscode-languageserver"
import { joined, type Segment } from "../compile/prompt/segments.js"
import type { Task } from "../compile/task.js"
import type { AnyStatement } from "../language/ast.js"
import type { Opened } from "./feature.js"
import { positionOf } from "./places.js"
import { sectionsAbout, sectionsOf } from "./sections.js"

export interface TokenCount {
  readonly count: (text: string) => number
  /** How it was counted, as the end of a sentence. */
  readonly by: string
  readonly isEstimate: boolean
}

/** @param range lines that the editor shows */
export function inlayHints(
  { workspace, guideline, tree, source }: Opened,
  range: Range,
  tokens: TokenCount,
): InlayHint[] {
  const task = workspace.task(guideline.path)
  if (!task) return []
  const told = new Set<Segment>()
  return tree.statements.flatMap((node): InlayHint[] => {
    const hint = hintOf(node, task, told, tokens)
    if (!hint) return []
    const { line } = positionOf(source, node.span.start)
    if (line < range.start.line || line > range.end.line) return []
    const lineEnd = source.lineSpan(source.position(node.span.start).line).end
    return [{ position: positionOf(source, lineEnd), paddingLeft: true, ...hint }]
  })
}

/** @param told sections that an earlier line of the file has told, as all inputs share one */
function hintOf(
  node: AnyStatement,
  task: Task,
  told: Set<Segment>,
  tokens: TokenCount,
): Omit<InlayHint, "position"> | undefined {
  if (node.kind === "budget") {
    const all = tokens.count(joined(sectionsOf(task)))
    return {
      label: `${amount(all, tokens)} of ${node.tokens.value} tokens before anything is dropped`,
      tooltip: `The whole prompt without the input, ${tokens.by}.`,
    }
  }
  const sections = sectionsOfNode(node, task).filter((section) => !told.has(section))
  if (sections.length === 0) return undefined
  for (const section of sections) told.add(section)
  const counted = sections.map((section) => ({ name: section.name, count: tokens.count(section.text) }))
  const sum = counted.reduce((total, { count }) => total + count, 0)
  return {
    label: `${amount(sum, tokens)} tokens`,
    tooltip: `${counted.map(({ name, count }) => `${name}: ${count}`).join("\n")}\nTokens in the prompt, ${tokens.by}.`,
  }
}

function sectionsOfNode(node: AnyStatement, task: Task): readonly Segment[] {
  switch (node.kind) {
    case "task":
      return sectionsAbout(task, "task", "")
    case "input":
    case "answer":
    case "entity":
    case "label":
    case "relation":
    case "otherwise":
      return sectionsAbout(task, node.kind, node.name.text)
    default:
      return []
  }
}

const amount = (count: number, { isEstimate }: TokenCount): string => `${isEstimate ? "about " : ""}${count}`
