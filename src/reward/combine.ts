/**
 * Values of terms to a total: each pays `otherwise + value * (pays - otherwise)`, and nothing where its condition does not
 * hold or while something that it waits for does not (a value below 1). Knows neither answers nor checks.
 */
import type { Phrase } from "../catalogue.js"
import type { Condition, FieldType } from "../value.js"
import type { Plan, PlanRule, PlanTerm, Verdict } from "./plan.js"
import { isWhole, rounded } from "./rounded.js"

export { rounded } from "./rounded.js"

export interface Combined {
  readonly total: number
  readonly terms: Verdict["terms"]
}

/**
 * A term whose condition does not hold asks for nothing: what waits for it goes on. One that was kept from applying by
 * what it waits for keeps others from it as well.
 *
 * @param measure the term's value from 0 to 1; undefined: its condition does not hold. Reached: all that it waits for holds
 * @param holds   the rule of that name; false for any other name
 */
export function combine(
  terms: readonly PlanTerm[],
  measure: (term: PlanTerm, reached: boolean) => number | undefined,
  holds: (rule: string) => boolean = () => false,
): Combined {
  const holding: string[] = []
  const paid: Combined["terms"][number][] = []
  let total = 0
  for (const term of terms) {
    const { name, pays, otherwise, after } = term
    const reached = after.every((waited) => holding.includes(waited) || holds(waited))
    const value = measure(term, reached)
    if (value === undefined) {
      holding.push(name)
      paid.push({ name, value: 0, paid: 0, applied: false })
      continue
    }
    // paid before rounding: three times two thirds is 2
    const amount = reached ? rounded(otherwise + value * (pays - otherwise)) : 0
    if (reached && isWhole(value)) holding.push(name)
    total += amount
    paid.push({ name, value: rounded(value), paid: amount, applied: reached })
  }
  return { total: rounded(total), terms: paid }
}

/** So many different phrases are tried in every combination. */
const MOST_PHRASES = 12
/** So many combinations are tried in all. */
const MOST_OUTCOMES = 1 << 15
/** Fields of conditions are taken together as long as they make no more cases than this; the rest counts as holding. */
const MOST_CASES = 1024

/** What decides, beside the terms, which of them apply together. */
export type Surroundings = Pick<Plan, "inputs" | "answer" | "rules">
const NOTHING: Surroundings = { inputs: [], answer: [], rules: [] }

/**
 * Every total that the terms can give when each phrase either holds or does not, ascending. With a phrase that measures
 * by degrees, totals between these are possible too. Terms whose conditions exclude each other are never paid together.
 *
 * @param around without it, rules and the conditions of parts count as independent of each other
 * @returns undefined for more than 12 different phrases at a time
 */
export function possibleTotals(terms: readonly PlanTerm[], around: Surroundings = NOTHING): number[] | undefined {
  const totals = new Set<number>()
  let outcomes = 0
  for (const at of casesOf(terms, around)) {
    const phrases = [...at.phrases]
    if (phrases.length > MOST_PHRASES) return undefined
    outcomes += 1 << phrases.length
    if (outcomes > MOST_OUTCOMES) return undefined
    for (let outcome = 0; outcome < 1 << phrases.length; outcome++) {
      const holds = new Map(phrases.map((phrase, i) => [phrase, (outcome >> i) & 1]))
      totals.add(totalIn(terms, at, (phrase) => holds.get(phrase)!))
    }
  }
  return [...totals].sort((a, b) => a - b)
}

/** The lowest and the highest total; for more than 12 different phrases at a time, bounds that gates may keep out of reach. */
export function rangeOf(terms: readonly PlanTerm[], around: Surroundings = NOTHING): Plan["range"] {
  const totals = possibleTotals(terms, around)
  if (totals) return { lowest: totals[0]!, highest: totals.at(-1)! }
  const bounds = casesOf(terms, around).map((at) => {
    const applying = terms.filter((term) => at.phraseOf(term) !== undefined)
    const gated = (term: PlanTerm) => (term.after.length > 0 ? [0] : [])
    const sum = (pick: (...amounts: number[]) => number) =>
      applying.reduce((total, t) => total + pick(t.pays, t.otherwise, ...gated(t)), 0)
    return { lowest: rounded(sum(Math.min)), highest: rounded(sum(Math.max)) }
  })
  return {
    lowest: Math.min(...bounds.map(({ lowest }) => lowest)),
    highest: Math.max(...bounds.map(({ highest }) => highest)),
  }
}

/** One way in which all conditions can come out. */
interface Case {
  /** The different phrases of terms that apply, and of rules that they wait for. */
  readonly phrases: ReadonlySet<string>
  /** Undefined: the term does not apply. `""`: it holds in any case. */
  phraseOf(term: PlanTerm): string | undefined
  phraseOfRule(name: string): string | undefined
}

