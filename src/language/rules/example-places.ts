/** An example under a label is of that label, or warns of mistaking it for that label; and labels that nothing shows. */
import type { Arg } from "../ast.js"
import { labelNames } from "../declared-names.js"
import { placeAt, type Scope } from "../scope.js"

export function examplePlaces(scope: Scope): void {
  const shown = new Set<string>()
  for (const example of scope.examples) {
    const { home, node } = example
    const is = namesIn(node.is)
    for (const name of [...is, ...namesIn(node.given)]) shown.add(name)
    if (!home || is.includes(home.name.text)) continue
    // what it is of instead is not known: that is an error of its own
    if (node.is.some(({ value }) => value.kind === "name" && !scope.names.has(value.name.text))) continue
    const warns = node.details.some(
      (d) => d.kind === "broken" || (d.kind === "not" && namesIn(d.is).includes(home.name.text)),
    )
    if (warns) continue
    const span = { start: node.is[0]!.span.start, end: node.is.at(-1)!.span.end }
    const facts = { under: home.name.text, is: is[0] ?? example.source.slice(span) }
    scope.report("example-elsewhere", facts, example, span)
  }
  unshown(scope, shown)
}

/** Labels with neither an example nor a cue. What stands for none of these is shown by what the others are. */
function unshown(scope: Scope, shown: ReadonlySet<string>): void {
  if (scope.mayHave("example") || scope.mayHave("cue")) return
  const other = scope.of("otherwise")[0]?.node.name.text
  const stated = new Set([other, ...scope.cues.map(({ home }) => home.name.text)])
  const bare = labelNames(scope).filter(
    // one that no answer can be is a mistake already, and an example could not show it
    ({ word }) => !shown.has(word.text) && !stated.has(word.text) && !scope.unreachable.has(word.text),
  )
  const [first, ...rest] = bare
  if (!first) return
  const notes = rest.slice(0, 3).map(({ word, item }) => ({ message: "nor this one", place: placeAt(item, word.span) }))
  scope.report("labels-unshown", { names: bare.map(({ word }) => word.text) }, first.item, first.word.span, { notes })
}

/** Names in values, outermost first: labels, and what looks like one. */
function namesIn(args: readonly Arg[]): string[] {
  const names: string[] = []
  const visit = ({ value }: Arg): void => {
    if (value.kind === "name") {
      names.push(value.name.text)
      value.args?.forEach(visit)
    } else if (value.kind === "list") value.items.forEach(visit)
  }
  args.forEach(visit)
  return names
}
