/** How a term is called if its line gives it no name: `format`, or subject and verb joined. */
import type { ReportStatement, RewardStatement } from "./ast.js"

/** For `reward +2 for label equals gold`: "label-equals". */
export function termName({ name, phrase }: RewardStatement | ReportStatement): string {
  if (name) return name.text
  return phrase.verb ? `${phrase.subject.text}-${phrase.verb.text}` : phrase.subject.text
}