function totalIn(terms: readonly PlanTerm[], at: Case, outcomeOf: (phrase: string) => number): number {
  const value = (phrase: string) => (phrase === "" ? 1 : outcomeOf(phrase))
  const measure = (term: PlanTerm) => {
    const phrase = at.phraseOf(term)
    return phrase === undefined ? undefined : value(phrase)
  }
  const holds = (name: string) => {
    const phrase = at.phraseOfRule(name)
    return phrase !== undefined && value(phrase) === 1
  }
  return combine(terms, measure, holds).total
}

function casesOf(terms: readonly PlanTerm[], { inputs, answer, rules }: Surroundings): Case[] {
  const names = new Set(terms.map(({ name }) => name))
  const known = new Map(rules.map((rule) => [rule.name, rule]))
  const parts = new Map(answer.map((part) => [part.name, part]))
  const conditionsOf = (subject: string): Condition[] => {
    const part = parts.get(subject)
    if (!part) return []
    return [...(part.when ? [part.when] : []), ...(part.parent === undefined ? [] : conditionsOf(part.parent))]
  }
  /** Where one of these does not hold, the phrase is about nothing. */
  const needs = (phrase: Phrase): Condition[] =>
    phrase.kind === "present" || (phrase.kind === "verb" && phrase.subject.kind === "field")
      ? conditionsOf(phrase.kind === "present" ? phrase.subject : phrase.subject.name)
      : []
  const ruleNeeds = (rule: PlanRule): Condition[] => [
    ...(rule.when ? [rule.when] : []),
    ...(rule.grade === "checked" ? needs(rule.phrase) : []),
  ]
  const ruleIn = (phrase: Phrase): PlanRule | undefined => (phrase.kind === "rule" ? known.get(phrase.rule) : undefined)
  const termNeeds = ({ when, phrase }: PlanTerm): Condition[] => [...(when ? [when] : []), ...needs(phrase)]

  const waited = [...new Set(terms.flatMap(({ after }) => after))].filter((name) => !names.has(name))
  const used = [
    ...waited.flatMap((name) => known.get(name) ?? []),
    ...terms.flatMap(({ phrase }) => ruleIn(phrase) ?? []),
  ]
  const conditions = [...terms.flatMap(termNeeds), ...used.flatMap(ruleNeeds)]
  const types = new Map(inputs.flatMap(({ name, type, when }) => (when ? [] : [[name, type] as const])))

  const cases = assignments(conditions, types).map((values) => {
    const holds = (all: readonly Condition[]) =>
      all.every(({ field, values: wanted }) => !values.has(field) || wanted.includes(values.get(field) ?? ""))
    const rulePhrase = (name: string): string => {
      const rule = known.get(name)
      if (!rule || rule.grade === "judged") return rule && !holds(ruleNeeds(rule)) ? "" : JSON.stringify(["rule", name])
      return holds(ruleNeeds(rule)) ? keyOf(rule.phrase) : ""
    }
    const phraseOf = (term: PlanTerm) => {
      if (!holds(termNeeds(term))) return undefined
      return term.phrase.kind === "rule" ? rulePhrase(term.phrase.rule) : keyOf(term.phrase)
    }
    const phraseOfRule = (name: string) => (names.has(name) ? undefined : rulePhrase(name))
    const all = [...terms.map(phraseOf), ...waited.map(phraseOfRule)]
    const phrases = new Set(all.flatMap((phrase) => (phrase === undefined || phrase === "" ? [] : [phrase])))
    return [JSON.stringify(all.map((phrase) => phrase ?? null)), { phrases, phraseOf, phraseOfRule }] as const
  })
  return [...new Map(cases).values()]
}

/** Two terms that say the same of the same part hold together; `fully` changes nothing where a phrase holds or does not. */
function keyOf(phrase: Phrase): string {
  if (phrase.kind !== "verb") return JSON.stringify({ ...phrase, fully: undefined })
  return JSON.stringify({ ...phrase, modifiers: { ...phrase.modifiers, fully: undefined } })
}

type Assignment = ReadonlyMap<string, string | undefined>

/** Each field of the conditions with one of the values that they name, or with none of them. */
function assignments(conditions: readonly Condition[], types: ReadonlyMap<string, FieldType>): readonly Assignment[] {
  const named = new Map<string, Set<string>>()
  for (const { field, values } of conditions) {
    const known = named.get(field) ?? new Set()
    for (const value of values) known.add(value)
    named.set(field, known)
  }
  let all: readonly Assignment[] = [new Map()]
  for (const [field, values] of named) {
    const choices = [...values, ...(isExhausted(types.get(field), values) ? [] : [undefined])]
    if (all.length * choices.length > MOST_CASES) break
    all = all.flatMap((one) => choices.map((value) => new Map([...one, [field, value]])))
  }
  return all
}

/** Must the field have one of these values? A part of the answer may always be missing. */
function isExhausted(type: FieldType | undefined, values: ReadonlySet<string>): boolean {
  if (type?.kind === "yes-no") return values.has("yes") && values.has("no")
  return type?.kind === "choice" && type.lists.length === 0 && type.texts.every((text) => values.has(text))
}
