/**
 * Values for what no program here can decide: judges, and checks that run the user's own code. Taken as favourably as the
 * reward can take them, so that an example is only blamed for what is decided here.
 */
import type { Phrase } from "../../catalogue.js"
import type { Given, Plan, PlanRule } from "../../reward/plan.js"

export function favourableGiven({ rules, terms }: Plan): Given {
  const open = rules.filter(isOpen)
  const costly = new Set(
    terms.filter(({ pays, otherwise }) => pays < otherwise).flatMap(({ phrase }) => ruleOf(phrase)),
  )
  return Object.fromEntries(open.map(({ name }) => [name, costly.has(name) ? 0 : 1]))
}

/** A rule whose value must be given. */
const isOpen = (rule: PlanRule): boolean =>
  rule.grade === "judged" || (rule.phrase.kind === "verb" && rule.phrase.verb === "runs")

function ruleOf(phrase: Phrase): string[] {
  if (phrase.kind === "rule") return [phrase.rule]
  return phrase.kind === "verb" && phrase.subject.kind === "rule" ? [phrase.subject.name] : []
}
