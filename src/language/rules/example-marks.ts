/** The marks in the text of an example are those of the mentions: each once, opened, closed, with text between. */
import type { ExampleDetail } from "../ast.js"
import { MARK } from "../canonical-value.js"
import { ofStatements } from "../rule.js"
import type { Item, Scope } from "../scope.js"

export const exampleMarks = ofStatements<ExampleDetail, void>({
  of: (scope) => (scope.isSchema || scope.mayHave("input") ? [] : scope.examples),
  look: (scope) => {
    const fields = scope.of("input").flatMap(({ node: { name, type } }) => {
      const mentions = scope.mentionsIn(name.text)
      return type.kind === "mention" || mentions.size === 0 ? [] : [{ name: name.text, mentions }]
    })
    return (example) => {
      for (const { name, mentions } of fields) check(scope, example, name, mentions)
    }
  },
})

interface Marks {
  readonly opened: number[]
  readonly closed: number[]
}

function check(scope: Scope, example: Item<ExampleDetail>, field: string, mentions: ReadonlySet<string>): void {
  const at = scope.values.get(example.node)?.givenAt.get(field)
  const node = at === undefined ? undefined : example.node.given[at]!.value
  if (node?.kind !== "text") return
  const { text, span } = node.text
  const marks = new Map<string, Marks>()
  MARK.lastIndex = 0
  for (let match = MARK.exec(text); match; match = MARK.exec(text)) {
    const name = match[2]!
    const found = marks.get(name) ?? { opened: [], closed: [] }
    marks.set(name, found)
    if (match[1]) found.closed.push(match.index)
    else found.opened.push(match.index + match[0].length)
  }
  const missing: string | undefined = unmarked(mentions, marks).next().value
  if (missing !== undefined) scope.report("mark-missing", { name: missing }, example, span)
  for (const [name, found] of marks) {
    if (!mentions.has(name)) continue
    const how = wrong(found, text)
    if (how) scope.report("mark-broken", { name, how }, example, span)
  }
  for (const name of marks.keys()) {
    if (mentions.has(name)) continue
    const near = scope.near(name, unmarked(mentions, marks))
    scope.report("mark-unknown", { name, ...(near !== undefined && { near }) }, example, span)
  }
}

/** Made only as far as it is looked at. */
function* unmarked(mentions: ReadonlySet<string>, marks: ReadonlyMap<string, Marks>): Generator<string, undefined> {
  for (const mention of mentions) if (!marks.has(mention)) yield mention
  return undefined
}

function wrong({ opened, closed }: Marks, text: string): string | undefined {
  if (opened.length > 1 || closed.length > 1) return "stands more than once"
  const [from, to] = [opened[0], closed[0]]
  if (from === undefined) return "is closed but not opened"
  if (to === undefined) return "is opened but not closed"
  if (to < from) return "is closed before it is opened"
  return text.slice(from, to).trim() === "" ? "holds no text" : undefined
}
