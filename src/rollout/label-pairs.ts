/**
 * The labels of an answer beside those of its gold, for F1: of every part that is a label, a choice or yes or no, or several
 * of these. Where a guideline asks for one of each item, each is a decision of its own.
 */
import { AnswerReader } from "../reward/answer/read.js"
import type { AnswerPart, Plan } from "../reward/plan.js"
import type { Example, FieldType, Value } from "../value.js"
import type { LabelPair } from "./metrics.js"

export interface LabelPart {
  readonly name: string
  /** One label with its direction, and nothing else. */
  readonly isRelation: boolean
  /** The label that stands for none of the others, where there is one: by custom it is in no F1. */
  readonly other?: string
  /** A pair for each decision of a row; none where the row has no gold for it. */
  pairs(answer: Values, row: Pick<Example, "input" | "gold">): readonly LabelPair[]
}

type Values = Readonly<Record<string, Value>>

export interface LabelParts {
  readonly parts: readonly LabelPart[]
  /** Parts that are labels and can not be compared one by one, with the reason. */
  readonly left: readonly { readonly name: string; readonly reason: string }[]
}

export function labelParts(plan: Plan): LabelParts {
  const reader = new AnswerReader(plan)
  const labelled = plan.answer.filter(({ type }) => leafOf(type) !== undefined)
  const shaped = labelled.map((part) => ({ part, steps: stepsTo(part, plan.answer) }))
  return {
    parts: shaped.flatMap(({ part, steps }) => (steps ? [partOf(part, steps, plan, reader)] : [])),
    left: shaped.flatMap(({ part: { name }, steps }) =>
      steps ? [] : [{ name, reason: "it stands in a list, of which no item belongs to one of the gold" }],
    ),
  }
}

/** How a value is reached from the values of an answer: into a group, or into each item of a list that the row has. */
type Step = { readonly key: string } | "each"

function partOf({ name, type }: AnswerPart, steps: readonly Step[], plan: Plan, reader: AnswerReader): LabelPart {
  const leaf = leafOf(type)!
  const [top] = steps as readonly [{ readonly key: string }]
  const isDeclared = leaf.kind === "relation" || (leaf.kind === "choice" && leaf.lists.length > 0)
  const goldName = goldOf(name, plan)
  const other = isDeclared ? plan.labels.otherwise?.name : undefined
  return {
    name,
    isRelation: type.kind === "relation" && steps.length === 1,
    ...(other !== undefined && { other }),
    pairs(answer, { input, gold }) {
      const own = Object.hasOwn(gold, goldName)
      const field = own ? goldName : top.key
      if (!Object.hasOwn(gold, field)) return []
      const read = reader.readGold(field, gold[field]!, input)
      if ("reason" in read) return []
      const golds = decisions(read.value, own ? steps.filter((step) => step === "each") : steps.slice(1))
      const answers = new Map(decisions(answer, steps).map(({ at, labels }) => [at, labels]))
      return golds.map(({ at, labels }) => ({ gold: labels, answer: answers.get(at) ?? [] }))
    },
  }
}

/** The gold field that the guideline compares a part with: one of another name, or its own. */
function goldOf(part: string, { terms, reports, rules }: Plan): string {
  const checked = rules.flatMap((rule) => (rule.grade === "checked" ? [rule.phrase] : []))
  for (const phrase of [...terms, ...reports].map((term) => term.phrase).concat(checked)) {
    if (phrase.kind !== "verb" || phrase.subject.name !== part) continue
    const gold = phrase.objects.find(({ kind }) => kind === "gold")
    if (gold?.kind === "gold") return gold.field
  }
  return part
}

/** @returns undefined where a list of groups stands in between */
function stepsTo(part: AnswerPart, all: readonly AnswerPart[]): readonly Step[] | undefined {
  const parent = part.parent === undefined ? undefined : all.find(({ name }) => name === part.parent)
  const before = parent ? stepsTo(parent, all) : []
  if (!before) return undefined
  const steps: Step[] = [...before, { key: part.name }]
  for (let { type } = part; ; type = type.item) {
    if (type.kind === "list" && type.item.kind === "group") return undefined
    if (type.kind !== "each") return steps
    steps.push("each")
  }
}

/** The type of the labels that a field holds; undefined where it holds something else. */
function leafOf(type: FieldType): Extract<FieldType, { kind: "relation" | "choice" | "yes-no" }> | undefined {
  if (type.kind === "each" || type.kind === "list") return leafOf(type.item)
  return type.kind === "relation" || type.kind === "choice" || type.kind === "yes-no" ? type : undefined
}

function decisions(
  value: Value | undefined,
  steps: readonly Step[],
  at = "",
): readonly { readonly at: string; readonly labels: readonly string[] }[] {
  if (value === undefined) return []
  const [step, ...others] = steps
  if (step === undefined) return [{ at, labels: (Array.isArray(value) ? value : [value]).map(labelText) }]
  const record = typeof value === "object" && !Array.isArray(value) ? (value as Values) : {}
  if (step === "each") return Object.entries(record).flatMap(([key, one]) => decisions(one, others, `${at}\n${key}`))
  return Object.hasOwn(record, step.key) ? decisions(record[step.key], others, at) : []
}

const labelText = (value: Value): string => (typeof value === "boolean" ? (value ? "yes" : "no") : String(value))
