/** What an answer may choose from, for the schema and the grammar of answers. */
import type { Plan } from "../reward/plan.js"
import { type Condition, DECLARED_LISTS, type Example, type FieldType, type LabelSchema } from "../value.js"
import { type Lists, namesOf, numberingOf } from "./items.js"

/** Every way to write a relation in canonical spelling: both orders, also of a symmetric one, and the label of neither. */
export function relationForms({ relations, otherwise }: LabelSchema, [a, b]: readonly [string, string]): string[] {
  const directed = relations.flatMap(({ name }) => [`${name}(${a},${b})`, `${name}(${b},${a})`])
  return otherwise ? [...directed, otherwise.name] : directed
}

/** Names of the items of a list: all of them where the input is known, else how they begin and go on. */
export type ItemNames =
  | { readonly kind: "known"; readonly names: readonly string[] }
  | { readonly kind: "letter"; readonly first: string }
  | { readonly kind: "number"; readonly prefix: string }

export function itemNamesOf(lists: Lists, list: string, input: Example["input"] | undefined): ItemNames {
  const items = input && Object.hasOwn(input, list) ? input[list] : undefined
  if (Array.isArray(items)) return { kind: "known", names: namesOf(lists, list, items.length) }
  const start = numberingOf(lists, list)
  const prefix = start.replace(/\d+$/, "")
  return prefix === start ? { kind: "letter", first: start } : { kind: "number", prefix }
}

export interface Choices {
  readonly names: readonly string[]
  readonly items: readonly ItemNames[]
}

export function choicesOf(
  { texts, lists }: Extract<FieldType, { kind: "choice" }>,
  plan: Pick<Plan, "labels" | "inputs" | "answer">,
  input: Example["input"] | undefined,
): Choices {
  const { labels } = plan
  const isDeclared = (list: string): list is (typeof DECLARED_LISTS)[number] =>
    (DECLARED_LISTS as readonly string[]).includes(list)
  const declared = lists.filter(isDeclared)
  const otherwise = declared.length > 0 && labels.otherwise ? [labels.otherwise.name] : []
  const items = lists.filter((list) => !isDeclared(list)).map((list) => itemNamesOf(plan, list, input))
  return {
    names: [
      ...new Set([
        ...texts,
        ...declared.flatMap((list) => labels[list].map(({ name }) => name)),
        ...otherwise,
        ...items.flatMap((one) => (one.kind === "known" ? one.names : [])),
      ]),
    ],
    items: items.filter(({ kind }) => kind !== "known"),
  }
}

/** Whether a condition on an input holds; undefined where the input is not known, or it looks at the answer. */
export function decided({ field, values }: Condition, input: Example["input"] | undefined): boolean | undefined {
  const value = input && Object.hasOwn(input, field) ? input[field] : undefined
  if (value === undefined) return undefined
  return values.includes(typeof value === "boolean" ? (value ? "yes" : "no") : String(value))
}
