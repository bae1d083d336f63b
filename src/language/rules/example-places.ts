/** An example under a label is of that label, or warns of mistaking it for that label. */
import type { Scope } from "../scope.js"

export function examplePlaces(scope: Scope): void {
  for (const example of scope.examples) {
    const { home, node } = example
    if (!home || node.value.name.text === home.name.text) continue
    const warns = node.details.some(
      (d) => d.kind === "broken" || (d.kind === "not" && d.value.name.text === home.name.text),
    )
    if (warns || !scope.labels.has(node.value.name.text)) continue
    const facts = { under: home.name.text, is: node.value.name.text }
    scope.report("example-elsewhere", facts, example, node.value.span)
  }
}
