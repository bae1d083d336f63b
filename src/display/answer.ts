/**
 * One model's answer as HTML: the completion with its findings underlined, and what each term of the guideline paid for it.
 * In reports and notebooks alike; the pages give the style and say how a line of the guideline is linked.
 */
import { type Content, type Html, html } from "../html.js"
import { findingCodes } from "../reward/codes.js"
import { inUnits } from "../reward/wire.js"
import { type RolloutRow, scoreOf } from "../rollout/rows.js"
import type { Value } from "../value.js"

type Origin = NonNullable<RolloutRow["terms"][number]["origin"]>

/** A link to a guideline's line, or its place in words where the page does not show that file. */
export type LineLink = (origin: Origin) => Content

const LONGEST_COMPLETION = 2000
const MOST_FINDINGS = 20

/** What was asked: the inputs with their mentions marked, and the gold. */
export function renderItem({ input, gold }: Pick<RolloutRow, "input" | "gold">): Html {
  return html`${Object.entries(input).map(([name, text]) => renderInput(name, shown(text), Object.keys(input).length > 1))}
<p class="gold"><span class="key">Gold</span> ${Object.values(gold).map((value) => html`<code>${shown(value)}</code> `)}</p>`
}

export interface AnswerOptions {
  /** For screen readers: whose answer it is. */
  readonly label: string
  readonly who: Content
  readonly lineLink: LineLink
}

/** One answer, what it earned, and which line of the guideline pays or charges what was found in it. */
export function renderAnswer(row: RolloutRow, { label, who, lineLink }: AnswerOptions): Html {
  const all = row.findings.slice(0, MOST_FINDINGS)
  const findings = row.format === 2 ? inUnits(all, row.completion) : all
  const best = row.terms.length > 0 && row.terms.every(({ applied, value }) => applied && value === 1)
  const earned = scoreOf(row)
  const score = earned === null ? "not scorable" : signed(earned)
  return html`<div class="answer" role="group" aria-label="${label}">
<p class="who">${who}
<span class="score ${best ? "full" : "less"}">${score}</span></p>
<pre class="completion">${marked(row.completion.slice(0, whole(row.completion, LONGEST_COMPLETION)), findings)}${
    row.completion.length > LONGEST_COMPLETION &&
    html`<span class="quiet"> … and ${row.completion.length - LONGEST_COMPLETION} more characters</span>`
  }</pre>
${
  findings.length > 0 &&
  html`<ol class="findings">${findings.map((finding) => {
    const origin = decidedAt(finding, row)
    return html`<li><code>${finding.code}</code> ${finding.message}${origin && html` <span class="quiet">${lineLink(origin)}</span>`}</li>`
  })}</ol>`
}
<ul class="terms">${row.terms.map(
    ({ name, paid, applied, origin }) =>
      html`<li><span class="paid">${applied ? signed(paid) : "–"}</span> <span>${name}${applied ? "" : html` <span class="quiet">(not reached)</span>`}${origin && html` <span class="quiet">${lineLink(origin)}</span>`}</span></li>`,
  )}</ul>
</div>`
}

/** The line that pays or charges a finding: the rule's term; for what was read in another form than asked, the form's. */
function decidedAt({ code, rule }: RolloutRow["findings"][number], { terms }: RolloutRow): Origin | undefined {
  if (rule === undefined && severityOf(code) === "info") return undefined
  return terms.find(({ name }) => name === (rule ?? "format"))?.origin
}

const severityOf = (code: string): string | undefined =>
  Object.hasOwn(findingCodes, code) ? findingCodes[code as keyof typeof findingCodes].severity : undefined

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

export const signed = (value: number): string => {
  const text = Number(value.toPrecision(4)).toString()
  return value > 0 ? `+${text}` : text.replace("-", "−")
}
