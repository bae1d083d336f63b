/**
 * What statements can see of a guideline beside themselves: what it declares, and whether a line got lost that may have
 * declared something. Two texts in which all of this is equal differ in nothing that a rule of statements looks at.
 *
 * Not visible are the texts that only people and models read, examples, and wordings; nor is where anything stands.
 */
import type { Source } from "../text.js"
import type { AnyStatement } from "./ast.js"
import type { Scope } from "./scope.js"

/** Kinds of which no other statement sees anything. */
const UNSEEN: ReadonlySet<AnyStatement["kind"]> = new Set(["example", "not", "test", "cue", "alias"])
/** Kinds whose text for readers comes last: no other statement sees it. */
const TOLD_LAST: ReadonlySet<AnyStatement["kind"]> = new Set([
  ...(["task", "input", "gold", "answer", "entity", "label", "relation", "otherwise", "arm"] as const),
])

/** @returns in the order of the files and their lines */
export function visibleIn(scope: Scope): string[] {
  const visible: string[] = [scope.imports ? "read" : ""]
  const look = (node: AnyStatement, text: string): void => {
    const isSeen = !UNSEEN.has(node.kind)
    const seen = isSeen ? visibleOf(node, text) : undefined
    if (seen !== undefined) visible.push(seen)
    if (!("details" in node) || node.details.length === 0) return
    for (const detail of node.details) look(detail, text)
    if (isSeen) visible.push("behind its details")
  }
  let last: Source | undefined
  for (const { node, source } of scope.statements) {
    if (source !== last) visible.push(source.path)
    last = source
    look(node, source.text)
  }
  return visible
}

function visibleOf(node: AnyStatement, text: string): string | undefined {
  if (node.kind === "broken") return `broken ${node.keyword} ${node.mayUse}`
  if (node.kind === "advice") return node.name && `advice ${node.name.text}`
  // what was made of a text with a mistake depends on what stands around it
  if (node.damaged) return JSON.stringify(node, (key, value) => (OUTSIDE.has(key) ? undefined : value))
  const prose = TOLD_LAST.has(node.kind) && "prose" in node ? node.prose : undefined
  return text.slice(node.span.start, prose ? prose.span.start : node.span.end)
}

const OUTSIDE: ReadonlySet<string> = new Set(["span", "details", "prose", "above", "beside"])
