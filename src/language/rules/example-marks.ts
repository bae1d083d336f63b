/** The marks in the text of an example are those of the mentions: each once, opened, closed, with text between. */
import type { ExampleDetail } from "../ast.js"
import type { Item, Scope } from "../scope.js"

export function exampleMarks(scope: Scope): void {
  if (scope.isSchema || scope.mayHave("input")) return
  for (const { node } of scope.of("input")) {
    const mentions = node.type.kind === "mention" ? [] : scope.mentionsIn(node.name.text)
    if (mentions.length === 0) continue
    const known = new Set(mentions)
    for (const example of scope.examples) check(scope, example, node.name.text, mentions, known)
  }
}

interface Marks {
  readonly opened: number[]
  readonly closed: number[]
}

function check(
  scope: Scope,
  example: Item<ExampleDetail>,
  field: string,
  mentions: readonly string[],
  known: ReadonlySet<string>,
): void {
  const node = scope.values.get(example.node)?.written.get(field)?.value
  if (node?.kind !== "text") return
  const { text, span } = node.text
  const marks = new Map<string, Marks>()
  for (const match of text.matchAll(/<(\/?)([\p{L}_][\p{L}\p{M}\w-]*)>/gu)) {
    const [whole, slash, name] = match
    const found = marks.get(name!) ?? { opened: [], closed: [] }
    marks.set(name!, found)
    if (slash) found.closed.push(match.index)
    else found.opened.push(match.index + whole.length)
  }
  const missing = mentions.find((name) => !marks.has(name))
  if (missing !== undefined) scope.report("mark-missing", { name: missing }, example, span)
  for (const [name, found] of marks) {
    if (!known.has(name)) continue
    const how = wrong(found, text)
    if (how) scope.report("mark-broken", { name, how }, example, span)
  }
  for (const name of marks.keys()) {
    if (known.has(name)) continue
    const near = scope.near(name, unmarked(mentions, marks))
    scope.report("mark-unknown", { name, ...(near !== undefined && { near }) }, example, span)
  }
}

/** Made only when a near name is looked for. */
function* unmarked(mentions: readonly string[], marks: ReadonlyMap<string, Marks>): Generator<string> {
  for (const mention of mentions) if (!marks.has(mention)) yield mention
}

function wrong({ opened, closed }: Marks, text: string): string | undefined {
  if (opened.length > 1 || closed.length > 1) return "stands more than once"
  const [from, to] = [opened[0], closed[0]]
  if (from === undefined) return "is closed but not opened"
  if (to === undefined) return "is opened but not closed"
  if (to < from) return "is closed before it is opened"
  return text.slice(from, to).trim() === "" ? "holds no text" : undefined
}
