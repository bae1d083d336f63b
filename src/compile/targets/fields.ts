/** A meaning as annotation tools need it: fields, names, and what a row of data has to have. */
import { isCompared, type TaskFields } from "../../data/readers/task-fields.js"
import type { Diagnostic, Extras } from "../../diagnostic.js"
import { labelSchema, type Meaning, type Term } from "../../language/meaning.js"
import { report } from "./codes.js"

export function taskFields(meaning: Meaning): TaskFields {
  const { inputs, answers, golds, rewards, reports, arms } = meaning
  // an arm may be a control that looks at another gold value, which a corpus need not have
  const isGold = new Set(golds.map(({ name }) => name))
  const main = [...rewards, ...reports].flatMap(goldOf)
  const other = arms.flatMap((arm) => arm.rewards.flatMap(goldOf)).filter(({ field }) => !isGold.has(field))
  return {
    inputs: inputs.map(({ name, type, when }) => ({ name, type, ...(when && { when }) })),
    answer: answers.map(({ name, type, parent, optional, when }) => ({
      name,
      type,
      optional,
      ...(parent !== undefined && { parent }),
      ...(when && { when }),
    })),
    golds: golds.map(({ name, type }) => ({ name, type })),
    labels: labelSchema(meaning),
    compared: [...main, ...other],
  }
}

const goldOf = ({ phrase, when }: Term): TaskFields["compared"] =>
  phrase.kind === "verb"
    ? phrase.objects.flatMap((one) => (one.kind === "gold" ? [{ field: one.field, ...(when && { when }) }] : []))
    : []

interface Unshown {
  readonly field: string
  readonly why: string
  readonly instead?: string
}

/** What a tool can not show: each field that counts, and the others together. @param at where a field is declared */
export function unshownReports(
  tool: string,
  unshown: readonly Unshown[],
  task: TaskFields,
  at: (field: string) => Extras,
): Diagnostic[] {
  const counts = ({ field, instead }: Unshown) =>
    instead !== undefined || isCompared(task, field) || task.inputs.some(({ name }) => name === field)
  const others = unshown.filter((one) => !counts(one)).map(({ field }) => field)
  return [
    ...unshown.filter(counts).map((one) => report("export-not-shown", { tool, ...one }, at(one.field))),
    ...(others.length > 0 ? [report("export-left-out", { tool, fields: others }, at(others[0]!))] : []),
  ]
}

/** Rules between names that tools do not hold annotators to, in words. */
export function unenforced({ relations, exclude }: Meaning): string[] {
  const once = relations.flatMap(({ name, roles, one }) =>
    one === undefined ? [] : [`one ${roles[one]} for each ${roles[1 - one]} of ${name}`],
  )
  return [...once, ...exclude.map((set) => `at most one of ${set.join(", ")} for the same two`)]
}
