/** How a term or a rule is called if its line gives it no name: by its subject, and the verb if there is one. */
import type { CheckDetail, JudgeDetail, ReportStatement, RewardStatement } from "./ast.js"

/** For `reward +2 for label equals gold`: "label-equals"; for `reward +1 for format`: "format". */
export function termName({ name, phrase }: RewardStatement | ReportStatement | CheckDetail): string {
  if (name) return name.text
  return phrase.verb ? `${phrase.subject.text}-${phrase.verb.text}` : phrase.subject.text
}

/** A judge has no phrase to be called after: without a name no reward can mean it. */
export const ruleName = (rule: CheckDetail | JudgeDetail): string =>
  rule.kind === "check" ? termName(rule) : (rule.name?.text ?? "")
