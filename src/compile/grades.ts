/** The share of each grade among the rules of a guideline: nothing is silently advice. */
import { allRules, type Meaning } from "../language/meaning.js"

/** How many rules of a guideline a program decides, a verifier decides, and how many are only told to the model. */
export interface Grades {
  readonly checked: number
  readonly judged: number
  readonly advice: number
}

/** What a reward or a report measures itself, without naming a rule, is a checked rule, too. */
export function gradesOf(meaning: Meaning): Grades {
  const rules = allRules(meaning).map(({ rule }) => rule)
  const count = (grade: keyof Grades): number => rules.filter((rule) => rule.grade === grade).length
  const measured = [...meaning.rewards, ...meaning.reports].map(({ phrase }) => phrase)
  const own = measured.filter(
    (phrase) => phrase.kind !== "rule" && !(phrase.kind === "verb" && phrase.subject.kind === "rule"),
  )
  const checked = count("checked") + new Set(own.map((phrase) => JSON.stringify(phrase))).size
  return { checked, judged: count("judged"), advice: count("advice") }
}

/** @example gradesText({ checked: 2, judged: 0, advice: 6 }) // "8 rules: 2 checked (25 %), 0 judged (0 %), 6 advice (75 %)" */
export function gradesText({ checked, judged, advice }: Grades): string {
  const all = checked + judged + advice
  const share = (count: number): string => `(${all === 0 ? 0 : Math.round((100 * count) / all)} %)`
  return `${all} ${all === 1 ? "rule" : "rules"}: ${checked} checked ${share(checked)}, ${judged} judged ${share(judged)}, ${advice} advice ${share(advice)}`
}
