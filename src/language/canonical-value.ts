/** A label as written to the value that answers are compared as. */
import type { RelationValue } from "../value.js"
import type { LabelValue } from "./ast.js"
import type { Scope } from "./scope.js"

/** @returns for a symmetric relation the mentions in the order in which the answer is asked for, else as written */
export function canonicalValue({ name, mentions }: LabelValue, scope: Scope): RelationValue {
  if (!mentions) return { name: name.text }
  const [a, b] = [mentions[0].text, mentions[1].text]
  const label = scope.labels.get(name.text)?.node
  if (label?.kind === "relation" && label.symmetric) {
    const asked = scope.of("answer").find(({ node }) => node.type.kind === "relation")?.node.type
    const first = asked?.kind === "relation" ? asked.between[0].text : [a, b].sort()[0]
    return { name: name.text, mentions: b === first ? [b, a] : [a, b] }
  }
  return { name: name.text, mentions: [a, b] }
}
