/** A relation by itself: two different roles, and something that shows what it is. */
import type { Scope } from "../scope.js"

export function relations(scope: Scope): void {
  const exemplified = new Set(scope.examples.map((e) => e.node.value.name.text))
  for (const item of scope.of("relation")) {
    const { name, roles, details } = item.node
    if (roles[0].text === roles[1].text) scope.report("roles-same", { name: roles[0].text }, item, roles[1].span)
    const shown = details.some((d) => d.kind === "example" || d.kind === "cue" || d.kind === "broken")
    if (!shown && !exemplified.has(name.text)) scope.report("relation-bare", { name: name.text }, item, name.span)
  }
}
