/** The answers of examples: declared labels, written as they must be, about declared mentions. */
import { relationText } from "../../value.js"
import type { LabelValue } from "../ast.js"
import { canonicalValue } from "../canonical-value.js"
import type { Item, Scope } from "../scope.js"
import { isSchema } from "./parts.js"

export function exampleValues(scope: Scope): void {
  const mentions = scope.of("input").flatMap(({ node }) => (node.type.kind === "mention" ? [node.name.text] : []))
  // a schema does not know how the task will call the two mentions
  const open = isSchema(scope) || scope.mayHave("input")
  const rules = new Set(scope.advice.flatMap(({ node }) => (node.name ? [node.name.text] : [])))

  const check = (value: LabelValue, item: Item<unknown>): void => {
    const label = scope.labels.get(value.name.text)
    if (!label) {
      scope.unknown("label", value.name, scope.labels.keys(), item)
      return
    }
    const directed = label.node.kind === "relation"
    if (directed !== (value.mentions !== undefined)) {
      scope.report("label-arguments", { name: value.name.text, directed }, item, value.span)
    }
    if (!value.mentions) return
    const [a, b] = value.mentions
    if (a.text === b.text) scope.report("mentions-same", { name: a.text }, item, b.span)
    if (open) return
    for (const word of a.text === b.text ? [a] : [a, b]) {
      if (!mentions.includes(word.text)) scope.unknown("mention", word, mentions, item)
    }
  }

  for (const example of scope.examples) {
    check(example.node.value, example)
    const gold = relationText(canonicalValue(example.node.value, scope))
    for (const line of example.node.details) {
      if (line.kind !== "not") continue
      check(line.value, example)
      const value = relationText(canonicalValue(line.value, scope))
      if (value === gold) scope.report("not-is-gold", { value }, example, line.value.span)
      if (line.by && !rules.has(line.by.text)) scope.unknown("rule", line.by, rules, example)
    }
  }
}
