/** Rules of all grades as the sentences that the model is told. */
import type { Phrase } from "../../catalogue.js"
import { allRules, type Meaning, type Rule, ruleHomes } from "../../language/meaning.js"
import { checks } from "../../reward/checks/index.js"
import type { FieldType } from "../../value.js"
import { BLOCK, LINE, type Segment } from "./segments.js"
import { under } from "./words.js"

/**
 * @returns nothing for a check that has nothing to say, as one that asks for the form alone, and nothing for a judge who
 *   sees gold: his question is about what the model does not know
 */
export function ruleText(rule: Rule, meaning: Meaning): string | undefined {
  if (rule.grade === "judged" && rule.sees.some((field) => meaning.golds.some(({ name }) => name === field)))
    return undefined
  const says = rule.says ?? (rule.grade === "checked" ? phraseText(rule.phrase, meaning) : undefined)
  return says === undefined || says === "" ? undefined : under(rule.when, says, meaning)
}

/** What a check says of itself; nothing for the form and for a part that must be there: the answer's form says both. */
export function phraseText(phrase: Phrase, meaning: Meaning): string | undefined {
  if (phrase.kind === "rule") {
    const found = allRules(meaning).find(({ rule }) => rule.name === phrase.rule)?.rule
    return found && ruleText(found, meaning)
  }
  if (phrase.kind !== "verb") return undefined
  const { subject } = phrase
  // whoever pays for a rule's value pays for the rule, which is told where it stands
  if (subject.kind === "rule") return undefined
  return checks.get(phrase.verb)?.says(phrase, subject.kind === "field" ? typeOf(subject.name, meaning) : undefined)
}

const typeOf = (field: string, { answers, inputs, golds }: Meaning): FieldType | undefined =>
  [...answers, ...inputs, ...golds].find(({ name }) => name === field)?.type

/**
 * Rules under their title: first those that are checked or judged, then the advice, which a budget may drop.
 *
 * @param title with its colon
 */
export function ruleSegments(
  name: string,
  title: string,
  rules: readonly Rule[],
  joint: string,
  meaning: Meaning,
): Segment[] {
  const lines = (wanted: (rule: Rule) => boolean) =>
    rules.filter(wanted).flatMap((rule) => {
      const text = ruleText(rule, meaning)
      return text === undefined ? [] : [`- ${text}`]
    })
  const binding = [...new Set(lines(({ grade }) => grade !== "advice"))].join(LINE)
  const advice = lines(({ grade }) => grade === "advice").join(LINE)
  if (binding === "") return advice === "" ? [] : [{ name, text: `${title}\n${advice}`, joint, kind: "advice" }]
  return [
    { name, text: `${title}\n${binding}`, joint },
    ...(advice === "" ? [] : [{ name: `advice of ${name}`, text: advice, joint: LINE, kind: "advice" as const }]),
  ]
}

export const ownRules = (rules: readonly Rule[], meaning: Meaning): Segment[] =>
  ruleSegments("rules", "Rules:", rules, BLOCK, meaning)

/** The sentence of a rule that an example points at with `by`: names are unique under one heading only. */
export type RuleText = (name: string, labels: readonly string[]) => string | undefined

/** Looks under the given labels first, then among the rules of the whole task, then anywhere. */
export function ruleTexts(meaning: Meaning): RuleText {
  const byHome = new Map<string, Map<string, Rule>>()
  const homed = new Map<string, Rule>()
  for (const { name: home = "", rules } of ruleHomes(meaning)) {
    const own = byHome.get(home) ?? new Map<string, Rule>()
    byHome.set(home, own)
    for (const rule of rules) {
      own.set(rule.name, rule)
      if (home !== "") homed.set(rule.name, rule)
    }
  }
  const textOf = (rule: Rule | undefined) => rule && ruleText(rule, meaning)
  return (name, labels) => {
    for (const label of labels) {
      const text = textOf(byHome.get(label)?.get(name))
      if (text !== undefined) return text
    }
    return textOf(byHome.get("")?.get(name) ?? homed.get(name))
  }
}
