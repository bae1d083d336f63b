/** A meaning as annotation tools need it: fields, names, and what a row of data has to have. */
import type { Phrase } from "../../catalogue.js"
import type { TaskFields } from "../../data/readers/task-fields.js"
import { labelSchema, type Meaning } from "../../language/meaning.js"

export function taskFields(meaning: Meaning): TaskFields {
  const { inputs, answers, golds, rewards, reports, arms } = meaning
  const main = [...rewards, ...reports].flatMap(({ phrase }) => goldOf(phrase))
  // an arm may be a control that looks at another gold value, which a corpus need not have
  const isGold = new Set(golds.map(({ name }) => name))
  const other = arms
    .flatMap((arm) => arm.rewards.flatMap(({ phrase }) => goldOf(phrase)))
    .filter((name) => !isGold.has(name))
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
    compared: [...new Set([...main, ...other])],
  }
}

const goldOf = (phrase: Phrase): string[] =>
  phrase.kind === "verb" ? phrase.objects.flatMap((one) => (one.kind === "gold" ? [one.field] : [])) : []

/** Rules between names that tools do not hold annotators to, in words. */
export function unenforced({ relations, exclude }: Meaning): string[] {
  const once = relations.flatMap(({ name, roles, one }) =>
    one === undefined ? [] : [`one ${roles[one]} for each ${roles[1 - one]} of ${name}`],
  )
  return [...once, ...exclude.map((set) => `at most one of ${set.join(", ")} for the same two`)]
}
