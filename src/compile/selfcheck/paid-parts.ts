/** Parts of the answer whose value the score depends on, by more than being there. */
import type { Phrase } from "../../catalogue.js"
import type { Plan } from "../../reward/plan.js"

/** @returns their names, with those of the groups around them and of the parts inside them */
export function paidParts({ answer, rules, terms }: Plan): ReadonlySet<string> {
  const byName = new Map(rules.map((rule) => [rule.name, rule]))
  const named = new Set<string>()
  const seen = new Set<string>()
  const addRule = (name: string): void => {
    const rule = byName.get(name)
    if (!rule || seen.has(name)) return
    seen.add(name)
    if (rule.grade === "checked") add(rule.phrase)
    else for (const field of rule.sees) named.add(field)
  }
  const add = (phrase: Phrase): void => {
    if (phrase.kind === "rule") addRule(phrase.rule)
    if (phrase.kind !== "verb") return
    if (phrase.subject.kind === "rule") addRule(phrase.subject.name)
    else named.add(phrase.subject.name)
    for (const object of phrase.objects) if (object.kind === "field") named.add(object.field)
  }
  for (const { phrase, after } of terms) {
    add(phrase)
    for (const name of after) addRule(name)
  }
  const parents = new Map(answer.map(({ name, parent }) => [name, parent]))
  const paid = new Set(named)
  for (const { name } of answer) {
    const chain = [name]
    for (let one = parents.get(name); one !== undefined && chain.length <= answer.length; one = parents.get(one))
      chain.push(one)
    const isNamed = chain.map((one) => named.has(one))
    if (isNamed.includes(true)) paid.add(name)
    for (const [i, one] of chain.entries()) if (isNamed.slice(0, i).includes(true)) paid.add(one)
  }
  return paid
}
