/**
 * The reward: one completion under a plan to its verdict. A pure function of the plan, the example, the completion and the
 * values given from outside; what can not be judged is unscorable with its reason, and never a score of 0.
 */
import type { Condition, Example, Value } from "../value.js"
import { AnswerReader, type Reading } from "./answer/read.js"
import { MOST_PLACES } from "./checks/check.js"
import { finding } from "./codes.js"
import { combine } from "./combine.js"
import { Layout } from "./layout.js"
import { type Measure, measureOf } from "./phrases.js"
import type { Finding, Given, Plan, PlanTerm, Verdict } from "./plan.js"
import { isWhole, rounded } from "./rounded.js"
import { givenTo, NotGiven, type Row, Unscorable } from "./row.js"

/**
 * @param example its input may be left out where the plan looks at none
 * @param what    `paid` leaves the reports out, which no score depends on
 */
export type Score = (
  completion: string,
  example: Pick<Example, "gold"> & Partial<Pick<Example, "input">>,
  given?: Given,
  what?: "all" | "paid",
) => Verdict

/** @throws RangeError for a plan with a verb that no check has, or a phrase about what the plan does not have */
export function scorer(plan: Plan): Score {
  const reader = new AnswerReader(plan)
  const reward = new Reward(plan, reader)
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

  return (completion, example, given, what) => {
    if (typeof completion !== "string") return unscorable(`the completion is not a text but ${kindOf(completion)}`)
    const input = example?.input ?? NOTHING
    const reading = reader.read(completion, input)
    const row = new ScoredRow(reward, completion, reading, input, example?.gold ?? NOTHING, given)
    try {
      const { total, terms } = combine(plan.terms, row.measure, row.holds)
      const reports = plan.reports.length > 0 && what !== "paid" ? plan.reports.flatMap((term) => row.report(term)) : []
      const share = highest > lowest ? (total - lowest) / (highest - lowest) : 0
      const normalised = rounded(Math.min(1, Math.max(0, share)))
      return { score: total, normalised, terms, reports, findings: row.findings, answer: reading.values }
    } catch (error) {
      if (error instanceof Unscorable) return unscorable(error.message, reading)
      return unscorable(`a check failed: ${error instanceof Error ? error.message : String(error)}`, reading)
    }
  }
}

const NOTHING = {}

/** The plan, prepared: a measure for each term, report and rule. */
class Reward {
  readonly measures = new Map<PlanTerm, Measure>()
  readonly rules = new Map<string, RuleMeasure>()
  readonly goldOf: ReturnType<typeof goldReader>
  /** Inputs that every row must have. */
  readonly inputs: ReadonlySet<string>

  constructor(plan: Plan, reader: AnswerReader) {
    const layout = new Layout(plan)
    for (const term of [...plan.terms, ...plan.reports])
      this.measures.set(term, measureOf(term.phrase, term.name, plan, layout))
    for (const rule of plan.rules) this.rules.set(rule.name, ruleMeasure(rule, plan, layout))
    this.goldOf = goldReader(plan, reader, layout)
    this.inputs = new Set(plan.inputs.flatMap(({ name, when }) => (when ? [] : [name])))
  }
}

class ScoredRow implements Row {
  readonly completion: string
  readonly reading: Reading
  readonly input: Example["input"]
  readonly gold: Example["gold"]
  readonly given: Given | undefined
  findings: readonly Finding[]
  readonly #reward: Reward
  #rules: Map<string, number> | undefined

  constructor(
    reward: Reward,
    completion: string,
    reading: Reading,
    input: Example["input"],
    gold: Example["gold"],
    given: Given | undefined,
  ) {
    this.completion = completion
    this.reading = reading
    this.input = input
    this.gold = gold
    this.given = given
    this.findings = reading.findings
    this.#reward = reward
  }

