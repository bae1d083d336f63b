/** The marks in the text of an example are those of the mentions: each once, opened, closed, with text between. */
import type { ExampleDetail, Prose } from "../ast.js"
import { MARK } from "../canonical-value.js"
import { ofStatements } from "../rule.js"
import type { Item, Scope } from "../scope.js"

export const exampleMarks = ofStatements<ExampleDetail, void>({
  of: (scope) => (scope.isSchema || scope.mayHave("input") ? [] : scope.examples),
  look: (scope) => {
    const fields = scope.of("input").flatMap(({ node: { name, type } }) => {
      const mentions = scope.mentionsIn(name.text)
      if (type.kind === "mention" || mentions.size === 0) return []
      return [{ name: name.text, mentions, tags: [...mentions].map(tagsOf) }]
    })
    return (example) => {
      for (const { name, mentions, tags } of fields) {
        const node = example.node.given[scope.values.get(example.node)?.fields.lastIndexOf(name) ?? -1]?.value
        if (node?.kind === "text" && !isSound(node.text.text, tags)) check(scope, example, node.text, mentions)
      }
    }
  },
})

interface Tags {
  readonly open: string
  readonly close: string
}

const tagsOf = (name: string): Tags => ({ open: `<${name}>`, close: `</${name}>` })

/** Each mention is marked once, around some text, and nothing else begins like a mark: most texts need no closer look. */
function isSound(text: string, tags: readonly Tags[]): boolean {
  let left = 2 * tags.length
  for (let at = text.indexOf("<"); at >= 0 && left >= 0; at = text.indexOf("<", at + 1)) left--
  return left === 0 && tags.every(({ open, close }) => isAround(text, open, close))
}

function isAround(text: string, open: string, close: string): boolean {
  const [from, to] = [text.indexOf(open), text.indexOf(close)]
  return from >= 0 && to > from && text.slice(from + open.length, to).trim() !== ""
}

interface Marks {
  readonly opened: number[]
  readonly closed: number[]
}

function check(scope: Scope, example: Item<ExampleDetail>, { text, span }: Prose, mentions: ReadonlySet<string>): void {
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
