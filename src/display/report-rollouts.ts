/**
 * Sample answers of a report: the same items answered by several arms, what each answer earned, and which line of the
 * guideline pays it. Chooses by rule, not by hand.
 */
import { type Content, type Html, html } from "../html.js"
import type { RolloutRow } from "../rollout/rows.js"
import type { Value } from "../value.js"
import { orderedArms } from "./label.js"

export interface Sample {
  readonly item: Pick<RolloutRow, "id" | "input" | "gold" | "kind" | "set">
  /** One answer per arm, in the report's order. */
  readonly answers: readonly RolloutRow[]
}

const LONGEST_COMPLETION = 2000
const MOST_FINDINGS = 20

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
  const scores = (arms: ReadonlyMap<string, RolloutRow>): number[] => [...arms.values()].map(({ score }) => score)
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

/** @param lineLink a link to a guideline's line, or its place in words where the report does not show that file */
export function renderSample(
  { item, answers }: Sample,
  lineLink: (origin: { readonly path: string; readonly line: number }) => Content,
): Html {
  const where = [item.set, item.kind, `item ${item.id}`].filter((part) => part !== undefined)
  return html`<article class="sample">
<p class="where">${where.join(" · ")}</p>
${Object.entries(item.input).map(([name, text]) => renderInput(name, shown(text), Object.keys(item.input).length > 1))}
<p class="gold"><span class="key">Gold</span> ${Object.values(item.gold).map((value) => html`<code>${shown(value)}</code> `)}</p>
<div class="answers">${answers.map((row) => renderAnswer(row, lineLink))}</div>
</article>`
}

function renderAnswer(row: RolloutRow, lineLink: Parameters<typeof renderSample>[1]): Html {
  const findings = row.findings.slice(0, MOST_FINDINGS)
  const best = row.terms.length > 0 && row.terms.every(({ applied, value }) => applied && value === 1)
  const score = row.unscorable === undefined ? signed(row.score) : "not scorable"
  return html`<div class="answer" role="group" aria-label="Answer of ${row.arm}">
<p class="who"><span class="arm">${row.arm}</span>${row.seed === null ? "" : html` <span class="quiet">seed ${row.seed}, step ${row.step}</span>`}
<span class="score ${best ? "full" : "less"}">${score}</span></p>
<pre class="completion">${marked(row.completion.slice(0, whole(row.completion, LONGEST_COMPLETION)), findings)}${
    row.completion.length > LONGEST_COMPLETION &&
    html`<span class="quiet"> … and ${row.completion.length - LONGEST_COMPLETION} more characters</span>`
  }</pre>
${findings.length > 0 && html`<ol class="findings">${findings.map(({ code, message }) => html`<li><code>${code}</code> ${message}</li>`)}</ol>`}
<ul class="terms">${row.terms.map(
    ({ name, paid, applied, origin }) =>
      html`<li><span class="paid">${applied ? signed(paid) : "–"}</span><span>${name}${applied ? "" : html` <span class="quiet">(not reached)</span>`}${origin && html` <span class="quiet">${lineLink(origin)}</span>`}</span></li>`,
  )}</ul>
</div>`
}

/** The completion with every finding underlined and numbered as in the list below it. */
function marked(text: string, findings: RolloutRow["findings"]): Content[] {
  const spans = findings.flatMap(({ span, message }, i) => {
    if (!span) return []
    const start = whole(text, span.start)
    return [{ start, end: Math.max(whole(text, span.end), start), number: i + 1, message }]
  })
  const edges = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  const out: Content[] = []
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1] ?? from
    const piece = text.slice(from, to)
    const over = spans.filter(({ start, end }) => start <= from && end >= to && end > start && to > from)
    out.push(
      over.length > 0 ? html`<mark title="${over.map(({ message }) => message).join("; ")}">${piece}</mark>` : piece,
    )
    const ending = spans.filter(({ start, end }) => end === to && (end > start || start === from) && to >= from)
    const closed = i + 1 < edges.length || text.length === 0 ? ending : []
    out.push(closed.map(({ number }) => html`<sup class="finding">${number}</sup>`))
  }
  return out
}

/** The offset inside the text, and behind a surrogate pair rather than in it. */
function whole(text: string, offset: number): number {
  const at = Math.min(Math.max(0, offset), text.length)
  const isInPair = at > 0 && at < text.length && text.codePointAt(at - 1)! > 0xffff
  return isInPair ? at + 1 : at
}

/** Texts as they are, everything else as JSON. */
const shown = (value: Value): string => (typeof value === "string" ? value : JSON.stringify(value))

/** An input with its mentions marked; `<e1>…</e1>` stays readable where it is not well formed. */
function renderInput(name: string, text: string, named: boolean): Html {
  const pieces: Content[] = []
  let at = 0
  for (const match of text.matchAll(/<(e\d)>([^<]*)<\/\1>/g)) {
    pieces.push(text.slice(at, match.index), html`<b class="mention">${match[2]}<sub>${match[1]}</sub></b>`)
    at = match.index + match[0].length
  }
  pieces.push(text.slice(at))
  return html`<p class="input">${named && html`<span class="key">${name}</span> `}${pieces}</p>`
}

const signed = (value: number): string => {
  const text = Number(value.toPrecision(4)).toString()
  return value > 0 ? `+${text}` : text.replace("-", "−")
}
