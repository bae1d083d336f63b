/**
 * The reward: one completion under a plan to its verdict. A pure function of the plan, the gold and the completion; what
 * can not be judged is unscorable with its reason, and never a score of 0.
 */
import type { Example, Value } from "../value.js"
import { AnswerReader, type Reading } from "./answer/read.js"
import { checks } from "./checks/index.js"
import { combine, rounded } from "./combine.js"
import type { Plan, PlanTerm, Verdict } from "./plan.js"

export type Score = (completion: string, example: Pick<Example, "gold">) => Verdict

/** @throws RangeError for a plan with a verb that no check has */
export function scorer(plan: Plan): Score {
  const reader = new AnswerReader(plan)
  const phrases = [...plan.terms, ...plan.reports]
  for (const { verb } of phrases) {
    if (verb !== "format" && !checks.has(verb)) throw new RangeError(`the plan has the verb "${verb}", no check has it`)
  }
  const compared = new Set(
    phrases.filter(({ verb }) => checks.get(verb)?.signature.object === "gold").map(({ subject }) => subject),
  )
  const { lowest, highest } = plan.range

  const unscorable = (reason: string, reading?: Reading): Verdict => ({
    score: lowest,
    normalised: 0,
    terms: [],
    reports: [],
    findings: reading?.findings ?? [],
    answer: reading?.values ?? {},
    unscorable: reason,
  })

  return (completion, example) => {
    if (typeof completion !== "string") return unscorable(`the completion is not a text but ${kindOf(completion)}`)
    const reading = reader.read(completion)
    // without a prototype: a part may be called "__proto__"
    const golds: Record<string, Value> = Object.create(null)
    for (const part of compared) {
      const written: unknown = example?.gold?.[part]
      if (typeof written !== "string") return unscorable(`the example has no gold "${part}"`, reading)
      const gold = reader.gold(part, written)
      if (gold === undefined) return unscorable(`the gold "${written}" is no label of the guideline`, reading)
      golds[part] = gold
    }
    const measure = ({ verb, subject }: PlanTerm): number => {
      if (verb === "format") return reading.complete ? 1 : 0
      const answer = reading.values[subject]
      return answer === undefined ? 0 : checks.get(verb)!.judge({ answer, gold: golds[subject] ?? "" })
    }
    let failed: PlanTerm | undefined
    const guarded = (term: PlanTerm): number => {
      const value = measure(term)
      if (!(value >= 0 && value <= 1)) failed ??= term
      return value
    }
    try {
      const { total, terms } = combine(plan.terms, guarded)
      const reports = plan.reports.map((term) => ({ name: term.name, value: guarded(term) }))
      if (failed) return unscorable(`the check "${failed.verb}" gave no value from 0 to 1`, reading)
      return {
        score: total,
        normalised: highest > lowest ? rounded((total - lowest) / (highest - lowest)) : 1,
        terms,
        reports,
        findings: reading.findings,
        answer: reading.values,
      }
    } catch (error) {
      return unscorable(`a check failed: ${error instanceof Error ? error.message : String(error)}`, reading)
    }
  }
}

const kindOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "a list" : typeof value)
