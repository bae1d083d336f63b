/** Meaning to reward plan: the same facts as plain data, without the prose that only the model reads. */
import { posix } from "node:path"
import type { Place } from "../diagnostic.js"
import { type AnswerField, labelSchema, type Meaning, type Rule, ruleHomes, type Term } from "../language/meaning.js"
import { rangeOf } from "../reward/combine.js"
import type { AnswerPart, Origin, Plan, PlanRule, PlanTerm } from "../reward/plan.js"

/**
 * @param arm the name of another reward of the guideline; without it the main one
 * @throws RangeError for an arm that the guideline does not have
 */
export function planOf(meaning: Meaning, arm?: string): Plan {
  const origin = originIn(meaning)
  const reward = rewardOf(meaning, arm)
  const terms = reward.rewards.map((term) => planTerm(term, origin))
  const inputs = meaning.inputs.map(({ name, type, when }) => ({ name, type, ...(when && { when }) }))
  const answer = meaning.answers.map(answerPart)
  const rules = rulesOf(meaning, origin)
  return {
    version: 2,
    guideline: { name: meaning.name, version: meaning.version },
    ...(arm !== undefined && { arm }),
    inputs,
    golds: meaning.golds.map(({ name, type }) => ({ name, type })),
    answer,
    labels: labelSchema(meaning),
    accept: meaning.accept,
    rescue: meaning.rescue,
    rules,
    terms,
    reports: meaning.reports.map((term) => planTerm(term, origin)),
    ...(reward.standardize && { standardize: reward.standardize }),
    range: rangeOf(terms, { inputs, answer, rules }),
  }
}

/** A file's path from the folder of the guideline itself, so that nothing depends on where the guideline lies. */
export function relativePath(meaning: Meaning, path: string): string {
  const slashed = (p: string) => p.replaceAll("\\", "/")
  return posix.relative(posix.dirname(slashed(meaning.place.source.path)), slashed(path))
}

function rewardOf(meaning: Meaning, name: string | undefined): Pick<Meaning, "rewards" | "standardize"> {
  if (name === undefined) return meaning
  const arm = meaning.arms.find((one) => one.name === name)
  if (!arm) throw new RangeError(`the guideline has no arm "${name}"`)
  return arm
}

type OriginOf = (place: Place) => Origin

function originIn(meaning: Meaning): OriginOf {
  const paths = new Map(meaning.files.map(({ path }) => [path, relativePath(meaning, path)]))
  return ({ source, span }) => ({
    path: paths.get(source.path) ?? relativePath(meaning, source.path),
    line: source.position(span.start).line,
  })
}

const planTerm = ({ name, phrase, pays, otherwise, after, when, place }: Term, origin: OriginOf): PlanTerm => ({
  name,
  phrase,
  pays,
  otherwise,
  after,
  ...(when && { when }),
  origin: origin(place),
})

function rulesOf(meaning: Meaning, origin: OriginOf): PlanRule[] {
  const planned: PlanRule[] = []
  for (const { rules } of ruleHomes(meaning))
    for (const rule of rules) if (rule.grade !== "advice") planned.push(planRule(rule, origin))
  return planned
}

function planRule(rule: Exclude<Rule, { readonly grade: "advice" }>, origin: OriginOf): PlanRule {
  const base = { name: rule.name, ...(rule.when && { when: rule.when }), origin: origin(rule.place) }
  if (rule.grade === "checked") return { ...base, grade: rule.grade, phrase: rule.phrase }
  return { ...base, grade: rule.grade, says: rule.says, sees: rule.sees }
}

const answerPart = ({ name, type, parent, key, aliases, at, optional, when }: AnswerField): AnswerPart => ({
  name,
  type,
  ...(parent !== undefined && { parent }),
  ...(key !== undefined && { key }),
  aliases,
  ...(at && { place: at }),
  optional,
  ...(when && { when }),
})
