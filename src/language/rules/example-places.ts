/** An example under a label is of that label, or warns of mistaking it for that label; and labels that nothing shows. */
import { labelNames } from "../declared-names.js"
import { namesIn } from "../mentioned.js"
import { placeAt } from "../place.js"
import type { Scope } from "../scope.js"

export function examplePlaces(scope: Scope): void {
  const shown = new Set<string>()
  for (const example of scope.examples) {
    const { home, node } = example
    const is = namesIn(node.is, scope)
    for (const name of [...is, ...namesIn(node.given, scope)]) shown.add(name)
    if (!home || is.includes(home.name.text)) continue
    // what it is of instead is not known: that is an error of its own
    if (node.is.some(({ value }) => value.kind === "name" && !scope.names.has(value.name.text))) continue
    const warns = node.details.some(
      (d) => d.kind === "broken" || (d.kind === "not" && namesIn(d.is, scope).includes(home.name.text)),
    )
    if (warns) continue
    const span = { start: node.is[0]!.span.start, end: node.is.at(-1)!.span.end }
    const [first] = node.is
    const text = first?.value.kind === "text" ? first.value.text.text : example.source.slice(span)
    const facts = { under: home.name.text, is: is[0] ?? text }
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
    // one that no answer can be is a mistake already, and an example could not show it; one may be shown by another name
    ({ word: { text } }) =>
      !shown.has(text) && !stated.has(text) && !scope.unreachable.has(text) && !scope.isMeant(text),
  )
  const [first, ...rest] = bare
  if (!first) return
  const notes = rest.slice(0, 3).map(({ word, item }) => ({ message: "nor this one", place: placeAt(item, word.span) }))
  scope.report("labels-unshown", { names: bare.map(({ word }) => word.text) }, first.item, first.word.span, { notes })
}