  applies(when: Condition | undefined): boolean {
    if (!when) return true
    if (this.#reward.inputs.has(when.field) && !Object.hasOwn(this.input, when.field))
      throw new Unscorable(`the example has no input "${when.field}"`)
    return this.reading.holds(when)
  }

  rule(name: string): number {
    this.#rules ??= new Map()
    const known = this.#rules.get(name)
    if (known !== undefined) return known
    const broken: Finding[] = []
    const value = this.#reward.rules.get(name)!(this, broken)
    if (broken.length > 0) this.findings = [...this.findings, ...broken]
    this.#rules.set(name, value)
    return value
  }

  goldOf(field: string): Value {
    return this.#reward.goldOf(field, this.gold, this.input)
  }

  readonly measure = (term: PlanTerm, reached: boolean): number | undefined => {
    if (!this.applies(term.when)) return undefined
    try {
      return this.#reward.measures.get(term)!(this)
    } catch (error) {
      // a judge need not be asked where nothing is paid for what it says
      if (error instanceof NotGiven && !reached) return 0
      throw error
    }
  }

  readonly holds = (name: string): boolean => this.#reward.rules.has(name) && isWhole(this.rule(name))

  /** One that does not apply, or lacks its gold or its judge, is left out: nothing is paid for it. */
  report(term: PlanTerm): Verdict["reports"] {
    try {
      const value = this.applies(term.when) ? this.#reward.measures.get(term)!(this) : undefined
      return value === undefined ? [] : [{ name: term.name, value: rounded(value) }]
    } catch (error) {
      if (error instanceof Unscorable) return []
      throw error
    }
  }
}

const kindOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "a list" : typeof value)

type RuleMeasure = (row: Row, findings: Finding[]) => number

/** A rule that does not apply holds. One that does not hold is a finding, at its places, unless the part was not read at all. */
function ruleMeasure(rule: Plan["rules"][number], plan: Plan, layout: Layout): RuleMeasure {
  const { name, when } = rule
  if (rule.grade === "judged") return (row) => (row.applies(when) ? givenTo(name, "the judge", row.given) : 1)
  const measure = measureOf(rule.phrase, name, plan, layout)
  return (row, findings) => {
    if (!row.applies(when)) return 1
    let places = 0
    const seen: Parameters<Measure>[1] = (span) => {
      if (places++ < MOST_PLACES) findings.push({ ...finding("rule-broken", { rule: name }, span), rule: name })
    }
    return measure(row, seen) ?? 1
  }
}

/** Gold values of a row in canonical form; the last one of each field is kept, since a row is answered many times. */
function goldReader(plan: Plan, reader: AnswerReader, layout: Layout) {
  const last = new Map<string, { readonly text: string; readonly value: Value }>()
  const plain = new Set(
    plan.answer.flatMap(({ name, type }) => (type.kind === "relation" || type.kind === "text" ? [name] : [])),
  )
  return (field: string, gold: Example["gold"], input: Example["input"]): Value => {
    const written = goldIn(field, gold, layout)
    if (written === undefined) throw new Unscorable(`the example has no gold "${field}"`)
    const known = last.get(field)
    if (known && known.text === written) return known.value
    const read = reader.readGold(field, written, input)
    if ("reason" in read) throw new Unscorable(`the gold ${field} ${read.reason}`)
    if (plain.has(field) && typeof written === "string") last.set(field, { text: written, value: read.value })
    return read.value
  }
}

/** By the field's own name, or inside the gold of the group that it is a part of. */
function goldIn(field: string, gold: Example["gold"], layout: Layout): Value | undefined {
  if (Object.hasOwn(gold, field)) return gold[field]
  const parent = layout.part(field)?.parent
  const group = parent === undefined ? undefined : goldIn(parent, gold, layout)
  if (parent === undefined || group === undefined) return undefined
  const part = layout.part(field)!
  return inGroups(group, field, part.levels.length)
}

/** The same lists and records around it, with the one part instead of its group. */
function inGroups(value: Value, part: string, levels: number): Value | undefined {
  if (typeof value !== "object") return undefined
  if (levels === 0) return Object.hasOwn(value, part) ? (value as Readonly<Record<string, Value>>)[part] : undefined
  if (Array.isArray(value)) return value.flatMap((item) => inGroups(item, part, levels - 1) ?? [])
  const entries = Object.entries(value as Readonly<Record<string, Value>>)
  return Object.fromEntries(
    entries.flatMap(([name, item]) => {
      const inner = inGroups(item, part, levels - 1)
      return inner === undefined ? [] : [[name, inner]]
    }),
  )
}
