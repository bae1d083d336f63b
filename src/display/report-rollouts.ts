/**
 * Sample answers of a report: the same items answered by several arms, what each answer earned, and which line of the
 * guideline pays it. Chooses by rule, not by hand.
 */
import { type Html, html } from "../html.js"
import { type RolloutRow, scoreOf } from "../rollout/rows.js"
import { type LineLink, renderAnswer, renderItem } from "./answer.js"
import { orderedArms } from "./label.js"

export interface Sample {
  readonly item: Pick<RolloutRow, "id" | "input" | "gold" | "kind" | "set">
  /** One answer per arm, in the report's order. */
  readonly answers: readonly RolloutRow[]
}

/**
 * Items that most arms answered and that they scored most differently, kinds and sets taken in turn; of each arm the last
 * step and the lowest seed.
 */
export function pickSamples(rollouts: readonly RolloutRow[], count = 6): Sample[] {
  const evaluated = rollouts.filter(({ set }) => set !== undefined)
  const items = new Map<string, Map<string, RolloutRow>>()
  for (const row of evaluated.length > 0 ? evaluated : rollouts) {
    const key = JSON.stringify([row.set ?? "", row.guideline ?? "", row.id])
    const arms = items.get(key) ?? new Map<string, RolloutRow>()
    items.set(key, arms)
    const known = arms.get(row.arm)
    if (!known || row.step > known.step || (row.step === known.step && row.seed < known.seed)) arms.set(row.arm, row)
  }
  const scores = (arms: ReadonlyMap<string, RolloutRow>): number[] =>
    [...arms.values()].flatMap((row) => scoreOf(row) ?? [])
  const ranked = [...items.values()]
    .map((arms, at) => ({ arms, at, spread: new Set(scores(arms)).size, first: [...arms.values()][0]! }))
    .sort((a, b) => b.arms.size - a.arms.size || b.spread - a.spread || a.at - b.at)
  const taken = new Map<string, number>()
  const chosen: typeof ranked = []
  while (chosen.length < Math.min(count, ranked.length)) {
    const rest = ranked.filter((one) => !chosen.includes(one))
    const times = ({ first }: (typeof ranked)[number]): number => taken.get(`${first.set} ${first.kind}`) ?? 0
    const next = rest.reduce((best, one) => (times(one) < times(best) ? one : best))
    taken.set(`${next.first.set} ${next.first.kind}`, times(next) + 1)
    chosen.push(next)
  }
  return chosen.map(({ arms, first }) => ({
    item: first,
    answers: orderedArms(arms.keys()).map((arm) => arms.get(arm)!),
  }))
}

export function renderSample({ item, answers }: Sample, lineLink: LineLink): Html {
  const where = [item.set, item.kind, `item ${item.id}`].filter((part) => part !== undefined)
  return html`<article class="sample">
<p class="where">${where.join(" · ")}</p>
${renderItem(item)}
<div class="answers">${answers.map((row) => {
    const who = html`<span class="arm">${row.arm}</span>${row.seed === null ? "" : html` <span class="quiet">seed ${row.seed}, step ${row.step}</span>`}`
    return renderAnswer(row, { label: `Answer of ${row.arm}`, who, lineLink })
  })}</div>
</article>`
}
