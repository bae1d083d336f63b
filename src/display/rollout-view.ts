/**
 * Answers in a notebook: the group of one prompt side by side, each with its advantage, its findings underlined, and the
 * lines of the guideline that pay or charge them.
 */
import { printable } from "../diagnostic.js"
import { type Content, type Html, html, rendered } from "../html.js"
import { type RolloutRow, scoreOf } from "../rollout/rows.js"
import { type LineLink, renderAnswer, renderItem, signed } from "./answer.js"
import { DISPLAY, type Displayable, type MimeBundle } from "./bundle.js"
import { followScript } from "./library.js"
import { type GuidelineFile, GuidelineListing } from "./report-guideline.js"
import { newViewId, view } from "./view.js"

export interface RolloutsOptions {
  /** Groups that are shown; default 4. */
  readonly groups?: number
  /** Default: the last step that there is. */
  readonly step?: number
  /** The guidelines that answers are linked into: `task.meaning.files`. */
  readonly guidelines?: readonly GuidelineFile[]
}

/** Answers to one prompt of one step. */
interface Group {
  readonly first: RolloutRow
  readonly rows: readonly RolloutRow[]
}

const DEFAULT_GROUPS = 4

/**
 * Answers of a step, group by group: first those whose answers earned most differently, which are the ones that teach.
 *
 * @param rows of `rollouts.jsonl`, of a training's row, or of an evaluation
 * @example rollouts(training.rows.at(-1).rollouts, { guidelines: task.meaning.files })
 */
export const rollouts = (rows: readonly RolloutRow[], options: RolloutsOptions = {}): Displayable => ({
  [DISPLAY]: (): MimeBundle => {
    const { shown, of } = chosen(rows, options)
    return { "text/html": rendered(asHtml(shown, of, options.guidelines ?? [])), "text/plain": asText(shown, of) }
  },
})

function chosen(rows: readonly RolloutRow[], { step, groups = DEFAULT_GROUPS }: RolloutsOptions) {
  const last = step ?? rows.reduce((latest, row) => Math.max(latest, row.step), 0)
  const byPrompt = new Map<string, RolloutRow[]>()
  for (const row of rows) {
    if (row.step !== last) continue
    const key = JSON.stringify([row.arm, row.seed, row.set ?? null, row.prompt])
    byPrompt.set(key, [...(byPrompt.get(key) ?? []), row])
  }
  const all = [...byPrompt.values()].map((own): Group => ({ first: own[0]!, rows: own }))
  const ranked = all.map((group, at) => ({ group, at, spread: spreadOf(group) }))
  ranked.sort((a, b) => b.spread - a.spread || a.at - b.at)
  return { shown: ranked.slice(0, groups).map(({ group }) => group), of: all.length }
}

const scoresOf = ({ rows }: Group): number[] => rows.flatMap((row) => scoreOf(row) ?? [])

function spreadOf(group: Group): number {
  const scores = scoresOf(group)
  return scores.length === 0 ? 0 : Math.max(...scores) - Math.min(...scores)
}

function asHtml(groups: readonly Group[], of: number, guidelines: readonly GuidelineFile[]): Html {
  const origins = groups.flatMap(({ rows }) => rows.flatMap(({ terms }) => terms.flatMap(({ origin }) => origin ?? [])))
  const listing = new GuidelineListing(guidelines, origins, newViewId())
  const body = html`<h3>${countText(groups.length, of)}</h3>
${groups.map((group, i) => groupHtml(group, i === 0, listing.link))}
${guidelines.length > 0 && html`<h4>What pays</h4>${listing.render()}${followScript()}`}`
  return view("Answers of a step", body)
}

function groupHtml(group: Group, isOpen: boolean, lineLink: LineLink): Html {
  const { first, rows } = group
  return html`<details class="group"${isOpen ? html` open` : ""}><summary>${titleOf(group)}</summary>
${renderItem(first)}
<div class="answers">${rows.map((row, i) =>
    renderAnswer(row, { label: `Answer ${i + 1}`, who: whose(row, i, rows.length > 1), lineLink }),
  )}</div>
</details>`
}

function whose(row: RolloutRow, at: number, isGroup: boolean): Content {
  const { advantage, length, ended } = row
  const facts = [
    isGroup && (advantage === undefined ? "left out" : `advantage ${signed(advantage)}`),
    `${length} tokens${ended ? "" : ", cut off"}`,
  ].filter((fact) => fact !== false)
  return html`<span class="arm">${isGroup ? `answer ${at + 1}` : row.arm}</span> <span class="quiet advantage">${facts.join(", ")}</span>`
}

function titleOf(group: Group): string {
  const { first, rows } = group
  const scores = scoresOf(group)
  const mean = scores.length > 0 ? `mean ${signed(scores.reduce((a, b) => a + b, 0) / scores.length)}` : "not scorable"
  const agrees = rows.length > 1 && spreadOf(group) === 0 ? ", all the same: teaches nothing" : ""
  const where = [first.set ?? `step ${first.step}`, first.kind, `item ${first.id}`].filter((part) => part !== undefined)
  return `${where.join(" · ")}: ${mean}${rows.length > 1 ? ` of ${rows.length} answers` : ""}${agrees}`
}

const countText = (shown: number, of: number): string =>
  of === 0 ? "No answers" : `${shown < of ? `${shown} of ${of}` : of} ${of === 1 ? "prompt" : "prompts"}`

const LONGEST_LINE = 100

function asText(groups: readonly Group[], of: number): string {
  const lines = groups.flatMap((group) => [
    printable(titleOf(group)),
    ...group.rows.map((row) => {
      const { advantage, completion } = row
      const score = scoreOf(row)
      const text = printable(completion.replace(/\s+/g, " ").slice(0, LONGEST_LINE))
      const earned = score === null ? "?" : signed(score)
      return `  ${earned.padStart(6)}${advantage === undefined ? "" : `  (${signed(advantage)})`}  ${text}${completion.length > LONGEST_LINE ? "…" : ""}`
    }),
  ])
  return [countText(groups.length, of), ...lines].join("\n")
}
