/** Some reward looks beyond the form: otherwise an answer that is always the same earns as much as a right one. */
import type { Phrase } from "../../catalogue.js"
import type { Diagnostic } from "../../diagnostic.js"
import { report } from "../codes.js"
import type { Task } from "../task.js"

export function blind({ plan, meaning }: Task): Diagnostic[] {
  const rules = new Map(plan.rules.map((rule) => [rule.name, rule]))
  const ruleLooks = (name: string): boolean => {
    const rule = rules.get(name)
    return rule !== undefined && (rule.grade === "judged" || looks(rule.phrase))
  }
  const looks = (phrase: Phrase): boolean => {
    if (phrase.kind === "rule") return ruleLooks(phrase.rule)
    if (phrase.kind !== "verb") return false
    if (phrase.subject.kind === "rule") return ruleLooks(phrase.subject.name)
    return phrase.verb === "runs" || phrase.objects.some(({ kind }) => kind === "gold" || kind === "field")
  }
  const first = meaning.rewards[0]
  const sees = plan.terms.some(({ phrase, pays, otherwise }) => pays !== otherwise && looks(phrase))
  return sees || !first ? [] : [report("reward-blind", {}, { place: first.place })]
}
