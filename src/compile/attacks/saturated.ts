/**
 * Whether a constant answer earns nearly all there is. Then no attack can be seen to get through, and either the rows ask
 * for the same answer nearly everywhere, or the reward pays whatever they ask for.
 */
import type { Phrase } from "../../catalogue.js"
import type { Plan } from "../../reward/plan.js"
import type { Example } from "../../value.js"
import { highestFor } from "../highest.js"

/** So much of what could be earned above the lowest score is nearly all; so many of the rows are nearly all, too. */
const NEARLY = 0.95

/** The rows have nearly all the same gold; or, they have not, and the reward pays the same answer nearly everywhere. */
export type Saturated = "by-rows" | "by-reward"

/** @param rows several; one row is always answered best by its own answer */
export function saturated(plan: Plan, rows: readonly Example[], floor: number): Saturated | undefined {
  const { lowest } = plan.range
  const most = rows.reduce((sum, { input, gold }) => sum + highestFor(plan, { ...input, ...gold }), 0) / rows.length
  if (most <= lowest || floor - lowest < NEARLY * (most - lowest)) return undefined
  const fields = [...goldFields(plan)]
  const asked = new Map<string, number>()
  for (const { input, gold } of rows) {
    const key = JSON.stringify(fields.length > 0 ? fields.map((field) => gold[field] ?? null) : input)
    asked.set(key, (asked.get(key) ?? 0) + 1)
  }
  return Math.max(...asked.values()) >= NEARLY * rows.length ? "by-rows" : "by-reward"
}

/** What the reward compares answers with. */
function goldFields({ terms, rules }: Plan): ReadonlySet<string> {
  const phrases: Phrase[] = [...terms, ...rules.filter((rule) => rule.grade === "checked")].map(({ phrase }) => phrase)
  return new Set(
    phrases.flatMap((phrase) =>
      phrase.kind === "verb" ? phrase.objects.flatMap((object) => (object.kind === "gold" ? [object.field] : [])) : [],
    ),
  )
}
