/** The marks in the text of an example are those of the mentions: each once, opened, closed, with text between. */
import type { ExampleDetail } from "../ast.js"
import { groupBy, type Item, type Scope } from "../scope.js"

export function exampleMarks(scope: Scope): void {
  if (scope.isSchema || scope.mayHave("input")) return
  const mentions = scope
    .of("input")
    .flatMap(({ node }) =>
      node.type.kind === "mention" ? [{ name: node.name.text, within: node.type.within.text }] : [],
    )
  for (const [field, marks] of groupBy(mentions, ({ within }) => within)) {
    const names = marks.map(({ name }) => name)
    for (const example of scope.examples) check(scope, example, field, names)
  }
}

interface Marks {
  readonly opened: number[]
  readonly closed: number[]
}

function check(scope: Scope, example: Item<ExampleDetail>, field: string, mentions: readonly string[]): void {
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
  for (const name of mentions) {
    const found = marks.get(name)
    if (!found) continue
    const how = wrong(found, text)
    if (how) scope.report("mark-broken", { name, how }, example, span)
  }
  for (const name of marks.keys()) {
    if (mentions.includes(name)) continue
    const near = scope.near(
      name,
      mentions.filter((mention) => !marks.has(mention)),
    )
    scope.report("mark-unknown", { name, ...(near !== undefined && { near }) }, example, span)
  }
}

function wrong({ opened, closed }: Marks, text: string): string | undefined {
  if (opened.length > 1 || closed.length > 1) return "stands more than once"
  const [from, to] = [opened[0], closed[0]]
  if (from === undefined) return "is closed but not opened"
  if (to === undefined) return "is opened but not closed"
  if (to < from) return "is closed before it is opened"
  return text.slice(from, to).trim() === "" ? "holds no text" : undefined
}
